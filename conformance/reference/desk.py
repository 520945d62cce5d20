"""A party is a number of desks: what they share, and how one desk takes the place of another."""

from dataclasses import dataclass
from typing import TypeVar

from migratietoets.conformance.reference.clock import Clock
from migratietoets.conformance.reference.ledger import Ledger
from migratietoets.conformance.reference.outbox import Outbox
from migratietoets.istandaard.model import Client, InputError
from migratietoets.istandaard.releases import Domein

_AnyDesk = TypeVar("_AnyDesk")


@dataclass(frozen=True, slots=True)
class Context:
    """What every desk of a party works with.

    Attributes:
        gemeente: code of the gemeente, for an aanbieder the one he works for.
        clients: by BSN.
    """

    clock: Clock
    outbox: Outbox
    ledger: Ledger
    domein: Domein
    gemeente: str
    clients: dict[str, Client]

    def client_of(self, bsn: str) -> Client:
        """The person behind a BSN.

        Raises:
            InputError: nobody we know.
        """
        if bsn not in self.clients:
            raise InputError("Verwacht een cliënt uit reset; deze BSN is niet bekend. Geef de cliënt mee in clients.")
        return self.clients[bsn]


class Desk:
    """One subject of a party. Other desks it works with are handed to it when it is made."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.clock, self.outbox, self.ledger = context.clock, context.outbox, context.ledger


@dataclass(frozen=True, slots=True)
class Desks:
    """Desks that differ from those of the reference: each takes the place of the one it is a subclass of.

    Attributes:
        own: the desks that differ.
        places: the desks of the reference, of either role.

    Raises:
        ValueError: one of them fits no place, or two fit the same, and one would never be used.
    """

    own: tuple[type, ...]
    places: tuple[type, ...]

    def __post_init__(self) -> None:
        """See that each has a place of its own."""
        for place in dict.fromkeys(self.places):
            taking = [one.__name__ for one in self.own if issubclass(one, place)]
            if len(taking) > 1:
                raise ValueError(f"{', '.join(taking)} vervangen hetzelfde loket {place.__name__}. Verwacht: één.")
        stray = [one.__name__ for one in self.own if not issubclass(one, self.places)]
        if stray:
            known = ", ".join(sorted({place.__name__ for place in self.places}))
            raise ValueError(f"{', '.join(stray)} vervangt geen loket. Verwacht: een subklasse van {known}.")

    def choose(self, desk: type[_AnyDesk]) -> type[_AnyDesk]:
        """The class to make a desk of, which is one of the places."""
        assert desk in self.places, desk
        return next((one for one in self.own if issubclass(one, desk)), desk)
