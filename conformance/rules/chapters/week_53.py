"""Chapter declareren: output of week 53, the week that holds both years (DC-10, DC-11, DC-12, DC-14)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, broken, passed, unseen
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.shared.judging import allowed_text, judge, judge_placed
from migratietoets.conformance.rules.views.claims.placement import Placed, placements
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.notices import NoticeCode


def _on_the_right_toewijzing(one: Placed) -> bool:
    """A prestatie in that period stands on the toewijzing that goes with it."""
    due = one.possible.toewijzing(one.period or "")
    return due is not None and any(
        claim.prestatie.toewijzingnummer in {None, due.key.toewijzingnummer} for claim in one.claims
    )


@rule("DC-10", Judges.STATE, looks_at=("323",))
def week_53_follows_its_sunday(trace: Trace) -> Iterator[Finding]:
    """Output on a toewijzing that runs on: all of week 53 in january 2021 with a 323."""
    return judge_placed(
        trace,
        "DC-10",
        lambda one: one.well_placed and one.stands_in("323") and _on_the_right_toewijzing(one),
        "De output van week 53 op een doorlopende toewijzing staat niet in een 323 over januari 2021.",
    )


def _open_choice(trace: Trace) -> Iterator[Placed]:
    """Output of week 53 that may be claimed in either year, or might have been without an agreement."""
    for one in placements(trace):
        if "DC-11" in one.possible.rules and one.period is not None:
            yield one


@rule("DC-11", Judges.STATE, looks_at=("303", "323"))
def week_53_may_go_in_either_year(trace: Trace) -> Iterator[Finding]:
    """With a successor from 01-01-2021: in period 13 on the old or in january on the new toewijzing."""
    for one in _open_choice(trace):
        if one.well_placed:
            yield passed(one.delivery, f"Gedeclareerd met een {one.found}.", one.claims[0].bericht)


@rule("DC-12", Judges.STATE, looks_at=("303", "323"))
def week_53_goes_where_agreed(trace: Trace) -> Iterator[Finding]:
    """The message follows what was agreed; without an agreement an aanbieder may wait and ask."""
    text = "De output van week 53 staat niet waar dat is afgesproken."
    for one in placements(trace):
        if one.missing and _asks(trace, one):
            yield passed(one.delivery, "Er is niets afgesproken: de aanbieder wacht en vraagt het aan de gemeente.")
    for one in _open_choice(trace):
        if "DC-12" in one.possible.rules:
            yield from judge(trace, one, text, right=one.well_placed)


def _undecided(one: Placed) -> bool:
    """It may be claimed in either year, and nobody agreed on one."""
    return "DC-11" in one.possible.rules and one.delivery.afspraak is None


def _asks(trace: Trace, one: Placed) -> bool:
    """The aanbieder told the gemeente that a choice has to be made about week 53."""
    return _undecided(one) and any(
        notice.sender == "aanbieder"
        and notice.code is NoticeCode.WEEK_53
        and notice.concerns(one.delivery.history.key.bsn)
        and notice.at >= one.delivery.at
        for notice in trace.notices
    )


def _once(one: Placed) -> bool:
    """Where another year was agreed or the toewijzing runs on, DC-12 and DC-10 say where; here once is enough."""
    if one.possible.rules & {"DC-10", "DC-12"}:
        return True
    return one.well_placed and _on_the_right_toewijzing(one)


@rule("DC-14", Judges.STATE, looks_at=("303", "323"))
def week_53_is_claimed_once(trace: Trace) -> Iterator[Finding]:
    """The output of week 53 is claimed once; without a successor from 01-01-2021 only in period 13."""
    text = "De output van week 53 is niet precies één keer op de goede plek gedeclareerd."
    for one in placements(trace):
        if not one.delivery.is_week_53 or (one.period is None and "DC-10" in one.possible.rules):
            continue
        if one.double:
            yield broken(
                one.delivery,
                text,
                expected=f"één keer, {allowed_text(one)}",
                found="ook nog in een andere periode gedeclareerd",
                bericht=one.claims[-1].bericht if one.claims else None,
            )
        elif one.period is None and _undecided(one) and not trace.notices_visible:
            yield unseen(
                one.delivery,
                "Of de aanbieder wacht en vraagt waar week 53 hoort, laat dit systeem niet zien.",
                expected=f"{allowed_text(one)}, of een kennisgeving",
                found=one.found,
            )
        elif one.period is not None or not _asks(trace, one):
            yield from judge(trace, one, text, right=_once(one))
