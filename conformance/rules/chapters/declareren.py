"""Chapter declareren: which message goes over which period (DC-01 .. DC-04, DC-13, CS100, CS108)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, check, format_date, passed
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.shared.technical import technically_wrong
from migratietoets.conformance.rules.views.claims.deliveries import afspraken
from migratietoets.conformance.rules.words import days_text
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.kalender import CALENDARS, FOUR_WEEKLY, WEEK_53_START, four_week_periods, month
from migratietoets.istandaard.releases import END_OF_2020, START_30

P13_START = min(four_week_periods(calendar)[-1].begindatum for calendar in CALENDARS)
"""The earliest day on which period 13 begins in any reading of the calendar."""


def _declaraties(trace: Trace, kind: str) -> Iterator[tuple[SentMessage, date, date]]:
    """The claims an aanbieder sent, with their declaratieperiode."""
    for bericht in trace.from_system(kind):
        if bericht.declaratie is not None:
            header = bericht.declaratie.header
            yield bericht, header.begindatum, header.einddatum


@rule("DC-01", Judges.MESSAGE, looks_at=("303", "323"))
def from_2021_claimed_with_a_323(trace: Trace) -> Iterator[Finding]:
    """Productperiodes from 01-01-2021 go in a 323: no day of a 303 lies in 2021."""
    for kind in ("303", "323"):
        for bericht, _, end in _declaraties(trace, kind):
            assert bericht.declaratie is not None
            last = max([end, *(p.einddatum for p in bericht.declaratie.prestaties)])
            yield check(
                trace,
                kind == "323" or last <= END_OF_2020,
                bericht,
                "Over 2020 een 303, vanaf 2021 een 323.",
                "Over productperiodes vanaf 01-01-2021 wordt alleen met een 323 gedeclareerd.",
                expected="in een 303 alleen perioden tot en met 31-12-2020",
                found=f"een periode tot en met {format_date(last)}",
                bericht=bericht,
            )


@rule("CS100", Judges.MESSAGE, looks_at=("323",))
def a_323_begins_in_2021(trace: Trace) -> Iterator[Finding]:
    """The declaratieperiode and every productperiode of a 323 lie in 2021 or later."""
    for bericht, start, _ in _declaraties(trace, "323"):
        assert bericht.declaratie is not None
        first = min([start, *(p.begindatum for p in bericht.declaratie.prestaties)])
        yield check(
            trace,
            first >= START_30,
            bericht,
            "Alle perioden in de 323 liggen vanaf 01-01-2021.",
            "Een 323 gaat niet over 2020.",
            expected="perioden vanaf 01-01-2021; over 2020 een 303",
            found=f"een periode vanaf {format_date(first)}",
            bericht=bericht,
        )


@rule("CS108", Judges.MESSAGE, looks_at=("303", "323"), today=True)
def no_period_ends_after_the_day_of_sending(trace: Trace) -> Iterator[Finding]:
    """A declaratieperiode or productperiode does not end before it begins, nor after the day on which it is sent."""
    for kind in ("303", "323"):
        for bericht, start, end in _declaraties(trace, kind):
            assert bericht.declaratie is not None
            periods = [(start, end), *((p.begindatum, p.einddatum) for p in bericht.declaratie.prestaties)]
            wrong = next((one for one in periods if not one[0] <= one[1] <= bericht.day), None)
            yield check(
                trace,
                wrong is None,
                bericht,
                "Elke periode is voorbij als zij gedeclareerd wordt.",
                "Een periode eindigt na de dag van verzending, of voor zij begint.",
                expected=f"perioden tot en met {format_date(bericht.day)}",
                found=days_text(*wrong) if wrong is not None else "",
                bericht=bericht,
            )


@rule("DC-02", Judges.MESSAGE, looks_at=("323",))
def declaratieperiode_is_a_calendar_month(trace: Trace) -> Iterator[Finding]:
    """The declaratieperiode of a 323 is exactly one calendar month."""
    for bericht, start, end in _declaraties(trace, "323"):
        yield check(
            trace,
            (start, end) == month(start),
            bericht,
            "De declaratieperiode is precies één kalendermaand.",
            "De declaratieperiode is niet precies één kalendermaand.",
            expected=days_text(*month(start)),
            found=days_text(start, end),
            bericht=bericht,
        )


@rule("DC-03", Judges.MESSAGE, looks_at=("303",))
def four_weeks_are_fine_in_2020(trace: Trace) -> Iterator[Finding]:
    """Up to 31-12-2020 a period of the 4-week calendar is fine."""
    periods = {(p.begindatum, p.einddatum) for calendar in CALENDARS for p in four_week_periods(calendar)}
    for bericht, start, end in _declaraties(trace, "303"):
        if (start, end) in periods:
            yield passed(bericht, "Een periode van de 4-wekenkalender van 2020.", bericht)


def _is_period_13(start: date, end: date) -> bool:
    """A claim over the last four weeks of 2020; that of a calendar month is another."""
    return start >= P13_START and end >= WEEK_53_START and (start, end) != month(start) and start <= END_OF_2020


@rule("DC-04", Judges.MESSAGE, looks_at=("303", "304"))
def period_13_ends_with_the_year(trace: Trace) -> Iterator[Finding]:
    """Period 13 ends on 31-12-2020; a gemeente takes it as such and refuses a longer one."""
    if trace.role == "gemeente":
        yield from _period_13_received(trace)
        return
    for bericht, start, end in _declaraties(trace, "303"):
        how = afspraken(trace, bericht.aanbieder or "", bericht.at)
        if not _is_period_13(start, end) or (how is not None and how.division != FOUR_WEEKLY):
            continue
        yield check(
            trace,
            end == END_OF_2020,
            bericht,
            "Periode 13 eindigt op 31-12-2020.",
            "Periode 13 eindigt niet op 31-12-2020.",
            expected=f"tot en met {format_date(END_OF_2020)}",
            found=f"tot en met {format_date(end)}",
            bericht=bericht,
        )


def _period_13_received(trace: Trace) -> Iterator[Finding]:
    for bericht in trace.to_system("303"):
        if bericht.declaratie is None or bericht.errors:
            continue
        start, end = bericht.declaratie.header.begindatum, bericht.declaratie.header.einddatum
        answer = trace.answer_to(bericht)
        if not _is_period_13(start, end) or answer is None or answer.declaratieantwoord is None:
            continue
        if end <= END_OF_2020 and technically_wrong(bericht):
            continue
        refused = REJECTED in answer.declaratieantwoord.refused
        yield check(
            trace,
            refused == (end > END_OF_2020),
            bericht,
            "Periode 13 is ontvangen zoals zij is: tot en met 31-12-2020.",
            f"Een 303 over {days_text(start, end)} is {'geweigerd' if refused else 'aangenomen'}.",
            expected="periode 13 tot en met 31-12-2020 aangenomen, een langere geweigerd (0001)",
            found="geweigerd (0001)" if refused else "aangenomen",
            bericht=answer,
        )


@rule("DC-13", Judges.MESSAGE, looks_at=("303",))
def care_of_2020_may_be_claimed_in_2021(trace: Trace) -> Iterator[Finding]:
    """A 303 about 2020 may be sent in 2021."""
    for bericht, _, end in _declaraties(trace, "303"):
        if bericht.day >= START_30 and end <= END_OF_2020:
            yield passed(bericht, "Zorg uit 2020, na de overgang nog met een 303.", bericht)
