"""Whether everything that a case refers to is there: toewijzingen, prestaties and messages of earlier steps."""

from collections.abc import Iterator

from migratietoets.conformance.catalogue.case.case import Case, Notice
from migratietoets.conformance.catalogue.case.content import KEEP
from migratietoets.conformance.catalogue.case.instructions import (
    AnswerVerzoek,
    Grant,
    Instruction,
    RequestChange,
    RequestToewijzing,
)
from migratietoets.conformance.catalogue.case.messages import (
    Credit,
    DeclaratieAnswer,
    DeclaratieMessage,
    Message,
    RegieMessage,
    RetourMessage,
    ToewijzingMessage,
    WijzigingVerzoek,
)
from migratietoets.istandaard.berichten.header import RETOUR_OF


def missing_references(case: Case) -> list[str]:
    """What a case refers to and does not have at that moment, as Dutch clauses."""
    toewijzingen = {given.ref for given in case.given.toewijzingen}
    prestaties: set[str] = set()
    asked = granted_by_itself = 0
    out = []
    for number, step in enumerate(case.steps, start=1):
        granted, named = set(_granted(step.action)), _named_requests(step.action)
        missing = [
            *(f"een toewijzing uit gegeven of een eerdere stap{_or_new(step.action)}; gevonden {ref}"
              for ref in _toewijzingen(step.action) if ref not in toewijzingen | granted),
            *(f"een eerdere prestatie; gevonden {ref}" for ref in _taken_back(step.action, prestaties)),
            *_unanswerable(case, number),
            *(f"een eerder gegeven opdracht om het te vragen; gevonden verzoek {one}"
              for one in named if one > asked),
            *(f"een eerder gegeven opdracht om haar toe te kennen; gevonden toewijzing {one}"
              for one in _named_grants(step.action) if one > granted_by_itself),
        ]  # fmt: skip
        toewijzingen |= set() if named else granted  # what is about a request that was never made, is never sent
        if case.positive:
            asked += _asked(step.action)
            granted_by_itself += isinstance(step.action, Grant)
        out += [f"stap {number}: verwacht {text}" for text in missing]
    return out


def _or_new(action: Message | Notice | Instruction) -> str:
    return ", of een nieuwe met product en ingangsdatum" if isinstance(action, ToewijzingMessage) else ""


def _granted(action: Message | Notice | Instruction) -> Iterator[str]:
    """The ref of every toewijzing that a step holds in full."""
    if isinstance(action, ToewijzingMessage):
        whole = (line for line in action.lines if line.as_asked or KEEP not in {line.ingangsdatum, line.product})
        yield from (line.ref for line in whole)


def _taken_back(action: Message | Notice | Instruction, prestaties: set[str]) -> Iterator[str]:
    """The prestaties that a step takes back and that were not claimed before; it adds its own."""
    for line in action.prestaties if isinstance(action, DeclaratieMessage) else ():
        if isinstance(line, Credit) and line.previous not in prestaties:
            yield line.previous
        prestaties.add(line.referentie)


def _unanswerable(case: Case, number: int) -> Iterator[str]:
    """Why a step cannot answer the message that it says it answers."""
    action = case.steps[number - 1].action
    if isinstance(action, RetourMessage | DeclaratieAnswer):
        before = case.steps[: number - 1]
        heen = before[action.answers - 1].action if action.answers <= len(before) else None
        found = heen.kind if isinstance(heen, Message) else None
        if found != RETOUR_OF[action.kind]:
            what = f"een {found}" if found else "geen eerder bericht"
            yield f"bij een {action.kind} een {RETOUR_OF[action.kind]} in stap {action.answers}; gevonden {what}"


def _named_requests(action: Message | Notice | Instruction) -> tuple[int, ...]:
    """The requests that a step is about by number, which is how it names what the system asks when it plays a case."""
    return action.asked if isinstance(action, Message) else ()


def _named_grants(action: Message | Notice | Instruction) -> tuple[int, ...]:
    """The same of what the system grants."""
    return action.granted if isinstance(action, Message) else ()


def _asked(action: Message | Notice | Instruction) -> int:
    """How many references an order to ask something leads to."""
    return len(action.producten) if isinstance(action, RequestToewijzing) else int(isinstance(action, RequestChange))


def _toewijzingen(action: Message | Notice | Instruction) -> Iterator[str]:
    """The ref of every toewijzing that a step names."""
    match action:
        case ToewijzingMessage():
            yield from (line.ref for line in action.lines)
        case RegieMessage():
            yield from (line.ref for line in action.producten)
        case WijzigingVerzoek():
            yield from (line.ref for line in action.change.to_change if isinstance(line.ref, str))
            yield from action.change.unchanged
        case DeclaratieMessage():
            yield from (line.ref for line in action.prestaties if not isinstance(line, Credit))
        case AnswerVerzoek(change_2020=change) if change is not None:
            yield change.toewijzing
        case Instruction() | Notice():
            named = getattr(action, "toewijzing", None)
            yield from () if named is None else (named,)
