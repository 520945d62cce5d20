"""New care granted in november and december 2020: in each variant of release 3.0, and wrong in every way.

What 2.4 cannot express comes in two parts. Each kind knows which rules it breaks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from migratietoets.generators.stock.building import Location
from migratietoets.generators.stock.products import PRODUCTEN, Product, everyday, in_eenheid, in_stuks_inspanning
from migratietoets.generators.stock.successors import budget
from migratietoets.generators.timelines.agenda import (
    DECEMBER,
    JANUARY,
    NEW_IN_DECEMBER,
    NEW_IN_NOVEMBER,
    NOVEMBER,
    day_for,
)
from migratietoets.generators.timelines.outcomes import FAIL, PASS
from migratietoets.generators.timelines.steps import GRANT, NEW, TimelineStep, id_of
from migratietoets.istandaard.codelijsten import codes
from migratietoets.istandaard.model import Content, InputError, Omvang, Toewijzing
from migratietoets.istandaard.releases import END_OF_2020, START_30, Domein, Release
from migratietoets.istandaard.spelling import meant

MONTHS = {NEW_IN_NOVEMBER: NOVEMBER, NEW_IN_DECEMBER: DECEMBER}
"""The days of sending, by timeline."""
END = date(2021, 6, 30)
"""Einddatum of what has one."""
UNIQUE, ABSENT, DUPLICATE = "uniek", "geen", "dubbel"

MakeContent = Callable[[Random, Product], Content]


def _with_omvang(frequentie: str, *, specifiek: bool = True) -> MakeContent:
    """Specifiek, or wrongly aspecifiek, with a volume per so often."""

    def make(rng: Random, product: Product) -> Content:
        volumes = product.month if frequentie in {codes.PER_FOUR_WEEKS, codes.PER_YEAR} else product.volumes(frequentie)
        omvang = Omvang(rng.choice(volumes), product.eenheid, frequentie)
        return Content(product.categorie, product.code if specifiek else None, omvang)

    return make


def _aspecifiek(_rng: Random, product: Product) -> Content:
    return Content(product.categorie, None)


def _without_omvang(_rng: Random, product: Product) -> Content:
    return Content(product.categorie, product.code)


def _budget(rng: Random, product: Product) -> Content:
    return Content(product.categorie, None, budget=budget(rng))


def _generiek(rng: Random, _product: Product) -> Content:
    return Content(None, None, budget=budget(rng))


def _stuks(rng: Random, product: Product) -> Content:
    return Content(
        product.categorie, product.code, Omvang(rng.choice(product.week), codes.STUKS_INSPANNING, codes.PER_WEEK)
    )


def _eenheid(eenheid: str) -> Callable[[Domein], Sequence[Product]]:
    return lambda domein: in_eenheid(domein, eenheid)


@dataclass(frozen=True, slots=True)
class CareKind:
    """A way to grant new care.

    Attributes:
        in_24: what the 2.4 message says; with a wish it has the volume of the wish.
        wish: what is needed in terms of 3.0, where 2.4 cannot say it: then the 2.4 toewijzing ends on 31-12-2020 and
            a 3.0 one follows (NT-06, NT-07).
        end: its last day.
        number: UNIQUE, ABSENT, or DUPLICATE: one that another toewijzing of this gemeente and domein has.
        runs_on: with a wish: the 2.4 toewijzing wrongly runs on into 2021.
        followed_up: with a wish: the 3.0 toewijzing follows.
        breaks: the rules that this breaks.
    """

    in_24: MakeContent
    wish: MakeContent | None = None
    end: date | None = END
    number: str = UNIQUE
    runs_on: bool = False
    followed_up: bool = True
    producten: Callable[[Domein], Sequence[Product]] = everyday
    breaks: tuple[str, ...] = ()


_PER_WEEK, _PER_MONTH = _with_omvang(codes.PER_WEEK), _with_omvang(codes.PER_MONTH)
_NOT_30 = ("MS-01", "NT-01")
_NUMBER = ("NT-08", "TW-01", "TW-02")
WITHOUT_NUMBER = "geen_nummer"
GENERIEK, WITHOUT_GENERIEK = "generiek_met_budget", "aspecifiek_met_budget"
KINDS: Mapping[str, CareKind] = {
    "specifiek": CareKind(_PER_WEEK),
    "specifiek_open": CareKind(_PER_MONTH, end=None),
    "specifiek_traject": CareKind(_with_omvang(codes.TOTAL)),
    "aspecifiek_zonder_budget": CareKind(_aspecifiek, end=None),
    "aspecifiek_traject": CareKind(_aspecifiek),
    WITHOUT_GENERIEK: CareKind(_aspecifiek, wish=_budget),
    GENERIEK: CareKind(_aspecifiek, wish=_generiek),
    "stuks_inspanning": CareKind(_PER_WEEK, wish=_stuks, producten=in_stuks_inspanning),
    "per_4_weken": CareKind(_with_omvang(codes.PER_FOUR_WEEKS), breaks=(*_NOT_30, "NT-02")),
    "per_jaar": CareKind(_with_omvang(codes.PER_YEAR), breaks=(*_NOT_30, "NT-02")),
    "aspecifiek_met_omvang": CareKind(_with_omvang(codes.PER_WEEK, specifiek=False), breaks=(*_NOT_30, "NT-03")),
    "etmaal_per_dag": CareKind(
        _with_omvang(codes.PER_DAY), producten=_eenheid(codes.ETMAAL), breaks=(*_NOT_30, "NT-04")
    ),
    "dagdeel_per_dag": CareKind(
        _with_omvang(codes.PER_DAY), producten=_eenheid(codes.DAGDEEL), breaks=(*_NOT_30, "NT-04")
    ),
    "euro_per_dag": CareKind(_with_omvang(codes.PER_DAY), producten=_eenheid(codes.EURO), breaks=(*_NOT_30, "NT-04")),
    "specifiek_zonder_omvang": CareKind(_without_omvang, breaks=(*_NOT_30, "NT-05")),
    "einddatum_ontbreekt": CareKind(_PER_WEEK, end=None, breaks=_NOT_30),
    WITHOUT_NUMBER: CareKind(_PER_WEEK, number=ABSENT, breaks=_NUMBER),
    "dubbel_nummer": CareKind(_PER_WEEK, number=DUPLICATE, breaks=_NUMBER),
    "stuks_loopt_door": CareKind(
        _PER_WEEK,
        wish=_stuks,
        runs_on=True,
        followed_up=False,
        producten=in_stuks_inspanning,
        breaks=("NT-06", "NT-07"),
    ),
    "budget_zonder_vervolg": CareKind(_aspecifiek, wish=_budget, followed_up=False, breaks=("NT-07",)),
}
"""The kinds by name: those that fit release 3.0 first."""
_AT_STAKE = ("PL-01", "MS-04", "NT-02", "NT-03", "NT-04", "NT-08")
_AT_STAKE_2021 = ("MS-01", "NT-01", "NT-05", "TW-01")


def new_care_outcomes(name: str) -> dict[str, str]:
    """What becomes of the rules that are at stake for a kind, by rule id, sorted."""
    kind = KINDS[name]
    at_stake = {*_AT_STAKE, *_AT_STAKE_2021}
    if kind.wish is not None:
        at_stake = {*_AT_STAKE, "TW-01", "NT-06", "NT-07"} | (
            {"MS-01", "MT-06", "NT-05"} if kind.followed_up else set()
        )
    return {rule: FAIL if rule in kind.breaks else PASS for rule in sorted({*at_stake, *kind.breaks})}


def _toewijzing(place: Location, number: str | None, term: tuple[date, date | None], content: Content) -> Toewijzing:
    bare = Toewijzing(
        id="",
        gemeente=place.gemeente,
        domein=place.domein,
        aanbieder=place.aanbieder,
        bsn=place.bsn,
        toewijzingnummer=number,
        **content.fields,
        ingangsdatum=term[0],
        einddatum=term[1],
    )
    return replace(bare, id=id_of(bare))


def new_care(
    name: str, month: str, rng: Random, place: Location, number: Callable[[], str], *, taken: str | None = None
) -> tuple[TimelineStep, ...]:
    """Grant new care of a kind: the wish where there is one, the 2.4 toewijzing, and the 3.0 one that follows.

    Args:
        name: a name from KINDS.
        month: NEW_IN_NOVEMBER or NEW_IN_DECEMBER.
        rng: where chance comes from.
        place: where it comes; none of its occupied categories is used.
        number: gives a number that nobody has.
        taken: the number that a duplicate gets.

    Raises:
        InputError: an unknown name, or a duplicate without a number to take.
    """
    if name not in KINDS:
        raise InputError(f"Onbekende nieuwe toewijzing: {name}.{meant(name, KINDS)} Kies uit: {', '.join(KINDS)}.")
    kind = KINDS[name]
    if kind.number == DUPLICATE and taken is None:
        raise InputError("Voor een dubbel nummer is een nummer nodig dat al is uitgegeven.")
    free = [product for product in kind.producten(place.domein) if product.categorie not in place.taken]
    product = rng.choice(free or PRODUCTEN[place.domein])
    at = day_for(MONTHS[month], place.gemeente, place.bsn)
    own = number() if kind.number == UNIQUE else None if kind.number == ABSENT else taken
    content = kind.in_24(rng, product)
    end = kind.end if kind.wish is None or kind.runs_on else END_OF_2020
    if kind.wish is None:
        state = _toewijzing(place, own, (at, end), content)
        return (TimelineStep(at, "gemeente", NEW, "301", Release.R24, state.id, state),)
    wanted = kind.wish(rng, product)
    if content.omvang is not None and wanted.omvang is not None:
        content = replace(content, omvang=replace(content.omvang, volume=wanted.omvang.volume))
    state = _toewijzing(place, own, (at, end), content)
    wish = _toewijzing(place, None, (at, kind.end), wanted)
    steps = [
        TimelineStep(at, "gemeente", GRANT, None, None, state.id, replace(wish, uitvoering=product.uitvoering)),
        TimelineStep(at, "gemeente", NEW, "301", Release.R24, state.id, state),
    ]
    if kind.followed_up:
        sequel = _toewijzing(place, number(), (START_30, kind.end), wanted)
        day = day_for(JANUARY, place.gemeente, place.bsn)
        steps.append(TimelineStep(day, "gemeente", NEW, "301", Release.R30, state.id, sequel))
    return tuple(steps)
