"""Chapter afsluiten-zorg: old and new reasons, and the closing pair that straddles the transition (AF-01 .. AF-04)."""

from collections.abc import Iterator
from dataclasses import dataclass

from migratietoets.conformance.rules.findings import Finding, broken, check, missing, strictness
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.care.reports import Report
from migratietoets.conformance.rules.views.closing import (
    Withdrawal,
    begun_outside,
    changes_as_asked,
    extensions,
    grants_change,
    grants_new,
    is_migration,
    occasion,
    own_stop_known,
    stops,
    told_by_gemeente,
    withdrawal_known,
    withdrawals,
)
from migratietoets.conformance.rules.views.terms import release_in_force
from migratietoets.conformance.trace.history import History, Kind
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.occasions import Occasion
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.start_stop import REMOVAL
from migratietoets.istandaard.codelijsten import REDEN_BEEINDIGING, REDEN_WIJZIGING, code_list
from migratietoets.istandaard.codelijsten.codes import (
    AS_PLANNED,
    BY_AANBIEDER,
    BY_GEMEENTE,
    BY_WIJZIGINGSVERZOEK,
    CORRECTION,
    DEATH,
    EXTENSION,
    REACTIONS,
)
from migratietoets.istandaard.releases import Release

OWN_WITHDRAWAL = "een eigen reden bij wat het bureau zei, niet 12 en alleen bij annuleren 01"
OWN_STOP = "een eigen reden, niet 36 of 37"


@dataclass(frozen=True, slots=True)
class _Reason:
    """The reason a message carries, and those it may carry.

    Attributes:
        reacts_to: the message it reacts to, or None.
        codes: the codes of a reaction that are right here.
        own: a reason of its own is right (too), and this one is.
        may_own: a reason of its own would be right.
    """

    history: History
    bericht: SentMessage
    reden: str | None
    reacts_to: SentMessage | None
    codes: frozenset[str]
    own: bool
    may_own: bool
    own_text: str

    @property
    def right(self) -> bool:
        return self.reden in self.codes or self.own

    @property
    def expected(self) -> str:
        texts = [*sorted(self.codes), *([self.own_text] if self.may_own else [])]
        return " of ".join(texts)


def _of_withdrawal(trace: Trace, one: Withdrawal) -> _Reason:
    """A reaction to a stop or a 317 carries 12; a withdrawal of one's own another, and 01 only to cancel."""
    reden, in_30 = one.reden, one.bericht.release == Release.R30
    stop, granted = own_stop_known(trace, one), grants_change(trace, one)
    ends_for_it = stop is not None and (stop.product.einddatum or one.einddatum) <= one.einddatum
    reaction = in_30 and (granted or ends_for_it)
    codes = {BY_AANBIEDER} if in_30 and (granted or stop is not None or begun_outside(trace, one)) else set()
    if stop is not None and stop.product.reden_beeindiging == DEATH:
        codes.add(DEATH)
    may_own = not reaction or (not granted and is_migration(trace, one))
    is_own = reden not in {BY_AANBIEDER, None} and (reden == CORRECTION) <= one.cancels and _as_said(trace, one)
    if reden is None:
        is_own = not in_30 or one.fills
    reacts_to = stop.bericht if stop is not None and ends_for_it else None
    return _Reason(
        one.history, one.bericht, reden, reacts_to, frozenset(codes), may_own and is_own, may_own, OWN_WITHDRAWAL
    )


def _as_said(trace: Trace, one: Withdrawal) -> bool:
    """Whether a reason fits what the desk said that ordered it: death is death, and what ends is not extended.

    Where the aanbieder spoke of it too, outside the messages, that may have been said there.
    """
    said = occasion(trace, one)
    if said is None or begun_outside(trace, one):
        return True
    return one.reden != EXTENSION and (one.reden == DEATH) == (said == Occasion.OVERLIJDEN)


