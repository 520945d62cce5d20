"""Whether a message that went earlier or later is still within its own term: from the facts alone, not by the oracle.

What prompted a message is found in the events of its case: what the desk was asked, what was received, what the message
itself is about. A term counts working days; the quiet period counts for none.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from migratietoets.conformance.vocabulary.events import InstructEvent, MessageEvent, NoticeEvent, StockEvent
from migratietoets.generators.wire.exchange import Change
from migratietoets.generators.wire.lines import lines_of
from migratietoets.istandaard.berichten.header import bsns, header
from migratietoets.istandaard.berichten.retour import APPROVED
from migratietoets.istandaard.kalender import day_of, days_of, is_working_day
from migratietoets.istandaard.releases import END_OF_2020, SILENCE_END, SILENCE_START
from tests.proof.wire.recorded import CaseRecord

WORKING_DAYS = 5
"""A decision, an order and a report (OP271, OP272, OP274, OP346, AC-10)."""
RETOUR_DAYS = {"304": 20, "325": 10}
"""OP090x3, OP090x4; of the others three (OP090)."""
NUMBERS_DUE, VARIANTS_DUE, RELEASE_30_DUE = date(2020, 11, 30), date(2020, 12, 30), date(2021, 1, 31)
"""The deadlines of the migration (MT-01, MT-04, MT-05)."""


IN_ONDERZOEK = "2"
"""VerzoekAntwoord: the request is looked into."""
GRANTED = "8001"
"""Retourcode: a prestatie is granted."""


def term(day: date, working_days: int) -> date:
    """The last day of a term."""
    while working_days:
        day += timedelta(days=1)
        working_days -= is_working_day(day) and not SILENCE_START <= day <= SILENCE_END
    return day


@dataclass(frozen=True)
class Moved:
    """A message that went at another moment."""

    record: CaseRecord
    event: MessageEvent
    change: Change

    @cached_property
    def bericht(self) -> Any:
        return self.record.read[self.event.n]

    @property
    def was(self) -> datetime:
        return datetime.fromisoformat(self.event.at)

    @property
    def at(self) -> datetime:
        return self.change.sent[0].at

    @property
    def day(self) -> date:
        return day_of(self.at)

    @cached_property
    def who(self) -> frozenset[str]:
        """The client it is about; of a retourbericht that of what it answers."""
        heen = self.record.answered(self.event)
        return frozenset(bsns(self.bericht if heen is None else self.record.read[heen.n]))

    @cached_property
    def orders(self) -> tuple[InstructEvent, ...]:
        """What the desk of its sender was asked about the client before it went, the last one last."""
        return tuple(one for one in self._asked() if one.n < self.event.n)

    def _asked(self) -> Iterator[InstructEvent]:
        for one in self.record.of(InstructEvent):
            if one.to == self.record.role and self._names(one.params):
                yield one

    def _names(self, params: Mapping[str, Any]) -> bool:
        """Whether an order is about the client of the message, or about all clients of its sender."""
        bsn = params.get("bsn") or (params.get("toewijzing") or {}).get("bsn")
        return bsn is None or not self.who or bsn in self.who

    @cached_property
    def overtaken(self) -> tuple[Any, ...]:
        """What was sent, said or asked about the client before the message and is after it now, or the reverse."""
        out = []
        for one in self.record.of(MessageEvent, NoticeEvent, InstructEvent):
            at, earlier = datetime.fromisoformat(one.at), one.n < self.event.n
            between = (self.at < at <= self.was and earlier) or (self.was <= at < self.at and not earlier)
            if one is not self.event and between and self._about(one):
                out.append(one)
        return tuple(out)

    def _about(self, one: Any) -> bool:
        if isinstance(one, MessageEvent):
            return bool(self.who & frozenset(bsns(self.record.read[one.n])))
        return self._names(one.params) if isinstance(one, InstructEvent) else one.bsn is None or one.bsn in self.who

    @property
    def out_of_order(self) -> bool:
        """It changed places with another message of its kind to the same receiver about the client."""
        to = header(self.bericht).ontvanger
        return any(
            isinstance(one, MessageEvent)
            and (one.from_, one.code) == (self.event.from_, self.event.code)
            and header(self.record.read[one.n]).ontvanger == to
            for one in self.overtaken
        )


def retour_in_time(moved: Moved) -> bool:
    """It still answers within the term, counted from what it answers; earlier: after that was received."""
    heen = moved.record.answered(moved.event)
    if heen is None:
        return False
    if moved.at < moved.was:
        return moved.at >= datetime.fromisoformat(heen.at) and (_approves(moved) or not _orders(moved.overtaken))
    return moved.day <= _retour_due(moved, heen)


def open_at_the_end(moved: Moved) -> bool:
    """The campaign ends before the last day on which it may answer."""
    heen = moved.record.answered(moved.event)
    return heen is not None and _retour_due(moved, heen) >= day_of(datetime.fromisoformat(moved.record.end))


def _retour_due(moved: Moved, heen: MessageEvent) -> date:
    return term(_day(heen), RETOUR_DAYS.get(moved.event.code, 3))


def _approves(moved: Moved) -> bool:
    """It says yes to everything, for which nobody has to decide anything."""
    return set(_codes(moved.bericht.content)) <= {APPROVED, GRANTED}


def _codes(content: Any) -> Iterator[str]:
    for name, value in content.items() if isinstance(content, dict) else ():
        if name == "RetourCode":
            yield from value
        for one in value if isinstance(value, list) else [value]:
            yield from _codes(one)


def _orders(events: Iterable[Any]) -> list[InstructEvent]:
    return [one for one in events if isinstance(one, InstructEvent)]


def _day(event: Any) -> date:
    return day_of(datetime.fromisoformat(event.at))


def toewijzing_in_time(moved: Moved) -> bool:
    """Within the deadline of the migration where that was asked, otherwise within the term of the order or request."""
    if moved.out_of_order or _becomes_retroactive(moved):
        return False
    order = moved.orders[-1] if moved.orders else None
    if moved.at < moved.was:
        return _ends_what_was_stopped(moved) or (order is not None and _migrates(order) and not _needed(moved))
    if order is None:
        return False
    if order.command == "migreer":
        return moved.day <= _migration_due(moved)
    if moved.event.release == "3.0" and order.command == "ken_toe" and _day(order) <= END_OF_2020:
        return moved.day <= RELEASE_30_DUE
    return moved.day <= term(_day(order), WORKING_DAYS)


def _migrates(order: InstructEvent) -> bool:
    """What is asked is a step of the migration, which needs no asking (TW-02, TW-03, BS-01)."""
    fills = order.command == "wijzig_einddatum" or order.params.get("aanleiding") == "migratie"
    return order.command == "migreer" or fills


def _needed(moved: Moved) -> list[Any]:
    """What it overtook and had to wait for: other orders, what was received, and the first notice of its kind."""
    return [
        one
        for one in moved.overtaken
        if not (isinstance(one, InstructEvent) and _migrates(one))
        and not (isinstance(one, MessageEvent) and one.from_ == moved.event.from_)
        and not (isinstance(one, NoticeEvent) and _said_before(moved, one))
    ]


def _said_before(moved: Moved, notice: NoticeEvent) -> bool:
    said = (one for one in moved.record.of(NoticeEvent) if (one.code, one.bsn) == (notice.code, notice.bsn))
    return any(datetime.fromisoformat(one.at) <= moved.at for one in said)


def _ends_what_was_stopped(moved: Moved) -> bool:
    """It only withdraws, and the aanbieder had stopped the care: that is its ground, whoever orders it."""
    stops = [e for e in moved.record.messages if e.code == "307" and datetime.fromisoformat(e.at) <= moved.at]
    said = any(moved.who & frozenset(bsns(moved.record.read[e.n])) for e in stops)
    return said and all("RedenWijziging" in line for line in lines_of(moved.bericht))


def _migration_due(moved: Moved) -> date:
    """MT-01 where a number of the client is missing or double, MT-05 in 3.0, otherwise MT-04."""
    if moved.event.release == "3.0":
        return RELEASE_30_DUE
    numbers = [one.toewijzing["toewijzingnummer"] for one in moved.record.of(StockEvent)]
    own = [o.toewijzing["toewijzingnummer"] for o in moved.record.of(StockEvent) if o.toewijzing["bsn"] in moved.who]
    return NUMBERS_DUE if any(n is None or numbers.count(n) > 1 for n in own) else VARIANTS_DUE


def _becomes_retroactive(moved: Moved) -> bool:
    """It would end a toewijzing on a day that has gone by, and did not, while nobody consented to that (TW-08)."""
    ends = [line["Einddatum"] for line in lines_of(moved.bericht) if "RedenWijziging" in line and "Einddatum" in line]
    late = any(day_of(moved.was) <= date.fromisoformat(end) < moved.day for end in ends)
    return late and not all(one.toewijzing["instemming"] for one in moved.record.of(StockEvent))


def report_in_time(moved: Moved) -> bool:
    """A start or stop within five working days of the day itself, the order or the 301; never before these."""
    name = _DAY[moved.event.code]
    days = [date.fromisoformat(line[name]) for line in lines_of(moved.bericht) if name in line]
    if moved.out_of_order or not days:
        return False
    if moved.at < moved.was:
        return moved.day >= max(days) and not moved.overtaken
    asked = [*moved.orders, *_orders(moved.overtaken)]
    told = [e for e in moved.record.messages if e.code == "301" and e.n < moved.event.n]
    known = [_day(one) for one in asked if one.command == _ORDER[moved.event.code]]
    known += [_day(e) for e in told if moved.who & frozenset(bsns(moved.record.read[e.n]))]
    due = term(max([min(days), *known]), WORKING_DAYS)
    without_number = moved.event.release == "2.4" and "ToewijzingNummer" not in lines_of(moved.bericht)[0]
    if without_number and all(_day(e) < NUMBERS_DUE for e in told):  # what was told that day may be late (MT-02)
        due = min(due, NUMBERS_DUE)
    return moved.day <= due


_DAY = {"305": "Begindatum", "307": "Einddatum"}
_ORDER = {"305": "start_zorg", "307": "stop_zorg"}


def answer_in_time(moved: Moved) -> bool:
    """Within five working days of what the desk decided last; before it only that the request is looked into."""
    if moved.out_of_order or not moved.orders:
        return False
    if moved.at < moved.was:
        received = not any(isinstance(one, MessageEvent) for one in moved.overtaken)
        return received and moved.bericht.content["Antwoord"]["VerzoekAntwoord"] == IN_ONDERZOEK
    return moved.day <= term(_day(moved.orders[-1]), WORKING_DAYS)


def request_in_time(moved: Moved) -> bool:
    """After the desk asked for it, or after what it repeats from 2.4 (VOT-09); no rule says by when it must go."""
    if moved.out_of_order:
        return False
    repeats = moved.event.code == "315" and any(
        (e.code, e.release) == ("315", "2.4") for e in moved.record.own if e.n < moved.event.n
    )
    return moved.at > moved.was or (repeats and moved.event.release == "3.0")


def claim_in_time(moved: Moved) -> bool:
    """After what it claims was delivered and registered, and for a credit ordered; no rule says by when it must go."""
    if moved.out_of_order:
        return False
    days = [day for period in _claimed(moved.bericht) for day in period]
    waited = [one for one in moved.overtaken if _is_ground(one, min(days), max(days))]
    return moved.at > moved.was or (not waited and moved.day >= max(days))


def _is_ground(one: Any, begin: date, end: date) -> bool:
    """Something without which a claim about these days cannot be made."""
    if isinstance(one, InstructEvent) and one.command == "registreer_levering":
        first, last = days_of(one.params["geleverd"])
        return first <= end and last >= begin
    return (isinstance(one, MessageEvent) and one.code in {"301", "304", "325"}) or getattr(
        one, "command", ""
    ) == "crediteer"


def _claimed(bericht: Any) -> Iterator[tuple[date, date]]:
    for client in bericht.content.get("Declaratie", bericht.content)["Clienten"]["Client"]:
        for line in client["Prestaties"]["Prestatie"]:
            period = line["ProductPeriode"]
            yield date.fromisoformat(period["Begindatum"]), date.fromisoformat(period["Einddatum"])


CONDITIONS: Mapping[str, Callable[[Moved], bool]] = {
    "retour": retour_in_time,
    "open": open_at_the_end,
    "toewijzing": toewijzing_in_time,
    "melding": report_in_time,
    "antwoord": answer_in_time,
    "verzoek": request_in_time,
    "declaratie": claim_in_time,
}
"""What the list of what is allowed calls them."""
