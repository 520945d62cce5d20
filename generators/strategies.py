"""Hypothesis strategies: people, records, defects with their label, portfolios, timelines, deliveries and credits."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from generators.aflopen import AFLOPEN, Afloop
from generators.bouwen import bouw_defect
from generators.creditketens import CREDITSITUATIES, Creditketen, creditscenario
from generators.defecten import Gelabeld, kies_namen
from generators.leveringen import (
    AFSPRAKEN,
    DAGEN,
    DECLARANTEN,
    INSPANNING,
    OUTPUT,
    Declaratiescenario,
    Levering,
    spreekt_vanzelf,
)
from generators.looptijden import GRENSDAGEN
from generators.mix import MIXEN, kies_mix
from generators.nieuwe import MAANDEN, SOORTEN
from generators.opvolgers import ASPECIFIEK, ASPECIFIEK_BUDGET, GELIJK, GENERIEK_BUDGET, SPECIFIEK, SPECIFIEK_STUKS
from generators.personen import AANBIEDERS, persoon, test_bsns
from generators.portefeuille import Dossier, portefeuille
from generators.producten import MAAND, PRODUCTEN, STUKS_INSPANNING, TOTAAL, WEEK
from generators.scenarios import omgeving
from generators.tijdlijnen import NAMEN, Tijdlijn, kies_tijdlijn, tijdlijn
from istandaard.kalender import Week, iso_week
from istandaard.model import Client, Nieuw, Toewijzing
from istandaard.releases import Domein

GEMEENTEN = ("0344", "0363", "0599")
EENHEDEN_24 = ("01", "04", "14", "16", "82", "83")
FREQUENTIES_24 = ("1", "2", "3", "4", "5", "6")
_EERSTE_DAG, _LAATSTE_DAG = date(2018, 1, 1), date(2023, 12, 31)
_KEERPUNTEN = tuple(sorted({dag + timedelta(days=n) for dag in GRENSDAGEN for n in (-1, 0, 1)}))
_LEVERING_VAN, _LEVERING_TOT = date(2020, 10, 5), date(2021, 3, 28)
"""Whole weeks inside generators.tijdvakken."""
_NUMMERS = tuple(str(nummer) for nummer in range(1001, 1006))
_VOLUMES = st.integers(1, 3000)
_BUDGETTEN = st.integers(1, 5_000_000)


def clienten() -> st.SearchStrategy[Client]:
    """People that cannot exist."""
    return st.builds(
        lambda seed, nummer: persoon(seed, nummer).client,
        st.integers(0, 999),
        st.integers(0, len(test_bsns()) - 1),
    )


def dagen(van: date = _EERSTE_DAG, tot: date = _LAATSTE_DAG) -> st.SearchStrategy[date]:
    """Days between two days, both included, often one around which a verdict changes."""
    gewoon = st.integers(0, (tot - van).days).map(lambda n: van + timedelta(days=n))
    keerpunten = [dag for dag in _KEERPUNTEN if van <= dag <= tot]
    return st.one_of(gewoon, st.sampled_from(keerpunten)) if keerpunten else gewoon


_GEWENST = st.builds(
    Nieuw,
    code=st.sampled_from(["01A01", "45A48", "99Z99"]),
    volume=_VOLUMES,
    eenheid=st.sampled_from(EENHEDEN_24),
    frequentie=st.sampled_from((WEEK, MAAND, TOTAAL)),
)
_GEWENST_STUKS = _GEWENST.map(lambda nieuw: replace(nieuw, eenheid=STUKS_INSPANNING))
_GEWENST_BUDGET = st.builds(Nieuw, budget=_BUDGETTEN)
_NIEUW = {
    SPECIFIEK: st.one_of(st.none(), _GEWENST),
    SPECIFIEK_STUKS: _GEWENST_STUKS,
    ASPECIFIEK: st.none(),
    ASPECIFIEK_BUDGET: st.one_of(st.none(), _GEWENST_BUDGET),
    GENERIEK_BUDGET: st.one_of(st.none(), _GEWENST_BUDGET),
    GELIJK: st.none(),
}


@st.composite
def _looptijden(draw: st.DrawFn) -> tuple[date, date | None]:
    van = draw(dagen(tot=date(2021, 2, 28)))
    soort = draw(st.sampled_from(("open", "gesloten", "gesloten", "gesloten", "geannuleerd")))
    if soort == "gesloten":
        return van, draw(dagen(van=van + timedelta(days=1)))
    return van, (van if soort == "geannuleerd" else None)


@st.composite
def toewijzingen(draw: st.DrawFn, *, ook_30: bool = False) -> Toewijzing:
    """A record of any content the contract allows, sound or broken; `gelijk` only where that is possible.

    Numbers and BSNs come from a handful, so that lists of these share some. The ids do not differ: give your own.

    Args:
        draw: supplied by Hypothesis.
        ook_30: also content that only release 3.0 knows: budget, eenheid 84, no product.
    """
    domein = draw(st.sampled_from(list(Domein)))
    product = draw(st.sampled_from(PRODUCTEN[domein]))
    vorm = draw(st.sampled_from(("specifiek", "specifiek", "aspecifiek", *(("budget", "generiek") if ook_30 else ()))))
    van, tot = draw(_looptijden())
    met_budget = vorm in {"budget", "generiek"}
    met_omvang = not met_budget and draw(st.sampled_from((True, True, True, False)))
    eenheden = (*EENHEDEN_24, STUKS_INSPANNING) if ook_30 else EENHEDEN_24
    wensen: list[str | None] = [None, None, None, SPECIFIEK, SPECIFIEK_STUKS, ASPECIFIEK, ASPECIFIEK_BUDGET]
    vervanging = draw(
        st.sampled_from([*wensen, GENERIEK_BUDGET, *([GELIJK] if vorm == "specifiek" and met_omvang else [])])
    )
    return Toewijzing(
        id="T1",
        gemeente=draw(st.sampled_from(GEMEENTEN)),
        domein=domein,
        aanbieder=draw(st.sampled_from(AANBIEDERS)),
        bsn=draw(st.sampled_from(test_bsns()[:5])),
        toewijzingnummer=draw(st.sampled_from((None, *_NUMMERS))),
        categorie=None if vorm == "generiek" else product.categorie,
        code=product.code if vorm == "specifiek" else None,
        volume=draw(_VOLUMES) if met_omvang else None,
        eenheid=draw(st.sampled_from(eenheden)) if met_omvang else None,
        frequentie=draw(st.sampled_from(FREQUENTIES_24)) if met_omvang else None,
        budget=draw(_BUDGETTEN) if met_budget else None,
        ingangsdatum=van,
        einddatum=tot,
        uitvoering=draw(st.sampled_from((None, "inspanning", "output"))),
        vervanging=vervanging,
        gestart=draw(st.booleans()),
        instemming=draw(st.booleans()),
        nieuw=None if vervanging is None else draw(_NIEUW[vervanging]),
    )


@st.composite
def gelabeld(draw: st.DrawFn, *, defecten: Collection[str] | None = None) -> tuple[Gelabeld, ...]:
    """A toewijzing with its label, or the two holders of one number; judge all of them together.

    Args:
        draw: supplied by Hypothesis.
        defecten: names from NAMEN, groups, or combinations; None for all, clean ones included.

    Raises:
        Invoerfout: an unknown name.
    """
    naam = draw(st.sampled_from(kies_namen(defecten)))
    gemeente, domein = draw(st.sampled_from(GEMEENTEN)), draw(st.sampled_from(list(Domein)))
    return bouw_defect(naam, draw(st.randoms()), omgeving(gemeente, domein))


def portefeuilles(
    *, defecten: Collection[str] | None = None, mixen: Collection[str] | None = None, hoogstens: int = 4
) -> st.SearchStrategy[tuple[Dossier, ...]]:
    """A few clients of one gemeente with everything they have; judge all of them together.

    Args:
        defecten: names from generators.defecten.NAMEN, groups, or combinations; None for all.
        mixen: names from generators.mix.MIXEN; None for all.
        hoogstens: the largest number of clients.

    Raises:
        Invoerfout: an unknown name, or a defect that takes two gemeenten.
    """
    return st.builds(
        lambda seed, gemeente, clients, mix: tuple(
            portefeuille(gemeente, clients=clients, seed=seed, defecten=defecten, mix=kies_mix(mix))
        ),
        st.integers(0, 2**32 - 1),
        st.sampled_from(GEMEENTEN),
        st.integers(1, hoogstens),
        st.sampled_from(sorted(mixen or MIXEN)),
    )


@st.composite
def tijdlijnen(
    draw: st.DrawFn, *, namen: Collection[str] | None = None, defecten: Collection[str] | None = None
) -> Tijdlijn:
    """What a gemeente sends about a toewijzing, or about the two holders of one number, and which rules that breaks.

    Args:
        draw: supplied by Hypothesis.
        namen: names from generators.tijdlijnen.NAMEN; None for all.
        defecten: as `gelabeld` takes them.

    Raises:
        Invoerfout: an unknown name.
    """
    naam = draw(st.sampled_from([kies_tijdlijn(naam) for naam in namen or NAMEN]))
    soort = draw(st.sampled_from(list(SOORTEN))) if naam in MAANDEN else None
    return tijdlijn(naam, draw(gelabeld(defecten=defecten)), soort=soort)


@st.composite
def aflopen(draw: st.DrawFn) -> Afloop:
    """A toewijzing that begins and ends on any day around the turn of the year, with or without a successor."""
    if draw(st.booleans()):
        return draw(st.sampled_from(list(AFLOPEN.values())))
    van = draw(st.one_of(dagen(date(2019, 1, 1), date(2021, 1, 31)), st.sampled_from(DAGEN)))
    tot = draw(st.one_of(st.none(), st.sampled_from(DAGEN), dagen(van=van)))
    if tot is None or tot <= van:
        return Afloop(van)
    later = draw(st.sampled_from((None, 1, 1, 2, 5, 30)))
    return Afloop(van, tot, None if later is None else tot + timedelta(days=later))


def _geleverd(uitvoering: str, afloop: Afloop) -> st.SearchStrategy[date | Week]:
    dag: st.SearchStrategy[date | Week] = st.one_of(dagen(_LEVERING_VAN, _LEVERING_TOT), st.sampled_from(DAGEN))
    if uitvoering == OUTPUT:
        dag = st.one_of(dag, dag.map(lambda dag: iso_week(dag) if isinstance(dag, date) else dag))
    return dag.filter(lambda geleverd: spreekt_vanzelf(uitvoering, geleverd, afloop))


@st.composite
def declaratiescenarios(draw: st.DrawFn, *, hoogstens: int = 6) -> Declaratiescenario:
    """A toewijzing with or without a successor, how its aanbieder claims, and what is delivered on it.

    Deliveries lie between october 2020 and march 2021.

    Args:
        draw: supplied by Hypothesis.
        hoogstens: the largest number of deliveries.
    """
    afloop, declarant = draw(aflopen()), draw(st.sampled_from(DECLARANTEN))
    uitvoering, domein = draw(st.sampled_from((INSPANNING, OUTPUT))), draw(st.sampled_from(list(Domein)))
    momenten = draw(st.lists(_geleverd(uitvoering, afloop), min_size=1, max_size=hoogstens))
    alle = (
        Levering(f"D{n}", domein, uitvoering, geleverd, afloop, declarant, draw(st.sampled_from(AFSPRAKEN)))
        for n, geleverd in enumerate(momenten, start=1)
    )
    return Declaratiescenario(afloop, declarant, tuple(alle))


def leveringen() -> st.SearchStrategy[Levering]:
    """One delivery with its label, on a toewijzing that passes the turn of the year in any way."""
    return declaratiescenarios(hoogstens=1).map(lambda scenario: scenario.leveringen[0])


def creditketens() -> st.SearchStrategy[Creditketen]:
    """A debit, its answer and its credit, with whether that was allowed."""
    return st.builds(
        lambda naam, seed, domein: creditscenario(naam, seed=seed, domein=domein),
        st.sampled_from(list(CREDITSITUATIES)),
        st.integers(0, 9999),
        st.sampled_from(list(Domein)),
    )
