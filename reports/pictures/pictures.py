"""The pictures of a case: the order of its messages, and the claims and the cover of each of its clients."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from migratietoets.conformance.vocabulary.events import ClientEvent, StoryEvent
from migratietoets.istandaard.berichten.header import bsns
from migratietoets.reports.log.stock import Stock, fold
from migratietoets.reports.pictures.claims import draw_claims, say_claims
from migratietoets.reports.pictures.cover import draw_cover, say_cover, say_wrong
from migratietoets.reports.pictures.order import draw_order, say_steps
from migratietoets.reports.run.claims import claims
from migratietoets.reports.run.cover import cover, promises
from migratietoets.reports.run.order import order

END = date(2021, 2, 28)
"""The last day of the calendar of a run."""
MOST_CLIENTS = 6
"""At most so many clients of one case get a picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture with its text alternative.

    Attributes:
        heading: what it shows.
        svg: markup for in a page; `drawing.loose` makes a file of it.
        listing: the same in sentences, each with the number of the message it is about, or None.
        wrong: every gap and double day it shows, in a few words.
    """

    heading: str
    svg: str
    listing: tuple[tuple[str, int | None], ...]
    wrong: tuple[str, ...] = ()


def pictures(
    events: Iterable[StoryEvent],
    name: str,
    *,
    end: date = END,
    title: str = "",
    flagged: frozenset[int] = frozenset(),
) -> tuple[Picture, ...]:
    """Draw one case.

    Args:
        events: the events of the log of one case in one campaign, in their order.
        name: unique in the page, fit for an id.
        end: the last day the campaign saw.
        title: a heading to put in each picture, for pictures that stand alone.
        flagged: the numbers of the messages that a finding is about; the claims among them are marked.

    Returns:
        First, where something was delivered or claimed, that per client; then the cover per client, in order of
        appearance; then the order of the messages, when there are any.
    """
    own = list(events)
    stock = fold(own)
    letters = letters_of(own, stock)
    secret = frozenset(letters)
    out = []
    for owner in claims(own, stock, letters)[:MOST_CLIENTS]:
        svg = draw_claims(f"{name}-claims-{owner.letter.lower()}", owner, title, secret, flagged)
        sentences = tuple(say_claims(owner, secret, flagged))
        out.append(Picture(f"Declaraties van cliënt {owner.letter}", svg, sentences))
    for client in cover(stock, letters, promises(own), end)[:MOST_CLIENTS]:
        svg = draw_cover(f"{name}-cover-{client.letter.lower()}", client, title, secret)
        listing = tuple((sentence, None) for sentence in say_cover(client, secret))
        out.append(Picture(f"Dekking van cliënt {client.letter}", svg, listing, tuple(say_wrong(client))))
    steps = order(own, stock, letters)
    if steps:
        svg = draw_order(f"{name}-order", steps, title)
        out.append(Picture("Volgorde van berichten", svg, tuple(say_steps(steps))))
    return tuple(out)


def letters_of(events: Iterable[StoryEvent], stock: Stock) -> dict[str, str]:
    """BSN -> A, B, ... in order of appearance; the 27th client is A2.

    The log names the clients of a case; where it names none, those of the messages are meant.
    """
    named = [str(event.bsn) for event in events if isinstance(event, ClientEvent)]
    unnamed = () if named else (bsn for bericht in stock.berichten.values() for bsn in bsns(bericht))
    unique = dict.fromkeys([*named, *(item.key.bsn for item in stock.toewijzingen), *unnamed])
    return {bsn: _letter(rank) for rank, bsn in enumerate(unique)}


def _letter(rank: int) -> str:
    turn, place = divmod(rank, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(turn + 1) if turn else "")