def _of_stop(trace: Trace, one: Report) -> _Reason:
    """A reaction to a withdrawal carries 36, to a change the aanbieder asked for 37; any other a reason of its own."""
    assert one.history is not None
    reden, in_30 = one.product.reden_beeindiging, one.bericht.release == Release.R30
    withdrawal = withdrawal_known(one.history, one.bericht)
    codes: set[str] = set()
    is_own = reden is not None and reden not in REACTIONS
    may_own, reacts_to = True, None
    if withdrawal is not None and in_30:
        reacts_to = withdrawal.bericht
        early = one.product.einddatum is not None and one.product.einddatum < withdrawal.einddatum
        granted = grants_change(trace, withdrawal)
        codes = {BY_WIJZIGINGSVERZOEK if granted else BY_GEMEENTE}
        if withdrawal.reden == DEATH:
            codes.add(DEATH)
        his_wish = not grants_new(withdrawal) if granted else withdrawal.reden == BY_AANBIEDER
        any_of_its_own = his_wish or withdrawal.fills or withdrawal.cancels
        may_own = any_of_its_own or early
        is_own = is_own and (any_of_its_own or reden != AS_PLANNED[trace.domein])
    elif in_30 and told_by_gemeente(trace, one):
        codes = {BY_GEMEENTE}
    return _Reason(one.history, one.bericht, reden, reacts_to, frozenset(codes), may_own and is_own, may_own, OWN_STOP)


def _reasons(trace: Trace) -> Iterator[_Reason]:
    """The reason of every withdrawal, or every stop, that the judged party sent itself."""
    if trace.role == "gemeente":
        for withdrawal in withdrawals(trace):
            if trace.own(withdrawal.bericht) and (withdrawal.history.existing or not withdrawal.cancels):
                yield _of_withdrawal(trace, withdrawal)
    else:
        for stop in stops(trace):
            if trace.own(stop.bericht) and stop.history is not None:
                yield _of_stop(trace, stop)


def _judge(trace: Trace, one: _Reason) -> Finding:
    what = "intrekking" if trace.role == "gemeente" else "stop"
    return check(
        trace,
        one.right,
        one.history,
        f"De {what} draagt een passende reden ({one.reden or 'geen, wat in 2.4 mag'}).",
        f"De {what} draagt niet de reden die hoort.",
        expected=one.expected,
        found=one.reden or "geen reden",
        bericht=one.bericht,
    )


def _across(trace: Trace) -> Iterator[Finding]:
    """Those in 3.0 that react to something in 2.4."""
    for one in _reasons(trace):
        before = one.reacts_to
        if before is not None and (before.release, one.bericht.release) == (Release.R24, Release.R30):
            yield _judge(trace, one)


def _redenen(bericht: SentMessage) -> Iterator[str | None]:
    """What the lines of a 301 or a 307 give as their reason; what takes a stop back only repeats it."""
    yield from (line.product.reden_wijziging for line in bericht.lines)
    yield from (one.reden_beeindiging for one in bericht.regieproducten if one.status != REMOVAL)


def _extensions(trace: Trace) -> Iterator[Finding]:
    """A toewijzing that runs on carries no reason that says that the care ends: no 02, and 12 only on a request."""
    for one in extensions(trace) if trace.role == "gemeente" else ():
        if not trace.own(one.bericht) or one.reden not in {DEATH, BY_AANBIEDER}:
            continue
        if one.reden == BY_AANBIEDER and (grants_change(trace, one) or begun_outside(trace, one)):
            continue
        sure = one.reden == DEATH or (trace.desk_visible and trace.notices_visible)
        yield missing(
            trace,
            one.history,
            "De verlenging draagt een reden die zegt dat de zorg eindigt.",
            expected="een eigen reden, niet 02, en 12 alleen waar de aanbieder erom vroeg",
            found=one.reden,
            bericht=one.bericht,
            otherwise=strictness(one.bericht.release) if sure else Verdict.NOT_VERIFIABLE,
        )


