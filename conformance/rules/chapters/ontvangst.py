"""What came in with a fault made on purpose is refused with the code of its rule; the rest is accepted (AC-14)."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from migratietoets.conformance.protocol.control import ClockLevel
from migratietoets.conformance.rules.findings import Finding, check, unseen
from migratietoets.conformance.rules.rule import ABOUT, Judges, rule
from migratietoets.conformance.rules.shared.refusal_grounds import deserved, sufficient
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.declaratieantwoord import GRANTED
from migratietoets.istandaard.berichten.retour import APPROVED, REJECTED
from migratietoets.istandaard.berichten.verzoek import Wijzigingsverzoek

ANSWERS = ("302", "306", "308", "316", "318", "320", "325")
"""What answers a message of release 3.0."""
ACCEPTED = ("Geaccepteerd.", "Een bericht waaraan niets mankeert, is afgekeurd.")
REFUSED = (
    "Afgekeurd met de retourcode van de regel.",
    "Een bericht dat een regel breekt, kreeg niet de retourcode van die regel.",
)
"""What is said when it is so, and when it is not."""
OWN_TIME = frozenset({"8848", "9056", "9373", "9375"})
"""The codes that depend on how late it is with the receiver, on what he answers first, and on what he granted when."""


@rule("AC-14", Judges.MESSAGE, looks_at=ANSWERS)
def what_breaks_a_rule_is_refused_with_its_code(trace: Trace) -> Iterator[Finding]:
    """Each message that the case breaks gets its retourcode, where it belongs; the others of the kit are accepted."""
    received = [one for one in trace.berichten if one.receiver == trace.role and not one.is_retour]
    if not any(one.breaks for one in received):
        return
    for heen in received:
        if heen.deserves is not None or heen.from_kit:
            found = _answered(trace, heen, heen.deserves or APPROVED)
            yield replace(found, verdict=Verdict.NOT_VERIFIABLE) if _own_time(trace, received, heen) else found


def _own_time(trace: Trace, received: Collection[SentMessage], heen: SentMessage) -> bool:
    """Whether what a receiver should say depends on his own time, and that is not the time of the chain."""
    retour = trace.answer_to(heen)
    if trace.clock is ClockLevel.VIRTUAL:
        return False
    codes = {one.deserves for one in received} | (_refusals(retour) if retour is not None else set())
    return bool(OWN_TIME & codes) or any(one.breaks in ABOUT and ABOUT[one.breaks].dated for one in received)


def _answered(trace: Trace, heen: SentMessage, code: str) -> Finding:
    """Whether a message got the code that it deserves, or none that refuses it."""
    right = code == APPROVED
    subject = f"{heen.kind} ({heen.release}) " + ("zonder fout" if right else f"die {heen.breaks} breekt")
    expected = f"retourcode {code}{_at(heen.broken_products) if _several(heen) else ''}"
    retour = trace.answer_to(heen)
    if retour is None:
        return unseen(subject, "Op het bericht kwam geen antwoord (OP090).", expected=expected, found="geen antwoord")
    good, bad = ACCEPTED if right else REFUSED
    accepted = not _refusals(retour)
    return check(
        trace,
        accepted if right else _says(heen, retour),
        subject,
        good,
        bad,
        expected=expected,
        found=_in_words(heen, retour),
        bericht=retour,
        otherwise=Verdict.NOT_VERIFIABLE if accepted and _may_grant(trace, heen) else Verdict.FAIL,
    )


def _may_grant(trace: Trace, heen: SentMessage) -> bool:
    """Whether a 301 that seems to grant another product than a 315 asked may be an answer to it (TR362, IV094).

    What it grants on a 315 the gemeente judges itself; what a 317 asks is taken over (OP348).
    """
    named = {(heen.aanbieder, line.product.referentie_aanbieder or "") for line in heen.lines}
    return heen.breaks == "TR362" and any(one.kind == "315" for name in named for one in trace.references.get(name, ()))


def _refusals(retour: SentMessage) -> set[str]:
    return set(retour.retourcodes) - {APPROVED, GRANTED}


def _says(heen: SentMessage, retour: SentMessage) -> bool:
    """Whether a retour refuses with the code that the message deserves and no other, and only what is broken.

    0001 refuses the message as a whole; any other code stands at what it is about: of several products at those alone.
    """
    refusals, lines = _refusals(retour), _lines(heen, retour)
    said = refusals & sufficient(heen)
    if not said or not refusals <= deserved(heen):
        return False
    if REJECTED in said or not heen.broken_products or not _several(heen):
        return True
    broken = {*heen.broken_products}
    return any(_with(lines, one) == broken for one in said) and all(_with(lines, one) <= broken for one in refusals)


def _with(lines: Collection[tuple[str, ...]], code: str) -> set[int]:
    return {place for place, codes in enumerate(lines) if code in codes}


def _lines(heen: SentMessage, retour: SentMessage) -> list[tuple[str, ...]]:
    """The codes of each product, in the order of the message; none where the retour repeats none of them."""
    answer = retour.declaratieantwoord
    if answer is None or heen.declaratie is None:
        return list(retour.line_codes)
    return [answer.codes.get(one.referentienummer, ()) for one in heen.declaratie.prestaties]


def _in_words(heen: SentMessage, retour: SentMessage) -> str:
    lines = _lines(heen, retour) if _several(heen) else []
    found = [f"{code}{_at(sorted(_with(lines, code)))}" for code in dict.fromkeys(retour.retourcodes)]
    return ", ".join(found) or "geen retourcode"


def _at(places: Collection[int]) -> str:
    numbers = " en ".join(str(place + 1) for place in places)
    return f" bij product {numbers}" if numbers else ""


def _several(heen: SentMessage) -> bool:
    """Whether a code in the header alone does not say what it is about."""
    prestaties = () if heen.declaratie is None else heen.declaratie.prestaties
    changes = [one for one in heen.verzoeken if isinstance(one, Wijzigingsverzoek)]
    named = sum(len(one.unchanged) + len(one.to_change) + len(one.nieuw) for one in changes)
    return max(heen.line_count, len(prestaties), named) > 1
