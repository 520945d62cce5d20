"""Every request and every answer has one explanation, and what is said of one request is one thing (AC-03 .. AC-05)."""

from collections.abc import Iterator
from datetime import datetime

from migratietoets.conformance.rules.findings import Finding, broken, check, missing, unseen
from migratietoets.conformance.rules.rule import NOTICE, Judges, rule
from migratietoets.conformance.rules.shared.decisions import answer_text, says_decision
from migratietoets.conformance.rules.shared.refusal_grounds import refused_without_ground
from migratietoets.conformance.rules.views.requests.answers import SAYS, answers_on, grants, rejects, said_about
from migratietoets.conformance.rules.views.requests.asked import (
    HONOUR,
    INVESTIGATE,
    REJECT,
    AskedProducts,
    Wish,
    asked_changes,
    asked_products,
    decided,
)
from migratietoets.conformance.rules.views.requests.open_requests import sending_due
from migratietoets.conformance.rules.views.requests.package import changed, is_change
from migratietoets.conformance.rules.views.requests.verzoeken import Verzoek, refused_before, verzoeken
from migratietoets.conformance.trace.message import Client, SentMessage
from migratietoets.conformance.trace.trace import Notice, Trace
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct
from migratietoets.istandaard.model import Content
from migratietoets.istandaard.releases import Release


def _otherwise(trace: Trace) -> Verdict:
    """What lacks an explanation is broken where the desk can be seen; elsewhere the explanation may be missing."""
    return Verdict.FAIL if trace.desk_visible else Verdict.NOT_VERIFIABLE


@rule("AC-03", Judges.MESSAGE, looks_at=("315", "317"))
def every_request_comes_from_the_desk(trace: Trace) -> Iterator[Finding]:
    """Each product of a 315 and each change in a 317 was asked for by the desk, or repeats what was refused or open."""
    open_wishes = [(asked, wish) for asked in asked_products(trace) for wish in asked.wishes]
    gone: list[Verzoek] = []
    for verzoek in verzoeken(trace):
        bericht, wanted = verzoek.bericht, verzoek.wanted
        if not trace.own(bericht):
            continue
        if isinstance(wanted, AangevraagdProduct):
            match = next(
                (
                    (asked, wish)
                    for asked, wish in open_wishes
                    if asked.client == verzoek.client and asked.at <= bericht.at and _is_wish(wanted, wish)
                ),
                None,
            )
            if match is not None:
                open_wishes.remove(match)
            again = [_again(trace, earlier, verzoek) for earlier in gone]
            if match is None and True not in again and None in again:
                yield unseen(
                    verzoek,
                    "Het verzoek ging verbeterd opnieuw; of de opdracht dat verlangt, is niet te zien.",
                    expected="een opdracht met dit product, deze omvang en deze datums",
                    found="een eerder verzoek om dit product dat geweigerd is, met een andere omvang of andere datums",
                )
            else:
                yield _request_explained(trace, verzoek, explained=match is not None or True in again)
        else:
            yield from _changes_explained(trace, verzoek)
        gone.append(verzoek)
    for asked, _ in open_wishes if trace.role == "aanbieder" else ():
        yield _not_asked(trace, asked)


def _not_asked(trace: Trace, asked: AskedProducts) -> Finding:
    """What the desk wanted and no 315 asks; it waits while another request for the client is open (TR374)."""
    due = sending_due(trace, asked.client, asked.at)
    if due is None:
        return unseen(
            "verzoek om toewijzing",
            "Er staat nog een verzoek open: dit wacht.",
            expected="een 315 zodra dat is afgehandeld",
            found="geen 315",
        )
    return missing(
        trace,
        "verzoek om toewijzing",
        "Wat het bureau vroeg, staat in geen verzoek.",
        expected="een 315 met dit product, deze omvang en deze datums",
        found="geen 315 die dit vraagt",
        due=due,
    )


def _is_wish(wanted: AangevraagdProduct, wish: Wish) -> bool:
    content = Content(wanted.categorie, wanted.code, wanted.omvang)
    return (content, wanted.ingangsdatum, wanted.einddatum) == (wish.content, wish.ingangsdatum, wish.einddatum)


def _again(trace: Trace, earlier: Verzoek, verzoek: Verzoek) -> bool | None:
    """The same product was asked before, and refused, or asked in 2.4 and open: then it may be asked anew (VOT-09).

    None where it was refused and differs now: that may mend it. It mends nothing where the refusal had no ground.
    """
    one, other = earlier.wanted, verzoek.wanted
    if not isinstance(one, AangevraagdProduct) or not isinstance(other, AangevraagdProduct):
        return False
    if earlier.client != verzoek.client or (one.categorie, one.code) != (other.categorie, other.code):
        return False
    if earlier.bericht.release == Release.R24 and verzoek.bericht.release == Release.R30:
        return True
    place = earlier.bericht.verzoeken.index(one)
    if place not in trace.refused_lines(earlier.bericht):
        return False
    if (one.omvang, one.ingangsdatum, one.einddatum) == (other.omvang, other.ingangsdatum, other.einddatum):
        return True
    return False if refused_without_ground(trace, earlier.bericht) else None


