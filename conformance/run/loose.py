"""Judging one case that is not in the catalogue, for one role and domain."""

from collections.abc import Iterator
from dataclasses import replace

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.chain.chain import Chain
from migratietoets.conformance.protocol.verbs import check_question
from migratietoets.conformance.run.run import parties
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.verdict.judge import Judge
from migratietoets.conformance.vocabulary.events import CampaignEvent, Event, InstructEvent, MessageEvent, VerdictEvent
from migratietoets.istandaard.berichten import BerichtError, without
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein


def judge(case: Case, role: str, domein: Domein) -> Iterator[VerdictEvent]:
    """Every verdict on a case: on its script, or on what happens when the reference plays both parties.

    Raises:
        InputError: a message or instruction of the case cannot be made.
    """
    events = scripted(case, role, domein)
    if case.positive:
        events = list(_play(case, role, domein))
    campaign = next(event.campaign for event in events if isinstance(event, CampaignEvent))
    yield from Judge(events, campaign, "").verdicts(case, every=True)


def scripted(case: Case, role: str, domein: Domein) -> list[Event]:
    """The events of a case as it is written.

    Raises:
        InputError: a message or instruction of the case cannot be made.
    """
    try:
        events = list(script(case, domein, role))
    except BerichtError as error:
        raise InputError(f"geval {case.id}: {error}") from None
    for event in events:
        if isinstance(event, InstructEvent):
            try:
                check_question("instruct", {"command": event.command, "params": event.params})
            except ValueError as error:
                fault = str(error).partition(": ")[2]
                raise InputError(f"geval {case.id}, opdracht {event.command}: {fault}") from None
    return events


def _play(case: Case, role: str, domein: Domein) -> Iterator[Event]:
    log = EventLog()
    Chain(Campaign(role, domein, (case,), isolated=True), parties(Selection(), role), log).play()
    for event in log.events:
        if isinstance(event, MessageEvent) and case.strip:
            yield replace(event, xml=without(event.xml.encode(), case.strip).decode())
        else:
            yield event
