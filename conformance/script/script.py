"""A scripted trace: a negative case, written as the events a real run would have logged."""

from collections.abc import Iterator, Mapping
from typing import Any

from migratietoets.conformance.catalogue.calendar import BEGIN
from migratietoets.conformance.catalogue.case.case import Case, Notice
from migratietoets.conformance.catalogue.case.instructions import Ask, Assessed, Instruction
from migratietoets.conformance.catalogue.case.messages import Message
from migratietoets.conformance.catalogue.parties import GEMEENTE
from migratietoets.conformance.protocol.processes import OTHER_ROLE, PROCESSES, TOEWIJZEN
from migratietoets.conformance.script.instructions import parameters, reference
from migratietoets.conformance.script.messages import make_message, on_purpose
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.conformance.vocabulary.events import (
    CampaignEvent,
    ClientEvent,
    EndEvent,
    Event,
    HelloEvent,
    InstructEvent,
    MessageEvent,
    NoticeEvent,
    StockEvent,
)
from migratietoets.istandaard.berichten import build, without
from migratietoets.istandaard.berichten.xml.file_form import deform
from migratietoets.istandaard.releases import Domein

EVERYTHING = {"clock": "virtual", "notices": True, "assess": True, "plan": True}


def script(case: Case, domein: Domein, role: str) -> Iterator[Event]:
    """The events of a negative case in one domain, judged for one role."""
    symbols = Symbols(case, domein)
    campaign = f"script-{role}-{domein}"
    fixed: dict[str, Any] = {"campaign": campaign, "case": case.id}
    yield CampaignEvent(campaign=campaign, role=role, domain=str(domein), begin=str(BEGIN), end=str(case.until))
    yield HelloEvent(campaign=campaign, role=role, under_test=True, party=_claims(case, domein, role))
    for client in symbols.clients.values():
        yield ClientEvent(**fixed, bsn=client.bsn)
    for record in symbols.stock.values():
        yield StockEvent(**fixed, toewijzing=record.to_json())
    for number, step in enumerate(case.steps, start=1):
        core = {**fixed, "at": step.at.isoformat()}
        match step.action:
            case Message() as message:
                xml = without(build(make_message(symbols, number, step.at, message)), case.strip)
                yield _message(core, number, message, deform(xml.decode(), case.files.get(message.kind, ())))
            case Notice() as notice:
                yield _notice(core, number, notice, symbols)
            case Instruction() as instruction:
                yield _instruct(core, number, instruction, symbols)
    yield EndEvent(campaign=campaign, at=f"{case.until}T23:59:00+01:00")


def _claims(case: Case, domein: Domein, role: str) -> dict[str, Any]:
    """What the system that is judged says of itself: all, and whether its desk is seen."""
    return {
        "roles": [role],
        "domains": [str(domein)],
        "processes": [TOEWIJZEN, *PROCESSES.values()],
        "capabilities": EVERYTHING | {"desk": desk_visible(case, role)} | dict(case.capabilities),
    }


def desk_visible(case: Case, role: str) -> bool:
    """Whether a script shows what a role was asked: it holds an order to it, or says so itself."""
    asked = any(isinstance(step.action, Instruction) and step.action.to == role for step in case.steps)
    return case.capabilities.get("desk", asked)


def _message(core: Mapping[str, Any], number: int, message: Message, xml: str) -> MessageEvent:
    return MessageEvent(
        **core,
        n=number,
        from_=message.sender,
        to=OTHER_ROLE[message.sender],
        code=message.kind,
        release=str(message.release),
        xml=xml,
        **on_purpose(message),
    )


def _notice(core: Mapping[str, Any], number: int, notice: Notice, symbols: Symbols) -> NoticeEvent:
    return NoticeEvent(
        **core,
        n=number,
        from_=notice.sender,
        to=symbols.aanbieder(notice.aanbieder) if notice.sender == "gemeente" else GEMEENTE,
        bsn=None if notice.client is None else symbols.clients[notice.client].bsn,
        code=notice.code,
        toewijzing=None if notice.toewijzing is None else reference(symbols, notice.toewijzing),
        verzoek=None if notice.verzoek is None else symbols.referentie(notice.verzoek),
        about=notice.about,
    )


def _instruct(core: Mapping[str, Any], number: int, instruction: Instruction, symbols: Symbols) -> InstructEvent:
    return InstructEvent(
        **core,
        n=number,
        to=instruction.to,
        command=instruction.command,
        params=parameters(symbols, instruction),
        result=_answer(instruction, symbols.case.number) if isinstance(instruction, Ask) else {},
    )


def _answer(ask: Ask, number: int) -> dict[str, Any]:
    named = []
    for one in ask.answer:
        ref, says = (one.ref, one.says) if isinstance(one, Assessed) else (one, {})
        named.append({"id": f"{number}-{ref}" if ref[:1].isupper() else ref, **says})
    return {"assessments" if ask.command == "beoordeel" else "plan": named}
