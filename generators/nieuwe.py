"""New care granted in november and december 2020: in each variant of release 3.0, and wrong in every way.

What 2.4 cannot express comes in two parts. Each kind knows which rules it breaks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from generators.agenda import DECEMBER, JANUARI, NIEUW_IN_DECEMBER, NIEUW_IN_NOVEMBER, NOVEMBER, dag_voor
from generators.bouwen import Plek
from generators.omvangen import omvangvelden
from generators.opvolgers import BUDGETTEN
from generators.producten import (
    DAG,
    DAGDEEL,
    ETMAAL,
    EURO,
    JAAR,
    MAAND,
    PRODUCTEN,
    STUKS_INSPANNING,
    TOTAAL,
    VIER_WEKEN,
    WEEK,
    Product,
    alledaags,
    in_eenheid,
    in_stuks_inspanning,
)
from generators.stappen import KEN_TOE, NIEUW, Stap, id_van
from generators.uitkomsten import FAIL, PASS
from istandaard.model import Inhoud, Invoerfout, Omvang, Toewijzing
from istandaard.releases import EINDE_2020, INGANG_30, Domein, Release

MAANDEN = {NIEUW_IN_NOVEMBER: NOVEMBER, NIEUW_IN_DECEMBER: DECEMBER}
"""The days of sending, by timeline."""
EINDE = date(2021, 6, 30)
"""Einddatum of what has one."""
UNIEK, GEEN, DUBBEL = "uniek", "geen", "dubbel"

Maak = Callable[[Random, Product], Inhoud]


def _met_omvang(frequentie: str, *, specifiek: bool = True) -> Maak:
    """Specifiek, or wrongly aspecifiek, with a volume per so often."""

    def maak(rng: Random, product: Product) -> Inhoud:
        volumes = product.maand if frequentie in {VIER_WEKEN, JAAR} else product.volumes(frequentie)
        omvang = Omvang(rng.choice(volumes), product.eenheid, frequentie)
        return Inhoud(product.categorie, product.code if specifiek else None, omvang)

    return maak


def _aspecifiek(_rng: Random, product: Product) -> Inhoud:
    return Inhoud(product.categorie, None)


def _zonder_omvang(_rng: Random, product: Product) -> Inhoud:
    return Inhoud(product.categorie, product.code)


def _budget(rng: Random, product: Product) -> Inhoud:
    return Inhoud(product.categorie, None, budget=rng.choice(BUDGETTEN))


def _generiek(rng: Random, _product: Product) -> Inhoud:
    return Inhoud(None, None, budget=rng.choice(BUDGETTEN))


def _stuks(rng: Random, product: Product) -> Inhoud:
    return Inhoud(product.categorie, product.code, Omvang(rng.choice(product.week), STUKS_INSPANNING, WEEK))


def _eenheid(eenheid: str) -> Callable[[Domein], Sequence[Product]]:
    return lambda domein: in_eenheid(domein, eenheid)


@dataclass(frozen=True, slots=True)
class Soort:
    """A way to grant new care.

    Attributes:
        in_24: what the 2.4 message says; with a wish it has the volume of the wish.
        wens: what is needed in terms of 3.0, where 2.4 cannot say it: then the 2.4 toewijzing ends on 31-12-2020 and
            a 3.0 one follows (NT-06, NT-07).
        einde: its last day.
        nummer: UNIEK, GEEN, or DUBBEL: one that another toewijzing of this gemeente and domein has.
        loopt_door: with a wish: the 2.4 toewijzing wrongly runs on into 2021.
        vervolgd: with a wish: the 3.0 toewijzing follows.
        breekt: the rules that this breaks.
    """

    in_24: Maak
    wens: Maak | None = None
    einde: date | None = EINDE
    nummer: str = UNIEK
    loopt_door: bool = False
    vervolgd: bool = True
    producten: Callable[[Domein], Sequence[Product]] = alledaags
    breekt: tuple[str, ...] = ()


_ALS_WEEK, _ALS_MAAND = _met_omvang(WEEK), _met_omvang(MAAND)
_NIET_30 = ("MS-01", "NT-01")
_NUMMER = ("NT-08", "TW-01", "TW-02")
ZONDER_NUMMER = "geen_nummer"
SOORTEN: Mapping[str, Soort] = {
    "specifiek": Soort(_ALS_WEEK),
    "specifiek_open": Soort(_ALS_MAAND, einde=None),
    "specifiek_traject": Soort(_met_omvang(TOTAAL)),
    "aspecifiek_zonder_budget": Soort(_aspecifiek, einde=None),
    "aspecifiek_traject": Soort(_aspecifiek),
    "aspecifiek_met_budget": Soort(_aspecifiek, wens=_budget),
    "generiek_met_budget": Soort(_aspecifiek, wens=_generiek),
    "stuks_inspanning": Soort(_ALS_WEEK, wens=_stuks, producten=in_stuks_inspanning),
    "per_4_weken": Soort(_met_omvang(VIER_WEKEN), breekt=(*_NIET_30, "NT-02")),
    "per_jaar": Soort(_met_omvang(JAAR), breekt=(*_NIET_30, "NT-02")),
    "aspecifiek_met_omvang": Soort(_met_omvang(WEEK, specifiek=False), breekt=(*_NIET_30, "NT-03")),
    "etmaal_per_dag": Soort(_met_omvang(DAG), producten=_eenheid(ETMAAL), breekt=(*_NIET_30, "NT-04")),
    "dagdeel_per_dag": Soort(_met_omvang(DAG), producten=_eenheid(DAGDEEL), breekt=(*_NIET_30, "NT-04")),
    "euro_per_dag": Soort(_met_omvang(DAG), producten=_eenheid(EURO), breekt=(*_NIET_30, "NT-04")),
    "specifiek_zonder_omvang": Soort(_zonder_omvang, breekt=(*_NIET_30, "NT-05")),
    "einddatum_ontbreekt": Soort(_ALS_WEEK, einde=None, breekt=_NIET_30),
    ZONDER_NUMMER: Soort(_ALS_WEEK, nummer=GEEN, breekt=_NUMMER),
    "dubbel_nummer": Soort(_ALS_WEEK, nummer=DUBBEL, breekt=_NUMMER),
    "stuks_loopt_door": Soort(
        _ALS_WEEK,
        wens=_stuks,
        loopt_door=True,
        vervolgd=False,
        producten=in_stuks_inspanning,
        breekt=("NT-06", "NT-07"),
    ),
    "budget_zonder_vervolg": Soort(_aspecifiek, wens=_budget, vervolgd=False, breekt=("NT-07",)),
}
"""The kinds by name: those that fit release 3.0 first."""
_INZET = ("PL-01", "MS-04", "NT-02", "NT-03", "NT-04", "NT-08")
_INZET_2021 = ("MS-01", "NT-01", "NT-05", "TW-01")


def uitkomsten_nieuw(naam: str) -> dict[str, str]:
    """What becomes of the rules that are at stake for a kind, by rule id, sorted."""
    soort = SOORTEN[naam]
    inzet = {*_INZET, *_INZET_2021}
    if soort.wens is not None:
        inzet = {*_INZET, "TW-01", "NT-06", "NT-07"} | ({"MS-01", "MT-06", "NT-05"} if soort.vervolgd else set())
    return {regel: FAIL if regel in soort.breekt else PASS for regel in sorted({*inzet, *soort.breekt})}


def _toewijzing(plek: Plek, nummer: str | None, looptijd: tuple[date, date | None], inhoud: Inhoud) -> Toewijzing:
    volume, eenheid, frequentie = omvangvelden(inhoud.omvang)
    kaal = Toewijzing(
        id="",
        gemeente=plek.gemeente,
        domein=plek.domein,
        aanbieder=plek.aanbieder,
        bsn=plek.bsn,
        toewijzingnummer=nummer,
        categorie=inhoud.categorie,
        code=inhoud.code,
        volume=volume,
        eenheid=eenheid,
        frequentie=frequentie,
        budget=inhoud.budget,
        ingangsdatum=looptijd[0],
        einddatum=looptijd[1],
    )
    return replace(kaal, id=id_van(kaal))


def nieuwe_zorg(
    naam: str, maand: str, rng: Random, plek: Plek, nummer: Callable[[], str], *, bezet: str | None = None
) -> tuple[Stap, ...]:
    """Grant new care of a kind: the wish where there is one, the 2.4 toewijzing, and the 3.0 one that follows.

    Args:
        naam: a name from SOORTEN.
        maand: NIEUW_IN_NOVEMBER or NIEUW_IN_DECEMBER.
        rng: where chance comes from.
        plek: where it comes; none of its occupied categories is used.
        nummer: gives a number that nobody has.
        bezet: the number that a duplicate gets.

    Raises:
        Invoerfout: an unknown name, or a duplicate without a number to take.
    """
    if naam not in SOORTEN:
        raise Invoerfout(f"Onbekende nieuwe toewijzing: {naam}. Kies uit: {', '.join(SOORTEN)}.")
    soort = SOORTEN[naam]
    if soort.nummer == DUBBEL and bezet is None:
        raise Invoerfout("Voor een dubbel nummer is een nummer nodig dat al is uitgegeven.")
    vrij = [product for product in soort.producten(plek.domein) if product.categorie not in plek.bezet]
    product = rng.choice(vrij or PRODUCTEN[plek.domein])
    op = dag_voor(MAANDEN[maand], plek.gemeente, plek.bsn)
    eigen = nummer() if soort.nummer == UNIEK else None if soort.nummer == GEEN else bezet
    inhoud = soort.in_24(rng, product)
    einde = soort.einde if soort.wens is None or soort.loopt_door else EINDE_2020
    if soort.wens is None:
        stand = _toewijzing(plek, eigen, (op, einde), inhoud)
        return (Stap(op, "gemeente", NIEUW, "301", Release.R24, stand.id, stand),)
    gewenst = soort.wens(rng, product)
    if inhoud.omvang is not None and gewenst.omvang is not None:
        inhoud = replace(inhoud, omvang=replace(inhoud.omvang, volume=gewenst.omvang.volume))
    stand = _toewijzing(plek, eigen, (op, einde), inhoud)
    wens = _toewijzing(plek, None, (op, soort.einde), gewenst)
    stappen = [
        Stap(op, "gemeente", KEN_TOE, None, None, stand.id, replace(wens, uitvoering=product.uitvoering)),
        Stap(op, "gemeente", NIEUW, "301", Release.R24, stand.id, stand),
    ]
    if soort.vervolgd:
        vervolg = _toewijzing(plek, nummer(), (INGANG_30, soort.einde), gewenst)
        dag = dag_voor(JANUARI, plek.gemeente, plek.bsn)
        stappen.append(Stap(dag, "gemeente", NIEUW, "301", Release.R30, stand.id, vervolg))
    return tuple(stappen)
