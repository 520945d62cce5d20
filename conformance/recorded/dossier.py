"""All there is about one client, taken together so that it can be judged anywhere, and what is found in it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from migratietoets.conformance.recorded.judging import Found, alone, judged
from migratietoets.conformance.recorded.names import Names
from migratietoets.conformance.recorded.readings import Reading, readings
from migratietoets.conformance.recorded.scene import OTHERS, Part, Texts, beginning, message_events, read_or_none
from migratietoets.conformance.recorded.sight import NOTHING_SEEN, Sight
from migratietoets.conformance.recorded.store import Stored
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.events import Event, MessageEvent
from migratietoets.istandaard.berichten.header import bsns
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein

Stock = Mapping[tuple[str, str, str], Sequence[Toewijzing]]
"""What there was before the traffic, by gemeente, domein and BSN."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The client of a dossier, by his name in the store."""

    name: bytes
    names: Names

    def is_named(self, message: Stored, bsn: str) -> bool:
        """Whether a BSN in a message is his."""
        return self.names.of(message.gemeente, message.domein, bsn) == self.name


@dataclass(frozen=True, slots=True)
class Dossier:
    """What there is about one client, for one role.

    Attributes:
        name: how he is called: by the order in which he came.
        messages: what the system of that role saw.
        files: id of a message -> its file, as a reader finds it, and its text.
        client: None where the messages belong to nobody, or to several.
        akin: messages of others that have a number or a name of his.
        answered: id of a retourbericht -> id of the message that it answers.
        sight: what is seen of him.
        retouren: the system sends them.
    """

    part: Part
    name: str
    messages: Sequence[Stored]
    files: Mapping[int, tuple[str, str]]
    client: Owner | None = None
    akin: Sequence[Stored] = ()
    answered: Mapping[int, int] = field(default_factory=dict)
    sight: Sight = NOTHING_SEEN
    retouren: bool = True


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found of one client, for one role.

    Attributes:
        client: how he is called.
        found: by rule.
        events: what happened, as a log tells it; the opening and the end of the whole apart.
        places: the number of a message -> the file that it stands in.
    """

    part: Part
    client: str
    found: Found
    events: Sequence[Event]
    places: dict[int, str]


def judge(one: Dossier, wanted: Collection[str], stock: Stock) -> Judged:
    """What the rules that are asked for find in a dossier."""
    client = one.client
    texts = Texts(one.files, one.answered, None if client is None else client.is_named)
    orders = readings([*one.messages, *one.akin], one.answered)
    if client is None:
        orders = orders[:1]
    mine = {each.id for each in one.messages}
    made = [_told(one, order, mine, texts, stock) for order in orders]
    opening, closing = one.part.opening(retouren=one.retouren), [one.part.closing()]
    campaign, name = one.part.campaign, one.name
    folded = [traces([*opening, *events, *closing])[campaign, name] for events in made]
    if client is None:
        found = alone(folded[0], wanted)
    else:
        own = None
        cut = [each.n for each in orders[0] if each.message.id in mine and not texts.of(each.message)[4]]
        if cut:
            whole = [each for each in made[0] if not (isinstance(each, MessageEvent) and each.n in cut)]
            own = traces([*opening, *whole, *closing]).get((campaign, name)) or _nothing(one.part)
        found = judged(folded, one.sight, wanted, own)
    return Judged(one.part, name, found, made[0], {each.n: one.files[each.message.id][0] for each in orders[0]})


def _told(one: Dossier, order: Reading, mine: Collection[int], texts: Texts, stock: Stock) -> list[Event]:
    """What happened in one order, with what is known of the client before it."""
    events = list(message_events(one.part, one.name, [each for each in order if each.message.id in mine], texts))
    strange = [each for each in order if each.message.id not in mine]
    others = message_events(one.part, OTHERS, strange, Texts(one.files, {}))
    bsn, had = _before(one, events, order, stock)
    return [*beginning(one.part, one.name, bsn, had), *sorted([*events, *others], key=lambda each: each.n)]


def _before(
    one: Dossier, events: Sequence[MessageEvent], order: Reading, stock: Stock
) -> tuple[str | None, Sequence[Toewijzing]]:
    """The BSN of a client, and what he had before."""
    if one.client is None:
        return None, ()
    sent = {each.n: each.message for each in order}
    for event in events:
        bericht, message = read_or_none(event.xml), sent[event.n]
        for bsn in bsns(bericht) if bericht is not None else ():
            if one.client.is_named(message, bsn):
                return bsn, stock.get((message.gemeente, message.domein, bsn), ())
    return None, ()


def _nothing(part: Part) -> Trace:
    return Trace(part.role, Domein(part.domein), part.end, {})
