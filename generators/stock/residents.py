"""Who a client turns out to be: somebody who can have all that was granted, with a home and perhaps a partner there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from migratietoets.generators.chance import chance, seeded
from migratietoets.generators.people.addresses import Address, address_in
from migratietoets.generators.people.clients import client_of, married
from migratietoets.generators.shares import share
from migratietoets.generators.stock.for_whom import BORN, PEILDATUM, birth_date, born_with, both, geslacht
from migratietoets.istandaard.model import Client, Toewijzing
from migratietoets.istandaard.releases import Domein

HOUSEHOLD_SHARE = share("household")
"""Share of clients who live with the client before them, of those who could: a partner, or a brother or sister."""
PARTNER_SHARE = share("partner")
"""Share of adults from PARTNER_AGE who have, or had, a partner whose name is known."""
PARTNER_AGE, _YEAR = 25, timedelta(days=365)
_PARTNER_GAP, _SIBLING_GAP = 6 * _YEAR, 8 * _YEAR
"""The largest difference in age within a household."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A client of whom nothing is known yet but a number and the domeinen."""

    position: int
    bsn: str
    domeinen: tuple[Domein, ...]


def _age(born: date) -> int:
    return (PEILDATUM - born) // _YEAR


def resident(
    seed: int, gemeente: str, who: Somebody, toewijzingen: Sequence[Toewijzing], before: Client | None
) -> Client:
    """The client: born when all of this can be theirs, named as one was then, living where nobody else does.

    Args:
        seed: any whole number.
        gemeente: a CBS code.
        who: of whom.
        toewijzingen: what they have.
        before: the client before this one, with whom they may share a home.
    """
    rng = seeded("wie", seed, who.position)
    born = born_with(toewijzingen, BORN[who.domeinen])
    codes = [t.code or t.categorie or "" for t in toewijzingen]
    young = Domein.JW in who.domeinen
    gap = _SIBLING_GAP if young else _PARTNER_GAP
    at_home = before is not None and chance(rng, HOUSEHOLD_SHARE)
    near = both(born, (before.geboortedatum - gap, before.geboortedatum + gap)) if before and at_home else born
    if before is None or near[0] > near[1] or not at_home or not _fits(before, young=young):
        client = client_of(
            rng,
            who.bsn,
            birth_date(rng, born, codes),
            geslacht(rng, codes[0]),
            address_in(rng, gemeente, who.position),
        )
        has_partner = not young and _age(client.geboortedatum) >= PARTNER_AGE and chance(rng, PARTNER_SHARE)
        return married(rng, client) if has_partner else client
    day = near[0] + timedelta(days=rng.randrange((near[1] - near[0]).days + 1))
    home = Address(
        before.straatnaam,
        before.huisnummer,
        before.postcode,
        before.plaatsnaam,
        before.huisletter,
        before.toevoeging,
    )
    if young:
        sibling = client_of(rng, who.bsn, day, geslacht(rng, codes[0]), home)
        return replace(sibling, achternaam=before.achternaam, voorvoegsel=before.voorvoegsel)
    partner = client_of(rng, who.bsn, day, "1" if before.geslacht == "2" else "2", home)
    return married(rng, partner, before) if _age(day) >= PARTNER_AGE else partner


def _fits(before: Client, *, young: bool) -> bool:
    """Whether the one before can be at home with somebody of the Jeugdwet, or of the Wmo alone."""
    age = _age(before.geboortedatum)
    return age < 18 if young else age >= PARTNER_AGE  # noqa: PLR2004  # at home, or on their own
