"""Build a toewijzing with a named defect, and its label along with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from generators.breuken import BREUKEN, Breuk
from generators.defecten import DEFECTEN, DUBBEL, DUBBEL_NUMMER, GEEN, HEEL, SCHOON, UNIEK, VARIANTEN, Gelabeld
from generators.gevolgen import label
from generators.looptijden import DECEMBER, LOPEND, NIEUWJAAR, VROEG, Einden, beeindigd, begindag, einddag
from generators.omvangen import Situatie, omvangvelden
from generators.toeval import gewogen, kans
from istandaard.model import Toewijzing
from istandaard.releases import EINDE_2020, UITERLIJK_NUMMER, Domein

AANDEEL_GESTART = 0.88
"""Share of toewijzingen whose start of care was reported."""
AANDEEL_INSTEMMING = 0.8
"""Share of toewijzingen whose aanbieder consents to retroactive changes."""
EINDEN_DEFECT = Einden(open=0.25, grens=0.2, voorbij=0.03)
"""How broken toewijzingen end: some too early to matter, so that a label can say: leave it."""
EINDEN_SCHOON = Einden(open=0.2, grens=0.2, voorbij=0.1)
AANDEEL_VALSTRIK = 0.12
"""Share of the clean ones that look broken and need nothing: ended in time, or cancelled."""


@dataclass(frozen=True, slots=True)
class Plek:
    """Where a toewijzing comes.

    Attributes:
        bezet: the categories this client has already in this domein, so that no product is granted twice.
    """

    gemeente: str
    domein: Domein
    aanbieder: str
    bsn: str
    bezet: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Omgeving:
    """What a defect may need around it: the second holder of a number stands somewhere too.

    Attributes:
        hier: where the toewijzing comes.
        andere_aanbieder: the same client at another aanbieder.
        andere_client: another client of the same gemeente and domein, if there is one.
        nummer: gives a toewijzingnummer that nobody has.
    """

    hier: Plek
    andere_aanbieder: Plek
    andere_client: Plek | None
    nummer: Callable[[], str]


def toewijzing_id(plek: Plek, nummer: str | None, van: date, breuk: Breuk) -> str:
    """The id that the record gets when it is read from XML; empty where a field is absent."""
    delen = (plek.gemeente, plek.domein, plek.aanbieder, plek.bsn, nummer, van.isoformat())
    return ":".join(deel or "" for deel in (*delen, breuk.oud.categorie, breuk.oud.code))


def _breek(rng: Random, naam: str, plek: Plek, situatie: Situatie) -> Breuk:
    vlak = BREUKEN[naam]
    vrij = [product for product in vlak.producten(plek.domein) if product.categorie not in plek.bezet]
    return vlak.breek(rng, gewogen(rng, vrij, [product.gewicht for product in vrij]), situatie)


def _record(
    rng: Random, plek: Plek, nummer: str | None, looptijd: tuple[date, date | None], breuk: Breuk
) -> Toewijzing:
    van, tot = looptijd
    volume, eenheid, frequentie = omvangvelden(breuk.oud.omvang)
    return Toewijzing(
        id=toewijzing_id(plek, nummer, van, breuk),
        gemeente=plek.gemeente,
        domein=plek.domein,
        aanbieder=plek.aanbieder,
        bsn=plek.bsn,
        toewijzingnummer=nummer,
        categorie=breuk.oud.categorie,
        code=breuk.oud.code,
        volume=volume,
        eenheid=eenheid,
        frequentie=frequentie,
        budget=None,
        ingangsdatum=van,
        einddatum=tot,
        uitvoering=breuk.uitvoering,
        vervanging=breuk.vervanging,
        gestart=kans(rng, AANDEEL_GESTART),
        instemming=kans(rng, AANDEEL_INSTEMMING),
        nieuw=breuk.nieuw,
    )


def _situatie(van: date, tot: date | None) -> Situatie:
    return Situatie(open_einde=tot is None, begint_later=van > UITERLIJK_NUMMER)


def _valstrik(rng: Random, plek: Plek, nummer: Callable[[], str]) -> Gelabeld:
    """Looks broken, needs nothing: cancelled, ended by 30-11-2020 without a number, or ended in 2020."""
    soort = rng.choice(("geannuleerd", "zonder_nummer", "variant"))
    van = begindag(rng, VROEG)
    if soort == "geannuleerd":
        tot = van
    else:
        tot = beeindigd(rng, van, UITERLIJK_NUMMER if soort == "zonder_nummer" else EINDE_2020)
    inhoud = rng.choice([naam for naam in VARIANTEN if not BREUKEN[naam].open_einde])
    breuk = _breek(rng, inhoud, plek, _situatie(van, tot))
    heeft_nummer = soort == "variant"
    record = _record(rng, plek, nummer() if heeft_nummer else None, (van, tot), breuk)
    return Gelabeld(record, label(record, breuk, nummer_stuk=not heeft_nummer), SCHOON)


def schoon(rng: Random, plek: Plek, nummer: Callable[[], str]) -> Gelabeld:
    """A toewijzing that need not migrate."""
    if kans(rng, AANDEEL_VALSTRIK):
        return _valstrik(rng, plek, nummer)
    van = begindag(rng, gewogen(rng, (LOPEND, DECEMBER, NIEUWJAAR), (18, 1, 1)))
    tot = einddag(rng, van, EINDEN_SCHOON)
    breuk = _breek(rng, HEEL, plek, _situatie(van, tot))
    record = _record(rng, plek, nummer(), (van, tot), breuk)
    return Gelabeld(record, label(record, breuk, nummer_stuk=False), SCHOON)


def _tweede_houder(rng: Random, omgeving: Omgeving, nummer: str, eigen: Breuk) -> tuple[Gelabeld, bool]:
    """Another toewijzing with this number, and whether it counts: a cancelled one was never sent."""
    plekken = [omgeving.hier, omgeving.andere_aanbieder]
    if omgeving.andere_client:
        plekken += [omgeving.andere_client, omgeving.andere_client]
    plek = rng.choice(plekken)
    if plek.bsn == omgeving.hier.bsn:
        plek = replace(plek, bezet=plek.bezet | {eigen.oud.categorie or ""})
    soort = gewogen(rng, ("in_scope", "beeindigd", "geannuleerd"), (5, 2, 1))
    van = begindag(rng, VROEG)
    if soort == "in_scope":
        tot = einddag(rng, van, EINDEN_DEFECT)
    else:
        tot = beeindigd(rng, van, UITERLIJK_NUMMER) if soort == "beeindigd" else van
    breuk = _breek(rng, HEEL, plek, _situatie(van, tot))
    record = _record(rng, plek, nummer, (van, tot), breuk)
    return Gelabeld(record, label(record, breuk, nummer_stuk=True), DUBBEL_NUMMER), soort != "geannuleerd"


def bouw_defect(naam: str, rng: Random, omgeving: Omgeving) -> tuple[Gelabeld, ...]:
    """Build what the name says: one toewijzing, or two where they share a number (the second may be elsewhere).

    Args:
        naam: a name from NAMEN.
        rng: where chance comes from; the same chance gives the same toewijzing.
        omgeving: where it comes, and what is around.

    Returns:
        The toewijzing, and the second holder of its number if it has one. All must be judged together.
    """
    if naam == SCHOON:
        return (schoon(rng, omgeving.hier, omgeving.nummer),)
    defect = DEFECTEN[naam]
    soort, inhoud = rng.choice(defect.soorten)
    van = begindag(rng, defect.begin)
    tot = None if BREUKEN[inhoud].open_einde else einddag(rng, van, EINDEN_DEFECT)
    breuk = _breek(rng, inhoud, omgeving.hier, _situatie(van, tot))
    nummer = None if soort == GEEN else omgeving.nummer()
    record = _record(rng, omgeving.hier, nummer, (van, tot), breuk)
    if nummer is None or soort == UNIEK:
        return (Gelabeld(record, label(record, breuk, nummer_stuk=soort == GEEN), naam),)
    assert soort == DUBBEL
    tweede, telt = _tweede_houder(rng, omgeving, nummer, breuk)
    return Gelabeld(record, label(record, breuk, nummer_stuk=telt), naam), tweede
