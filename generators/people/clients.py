"""Synthetic people: BSNs of the test range only, names from tables that Faker builds, invented addresses."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from migratietoets.generators.chance import seeded, weighted
from migratietoets.generators.people.addresses import address
from migratietoets.istandaard.bsn import bsns_for_tests
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
_TABLE_SEED = 3020
_TABLE_DRAWS = 600


@dataclass(frozen=True, slots=True)
class Person:
    """A client and the domains in which the gemeente knows this client."""

    client: Client
    domeinen: tuple[Domein, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    achternamen: tuple[tuple[str | None, str], ...]
    voornamen: dict[str, tuple[str, ...]]


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
def _names() -> _Names:
    """The tables, built once and at first use: Faker takes half a second to load."""
    from faker.factory import Factory

    faker = Factory.create("nl_NL", providers=["faker.providers.person"])
    faker.seed_instance(_TABLE_SEED)

    def table(formatter: str) -> list[str]:
        return sorted({faker.format(formatter) for _ in range(_TABLE_DRAWS)})

    return _Names(
        achternamen=tuple(name for name in map(_split, table("last_name")) if name is not None),
        voornamen={"1": tuple(table("first_name_male")), "2": tuple(table("first_name_female"))},
    )


def _client(rng: Random, bsn: str, born: tuple[date, date]) -> Client:
    names = _names()
    geslacht = rng.choice(("1", "2"))
    voornamen = [rng.choice(names.voornamen[geslacht]) for _ in range(weighted(rng, (1, 2, 3), (6, 3, 1)))]
    voorvoegsel, achternaam = rng.choice(names.achternamen)
    start, end = born
    geboortedatum = start + timedelta(days=rng.randrange((end - start).days + 1))
    home = address(rng)
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
    )


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
    groups, weights = [], []
    for group, weight in zip(_BIRTH_DATES, domein_weights, strict=True):
        if weight and all(domein in domeinen for domein in group):
            groups.append(group)
            weights.append(weight)
    if not groups:
        raise InputError("Clients in beide domeinen gevraagd, maar niet beide domeinen. Vraag wmo en jw allebei.")
    group = weighted(rng, groups, weights)
    return Person(_client(rng, bsns_for_tests()[number], _BIRTH_DATES[group]), group)
