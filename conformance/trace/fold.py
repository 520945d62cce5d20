"""From the events of a log to the trace of each case: reading messages and folding 301s into histories."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from migratietoets.conformance.trace.answers import answers, refused_lines
from migratietoets.conformance.trace.far_days import within_reach
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.message import (
    Bericht301Line,
    Declaratie,
    Declaratieantwoord,
    SentMessage,
)
from migratietoets.conformance.trace.trace import Instruction, Notice, Trace
from migratietoets.conformance.vocabulary.events import (
    CampaignEvent,
    EndEvent,
    Event,
    HelloEvent,
    InstructEvent,
    MessageEvent,
    NoticeEvent,
    StockEvent,
    StoryEvent,
)
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.istandaard.berichten import Bericht, BerichtError, read_shared
from migratietoets.istandaard.berichten.declaratie import declaratie_header, prestaties
from migratietoets.istandaard.berichten.declaratieantwoord import refused, rejected_prestaties
from migratietoets.istandaard.berichten.header import RETOUR_OF, header
from migratietoets.istandaard.berichten.retour import line_codes
from migratietoets.istandaard.berichten.start_stop import regieproducten
from migratietoets.istandaard.berichten.toewijzing import decided_at, lines_301
from migratietoets.istandaard.berichten.verzoek import aangevraagde_producten, wijzigingsverzoek
from migratietoets.istandaard.berichten.verzoekantwoord import read_answer
from migratietoets.istandaard.berichten.xml.file_form import in_form
from migratietoets.istandaard.kalender import day_of, working_days_after
from migratietoets.istandaard.model import Key, Toewijzing
from migratietoets.istandaard.releases import Domein

READ = 256
"""So many messages are read once where they are judged more than once, in other orders."""
WORKING_DAYS_RESEND = 5
"""Working days in which a message that was refused unjustly is sent again: three for the refusal, two to act."""


def _declaratieantwoord(bericht: Bericht) -> Declaratieantwoord:
    lines = [(one.prestatie.referentienummer, one) for one in rejected_prestaties(bericht)]
    return Declaratieantwoord(
        refused(bericht),
        {number: one.granted for number, one in lines},
        {number: one.retourcodes for number, one in lines},
    )


def _declaratie(bericht: Bericht) -> Declaratie:
    return Declaratie(declaratie_header(bericht), tuple(prestaties(bericht)))


CONTENT: Mapping[str, tuple[str, Callable[[Bericht], object]]] = {
    "301": ("lines", lambda bericht: tuple(Bericht301Line(*line) for line in lines_301(bericht))),
    "303": ("declaratie", _declaratie),
    "304": ("declaratieantwoord", _declaratieantwoord),
    "305": ("regieproducten", lambda bericht: tuple(regieproducten(bericht))),
    "307": ("regieproducten", lambda bericht: tuple(regieproducten(bericht))),
    "315": ("verzoeken", lambda bericht: tuple(aangevraagde_producten(bericht))),
    "317": ("verzoeken", lambda bericht: (wijzigingsverzoek(bericht),)),
    "319": ("verzoekantwoord", read_answer),
    "323": ("declaratie", _declaratie),
    "325": ("declaratieantwoord", _declaratieantwoord),
}
"""Message -> the field of SentMessage that holds what it says, and how that is read; of the others only the header."""
OPEN_ENDED = frozenset({"301", "315", "317"})
"""The messages with an einddatum that may be the very last day of the calendar: without end."""


def read_contents(bericht: Bericht) -> dict[str, Any]:
    """What a message says, by the fields of SentMessage.

    Raises:
        BerichtError: its header or one of its lines cannot be read.
    """
    loaded: dict[str, Any] = {"bericht": bericht, "header": within_reach(header(bericht), open_ended=False)}
    if bericht.kind in CONTENT:
        field, read_content = CONTENT[bericht.kind]
        loaded[field] = within_reach(read_content(bericht), open_ended=bericht.kind in OPEN_ENDED)
    elif bericht.kind in RETOUR_OF:
        loaded["line_codes"] = tuple(line_codes(bericht))
    return loaded


@lru_cache(READ)
def _parsed(code: str, text: str) -> Mapping[str, Any]:
    """What a message says; nothing when it, its header or one of its lines cannot be read: its faults say why."""
    try:
        bericht = read_shared(text.encode())
        return read_contents(bericht) if bericht.kind == code else {}
    except BerichtError:
        return {}


def sent_message(event: MessageEvent) -> SentMessage:
    """A message of a log as the rules see it."""
    text, form = in_form(event.xml)
    return SentMessage(
        event.n,
        datetime.fromisoformat(event.at),
        event.from_,
        event.to,
        event.code,
        event.release,
        event.origin,
        tuple(event.faults),
        event.known,
        form,
        breaks=event.breaks,
        broken_products=tuple(event.broken_products),
        **_parsed(event.code, text),
    )


@dataclass
class _Draft:
    """The trace of one case while its events are read."""

    berichten: list[SentMessage] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    instructions: list[Instruction] = field(default_factory=list)
    facts: dict[Key, Toewijzing] = field(default_factory=dict)

    def aanbieders(self) -> set[str]:
        """Whose clients these are."""
        named = {str(bericht.aanbieder) for bericht in self.berichten}
        asked = (one.params.get("toewijzing") or one.params for one in self.instructions)
        return named | {key.aanbieder for key in self.facts} | {str(params.get("aanbieder")) for params in asked}

    def histories(self) -> dict[Key, History]:
        """The history of each toewijzing, with what the gemeente sent and nobody refused (OP286)."""
        states = {
            key: [State(record.content, record.einddatum, None, decided_at(record), None)]
            for key, record in self.facts.items()
        }
        given = answers(self.berichten)
        refused: list[tuple[SentMessage, Bericht301Line]] = []
        for bericht in self.berichten:
            if bericht.sender != "gemeente":
                continue
            answer = next(iter(given.get(bericht.n, ())), None)
            if bericht.from_kit and (answer is None or not answer.accepts):
                continue
            lost = refused_lines(bericht, answer)
            for place, line in enumerate(bericht.lines):
                if place in lost:
                    refused.append((bericht, line))
                else:
                    states.setdefault(line.key, []).append(_state(bericht, line, refused))
        return {key: History(key, self.facts.get(key), tuple(states)) for key, states in states.items()}


def _state(bericht: SentMessage, line: Bericht301Line, refused: Iterable[tuple[SentMessage, Bericht301Line]]) -> State:
    """What a line makes of a toewijzing.

    Sent again unchanged after it was refused, and this time accepted, it counts from the day it was first sent where
    it came back within the time that is given for it: the refusal was not about what it says.
    """
    p, sent = line.product, bericht.day
    for earlier, lost in refused:
        if _same(lost, line) and bericht.day <= working_days_after(earlier.day, WORKING_DAYS_RESEND):
            sent = min(sent, earlier.day)
    return State(p.content, p.einddatum, p.reden_wijziging, p.moment, bericht, sent)


def _same(one: Bericht301Line, other: Bericht301Line) -> bool:
    """Two lines that say the same of the same toewijzing, whenever it was decided."""
    mine, theirs = one.product, other.product
    return (one.key, mine.content, mine.einddatum) == (other.key, theirs.content, theirs.einddatum)


def traces(events: Iterable[Event]) -> dict[tuple[str, str], Trace]:
    """Cut a log into the trace of each (campaign, case).

    Events of clients that belong to no case are kept out; numbers are compared over a campaign.
    """
    roles: dict[str, tuple[str, Domein]] = {}
    ends: dict[str, date] = {}
    hellos: dict[str, dict[str, Mapping[str, Any]]] = {}
    campaigns: dict[str, dict[str, _Draft]] = {}
    to_all: list[NoticeEvent] = []
    for event in events:
        if isinstance(event, CampaignEvent):
            roles[event.campaign] = (event.role, Domein(event.domain))
            ends[event.campaign] = date.fromisoformat(event.end)
        elif isinstance(event, HelloEvent) and event.under_test:
            hellos.setdefault(event.campaign, {})[event.role] = event.party["capabilities"]
        elif isinstance(event, StoryEvent) and event.case is not None:
            _read(campaigns.setdefault(event.campaign, {}).setdefault(event.case, _Draft()), event)
        elif isinstance(event, NoticeEvent) and event.bsn is None and not event.faults:
            to_all.append(event)
        elif isinstance(event, EndEvent):
            ends[event.campaign] = day_of(datetime.fromisoformat(event.at))
    for campaign, drafts in campaigns.items():
        _spread([_notice(notice) for notice in to_all if notice.campaign == campaign], drafts.values())
    found: dict[tuple[str, str], Trace] = {}
    for campaign, drafts in campaigns.items():
        histories = [draft.histories() for draft in drafts.values()]
        berichten = [draft.berichten for draft in drafts.values()]
        numbers, references, identifications = _numbers(histories), _references(berichten), _identifications(berichten)
        for (case, draft), own in zip(drafts.items(), histories, strict=True):
            found[campaign, case] = Trace(
                *roles[campaign],
                ends[campaign],
                _capabilities(roles[campaign][0], hellos.get(campaign, {})),
                tuple(draft.berichten),
                tuple(draft.notices),
                tuple(draft.instructions),
                own,
                *numbers,
                references,
                identifications,
            )
    return found


def _capabilities(role: str, said: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """What the system in a role says it can; what one of two systems does not show, nobody sees."""
    return {**said.get(role, {}), "notices": all(one.get("notices", True) for one in said.values())}


def _read(draft: _Draft, event: StoryEvent) -> None:
    """Take in what happened in a case; that a client belongs to it says nothing by itself."""
    match event:
        case StockEvent():
            record = Toewijzing.from_json(event.toewijzing)
            draft.facts[record.key] = record
        case MessageEvent():
            draft.berichten.append(sent_message(event))
        case NoticeEvent() if not event.faults:
            draft.notices.append(_notice(event))
        case InstructEvent():
            at = datetime.fromisoformat(event.at)
            draft.instructions.append(
                Instruction(at, event.to, event.command, event.params, event.result or {}, event.n)
            )


def _notice(event: NoticeEvent) -> Notice:
    return Notice(
        at=datetime.fromisoformat(event.at),
        sender=event.from_,
        receiver=event.to,
        bsn=event.bsn,
        code=NoticeCode(event.code) if event.code in set(NoticeCode) else None,
        toewijzing=event.toewijzing,
        verzoek=event.verzoek,
        about=event.about,
    )


def _spread(notices: Sequence[Notice], drafts: Iterable[_Draft]) -> None:
    """Give what was said of all clients to every case that it is about, in the order of saying."""
    for draft in drafts if notices else ():
        known = draft.aanbieders()
        draft.notices += [one for one in notices if one.sender != "gemeente" or one.receiver in known]
        draft.notices.sort(key=lambda each: each.at)


def _numbers(per_case: Iterable[Mapping[Key, History]]) -> tuple[Mapping[str, Sequence[History]], frozenset[str]]:
    """Who ever carried each number, and the ids of the stock, over the cases of one campaign."""
    holders: dict[str, list[History]] = {}
    ids: set[str] = set()
    for histories in per_case:
        for key, history in histories.items():
            if key.toewijzingnummer is not None:
                holders.setdefault(key.toewijzingnummer, []).append(history)
            if history.facts is not None:
                ids.add(history.facts.id)
    return holders, frozenset(ids)


def _references(per_case: Iterable[Sequence[SentMessage]]) -> Mapping[tuple[str | None, str], Sequence[SentMessage]]:
    """Who used which ReferentieAanbieder for a request that was not refused, over the cases of one campaign."""
    out: dict[tuple[str | None, str], list[SentMessage]] = {}
    for berichten in per_case:
        given = answers(berichten)
        for bericht in berichten:
            if bericht.verzoeken and not any(answer.rejects for answer in given.get(bericht.n, ())[:1]):
                for referentie in dict.fromkeys(wanted.referentie_aanbieder for wanted in bericht.verzoeken):
                    out.setdefault((bericht.aanbieder, referentie), []).append(bericht)
    return out


def _identifications(per_case: Iterable[Sequence[SentMessage]]) -> Mapping[tuple[str, str, str], Sequence[SentMessage]]:
    """Who used which identification for a message of a kind, over the cases of one campaign; answers repeat one."""
    out: dict[tuple[str, str, str], list[SentMessage]] = {}
    for berichten in per_case:
        for bericht in berichten:
            if bericht.header is not None and not bericht.is_retour:
                name = (bericht.kind, bericht.header.afzender, bericht.header.identificatie)
                out.setdefault(name, []).append(bericht)
    return out
