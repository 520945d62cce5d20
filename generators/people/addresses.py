"""Addresses that belong together and are nobody's: real places, streets that exist in none of them.

Each street lies in one place and has house numbers up to a last one. The postcode is 9999XX everywhere, which no
place has, so that every address can be told apart from a real one at a glance.
"""

from dataclasses import dataclass
from random import Random

POSTCODE = "9999XX"


@dataclass(frozen=True, slots=True)
class Street:
    """A street in a place, with its last house number."""

    name: str
    location: str
    last: int


_STREETS = {
    "Utrecht": (("Toetssteenlaan", 148), ("Proefballonstraat", 62), ("Schemapad", 24)),
    "Amsterdam": (("Testreeksgracht", 310), ("Elfproefkade", 95), ("Voorbeeldplantsoen", 41)),
    "Rotterdam": (("Ketenboulevard", 266), ("Retourberichtsingel", 87), ("Codelijstdwarsstraat", 30)),
    "'s-Gravenhage": (("Verzinsellaan", 204), ("Berichtenhof", 18), ("Peildatumweg", 73)),
    "Eindhoven": (("Conformiteitspad", 55), ("Proefopstellingslaan", 129)),
    "Groningen": (("Tijdlijndiep", 112), ("Mutantensteeg", 16)),
    "Tilburg": (("Portefeuilleplein", 38), ("Zaadgetallaan", 91)),
    "Almere": (("Migratiedreef", 176), ("Kalenderhaven", 44)),
    "Breda": (("Steekproefbaan", 83), ("Overgangsstraat", 57)),
    "Nijmegen": (("Orakelpad", 29), ("Weeknummerstraat", 68)),
    "Enschede": (("Schuilnaamweg", 71), ("Releasewal", 33)),
    "Leeuwarden": (("Omvangsdijk", 47), ("Frequentiestraat", 102)),
}
STREETS = tuple(Street(name, location, last) for location, streets in _STREETS.items() for name, last in streets)
"""Every street; a name occurs once, so the street says the place."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as the messages need one."""

    straatnaam: str
    huisnummer: int
    postcode: str
    plaatsnaam: str


def address(rng: Random) -> Address:
    """Some address: the same chance gives the same one."""
    street = rng.choice(STREETS)
    return Address(street.name, rng.randint(1, street.last), POSTCODE, street.location)
