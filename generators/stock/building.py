"""Build a toewijzing with a named defect, and its label along with it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from migratietoets.generators.chance import chance, weighted
from migratietoets.generators.stock.consequences import label
from migratietoets.generators.stock.defects.content import BREAKS, SINGLE, SOUND, Flaw
from migratietoets.generators.stock.defects.frequentie import DateSituation
from migratietoets.generators.stock.defects.names import (
    ABSENT,
    CANCELLED,
    CLEAN,
    DEFECTS,
    ENDED,
    ENDED_ON_TIME,
    OTHER_AANBIEDER,
    OTHER_CANCELLED,
    OTHER_DOMEIN,
    OTHER_GEMEENTE,
    SAME_AANBIEDER,
    UNIQUE,
    VARIANT_PAST,
    Labelled,
)
from migratietoets.generators.stock.for_whom import ANYBODY, Born, Term, born_with, can_have, usual, weight_in
from migratietoets.generators.stock.mix import Mix
from migratietoets.generators.stock.terms import (
    BOUNDARIES_IN_SCOPE,
    DECEMBER,
    EARLY,
    NEW_YEAR,
    RUNNING,
    end_day,
    ended_early,
    start_day,
)
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import END_OF_2020, NUMBER_DEADLINE, Domein

_PAST = (CANCELLED, ENDED_ON_TIME, VARIANT_PAST)
_CLOSABLE = tuple(name for name, flaw_kind in SINGLE.items() if not flaw_kind.open_ended)


@dataclass(frozen=True, slots=True)
class Location:
    """Where a toewijzing comes.

    Attributes:
        taken: the categories this client has already in this domein, so that no product is granted twice.
        beside: the products, or else the categories, that this client has already in any domein.
        born: the birth dates of who can have these.
    """

    gemeente: str
    domein: Domein
    aanbieder: str
    bsn: str
    taken: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    born: Born = ANYBODY

    def after(self, own: Toewijzing) -> "Location":
        """The same place once this toewijzing is there too."""
        return replace(
            self,
            taken=self.taken | {own.categorie or ""},
            beside=self.beside | {own.code or own.categorie or ""},
            born=born_with([own], self.born),
        )


def _situation(term: Term) -> DateSituation:
    start, end = term
    return DateSituation(open_ended=True) if end is None else DateSituation(days=(end - start).days + 1)


class NobodyError(Exception):
    """Whoever has what there is, can have no such product."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a defect may need around it: the second holder of a number stands somewhere too.

    Attributes:
        here: where the toewijzing comes.
        other_aanbieder: the same client at another aanbieder.
        other_client: another client of the same gemeente and domein, if there is one.
        number: gives a toewijzingnummer that nobody has.
        other_gemeente, other_domein: where the second holder of a number that is rightly shared comes; None when
            `shared` gives a number that others have too, so that no second toewijzing is needed.
        shared: gives such a number; takes OTHER_GEMEENTE or OTHER_DOMEIN.
        mix: how often care has started, and so on.
    """

    here: Location
    other_aanbieder: Location
    other_client: Location | None
    number: Callable[[], str]
    other_gemeente: Location | None = None
    other_domein: Location | None = None
    shared: Callable[[str], str] | None = None
    mix: Mix = field(default_factory=Mix)


def toewijzing_id(place: Location, number: str | None, start: date, flaw: Flaw) -> str:
    """The id that the record gets when it is read from XML; empty where a field is absent."""
    parts = (place.gemeente, place.domein, place.aanbieder, place.bsn, number, start.isoformat())
    return ":".join(part or "" for part in (*parts, flaw.old.categorie, flaw.old.code))


def _inject(rng: Random, name: str, place: Location, term: Term) -> Flaw:
    flaw_kind = BREAKS[name]
    free = [
        product
        for product in flaw_kind.producten(place.domein)
        if product.categorie not in place.taken and can_have(product, term, place.born, place.beside)
    ]
    if not free:
        raise NobodyError
    return flaw_kind.inject(
        rng,
        weighted(rng, free, [weight_in(product, term) * usual(product.code, place.born) for product in free]),
        _situation(term),
    )


def _record(
    rng: Random, mix: Mix, place: Location, number: str | None, term: tuple[date, date | None], flaw: Flaw
) -> Toewijzing:
    start, end = term
    return Toewijzing(
        id=toewijzing_id(place, number, start, flaw),
        gemeente=place.gemeente,
        domein=place.domein,
        aanbieder=place.aanbieder,
        bsn=place.bsn,
        toewijzingnummer=number,
        **flaw.old.fields,
        ingangsdatum=start,
        einddatum=end,
        uitvoering=flaw.uitvoering,
        vervanging=flaw.vervanging,
        gestart=chance(rng, mix.gestart_share),
        instemming=chance(rng, mix.instemming_share),
        nieuw=flaw.nieuw,
    )


def _past(rng: Random, name: str, surroundings: Surroundings, kind: str) -> Labelled:
    """Looks broken, needs nothing: cancelled, ended by 30-11-2020 without a number, or ended in 2020."""
    start = start_day(rng, EARLY)
    if kind == CANCELLED:
        end = start
    else:
        end = ended_early(rng, start, NUMBER_DEADLINE if kind == ENDED_ON_TIME else END_OF_2020)
    flaw = _inject(rng, rng.choice(_CLOSABLE), surroundings.here, (start, end))
    has_number = kind == VARIANT_PAST
    number = surroundings.number() if has_number else None
    record = _record(rng, surroundings.mix, surroundings.here, number, (start, end), flaw)
    return Labelled(record, label(record, flaw, number_broken=not has_number), name)


def _fitting(rng: Random, name: str, surroundings: Surroundings, place: Location, number: str) -> Labelled:
    """A toewijzing that fits release 3.0 as it is."""
    start = start_day(rng, weighted(rng, (RUNNING, DECEMBER, NEW_YEAR), (18, 1, 1)))
    end = end_day(rng, start, surroundings.mix.clean_ends)
    flaw = _inject(rng, SOUND, place, (start, end))
    record = _record(rng, surroundings.mix, place, number, (start, end), flaw)
    return Labelled(record, label(record, flaw, number_broken=False), name)


def clean(rng: Random, surroundings: Surroundings) -> Labelled:
    """A toewijzing that need not migrate; one in so many looks as if it must."""
    if chance(rng, surroundings.mix.trap_share):
        return _past(rng, CLEAN, surroundings, rng.choice(_PAST))
    return _fitting(rng, CLEAN, surroundings, surroundings.here, surroundings.number())


def _shared(rng: Random, name: str, surroundings: Surroundings) -> tuple[Labelled, ...]:
    """A number that another gemeente, or the other domein, has too: unique where it counts."""
    elsewhere = surroundings.other_gemeente if name == OTHER_GEMEENTE else surroundings.other_domein
    number = surroundings.number() if surroundings.shared is None else surroundings.shared(name)
    own = _fitting(rng, name, surroundings, surroundings.here, number)
    return (own,) if elsewhere is None else (own, _fitting(rng, name, surroundings, elsewhere, number))


def _place_of_second(rng: Random, surroundings: Surroundings, kind: str, own: Toewijzing) -> Location:
    """Where the second holder of a number comes: at this client or at another."""
    aanbieder = surroundings.here.aanbieder
    if kind == OTHER_AANBIEDER or (kind != SAME_AANBIEDER and chance(rng, 0.5)):
        aanbieder = surroundings.other_aanbieder.aanbieder
    if surroundings.other_client is not None and chance(rng, 0.5):
        return replace(surroundings.other_client, aanbieder=aanbieder)
    return replace(surroundings.here.after(own), aanbieder=aanbieder)


def _second_holder(
    rng: Random, name: str, surroundings: Surroundings, kind: str, own: Toewijzing
) -> tuple[Labelled, bool]:
    """Another toewijzing with this number, and whether it counts: a cancelled one was never sent."""
    place = _place_of_second(rng, surroundings, kind, own)
    start = start_day(rng, EARLY)
    if kind == OTHER_CANCELLED:
        end: date | None = start
    elif kind == ENDED:
        end = ended_early(rng, start, NUMBER_DEADLINE)
    else:
        end = end_day(rng, start, replace(surroundings.mix.defect_ends, ended=0.0), BOUNDARIES_IN_SCOPE)
    content = _inject(rng, SOUND, place, (start, end))
    record = _record(rng, surroundings.mix, place, own.toewijzingnummer, (start, end), content)
    return Labelled(record, label(record, content, number_broken=True), name), kind != OTHER_CANCELLED


def _beside_cancelled(rng: Random, surroundings: Surroundings) -> tuple[Labelled, ...]:
    """A number that only a cancelled toewijzing has too: that one was never sent, so the number is unique."""
    start = start_day(rng, RUNNING)
    end = end_day(rng, start, surroundings.mix.clean_ends)
    flaw, number = _inject(rng, SOUND, surroundings.here, (start, end)), surroundings.number()
    record = _record(rng, surroundings.mix, surroundings.here, number, (start, end), flaw)
    second, counts = _second_holder(rng, OTHER_CANCELLED, surroundings, OTHER_CANCELLED, record)
    return Labelled(record, label(record, flaw, number_broken=counts), OTHER_CANCELLED), second


def _term(rng: Random, name: str, content: str, mix: Mix) -> tuple[date, date | None]:
    defect = DEFECTS[name]
    start = start_day(rng, defect.begin)
    if defect.ends:
        return start, rng.choice(defect.ends)
    return start, None if BREAKS[content].open_ended else end_day(rng, start, mix.defect_ends)


def build_defect(name: str, rng: Random, surroundings: Surroundings) -> tuple[Labelled, ...]:
    """Build what the name says: one toewijzing, or two where they share a number (the second may be elsewhere).

    Args:
        name: a name from NAMES.
        rng: where chance comes from; the same chance gives the same toewijzing.
        surroundings: where it comes, and what is around.

    Returns:
        The toewijzing, and the second holder of its number if it has one. All must be judged together.
    """
    if name == CLEAN:
        return (clean(rng, surroundings),)
    if name in _PAST:
        return (_past(rng, name, surroundings, name),)
    if name in {OTHER_GEMEENTE, OTHER_DOMEIN}:
        return _shared(rng, name, surroundings)
    if name == OTHER_CANCELLED:
        return _beside_cancelled(rng, surroundings)
    kind, content = rng.choice(DEFECTS[name].kinds)
    start, end = _term(rng, name, content, surroundings.mix)
    flaw = _inject(rng, content, surroundings.here, (start, end))
    number = None if kind == ABSENT else surroundings.number()
    record = _record(rng, surroundings.mix, surroundings.here, number, (start, end), flaw)
    if number is None or kind == UNIQUE:
        return (Labelled(record, label(record, flaw, number_broken=kind == ABSENT), name),)
    second, counts = _second_holder(rng, name, surroundings, kind, record)
    return Labelled(record, label(record, flaw, number_broken=counts), name), second
