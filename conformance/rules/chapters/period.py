"""Chapter declareren: in which period a delivery is claimed, and never twice (DC-05 .. DC-12, DC-14, IV076)."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from migratietoets.conformance.rules.rule import Finding, error, format_date, passed, rule, unseen
from migratietoets.conformance.rules.views.placement import Placed, placements
from migratietoets.conformance.trace.model import Trace
from migratietoets.istandaard.releases import END_OF_2020, START_30


def _judge_placed(trace: Trace, rule_id: str, right: Callable[[Placed], bool], text: str) -> Iterator[Finding]:
    """Judge the deliveries that `declare` gives a rule for; one that nobody asked to claim yet is left out."""
    for one in placements(trace):
        if rule_id in one.possible.regels:
            yield from _judge(trace, one, text, right=right(one))


def _judge(trace: Trace, one: Placed, text: str, *, right: bool) -> Iterator[Finding]:
    """One delivery; `right` says of one that was claimed whether that was right."""
    bericht = one.claims[0].bericht if one.claims else None
    if one.period is None:
        if one.asked is not None and not one.used_up:
            remark = error if one.was_due(trace) else unseen
            yield remark(one.delivery, text, expected=_allowed_text(one), found=one.found)
    elif right:
        yield passed(one.delivery, f"Gedeclareerd met een {one.found}.", bericht)
    else:
        yield error(one.delivery, text, expected=_allowed_text(one), found=one.found, bericht=bericht)


def _allowed_text(one: Placed) -> str:
    return " of ".join(f"{place.bericht} over {place.period}" for place in one.possible.places) or "niets"


def _in_2021(one: Placed) -> bool:
    return one.period is not None and one.period.startswith("2021") and "P" not in one.period


@rule("DC-05")
def from_2021_per_month(trace: Trace) -> Iterator[Finding]:
    """What was delivered from 01-01-2021 on is claimed in a monthly period of 2021."""
    text = "Wat vanaf 01-01-2021 geleverd is, staat niet in een maandperiode van 2021."
    for one in placements(trace):
        if one.possible.regels & {"DC-05", "DC-08"}:
            yield from _judge(trace, one, text, right=_in_2021(one))


@rule("DC-06")
def day_of_delivery_decides_the_period(trace: Trace) -> Iterator[Finding]:
    """Inspanning is claimed in the period of its day; what is not claimed at all breaks other rules."""
    text = "Inspanning staat niet in de periode van de dag van levering."
    for one in placements(trace):
        if "DC-06" in one.possible.regels and one.period is not None:
            yield from _judge(trace, one, text, right=one.well_placed)


@rule("DC-07")
def late_december_in_the_last_period(trace: Trace) -> Iterator[Finding]:
    """Inspanning of 28..31-12-2020 goes in period 13, or in december, with a 303."""
    return _judge_placed(
        trace,
        "DC-07",
        lambda one: one.well_placed and one.stands_in("303-D", "303-F"),
        "Inspanning van 28 tot en met 31-12-2020 staat niet in een 303 over de laatste periode van 2020.",
    )


@rule("DC-08")
def early_january_in_january(trace: Trace) -> Iterator[Finding]:
    """Inspanning of 1..3-1-2021 goes in january 2021 with a 323."""
    return _judge_placed(
        trace,
        "DC-08",
        lambda one: one.well_placed and one.stands_in("323"),
        "Inspanning van 1 tot en met 3-1-2021 staat niet in een 323 over januari 2021.",
    )


@rule("DC-09")
def same_with_or_without_successor(trace: Trace) -> Iterator[Finding]:
    """Inspanning of one day around the turn of the year: one period, whether the toewijzing runs on or not."""
    per_day: dict[tuple[date, str], dict[bool, list[Placed]]] = defaultdict(lambda: {True: [], False: []})
    for one in placements(trace):
        if one.period is not None and one.possible.regels & {"DC-07", "DC-08"}:
            who = one.delivery.history.key.aanbieder
            per_day[one.delivery.from_, who][_runs_on(trace, one)].append(one)
    for (day, _), kinds in sorted(per_day.items()):
        for one in kinds[False]:
            for other in kinds[True]:
                if one.period == other.period:
                    yield passed(one.delivery, f"Met en zonder opvolger {format_date(day)} in dezelfde periode.")
                else:
                    yield error(
                        one.delivery,
                        "De periode hangt af van of de toewijzing doorloopt of een opvolger heeft.",
                        expected=other.found,
                        found=one.found,
                        bericht=one.claims[0].bericht if one.claims else None,
                    )


def _runs_on(trace: Trace, one: Placed) -> bool:
    """Its toewijzing holds on both sides of the turn of the year."""
    holder = one.possible.toewijzingen["oude"]
    state = holder.in_force(trace.end)
    return holder.ingangsdatum < START_30 and (state is None or (state.einddatum or date.max) > END_OF_2020)


def _on_the_right_toewijzing(one: Placed) -> bool:
    """A prestatie in that period stands on the toewijzing that goes with it."""
    due = one.possible.toewijzing(one.period or "")
    return due is not None and any(
        claim.prestatie.toewijzingnummer in {None, due.key.toewijzingnummer} for claim in one.claims
    )


@rule("DC-10")
def week_53_follows_its_sunday(trace: Trace) -> Iterator[Finding]:
    """Output on a toewijzing that runs on: all of week 53 in january 2021 with a 323."""
    return _judge_placed(
        trace,
        "DC-10",
        lambda one: one.well_placed and one.stands_in("323") and _on_the_right_toewijzing(one),
        "De output van week 53 op een doorlopende toewijzing staat niet in een 323 over januari 2021.",
    )


@rule("IV076")
def sunday_decides_the_period(trace: Trace) -> Iterator[Finding]:
    """Output is claimed in the period of the sunday of its week; what is in the wrong year breaks DC-05 instead."""
    text = "Output staat niet in de periode van de zondag van haar week."
    for one in placements(trace):
        elsewhere = "DC-05" in one.possible.regels and not _in_2021(one)
        if one.delivery.is_output and not one.delivery.is_week_53 and one.period is not None and not elsewhere:
            yield from _judge(trace, one, text, right=one.well_placed)


def _open_choice(trace: Trace) -> Iterator[Placed]:
    """Output of week 53 that may be claimed in either year, or might have been without an agreement."""
    for one in placements(trace):
        if "DC-11" in one.possible.regels and one.period is not None:
            yield one


@rule("DC-11")
def week_53_may_go_in_either(trace: Trace) -> Iterator[Finding]:
    """With a successor from 01-01-2021: in period 13 on the old or in january on the new toewijzing."""
    for one in _open_choice(trace):
        if one.well_placed:
            yield passed(one.delivery, f"Gedeclareerd met een {one.found}.", one.claims[0].bericht)


@rule("DC-12")
def week_53_as_agreed(trace: Trace) -> Iterator[Finding]:
    """The message follows what was agreed."""
    text = "De output van week 53 staat niet waar dat is afgesproken."
    for one in _open_choice(trace):
        if "DC-12" in one.possible.regels:
            yield from _judge(trace, one, text, right=one.well_placed)


def _once(one: Placed) -> bool:
    """Where another year was agreed or the toewijzing runs on, DC-12 and DC-10 say where; here once is enough."""
    if one.possible.regels & {"DC-10", "DC-12"}:
        return True
    return one.well_placed and _on_the_right_toewijzing(one)


@rule("DC-14")
def week_53_once(trace: Trace) -> Iterator[Finding]:
    """The output of week 53 is claimed once; without a successor from 01-01-2021 only in period 13."""
    text = "De output van week 53 is niet precies één keer op de goede plek gedeclareerd."
    for one in placements(trace):
        if not one.delivery.is_week_53 or (one.period is None and "DC-10" in one.possible.regels):
            continue
        if one.double:
            yield error(
                one.delivery,
                text,
                expected=f"één keer, {_allowed_text(one)}",
                found="ook nog in een andere periode gedeclareerd",
                bericht=one.claims[-1].bericht if one.claims else None,
            )
        else:
            yield from _judge(trace, one, text, right=_once(one))