def _request_explained(trace: Trace, verzoek: Verzoek, *, explained: bool) -> Finding:
    return check(
        trace,
        explained,
        verzoek,
        "Het bureau vroeg hierom.",
        "Niemand vroeg om dit verzoek, of niet zo.",
        expected="een opdracht met dit product, deze omvang en deze datums",
        found="geen opdracht die dit vraagt",
        bericht=verzoek.bericht,
        otherwise=_otherwise(trace),
    )


def _changes_explained(trace: Trace, verzoek: Verzoek) -> Iterator[Finding]:
    """Each toewijzing that a 317 changes; a new product in it has no instruction of its own."""
    bericht = verzoek.bericht
    asked = [one for one in asked_changes(trace) if one.at <= bericht.at]
    for change in changed(bericht):
        yield _request_explained(trace, verzoek, explained=any(is_change(trace, bericht, change, one) for one in asked))


@rule("AC-04", Judges.MESSAGE, looks_at=("319", NOTICE))
def every_answer_says_what_was_decided(trace: Trace) -> Iterator[Finding]:
    """Each 319 and each notice about a request belongs to a decision that had been taken, and says the same."""
    for verzoek in verzoeken(trace):
        for bericht in answers_on(trace, verzoek):
            yield _answer_explained(trace, verzoek, bericht)
    for notice in trace.notices:
        if trace.role == notice.sender == "gemeente" and notice.code in SAYS and notice.bsn is not None:
            yield _notice_explained(trace, notice, notice.code)


def _answer_explained(trace: Trace, verzoek: Verzoek, bericht: SentMessage) -> Finding:
    decision = verzoek.decision_at(bericht.at)
    if refused_before(trace, verzoek, bericht):
        return broken(
            bericht,
            "Een antwoordbericht op een verzoek dat technisch geweigerd is.",
            expected="geen 319: een geweigerd verzoek telt als niet ontvangen",
            found=answer_text(bericht),
            bericht=bericht,
        )
    if decision is None and not rejects(bericht):
        return unseen(
            bericht,
            "Het verzoek is in onderzoek gemeld voordat iemand daartoe besloot; een systeem kan dat uit zichzelf doen.",
            expected="een besluit om te onderzoeken",
            found="geen besluit",
        )
    return check(
        trace,
        decision is not None and says_decision(bericht, decision),
        bericht,
        "Het antwoordbericht zegt wat besloten is.",
        "Het antwoordbericht zegt iets anders dan besloten is.",
        expected="een besluit dat dit zegt"
        if decision is None
        else f"een 319 die zegt wat besloten is ({decision.what})",
        found=answer_text(bericht),
        bericht=bericht,
        otherwise=_otherwise(trace),
    )


def _notice_explained(trace: Trace, notice: Notice, code: NoticeCode) -> Finding:
    """A decision on any request of the client, also on a change of 2020, or a rejection in a retourbericht."""
    decisions = [
        what
        for one in decided(trace)
        if one.client == Client(notice.receiver, notice.bsn) and one.at <= notice.at
        for what in one.what
    ]
    decisions += [
        REJECT
        for verzoek in verzoeken(trace)
        if verzoek.rejected_by is not None
        and verzoek.client == Client(notice.receiver, notice.bsn)
        and verzoek.rejected_by.at <= notice.at
    ]
    on_its_own = not decisions and code is NoticeCode.VERZOEK_IN_ONDERZOEK
    return check(
        trace,
        not SAYS[code].isdisjoint(decisions),
        f"kennisgeving {code}",
        "De kennisgeving zegt wat besloten is.",
        "De kennisgeving zegt iets wat niet besloten is.",
        expected="een besluit dat dit zegt",
        found=", ".join(decisions) or "geen besluit",
        day=notice.day,
        otherwise=Verdict.NOT_VERIFIABLE if on_its_own else _otherwise(trace),
    )


@rule("AC-05", Judges.MESSAGE, looks_at=("301", "319", NOTICE))
def nothing_said_of_one_request_contradicts(trace: Trace) -> Iterator[Finding]:
    """A request that was rejected is not granted, and one that was granted is not rejected outside the messages.

    A decision that revises an earlier one explains that both were said.
    """
    for verzoek in verzoeken(trace):
        for line in grants(trace, verzoek):
            refusals = [b for b in answers_on(trace, verzoek) if rejects(b)]
            refusals += [verzoek.rejected_by] if verzoek.rejected_by is not None else []
            before = [b for b in refusals if b.n < line.bericht.n and not _revised(verzoek, b.at)]
            said = [
                notice
                for notice in said_about(trace, verzoek)
                if _says_no(verzoek, notice) and not _revised(verzoek, notice.at)
            ]
            yield check(
                trace,
                not before and not said,
                verzoek,
                "Over het verzoek is één ding gezegd.",
                "Over één verzoek zijn twee dingen gezegd: toegewezen en afgewezen.",
                expected="een toewijzing of een afwijzing",
                found=" en ".join(map(str, (line.bericht, *(before or (f"kennisgeving {said[0].code}",)))))
                if before or said
                else "",
                bericht=line.bericht,
            )


def _revised(verzoek: Verzoek, at: datetime) -> bool:
    """The desk honoured it after a moment: what was said before followed from an earlier decision."""
    return any(decision.what == HONOUR and decision.at > at for decision in verzoek.decisions)


def _says_no(verzoek: Verzoek, notice: Notice) -> bool:
    """A notice that names this request rejects it."""
    code = notice.code
    return notice.verzoek == verzoek.referentie and code in SAYS and INVESTIGATE not in SAYS[code]
