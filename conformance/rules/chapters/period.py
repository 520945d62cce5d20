"""Chapter declareren: in which period a delivery is claimed (DC-05 .. DC-09, IV076)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, check, format_date, unseen
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.shared.judging import allowed_text, judge, judge_placed
from migratietoets.conformance.rules.views.claims.placement import Placed, placements
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.releases import END_OF_2020, START_30


def _in_2021(one: Placed) -> bool:
    return one.period is not None and one.period.startswith("2021") and "P" not in one.period


@rule("DC-05", Judges.STATE, looks_at=("323", "303"))
def care_of_2021_is_claimed_by_month(trace: Trace) -> Iterator[Finding]:
    """What was delivered from 01-01-2021 on is claimed in a monthly period of 2021."""
    text = "Wat vanaf 01-01-2021 geleverd is, staat niet in een maandperiode van 2021."
    for one in placements(trace):
        if one.possible.rules & {"DC-05", "DC-08"}:
            yield from judge(trace, one, text, right=_in_2021(one))


@rule("DC-06", Judges.STATE, looks_at=("303", "323"))
def day_of_delivery_decides_the_period(trace: Trace) -> Iterator[Finding]:
    """Inspanning is claimed in the period of its day, every part of it; what is not claimed breaks other rules."""
    for one in placements(trace):
        if "DC-06" in one.possible.rules and one.period is not None:
            yield check(
                trace,
                one.well_placed,
                one.delivery,
                f"Gedeclareerd met een {one.found}.",
                "Inspanning staat niet in de periode van de dag van levering.",
                expected=allowed_text(one),
                found=one.found,
                bericht=one.claims[0].bericht,
            )


@rule("DC-07", Judges.STATE, looks_at=("303",))
def late_december_goes_in_the_last_period(trace: Trace) -> Iterator[Finding]:
    """Inspanning of 28..31-12-2020 goes in period 13, or in december, with a 303."""
    return judge_placed(
        trace,
        "DC-07",
        lambda one: one.well_placed and one.stands_in("303-D", "303-F"),
        "Inspanning van 28 tot en met 31-12-2020 staat niet in een 303 over de laatste periode van 2020.",
    )


@rule("DC-08", Judges.STATE, looks_at=("323",))
def early_january_goes_in_january(trace: Trace) -> Iterator[Finding]:
    """Inspanning of 1..3-1-2021 goes in january 2021 with a 323."""
    return judge_placed(
        trace,
        "DC-08",
        lambda one: one.well_placed and one.stands_in("323"),
        "Inspanning van 1 tot en met 3-1-2021 staat niet in een 323 over januari 2021.",
    )


@rule("DC-09", Judges.STATE, looks_at=("303", "323"))
def same_period_with_or_without_successor(trace: Trace) -> Iterator[Finding]:
    """Inspanning of one day around the turn of the year: one period, whether the toewijzing runs on or not."""
    per_day = defaultdict[tuple[date, str], dict[bool, list[Placed]]](lambda: {True: [], False: []})
    for one in placements(trace):
        if one.period is not None and one.possible.rules & {"DC-07", "DC-08"}:
            who = one.delivery.history.key.aanbieder
            per_day[one.delivery.start, who][_runs_on(trace, one)].append(one)
    for (day, _), kinds in sorted(per_day.items()):
        for one in kinds[False]:
            for other in kinds[True]:
                yield check(
                    trace,
                    one.period == other.period,
                    one.delivery,
                    f"Met en zonder opvolger {format_date(day)} in dezelfde periode.",
                    "De periode hangt af van of de toewijzing doorloopt of een opvolger heeft.",
                    expected=other.found,
                    found=one.found,
                    bericht=one.claims[0].bericht if one.claims else None,
                )


def _runs_on(trace: Trace, one: Placed) -> bool:
    """Its toewijzing holds on both sides of the turn of the year."""
    holder = one.possible.toewijzingen["oude"]
    state = holder.in_force(trace.end)
    return holder.ingangsdatum < START_30 and (state is None or state.last_day > END_OF_2020)


@rule("IV076", Judges.STATE, looks_at=("323",))
def sunday_decides_the_period(trace: Trace) -> Iterator[Finding]:
    """Output in a 323 goes in the period of the sunday of its week; what is in the wrong year breaks DC-05 instead.

    When output is claimed by 303, the parties agree on themselves (OP264).
    """
    text = "Output staat niet in de periode van de zondag van haar week."
    for one in placements(trace):
        elsewhere = "DC-05" in one.possible.rules and not _in_2021(one)
        if not one.delivery.is_output or one.delivery.is_week_53 or one.period is None or elsewhere:
            continue
        if not one.well_placed and not one.stands_in("323"):
            agreed = "Wanneer output met een 303 wordt gedeclareerd, spreken partijen zelf af."
            yield unseen(one.delivery, agreed, expected=allowed_text(one), found=one.found)
        else:
            yield check(
                trace,
                one.well_placed,
                one.delivery,
                f"Gedeclareerd met een {one.found}.",
                text,
                expected=allowed_text(one),
                found=one.found,
                bericht=one.claims[0].bericht,
            )
