"""The pictures of a case: the order of its messages, and the claims and the cover of each of its clients."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from istandaard.berichten.kop import bsns
from reports.claimbeeld import teken_claims, zeg_claims
from reports.claims import claims
from reports.dekking import dekking, toezeggingen
from reports.dekkingsbeeld import teken_dekking, zeg_dekking, zeg_mis
from reports.volgorde import volgorde
from reports.volgordebeeld import teken_volgorde, zeg_stappen
from reports.voorraad import Event, Voorraad, vouw

EINDE = date(2021, 2, 28)
"""The last day of the calendar of a run."""
MEEST_CLIENTEN = 6
"""At most so many clients of one case get a picture."""


@dataclass(frozen=True, slots=True)
class Beeld:
    """One picture with its text alternative.

    Attributes:
        kop: what it shows.
        svg: markup for in a page; `reports.tekenen.los` makes a file of it.
        lijst: the same in sentences, each with the number of the message it is about, or None.
        mis: every gap and double day it shows, in a few words.
    """

    kop: str
    svg: str
    lijst: tuple[tuple[str, int | None], ...]
    mis: tuple[str, ...] = ()


def beelden(
    events: Iterable[Event],
    naam: str,
    *,
    einde: date = EINDE,
    titel: str = "",
    bevonden: frozenset[int] = frozenset(),
) -> tuple[Beeld, ...]:
    """Draw one case.

    Args:
        events: the events of the log of one case in one campaign, in their order.
        naam: unique in the page, fit for an id.
        einde: the last day the campaign saw.
        titel: a heading to put in each picture, for pictures that stand alone.
        bevonden: the numbers of the messages that a finding is about; the claims among them are marked.

    Returns:
        First, where something was delivered or claimed, that per client; then the cover per client, in order of
        appearance; then the order of the messages, when there are any.
    """
    eigen = list(events)
    voorraad = vouw(eigen)
    letters = letters_van(eigen, voorraad)
    geheim = frozenset(letters)
    uit = []
    for eigenaar in claims(eigen, voorraad, letters)[:MEEST_CLIENTEN]:
        svg = teken_claims(f"{naam}-claims-{eigenaar.letter.lower()}", eigenaar, titel, geheim, bevonden)
        zinnen = tuple(zeg_claims(eigenaar, geheim, bevonden))
        uit.append(Beeld(f"Declaraties van cliënt {eigenaar.letter}", svg, zinnen))
    for client in dekking(voorraad, letters, toezeggingen(eigen), einde)[:MEEST_CLIENTEN]:
        svg = teken_dekking(f"{naam}-dekking-{client.letter.lower()}", client, titel, geheim)
        lijst = tuple((zin, None) for zin in zeg_dekking(client, geheim))
        uit.append(Beeld(f"Dekking van cliënt {client.letter}", svg, lijst, tuple(zeg_mis(client))))
    stappen = volgorde(eigen, voorraad, letters)
    if stappen:
        svg = teken_volgorde(f"{naam}-volgorde", stappen, titel)
        uit.append(Beeld("Volgorde van berichten", svg, tuple(zeg_stappen(stappen))))
    return tuple(uit)


def letters_van(events: Iterable[Event], voorraad: Voorraad) -> dict[str, str]:
    """BSN -> A, B, ... in order of appearance; the 27th client is A2.

    The log names the clients of a case; where it names none, those of the messages are meant.
    """
    genoemd = [str(event["bsn"]) for event in events if event["event"] == "client"]
    anders = () if genoemd else (bsn for bericht in voorraad.berichten.values() for bsn in bsns(bericht))
    uniek = dict.fromkeys([*genoemd, *(ding.sleutel.bsn for ding in voorraad.toewijzingen), *anders])
    return {bsn: _letter(rang) for rang, bsn in enumerate(uniek)}


def _letter(rang: int) -> str:
    ronde, plaats = divmod(rang, len(ascii_uppercase))
    return ascii_uppercase[plaats] + (str(ronde + 1) if ronde else "")
