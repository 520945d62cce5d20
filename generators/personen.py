"""Synthetic people: BSNs of the test range only, names from tables that Faker builds, invented addresses."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from generators.adressen import adres
from generators.toeval import bron, gewogen
from istandaard.model import Client, Invoerfout
from istandaard.releases import Domein

if TYPE_CHECKING:
    from collections.abc import Sequence

BSN_VAN, BSN_TOT = 999900006, 999999990
"""The test range: numbers that belong to nobody."""
VOORVOEGSEL_MAX = 10
AANBIEDERS = ("99990001", "99990002")
"""Invented AGB codes."""

_BEIDE = (Domein.WMO, Domein.JW)
_GEBOREN = {
    (Domein.WMO,): (date(1925, 1, 1), date(1997, 12, 31)),
    (Domein.JW,): (date(2003, 1, 1), date(2014, 12, 31)),
    _BEIDE: (date(1998, 1, 1), date(2002, 12, 31)),
}
"""Birth dates by the domains in which somebody is known: a young adult may be in both."""
GEWICHT_DOMEINEN = (50, 40, 10)
"""Weights of people known in the Wmo only, in the Jeugdwet only, and in both."""
_TABEL_SEED = 3020
_TABEL_TREKKINGEN = 600


@dataclass(frozen=True, slots=True)
class Persoon:
    """A client and the domains in which the gemeente knows this client."""

    client: Client
    domeinen: tuple[Domein, ...]


@dataclass(frozen=True, slots=True)
class _Namen:
    achternamen: tuple[tuple[str | None, str], ...]
    voornamen: dict[str, tuple[str, ...]]


@cache
def test_bsns() -> tuple[str, ...]:
    """All 9,091 test BSNs in ascending order."""
    nummers = []
    for begin in range(BSN_VAN // 10, BSN_TOT // 10 + 1):
        controle = sum(gewicht * int(cijfer) for gewicht, cijfer in zip(range(9, 1, -1), str(begin), strict=True)) % 11
        if controle < 10 and BSN_VAN <= begin * 10 + controle <= BSN_TOT:  # noqa: PLR2004  # one digit
            nummers.append(f"{begin}{controle}")
    return tuple(nummers)


test_bsns.__test__ = False  # type: ignore[attr-defined]  # pytest takes the name for a test


def controleer_aantal(clients: int, gemeenten: int = 1) -> None:
    """Refuse more clients than there are test BSNs.

    Raises:
        Invoerfout: fewer than one client, or more than 9,091 per gemeente.
    """
    beschikbaar = len(test_bsns())
    if clients < 1:
        raise Invoerfout(f"Aantal clients: verwacht 1 of meer, gevonden {clients}. Kies een positief aantal.")
    if clients > beschikbaar * gemeenten:
        nodig = -(-clients // beschikbaar)
        raise Invoerfout(
            f"Aantal clients: er zijn {beschikbaar} test-BSN's, dus hoogstens {beschikbaar} clients per gemeente; "
            f"gevonden {clients} clients voor {gemeenten} gemeente(n). "
            f"Geef minstens {nodig} keer --gemeentecode op, of vraag minder clients."
        )


def _splits(achternaam: str) -> tuple[str | None, str] | None:
    """Split "van den Berg" into "van den" and "Berg"; None for a name that does not split cleanly."""
    *voor, naam = achternaam.split(" ")
    voorvoegsel = " ".join(voor)
    bruikbaar = naam[:1].isupper() and naam.isalpha() and len(naam) > 2 and voorvoegsel == voorvoegsel.lower()  # noqa: PLR2004  # "VI" is no name
    if not bruikbaar or len(voorvoegsel) > VOORVOEGSEL_MAX:
        return None
    return voorvoegsel or None, naam


@cache
def _namen() -> _Namen:
    """The tables, built once and at first use: Faker takes half a second to load."""
    from faker.factory import Factory

    faker = Factory.create("nl_NL", providers=["faker.providers.person"])
    faker.seed_instance(_TABEL_SEED)

    def tabel(trek: str) -> list[str]:
        return sorted({faker.format(trek) for _ in range(_TABEL_TREKKINGEN)})

    return _Namen(
        achternamen=tuple(naam for naam in map(_splits, tabel("last_name")) if naam is not None),
        voornamen={"1": tuple(tabel("first_name_male")), "2": tuple(tabel("first_name_female"))},
    )


def _client(rng: Random, bsn: str, geboren: tuple[date, date]) -> Client:
    namen = _namen()
    geslacht = rng.choice(("1", "2"))
    voornamen = [rng.choice(namen.voornamen[geslacht]) for _ in range(gewogen(rng, (1, 2, 3), (6, 3, 1)))]
    voorvoegsel, achternaam = rng.choice(namen.achternamen)
    van, tot = geboren
    geboortedatum = van + timedelta(days=rng.randrange((tot - van).days + 1))
    woont = adres(rng)
    return Client(
        bsn=bsn,
        geboortedatum=geboortedatum,
        geslacht=geslacht,
        achternaam=achternaam,
        voorvoegsel=voorvoegsel,
        voornamen=" ".join(voornamen),
        voorletters="".join(naam[0] for naam in voornamen),
        huisnummer=woont.huisnummer,
        postcode=woont.postcode,
        straatnaam=woont.straatnaam,
        plaatsnaam=woont.plaatsnaam,
    )


def persoon(
    seed: int,
    nummer: int,
    domeinen: "Sequence[Domein]" = _BEIDE,
    gewicht_domeinen: tuple[int, int, int] = GEWICHT_DOMEINEN,
) -> Persoon:
    """Somebody: the same arguments give the same person, in every gemeente.

    Args:
        seed: any whole number.
        nummer: position in the list of test BSNs, from 0.
        domeinen: the domains in play.
        gewicht_domeinen: weights of being known in the Wmo only, in the Jeugdwet only, and in both.

    Raises:
        Invoerfout: there are not that many test BSNs, or nobody is known in only the domains in play.
    """
    controleer_aantal(nummer + 1)
    rng = bron(seed, nummer)
    groepen, gewichten = [], []
    for groep, gewicht in zip(_GEBOREN, gewicht_domeinen, strict=True):
        if gewicht and all(domein in domeinen for domein in groep):
            groepen.append(groep)
            gewichten.append(gewicht)
    if not groepen:
        raise Invoerfout("Clients in beide domeinen gevraagd, maar niet beide domeinen. Vraag wmo en jw allebei.")
    groep = gewogen(rng, groepen, gewichten)
    return Persoon(_client(rng, test_bsns()[nummer], _GEBOREN[groep]), groep)
