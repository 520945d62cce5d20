"""Synthetic people: BSNs of the test range only, surnames from a table that Faker builds, invented addresses."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from migratietoets.generators.chance import seeded, weighted
from migratietoets.generators.people.addresses import Address, address
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.model import Client, InputError
from migratietoets.istandaard.releases import Domein

if TYPE_CHECKING:
    from collections.abc import Sequence

VOORVOEGSEL_MAX = 10
GEMEENTEN = ("0344", "0363", "0599")
"""Codes of the CBS."""
AANBIEDERS = ("99990001", "99990002")
"""Invented AGB codes."""

_BOTH = (Domein.WMO, Domein.JW)
_BIRTH_DATES = {
    (Domein.WMO,): (date(1925, 1, 1), date(1997, 12, 31)),
    (Domein.JW,): (date(2003, 1, 1), date(2014, 12, 31)),
    _BOTH: (date(1998, 1, 1), date(2002, 12, 31)),
}
"""Birth dates by the domains in which somebody is known: a young adult may be in both."""
DOMEIN_WEIGHTS = (50, 40, 10)
"""Weights of people known in the Wmo only, in the Jeugdwet only, and in both."""
NAAMGEBRUIK = ("1", "2", "3", "4")
NAAMGEBRUIK_WEIGHTS = {"1": (85, 2, 3, 10), "2": (20, 15, 60, 5)}
"""How often who has a partner uses which of both names, by geslacht (COD700); an assumption."""
_TABLE_SEED = 3020
_TABLE_DRAWS = 600


@dataclass(frozen=True, slots=True)
class Person:
    """A client and the domains in which the gemeente knows this client."""

    client: Client
    domeinen: tuple[Domein, ...]


def check_count(clients: int, gemeenten: int = 1) -> None:
    """Refuse more clients than there are test BSNs.

    Raises:
        InputError: fewer than one client, or more than 9,091 per gemeente.
    """
    available = len(bsns_for_tests())
    if clients < 1:
        raise InputError(f"Aantal clients: verwacht 1 of meer, gevonden {clients}. Kies een positief aantal.")
    if clients > available * gemeenten:
        needed = -(-clients // available)
        raise InputError(
            f"Aantal clients: er zijn {available} test-BSN's, dus hoogstens {available} clients per gemeente; "
            f"gevonden {clients} clients voor {gemeenten} gemeente(n). "
            f"Geef minstens {needed} keer --gemeentecode op, of vraag minder clients."
        )


def _split(achternaam: str) -> tuple[str | None, str] | None:
    """Split "van den Berg" into "van den" and "Berg"; None for a name that does not split cleanly."""
    *before, name = achternaam.split(" ")
    voorvoegsel = " ".join(before)
    usable = name[:1].isupper() and name.isalpha() and len(name) > 2 and voorvoegsel == voorvoegsel.lower()  # noqa: PLR2004  # "VI" is no name
    if not usable or len(voorvoegsel) > VOORVOEGSEL_MAX:
        return None
    return voorvoegsel or None, name


@cache
def _achternamen() -> tuple[tuple[str | None, str], ...]:
    """Surnames and their voorvoegsel, built once and at first use: Faker takes half a second to load."""
    from faker.factory import Factory

    faker = Factory.create("nl_NL", providers=["faker.providers.person"])
    faker.seed_instance(_TABLE_SEED)
    names = sorted({faker.format("last_name") for _ in range(_TABLE_DRAWS)})
    return tuple(name for name in map(_split, names) if name is not None)


@cache
def _first_names() -> list[dict[str, Any]]:
    """First names by years of birth, the oldest first."""
    rows: list[dict[str, Any]] = read_yaml("migratietoets.generators.people", "first_names.yaml")["rows"]
    return rows


def _voornamen(rng: Random, geslacht: str, year: int) -> list[str]:
    """One to three first names of the time."""
    row = next(row for row in reversed(_first_names()) if row["vanaf"] <= year)
    return [rng.choice(row[geslacht]) for _ in range(weighted(rng, (1, 2, 3), (6, 3, 1)))]


def client_of(rng: Random, bsn: str, geboortedatum: date, geslacht: str, home: Address) -> Client:
    """A client with a name of the time, without a partner.

    Args:
        rng: where chance comes from.
        bsn: of the test range.
        geboortedatum: decides which first names are usual.
        geslacht: 1 or 2.
        home: where this client lives.
    """
    voornamen = _voornamen(rng, geslacht, geboortedatum.year)
    voorvoegsel, achternaam = rng.choice(_achternamen())
    return Client(
        bsn=bsn,
        geboortedatum=geboortedatum,
        geslacht=geslacht,
        achternaam=achternaam,
        voorvoegsel=voorvoegsel,
        voornamen=" ".join(voornamen),
        voorletters="".join(name[0] for name in voornamen),
        huisnummer=home.huisnummer,
        postcode=home.postcode,
        straatnaam=home.straatnaam,
        plaatsnaam=home.plaatsnaam,
        huisletter=home.huisletter,
        toevoeging=home.toevoeging,
    )


def married(rng: Random, client: Client, partner: Client | None = None) -> Client:
    """The client with the name of a partner, of somebody else here or of anybody, and how both are used."""
    voorvoegsel, achternaam = (partner.voorvoegsel, partner.achternaam) if partner else rng.choice(_achternamen())
    use = weighted(rng, NAAMGEBRUIK, NAAMGEBRUIK_WEIGHTS[client.geslacht])
    return replace(client, partnernaam=achternaam, partner_voorvoegsel=voorvoegsel, naamgebruik=use)


def known_in(
    seed: int,
    number: int,
    domeinen: "Sequence[Domein]" = _BOTH,
    domein_weights: tuple[int, int, int] = DOMEIN_WEIGHTS,
) -> tuple[Domein, ...]:
    """The domeinen in which client number so many is known; see `person`.

    Raises:
        InputError: nobody is known in only the domains in play.
    """
    groups, weights = [], []
    for group, weight in zip(_BIRTH_DATES, domein_weights, strict=True):
        if weight and all(domein in domeinen for domein in group):
            groups.append(group)
            weights.append(weight)
    if not groups:
        raise InputError("Clients in beide domeinen gevraagd, maar niet beide domeinen. Vraag wmo en jw allebei.")
    return weighted(seeded("domein", seed, number), groups, weights)


def person(
    seed: int,
    number: int,
    domeinen: "Sequence[Domein]" = _BOTH,
    domein_weights: tuple[int, int, int] = DOMEIN_WEIGHTS,
) -> Person:
    """Somebody: the same arguments give the same person, in every gemeente.

    Args:
        seed: any whole number.
        number: position in the list of test BSNs, from 0.
        domeinen: the domains in play.
        domein_weights: weights of being known in the Wmo only, in the Jeugdwet only, and in both.

    Raises:
        InputError: there are not that many test BSNs, or nobody is known in only the domains in play.
    """
    check_count(number + 1)
    rng = seeded(seed, number)
    group = known_in(seed, number, domeinen, domein_weights)
    start, end = _BIRTH_DATES[group]
    born = start + timedelta(days=rng.randrange((end - start).days + 1))
    return Person(client_of(rng, bsns_for_tests()[number], born, rng.choice(("1", "2")), address(rng)), group)
