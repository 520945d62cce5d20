"""What a rule found: passed, broken, warned or unseen, with the evidence and the words for it."""

from dataclasses import dataclass
from datetime import date

from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import Release


@dataclass(frozen=True, slots=True)
class Finding:
    """One evaluation of a rule with its evidence.

    Attributes:
        verdict: PASS, FAIL, WARN or NOT_VERIFIABLE.
        subject: what was judged, without a BSN.
        text: one Dutch sentence.
        expected, found: what the rule asks and what the trace holds.
        bericht: the message that shows it, or None.
        day: the day it shows, or None.
        any_day: whether it holds whatever the day is, though the rule asks something of days too.
    """

    verdict: Verdict
    subject: str
    text: str
    expected: str = ""
    found: str = ""
    bericht: SentMessage | None = None
    day: date | None = None
    any_day: bool = False


def passed(subject: object, text: str, bericht: SentMessage | None = None) -> Finding:
    """The rule was kept."""
    return Finding(Verdict.PASS, str(subject), text, bericht=bericht, day=bericht.day if bericht else None)


def broken(
    subject: object,
    text: str,
    *,
    expected: str,
    found: str,
    bericht: SentMessage | None = None,
    day: date | None = None,
) -> Finding:
    """The rule was broken."""
    return _finding(Verdict.FAIL, subject, text, expected=expected, found=found, bericht=bericht, day=day)


def warned(subject: object, text: str, *, expected: str, found: str, bericht: SentMessage | None = None) -> Finding:
    """Permitted, but not as it should be."""
    return _finding(Verdict.WARN, subject, text, expected=expected, found=found, bericht=bericht)


def unseen(subject: object, text: str, *, expected: str, found: str) -> Finding:
    """It cannot be seen from here."""
    return Finding(Verdict.NOT_VERIFIABLE, str(subject), text, expected, found)


def strictness(release: str) -> Verdict:
    """What it is when no message says it in time: in 3.0 a failure; in 2.4 the rule is used for want of better.

    Where there is a message, its scope decides (shared/scope).
    """
    return Verdict.FAIL if release == Release.R30 else Verdict.WARN


def check(  # noqa: PLR0913  # an evaluation has this many parts
    trace: Trace,
    ok: bool,  # noqa: FBT001  # the question itself
    subject: object,
    good: str,
    bad: str,
    *,
    expected: str,
    found: str,
    bericht: SentMessage | None = None,
    day: date | None = None,
    due: date | None = None,
    otherwise: Verdict = Verdict.FAIL,
) -> Finding:
    """One evaluation: passed, or not; and unseen when the trace ends before it is due.

    Args:
        trace: what is judged.
        ok: whether the rule was kept.
        subject: what is judged, without a BSN.
        good: the sentence when it was kept.
        bad: the sentence when it was not.
        expected: what the rule asks.
        found: what the trace holds.
        bericht: the message that shows it.
        day: the day it shows, when that is not the day of the message.
        due: the last day on which it could still be done; None when nothing can mend it any more.
        otherwise: what it is when it does not hold: WARN where a rule is held to what it does not name, NOT_VERIFIABLE
            where an explanation may be missing.
    """
    if ok:
        return passed(subject, good, bericht)
    return missing(
        trace, subject, bad, expected=expected, found=found, bericht=bericht, day=day, due=due, otherwise=otherwise
    )


def missing(  # noqa: PLR0913  # a finding has this many parts
    trace: Trace,
    subject: object,
    text: str,
    *,
    expected: str,
    found: str,
    bericht: SentMessage | None = None,
    day: date | None = None,
    due: date | None = None,
    otherwise: Verdict = Verdict.FAIL,
) -> Finding:
    """What a rule asks and is not there: broken, and unseen when the trace ends before it is due; as for `check`."""
    if due is not None and trace.end < due:
        return unseen(subject, text, expected=expected, found=found)
    return _finding(otherwise, subject, text, expected=expected, found=found, bericht=bericht, day=day)


def _finding(
    verdict: Verdict,
    subject: object,
    text: str,
    *,
    expected: str,
    found: str,
    bericht: SentMessage | None,
    day: date | None = None,
) -> Finding:
    """A finding that shows on a day of its own, or else on that of the message."""
    return Finding(verdict, str(subject), text, expected, found, bericht, day or (bericht.day if bericht else None))


def notices_hidden(trace: Trace, subject: object, text: str) -> Finding | None:
    """What was said outside the messages cannot be seen of a system that shows no notices; None of one that does."""
    if trace.notices_visible:
        return None
    return unseen(subject, text, expected="een kennisgeving", found="het systeem toont geen kennisgevingen")


def format_date(day: date | None) -> str:
    """A day as a Dutch reader writes it."""
    return "geen" if day is None else f"{day:%d-%m-%Y}"


def state_text(history: History, day: date) -> str:
    """How a toewijzing stands at the end of a day, for the field `found`."""
    state = history.at(day)
    if state is None:
        return "niet verzonden"
    if history.cancelled(day):
        return "geannuleerd"
    return f"loopt door tot {format_date(state.einddatum)}" if state.einddatum else "loopt door zonder einddatum"
