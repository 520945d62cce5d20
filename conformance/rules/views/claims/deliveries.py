"""What was delivered, as it was registered at the desk, and where `declare` says it may be claimed (DC-03 .. DC-14)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from migratietoets.conformance.rules.questions.declare import Delivery, Place, places
from migratietoets.conformance.rules.views.claims.orders import claim_orders, registrations
from migratietoets.conformance.rules.views.claims.prestaties import known_state
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.kalender import (
    CALENDARS,
    FOUR_WEEKLY,
    MONTHLY,
    WEEK_53,
    days_of,
    four_week_period,
    four_week_periods,
    iso_week,
    month,
    month_name,
    week,
)
from migratietoets.istandaard.releases import END_OF_2020, START_30, Domein
from migratietoets.istandaard.succession import kinship
from migratietoets.istandaard.uitvoeringen import OUTPUT


@dataclass(frozen=True, slots=True)
class Delivered:
    """One delivery, as it was registered.

    Attributes:
        at: when it was registered.
        history: the toewijzing on which that was done.
        start, end: the day of delivery, or the monday and the sunday of the week of the output.
        volume: in eenheid.
        tarief: euro cents for one eenheid; None for eenheid 83.
        afspraak: "2020" or "2021", or None.
    """

    at: datetime
    history: History
    geleverd: str
    start: date
    end: date
    uitvoering: str
    categorie: str
    code: str
    volume: int
    eenheid: str
    tarief: int | None
    afspraak: str | None

    @property
    def is_output(self) -> bool:
        """It is claimed by the week."""
        return self.uitvoering == OUTPUT

    @property
    def is_week_53(self) -> bool:
        """Output of the week that holds both years."""
        return self.is_output and iso_week(self.end) == WEEK_53

    @property
    def day_text(self) -> str:
        """The day or the week, as a reader names it."""
        return self.geleverd if "W" in self.geleverd else f"{date.fromisoformat(self.geleverd):%d-%m-%Y}"

    def __str__(self) -> str:
        """As a reader names it, without the client."""
        return f"{self.uitvoering} van {self.day_text} ({self.volume} x {self.eenheid}, {self.categorie}/{self.code})"


@dataclass(frozen=True, slots=True)
class Afspraken:
    """How the aanbieder claims 2020: the message and the periods."""

    bericht: str
    division: str


@dataclass(frozen=True, slots=True)
class Possible:
    """Where a delivery may be claimed, as things stood at a moment.

    Attributes:
        places: as `declare` has them.
        toewijzingen: "oude" and "opvolger" in these -> the toewijzing that is meant.
        rules: the rules that say so.
    """

    places: tuple[Place, ...]
    toewijzingen: Mapping[str, History]
    rules: frozenset[str]

    @property
    def periods(self) -> tuple[str, ...]:
        """The names of the periods, each once."""
        return tuple(dict.fromkeys(place.period for place in self.places))

    def toewijzing(self, period: str) -> History | None:
        """On which toewijzing it is claimed in a period."""
        return next((self.toewijzingen[p.toewijzing] for p in self.places if p.period == period), None)


def _days(geleverd: str, uitvoering: str) -> tuple[date, date]:
    start, end = days_of(geleverd)
    return week(*iso_week(end)) if uitvoering == OUTPUT else (start, end)


@view
def deliveries(trace: Trace) -> tuple[Delivered, ...]:
    """Every delivery that was registered at the judged aanbieder, in order."""
    return tuple(_deliveries(trace))


def _deliveries(trace: Trace) -> Iterator[Delivered]:
    for at, history, p in registrations(trace):
        start, end = _days(p["geleverd"], p["uitvoering"])
        own = ("geleverd", "uitvoering", "categorie", "code", "volume", "eenheid", "tarief", "afspraak")
        yield Delivered(at, history, start=start, end=end, **{field: p[field] for field in own})


def afspraken(trace: Trace, aanbieder: str, at: datetime) -> Afspraken | None:
    """How an aanbieder claimed 2020 at a moment; None where nothing in the trace says it."""
    orders = claim_orders(trace, aanbieder)
    earlier = [order for order in orders if order.at <= at] or orders[:1]
    return Afspraken(earlier[-1].bericht_2020, earlier[-1].division) if earlier else None


def _relatives(trace: Trace, delivery: Delivered, when: SentMessage | datetime) -> list[tuple[History, State]]:
    """The toewijzingen that can bear a delivery, its own first, then the nearest product."""
    out = []
    for history in trace.histories.values():
        degree = -1 if history is delivery.history else kinship(delivery.history.key, history.key)
        state = known_state(history, when)
        key = history.key
        fits = key.categorie in {None, delivery.categorie} and key.code in {None, delivery.code}
        if degree is not None and state is not None and fits:
            out.append((degree, history.ingangsdatum, history, state))
    return [(history, state) for *_, history, state in sorted(out, key=lambda row: row[:2])]


def _valid(history: History, state: State, start: date, end: date) -> bool:
    return history.ingangsdatum <= end and (state.einddatum is None or state.einddatum >= start)


def _holder(relatives: list[tuple[History, State]], delivery: Delivered) -> tuple[History, State] | None:
    """The toewijzing a delivery belongs to: for output of week 53 the one that held in 2020, where there is one.

    Otherwise its own where that held on the day, or the sunday; or one that began after its own had ended.
    """
    spans = [(delivery.end, delivery.end), (delivery.start, delivery.end)]
    if delivery.is_week_53:
        spans = [(delivery.start, END_OF_2020), (delivery.start, delivery.end)]
    own = next((state for history, state in relatives if history is delivery.history), None)
    own_end = date.min if own is None else own.einddatum or date.max
    for start, end in spans:
        valid = [
            (history, state)
            for history, state in relatives
            if (history is delivery.history or history.ingangsdatum > own_end or own_end < delivery.start)
            and _valid(history, state, start, end)
        ]
        if valid and not delivery.is_week_53:
            return max(valid, key=lambda pair: pair[0].ingangsdatum if pair[0].ingangsdatum > own_end else date.min)
        if valid:
            return valid[0]
    return None


def _successor(relatives: list[tuple[History, State]], einddatum: date | None) -> History | None:
    """The first toewijzing that begins after another ended, on 01-01-2021 where one does (DC-11)."""
    later = [one for one, _ in relatives if einddatum is not None and one.ingangsdatum > einddatum]
    return min(later, key=lambda one: (one.ingangsdatum != START_30, one.ingangsdatum), default=None)


def possible(trace: Trace, delivery: Delivered, when: SentMessage | datetime) -> Possible:
    """Where a delivery may be claimed in a message, by what its sender knew; or, not claimed, at a moment."""
    relatives = _relatives(trace, delivery, when)
    at = when if isinstance(when, datetime) else when.at
    found = _holder(relatives, delivery)
    how = afspraken(trace, delivery.history.key.aanbieder, at) or Afspraken("303-D", MONTHLY)
    if found is None:
        return Possible((), {}, frozenset())
    holder, state = found
    successor = _successor(relatives, state.einddatum) if delivery.is_week_53 else None
    answer = places(
        Delivery(
            id="",
            domein=str(Domein(trace.domein)),
            uitvoering=delivery.uitvoering,
            geleverd=iso_week(delivery.end) if delivery.is_output else delivery.start,
            ingangsdatum=holder.ingangsdatum,
            einddatum=state.einddatum,
            successor=successor.ingangsdatum if successor else None,
            bericht_2020=how.bericht,
            periode_2020=how.division,
            afspraak=delivery.afspraak,
        )
    )
    where = answer.allowed
    if how.division == FOUR_WEEKLY:
        where += tuple(_other_readings(delivery, state, where))
    toewijzingen = {"oude": holder} | ({"opvolger": successor} if successor else {})
    return Possible(where, toewijzingen, frozenset(answer.rules))


def _other_readings(delivery: Delivered, state: State, where: tuple[Place, ...]) -> Iterator[Place]:
    """The same day in the other readings of the 4-week calendar, none of which may be held against an aanbieder."""
    day = min(delivery.end, state.einddatum or delivery.end, END_OF_2020)
    for place in where:
        if "-P" in place.period:
            for calendar in CALENDARS:
                period = four_week_period(day, calendar)
                if period is not None and period.name != place.period:
                    yield Place(place.message, period.name, place.toewijzing)


def period_of(begin: date, end: date, division: str) -> str:
    """The name of the period that a productperiode lies in; for four weeks in the reading in which it fits."""
    if begin >= START_30 or division != FOUR_WEEKLY:
        return month_name(begin)
    for calendar in CALENDARS:
        period = four_week_period(begin, calendar)
        if period is not None and end <= period.einddatum:
            return period.name
    period = four_week_period(begin)
    return period.name if period is not None else month_name(begin)


def span_of(period: str) -> tuple[date, date]:
    """The first and the last day of a period by its name; for four weeks in the reading that is commonly used."""
    year, _, part = period.partition("-")
    if part.startswith("P"):
        four_weeks = four_week_periods()[int(part[1:]) - 1]
        return four_weeks.begindatum, four_weeks.einddatum
    return month(date(int(year), int(part), 1))


def end_of(period: str) -> date:
    """The last day of a period by its name."""
    return span_of(period)[1]
