"""Addresses that belong together and are nobody's: real places, streets that exist in none of them (streets.yaml).

Each street lies in one place. The postcode is 9999XX everywhere, which no place has, so that every address can be told
apart from a real one at a glance.
"""

from dataclasses import dataclass
from random import Random

from migratietoets.generators.chance import chance, integer
from migratietoets.generators.shares import share
from migratietoets.istandaard.datafiles import read_yaml

POSTCODE = "9999XX"
_TABLE = read_yaml("migratietoets.generators.people", "streets.yaml")
PLACES: dict[str, str] = {code: row["plaats"] for code, row in _TABLE["plaatsen"].items()}
"""The place of a gemeente, by CBS code."""
_CODES = tuple(PLACES)
_NAMES = tuple(f"{first}{last}" for first in _TABLE["eerste"] for last in _TABLE["laatste"])
STREETS: dict[str, tuple[str, ...]] = {
    place: _NAMES[position :: len(PLACES)] for position, place in enumerate(PLACES.values())
}
"""The streets of each place: some forty, of which none is in another place."""
LAST = 240
"""The highest house number."""
_STEP = 7919
"""Takes whoever comes next to another street and another number, and never two to the same."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as the messages need one."""

    straatnaam: str
    huisnummer: int
    postcode: str
    plaatsnaam: str
    huisletter: str | None = None
    toevoeging: str | None = None


def _address(place: str, number: int) -> Address:
    streets = STREETS[place]
    house, street = divmod(number * _STEP % (len(streets) * LAST), len(streets))
    return Address(streets[street], 1 + house, POSTCODE, place)


def address(rng: Random) -> Address:
    """Some address: the same chance gives the same one."""
    return _address(rng.choice(tuple(PLACES.values())), rng.randrange(LAST * LAST))


def address_in(rng: Random, gemeente: str, number: int) -> Address:
    """Where client number so many of a gemeente lives: mostly there, now and then near it; nobody else lives there."""
    code = gemeente if gemeente in PLACES else _CODES[integer(gemeente) % len(_CODES)]
    roll = rng.random()
    if roll < share("elsewhere"):
        code = rng.choice(_CODES)
    elif roll < share("elsewhere") + share("nearby"):
        code = rng.choice(_TABLE["plaatsen"][code]["bij"])
    home = _address(PLACES[code], number)
    letter = rng.choice("ABC") if chance(rng, share("huisletter")) else None
    extra = rng.choice(_TABLE["toevoegingen"]) if not letter and chance(rng, share("toevoeging")) else None
    return Address(home.straatnaam, home.huisnummer, POSTCODE, home.plaatsnaam, letter, extra)
