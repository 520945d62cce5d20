"""A recorded campaign of the reference: the events of each case, and what the rules say of a change of them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.register import Strength
from migratietoets.conformance.chain.parcel import Parcel, inspect
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.verdict.judge import checkable, findings
from migratietoets.conformance.vocabulary.events import (
    CampaignEvent,
    EndEvent,
    HelloEvent,
    InstructEvent,
    MessageEvent,
    NoticeEvent,
    StoryEvent,
)
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.generators.wire.exchange import Exchange, Sent
from migratietoets.istandaard.berichten import build, read_shared
from migratietoets.istandaard.berichten.header import RETOUR_OF, bsns, header


@dataclass(frozen=True)
class Judged:
    """What the must rules say of a trace: which are broken, which only warn, which crash, and how often each ran."""

    broken: frozenset[str]
    warned: frozenset[str]
    crashed: frozenset[str]
    evaluated: dict[str, int]


class CaseRecord:
    """The events of one case, in the order of the log, with the messages of the role under test."""

    def __init__(self, role, case, around, story):
        self.role, self.case = role, case
        self._around, self._story = around, story
        self.messages = [e for e in story if isinstance(e, MessageEvent)]
        self.read = {e.n: read_shared(e.xml.encode()) for e in self.messages}

    @cached_property
    def own(self):
        """The messages that the party under test sent itself."""
        return [e for e in self.messages if e.from_ == self.role and not e.from_kit]

    @cached_property
    def end(self):
        return next(e.at for e in self._around if isinstance(e, EndEvent))

    def of(self, *kinds):
        """What happened, of these kinds, in the order of the log."""
        return [e for e in self._story if isinstance(e, kinds)]

    def answered(self, event):
        """The message that a retourbericht answers; None of any other message."""
        return next((e for e in self.messages if event in self.answers(e)), None) if event.code in RETOUR_OF else None

    def answers(self, event):
        """The retourberichten on a message."""
        head = header(self.read[event.n])
        return [
            e
            for e in self.messages
            if RETOUR_OF.get(e.code) == event.code
            and e.to == event.from_
            and (answered := header(self.read[e.n])).identificatie == head.identificatie
            and answered.afzender == head.afzender
        ]

    def following(self, event):
        """The next message of its kind and release about the same client to the same party."""
        who = self._who(event)
        later = (e for e in self.own if e.n > event.n and (e.code, e.release) == (event.code, event.release))
        return next((e for e in later if self._who(e) == who), None)

    def _who(self, event):
        bericht = self.read[event.n]
        head = header(bericht)
        return bsns(bericht), head.afzender, head.ontvanger

    def exchange(self, event):
        """A message with what stands around it, for an operator."""
        following = self.following(event)
        return Exchange(
            self._sent(event),
            tuple(map(self._sent, self.answers(event))),
            None if following is None else self._sent(following),
        )

    def _sent(self, event):
        return Sent(self.read[event.n], datetime.fromisoformat(event.at))

    @cached_property
    def baseline(self):
        return self._judge(self.messages)

    def judge(self, event, change):
        """What the rules say when a change went instead of a message."""
        return self._judge(*self.changed(event, change))

    def changed_nothing(self):
        """What the rules say when the messages are numbered anew, and that is all."""
        return self._judge(*_numbered([_Placed(e, e.n, self._known(e)) for e in self.messages]))

    def changed(self, event, change):
        """The messages of the case with a change in the place of one, numbered anew, and their numbers: old to new."""
        answers = self.answers(event)
        gone = {event.n, *(e.n for e in answers)}
        if change.takes_following and (following := self.following(event)) is not None:
            gone |= {following.n, *(e.n for e in self.answers(following))}
        line = [_Placed(e, e.n, self._known(e)) for e in self.messages if e.n not in gone]
        for sent, was in _pairs(change.sent, [event]) + _pairs(change.answers, answers or [event]):
            _insert(line, self._placed(sent, was))
        return _numbered(line)

    def _known(self, event):
        if event.known is None:
            return None
        return frozenset(e.n for e in self.messages if e.n <= event.known)

    def _placed(self, sent, was):
        same = sent.at == datetime.fromisoformat(was.at)
        event = was if same and sent.bericht == self.read[was.n] else _event(was, sent)
        known = self._known(was)
        if not same:
            known = frozenset(e.n for e in self.messages if datetime.fromisoformat(e.at) < sent.at)
        return _Placed(event, was.n, known)

    def _judge(self, messages, numbers=None):
        rest = [_behind(e, numbers) for e in self._story if not isinstance(e, MessageEvent)]
        first, end = self._around[:-1], self._around[-1]
        events = [*first, *rest, *messages, end]
        trace = next(iter(traces(events).values()))
        broken, warned, crashed, evaluated = set(), set(), set(), {}
        for rule in checkable(self.role):
            if rule.strength is not Strength.MUST:
                continue
            try:
                found = [one.verdict for one in findings(rule, trace)]
            except Exception:  # noqa: BLE001  # a rule that cannot say anything has not reported anything
                crashed.add(rule.id)
                found = []
            evaluated[rule.id] = len(found)
            if Verdict.FAIL in found:
                broken.add(rule.id)
            elif Verdict.WARN in found:
                warned.add(rule.id)
        return Judged(frozenset(broken), frozenset(warned), frozenset(crashed), evaluated)

    def unexercised(self, judged):
        """The musts that the case names and that had less to judge than it asks: the run would not be conform."""
        wanted = cases()[self.case].expectation.rules
        return sorted(r for r, n in wanted.items() if r in judged.evaluated and judged.evaluated[r] < n)


@dataclass(frozen=True)
class _Placed:
    """A message in the new order: who it was, and which messages its sender knew by their old numbers."""

    event: MessageEvent
    was: int
    known: frozenset[int] | None


def _pairs(sent, events):
    """Lay each message that goes instead at the event that it takes after; all at the last where they are more."""
    return [(one, events[min(place, len(events) - 1)]) for place, one in enumerate(sent)]


def _insert(line, placed):
    """Put a message behind what had been sent by its moment."""
    at = datetime.fromisoformat(placed.event.at)
    after = [
        i
        for i, one in enumerate(line)
        if (moment := datetime.fromisoformat(one.event.at)) < at or (moment == at and one.was <= placed.was)
    ]
    line.insert(after[-1] + 1 if after else 0, placed)


def _numbered(line):
    out = []
    for place, one in enumerate(line, 1):
        known = None
        if one.known is not None:
            known = max((n for n, other in enumerate(line[: place - 1], 1) if other.was in one.known), default=0)
        out.append(replace(one.event, n=place, known=known))
    return out, [(one.was, place) for place, one in enumerate(line, 1)]


def _behind(event, numbers):
    """What a desk was asked, behind the same messages as before."""
    if numbers is None or not isinstance(event, InstructEvent) or event.n is None:
        return event
    return replace(event, n=max((new for was, new in numbers if was <= event.n), default=0))


def _event(was, sent):
    """The event of a message that takes the place of another, with what a post office would find wrong with it."""
    xml = build(sent.bericht).decode()
    code, release, at = sent.bericht.kind, str(sent.bericht.release), sent.at
    sender = was.from_ if RETOUR_OF.get(code) is None or was.code == code else was.to
    parcel = Parcel(sender, code, release, at.isoformat(), xml)
    _, faults = inspect(parcel, None, at + timedelta(days=1))
    return replace(was, at=at.isoformat(), xml=xml, faults=tuple(faults))


def play(role, domein):
    """Play a campaign of the reference and keep the events of each case."""
    selection = Selection(roles=(role,), domeinen=(domein,))
    (campaign,) = selection.campaigns()
    run = Run(selection, lambda _: EventLog())
    run.verdicts(campaign)
    events = run.events(campaign)
    first = [e for e in events if isinstance(e, CampaignEvent | HelloEvent)]
    to_all = [e for e in events if isinstance(e, NoticeEvent) and e.case is None and e.bsn is None]
    end = next(e for e in reversed(events) if isinstance(e, EndEvent))
    stories = {}
    for e in events:
        if isinstance(e, StoryEvent) and e.case is not None:
            stories.setdefault(e.case, []).append(e)
    return [CaseRecord(role, case, [*first, *to_all, end], story) for case, story in stories.items()]
