"""What a system sent that can be laid at no case: findings about the system itself, beside all that was found."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from migratietoets.conformance.rules.findings import Finding, broken
from migratietoets.conformance.rules.messages.file_form import wrong_form
from migratietoets.conformance.rules.shared.scope import in_scope
from migratietoets.conformance.trace.fold import sent_message
from migratietoets.conformance.vocabulary.events import PARTY, Event, MessageEvent, NoticeEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.header import bsns
from migratietoets.istandaard.releases import Domein

NOBODYS, INVALID, FORM = "AC-13", "PL-01", "OP192"
"""The rules that it breaks: it is about nobody, it is no valid message, its file has the wrong form."""
AT_MOST = 20
"""So many findings a rule; of the rest their number is told."""


def strays(events: Iterable[Event], role: str, domein: Domein) -> dict[str, list[Finding]]:
    """The findings on everything that the system in a role sent and that belongs to no case, by rule.

    What is said alike of several messages is one finding, with how many there are.

    Args:
        events: of one campaign.
        role: the role under test.
        domein: of the campaign.
    """
    alike: dict[tuple[str, Finding], list[Finding]] = {}
    for event in events:
        if isinstance(event, MessageEvent) and event.case is None and event.from_ == role and event.origin == PARTY:
            found = _about_message(event, domein)
        elif isinstance(event, NoticeEvent) and event.from_ == role and event.faults:
            found = _about_notice(event)
        else:
            continue
        for rule, one in found:
            alike.setdefault((rule, replace(one, bericht=None, day=None)), []).append(one)
    out: dict[str, list[Finding]] = {}
    for (rule, _), same in alike.items():
        out.setdefault(rule, []).append(_together(same))
    return {rule: _shortened(found) for rule, found in out.items()}


def _about_message(event: MessageEvent, domein: Domein) -> Iterator[tuple[str, Finding]]:
    sent = sent_message(event)
    subject = f"{event.code} ({event.release})"
    if event.faults or sent.bericht is None:
        yield (
            INVALID,
            broken(
                subject,
                "Een bericht dat bij geen geval te leggen is, is geen geldig bericht van zijn release.",
                expected=f"een geldig {event.code}-bericht van release {event.release}",
                found="; ".join(event.faults[:3]) or "niet te lezen",
                bericht=sent,
            ),
        )
    if sent.bericht is not None:
        yield (
            NOBODYS,
            broken(
                subject,
                "Het bericht gaat over niemand die het systeem kent; het is niet bezorgd.",
                expected="een bericht over een cliënt die het systeem kent, of over een bericht dat het ontving",
                found="een cliënt die aan niemand gegeven is" if bsns(sent.bericht) else "geen cliënt",
                bericht=sent,
            ),
        )
    if sent.form:
        one = wrong_form(subject, [sent], 1)
        yield FORM, one if in_scope(FORM, sent, domein) else replace(one, verdict=Verdict.WARN)


def _about_notice(event: NoticeEvent) -> Iterator[tuple[str, Finding]]:
    yield (
        NOBODYS,
        broken(
            "kennisgeving",
            "De kennisgeving telt niet: zij hoort bij niemand die het systeem kent, of bij een ander moment.",
            expected="een kennisgeving aan en over wie het systeem kent, op het moment dat zij gedaan wordt",
            found="; ".join(event.faults),
        ),
    )


def _together(same: list[Finding]) -> Finding:
    first = same[0]
    return first if len(same) == 1 else replace(first, found=f"{first.found} ({len(same)} keer)")


def _shortened(found: list[Finding]) -> list[Finding]:
    more = len(found) - AT_MOST
    if more <= 0:
        return found
    last = broken("meer", "Er is meer dat bij niemand hoort.", expected="niets", found=f"nog {more} bevindingen")
    return [*found[:AT_MOST], last]