def _unlisted(trace: Trace) -> Iterator[Finding]:
    """Reasons that the code list of this domein does not hold in the release of the message."""
    for kind, lists in (("301", REDEN_WIJZIGING), ("307", REDEN_BEEINDIGING)):
        name = lists[trace.domein]
        for bericht in trace.from_system(kind):
            known = code_list(name).codes(Release(bericht.release))
            for reden in sorted({reden for reden in _redenen(bericht) if reden is not None} - known):
                yield broken(
                    bericht,
                    f"De reden staat niet in codelijst {name} van release {bericht.release}.",
                    expected=f"een van {', '.join(sorted(known))}",
                    found=reden,
                    bericht=bericht,
                )


def _granted_changes(trace: Trace) -> Iterator[Finding]:
    """What a 317 asked to change under its own number, and is changed so, carries 12 (IV093)."""
    for history in trace.histories.values() if trace.role == "gemeente" else ():
        for change in history.changes:
            bericht = change.after.bericht
            if bericht is None or bericht.release != Release.R30 or not trace.own(bericht):
                continue
            if change.kinds & {Kind.EXTENDED, Kind.REFILLED} and changes_as_asked(trace, history, bericht):
                yield check(
                    trace,
                    change.after.reden == BY_AANBIEDER,
                    history,
                    "De wijziging waar een 317 om vroeg, draagt reden 12.",
                    "De wijziging waar een 317 om vroeg, draagt een andere reden.",
                    expected=BY_AANBIEDER,
                    found=change.after.reden or "geen reden",
                    bericht=bericht,
                )


@rule("AF-01", Judges.MESSAGE, looks_at=("301", "307"))
def reaction_carries_the_new_reden(trace: Trace) -> Iterator[Finding]:
    """In 3.0 a reaction carries the new code, what one does oneself another; 01 only cancels; each is in its list."""
    yield from (_judge(trace, one) for one in _reasons(trace))
    yield from _extensions(trace)
    yield from _granted_changes(trace)
    yield from _unlisted(trace)


@rule("AF-02", Judges.MESSAGE, looks_at=("301",))
def intrekking_after_a_stop_in_24_carries_12(trace: Trace) -> Iterator[Finding]:
    """Stopped in 2.4 and withdrawn in 3.0: the withdrawal carries 12, or 02 where the client died."""
    return _across(trace) if trace.role == "gemeente" else iter(())


@rule("AF-03", Judges.MESSAGE, looks_at=("307",))
def stop_after_an_intrekking_in_24_carries_36(trace: Trace) -> Iterator[Finding]:
    """Withdrawn in 2.4 and stopped in 3.0: the stop carries 36; after a withdrawal for death it may carry 02."""
    return _across(trace) if trace.role == "aanbieder" else iter(())


def _pairs(trace: Trace) -> Iterator[tuple[Withdrawal, Report]]:
    """Each withdrawal with each stop of the same toewijzing, whichever came first."""
    for stop in stops(trace):
        for withdrawal in withdrawals(trace):
            if withdrawal.history is stop.history and (withdrawal.history.existing or not withdrawal.cancels):
                yield withdrawal, stop


@rule("AF-04", Judges.MESSAGE, looks_at=("301", "307"), today=True)
def closing_may_straddle_the_transition(trace: Trace) -> Iterator[Finding]:
    """Either order and every pair of releases is fine; nothing goes in the quiet period or the wrong release."""
    for withdrawal, stop in _pairs(trace):
        bericht = withdrawal.bericht if trace.role == "gemeente" else stop.bericht
        first, second = sorted((withdrawal.bericht, stop.bericht), key=lambda b: (b.at, b.n))
        order = f"{first.kind} in {first.release}, {second.kind} in {second.release}"
        yield check(
            trace,
            release_in_force(bericht),
            withdrawal.history,
            f"Het paar is volledig: {order}.",
            "Het afsluiten van de zorg valt in de stille periode of in de verkeerde release.",
            expected="2.4 tot en met 30-12-2020 of 3.0 vanaf 04-01-2021",
            found=f"{bericht.kind} in {bericht.release} op {bericht.day:%d-%m-%Y}",
            bericht=bericht,
        )
