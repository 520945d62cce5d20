"""Hypothesis strategies: people, records, defects with their label, portfolios, timelines, deliveries and credits."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from hypothesis import strategies as st

from migratietoets.generators.deliveries.credit_chains import CREDIT_SITUATIONS, CreditChain, credit_scenario
from migratietoets.generators.deliveries.delivery import (
    AFSPRAKEN,
    DAYS,
    DECLARANTS,
    DeclaratieScenario,
    LabelledDelivery,
    is_self_evident,
)
from migratietoets.generators.deliveries.endings import ENDINGS, Ending
from migratietoets.generators.mutations.broken import broken, choose_rules, rules
from migratietoets.generators.people.clients import AANBIEDERS, GEMEENTEN, person
from migratietoets.generators.scenarios import surroundings
from migratietoets.generators.stock.building import build_defect
from migratietoets.generators.stock.defects.names import Labelled, choose_names
from migratietoets.generators.stock.mix import MIXES, choose_mix
from migratietoets.generators.stock.portfolio import Dossier, portfolio
from migratietoets.generators.stock.products import PRODUCTEN
from migratietoets.generators.stock.terms import BOUNDARY_DAYS
from migratietoets.generators.timelines.new_care import KINDS, MONTHS
from migratietoets.generators.timelines.timeline import NAMES, Timeline, choose_timeline, timeline
from migratietoets.istandaard import vervangingen
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.codelijsten import codes
from migratietoets.istandaard.kalender import ONE_DAY, Week, iso_week
from migratietoets.istandaard.model import Client, NewContent, Toewijzing
from migratietoets.istandaard.releases import Domein
from migratietoets.istandaard.uitvoeringen import OUTPUT, UITVOERINGEN

EENHEDEN_24 = (codes.MINUTE, codes.HOUR, codes.ETMAAL, codes.DAGDEEL, codes.STUKS, codes.EURO)
FREQUENTIES_24 = (codes.PER_DAY, codes.PER_WEEK, codes.PER_FOUR_WEEKS, codes.PER_MONTH, codes.PER_YEAR, codes.TOTAL)
_FIRST_DAY, _LAST_DAY = date(2018, 1, 1), date(2023, 12, 31)
_TURNING_POINTS = tuple(sorted({day + timedelta(days=n) for day in BOUNDARY_DAYS for n in (-1, 0, 1)}))
_DELIVERY_START, _DELIVERY_END = date(2020, 10, 5), date(2021, 3, 28)
"""Whole weeks inside generators.tijdvakken."""
_NUMBERS = tuple(str(number) for number in range(1001, 1006))
_SEEDS = st.integers(0, 999)
_FEW = 4
"""Broken messages of one rule to choose from; making them all takes a second."""
_VOLUMES = st.integers(1, 3000)
_BUDGETS = st.integers(1, 5_000_000)


def clients() -> st.SearchStrategy[Client]:
    """People that cannot exist."""
    return st.builds(
        lambda seed, number: person(seed, number).client,
        st.integers(0, 999),
        st.integers(0, len(bsns_for_tests()) - 1),
    )


def days(start: date = _FIRST_DAY, end: date = _LAST_DAY) -> st.SearchStrategy[date]:
    """Days between two days, both included, often one around which a verdict changes."""
    ordinary = st.integers(0, (end - start).days).map(lambda n: start + timedelta(days=n))
    turning_points = [day for day in _TURNING_POINTS if start <= day <= end]
    return st.one_of(ordinary, st.sampled_from(turning_points)) if turning_points else ordinary


_WANTED = st.builds(
    NewContent,
    code=st.sampled_from(["01A01", "45A48", "99Z99"]),
    volume=_VOLUMES,
    eenheid=st.sampled_from(EENHEDEN_24),
    frequentie=st.sampled_from((codes.PER_WEEK, codes.PER_MONTH, codes.TOTAL)),
)
_WANTED_STUKS = _WANTED.map(lambda new: replace(new, eenheid=codes.STUKS_INSPANNING))
_WANTED_BUDGET = st.builds(NewContent, budget=_BUDGETS)
_NEW = {
    vervangingen.SPECIFIEK: st.one_of(st.none(), _WANTED),
    vervangingen.SPECIFIEK_STUKS: _WANTED_STUKS,
    vervangingen.ASPECIFIEK: st.none(),
    vervangingen.ASPECIFIEK_BUDGET: st.one_of(st.none(), _WANTED_BUDGET),
    vervangingen.GENERIEK_BUDGET: st.one_of(st.none(), _WANTED_BUDGET),
    vervangingen.SAME: st.none(),
}


@st.composite
def _terms(draw: st.DrawFn) -> tuple[date, date | None]:
    start = draw(days(end=date(2021, 2, 28)))
    kind = draw(st.sampled_from(("open", "gesloten", "gesloten", "gesloten", "geannuleerd")))
    if kind == "gesloten":
        return start, draw(days(start=start + ONE_DAY))
    return start, (start if kind == "geannuleerd" else None)


@st.composite
def toewijzingen(draw: st.DrawFn, *, also_30: bool = False) -> Toewijzing:
    """A record of any content the contract allows, sound or broken; `gelijk` only where that is possible.

    Numbers and BSNs come from a handful, so that lists of these share some. The ids do not differ: give your own.

    Args:
        draw: supplied by Hypothesis.
        also_30: also content that only release 3.0 knows: budget, eenheid 84, no product.
    """
    domein = draw(st.sampled_from(list(Domein)))
    product = draw(st.sampled_from(PRODUCTEN[domein]))
    shape = draw(
        st.sampled_from(("specifiek", "specifiek", "aspecifiek", *(("budget", "generiek") if also_30 else ())))
    )
    start, end = draw(_terms())
    with_budget = shape in {"budget", "generiek"}
    has_omvang = not with_budget and draw(st.sampled_from((True, True, True, False)))
    eenheden = (*EENHEDEN_24, codes.STUKS_INSPANNING) if also_30 else EENHEDEN_24
    wishes: list[str | None] = [
        None,
        None,
        None,
        vervangingen.SPECIFIEK,
        vervangingen.SPECIFIEK_STUKS,
        vervangingen.ASPECIFIEK,
        vervangingen.ASPECIFIEK_BUDGET,
    ]
    vervanging = draw(
        st.sampled_from(
            [
                *wishes,
                vervangingen.GENERIEK_BUDGET,
                *([vervangingen.SAME] if shape == "specifiek" and has_omvang else []),
            ]
        )
    )
    return Toewijzing(
        id="T1",
        gemeente=draw(st.sampled_from(GEMEENTEN)),
        domein=domein,
        aanbieder=draw(st.sampled_from(AANBIEDERS)),
        bsn=draw(st.sampled_from(bsns_for_tests()[:5])),
        toewijzingnummer=draw(st.sampled_from((None, *_NUMBERS))),
        categorie=None if shape == "generiek" else product.categorie,
        code=product.code if shape == "specifiek" else None,
        volume=draw(_VOLUMES) if has_omvang else None,
        eenheid=draw(st.sampled_from(eenheden)) if has_omvang else None,
        frequentie=draw(st.sampled_from(FREQUENTIES_24)) if has_omvang else None,
        budget=draw(_BUDGETS) if with_budget else None,
        ingangsdatum=start,
        einddatum=end,
        uitvoering=draw(st.sampled_from((None, *UITVOERINGEN))),
        vervanging=vervanging,
        gestart=draw(st.booleans()),
        instemming=draw(st.booleans()),
        nieuw=None if vervanging is None else draw(_NEW[vervanging]),
    )


@st.composite
def labelled(draw: st.DrawFn, *, defects: Collection[str] | None = None) -> tuple[Labelled, ...]:
    """A toewijzing with its label, or the two holders of one number; judge all of them together.

    Args:
        draw: supplied by Hypothesis.
        defects: names from NAMES of stock.defects, groups, or combinations; None for all, clean ones included.

    Raises:
        InputError: an unknown name.
    """
    name = draw(st.sampled_from(choose_names(defects)))
    gemeente, domein = draw(st.sampled_from(GEMEENTEN)), draw(st.sampled_from(list(Domein)))
    return build_defect(name, draw(st.randoms()), surroundings(gemeente, domein))


def portfolios(
    *, defects: Collection[str] | None = None, mixes: Collection[str] | None = None, at_most: int = 4
) -> st.SearchStrategy[tuple[Dossier, ...]]:
    """A few clients of one gemeente with everything they have; judge all of them together.

    Args:
        defects: names from NAMES of stock.defects, groups, or combinations; None for all.
        mixes: names from MIXES; None for all.
        at_most: the largest number of clients.

    Raises:
        InputError: an unknown name, or a defect that takes two gemeenten.
    """
    return st.builds(
        lambda seed, gemeente, clients, mix: tuple(
            portfolio(gemeente, clients=clients, seed=seed, defects=defects, mix=choose_mix(mix))
        ),
        st.integers(0, 2**32 - 1),
        st.sampled_from(GEMEENTEN),
        st.integers(1, at_most),
        st.sampled_from(sorted(mixes or MIXES)),
    )


@st.composite
def timelines(
    draw: st.DrawFn, *, names: Collection[str] | None = None, defects: Collection[str] | None = None
) -> Timeline:
    """What a gemeente sends about a toewijzing, or about the two holders of one number, and which rules that breaks.

    Args:
        draw: supplied by Hypothesis.
        names: names from NAMES of timelines; None for all.
        defects: as `labelled` takes them.

    Raises:
        InputError: an unknown name.
    """
    name = draw(st.sampled_from([choose_timeline(name) for name in names or NAMES]))
    kind = draw(st.sampled_from(list(KINDS))) if name in MONTHS else None
    return timeline(name, draw(labelled(defects=defects)), kind=kind)


@st.composite
def endings(draw: st.DrawFn) -> Ending:
    """A toewijzing that begins and ends on any day around the turn of the year, with or without a successor."""
    if draw(st.booleans()):
        return draw(st.sampled_from(list(ENDINGS.values())))
    start = draw(st.one_of(days(date(2019, 1, 1), date(2021, 1, 31)), st.sampled_from(DAYS)))
    end = draw(st.one_of(st.none(), st.sampled_from(DAYS), days(start=start)))
    if end is None or end <= start:
        return Ending(start)
    later = draw(st.sampled_from((None, 1, 1, 2, 5, 30)))
    return Ending(start, end, None if later is None else end + timedelta(days=later))


def _delivered(uitvoering: str, ending: Ending) -> st.SearchStrategy[date | Week]:
    day: st.SearchStrategy[date | Week] = st.one_of(days(_DELIVERY_START, _DELIVERY_END), st.sampled_from(DAYS))
    if uitvoering == OUTPUT:
        day = st.one_of(day, day.map(lambda day: iso_week(day) if isinstance(day, date) else day))
    return day.filter(lambda geleverd: is_self_evident(uitvoering, geleverd, ending))


@st.composite
def declaratie_scenarios(draw: st.DrawFn, *, at_most: int = 6) -> DeclaratieScenario:
    """A toewijzing with or without a successor, how its aanbieder claims, and what is delivered on it.

    Deliveries lie between october 2020 and march 2021.

    Args:
        draw: supplied by Hypothesis.
        at_most: the largest number of deliveries.
    """
    ending, declarant = draw(endings()), draw(st.sampled_from(DECLARANTS))
    uitvoering, domein = draw(st.sampled_from(UITVOERINGEN)), draw(st.sampled_from(list(Domein)))
    moments = draw(st.lists(_delivered(uitvoering, ending), min_size=1, max_size=at_most))
    claimed = (
        LabelledDelivery(f"D{n}", domein, uitvoering, geleverd, ending, declarant, draw(st.sampled_from(AFSPRAKEN)))
        for n, geleverd in enumerate(moments, start=1)
    )
    return DeclaratieScenario(ending, declarant, tuple(claimed))


def deliveries() -> st.SearchStrategy[LabelledDelivery]:
    """One delivery with its label, on a toewijzing that passes the turn of the year in any way."""
    return declaratie_scenarios(at_most=1).map(lambda scenario: scenario.deliveries[0])


def credit_chains() -> st.SearchStrategy[CreditChain]:
    """A debit, its answer and its credit, with whether that was allowed."""
    return st.builds(
        lambda name, seed, domein: credit_scenario(name, seed=seed, domein=domein),
        st.sampled_from(list(CREDIT_SITUATIONS)),
        st.integers(0, 9999),
        st.sampled_from(list(Domein)),
    )


@st.composite
def broken_messages(draw: st.DrawFn, rule: str | None = None) -> tuple[bytes, str]:
    """A message as it is received, with the one rule of the model, its schema or its file that it breaks.

    Args:
        draw: supplied by Hypothesis.
        rule: the rule, or a pattern (`TR3*`); None for any.

    Raises:
        InputError: a rule that no message can break on its own.
    """
    name = draw(st.sampled_from(choose_rules([rule], rules()) if rule else rules()))
    domein = draw(st.permutations(list(Domein)))
    made = (one for only in domein for one in broken(name, domeinen=[only], seed=draw(_SEEDS)))
    return draw(st.sampled_from(list(islice(made, _FEW)))).broken, name
