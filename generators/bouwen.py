"""Build a toewijzing with a named defect, and its label along with it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from generators.breuken import BREUKEN, ENKELVOUDIG, HEEL, Breuk
from generators.defecten import (
    ANDER_DOMEIN,
    ANDERE_AANBIEDER,
    ANDERE_GEANNULEERD,
    ANDERE_GEMEENTE,
    BEEINDIGDE,
    DEFECTEN,
    GEANNULEERD,
    GEEN,
    OP_TIJD_BEEINDIGD,
    SCHOON,
    UNIEK,
    VARIANT_VOORBIJ,
    ZELFDE_AANBIEDER,
    Gelabeld,
)
from generators.gevolgen import label
from generators.looptijden import (
    DECEMBER,
    GRENZEN_IN_SCOPE,
    LOPEND,
    NIEUWJAAR,
    VROEG,
    beeindigd,
    begindag,
    einddag,
)
from generators.mix import Mix
from generators.omvangen import Situatie, omvangvelden
from generators.toeval import gewogen, kans
from istandaard.model import Toewijzing
from istandaard.releases import EINDE_2020, UITERLIJK_NUMMER, Domein

_VOORBIJ = (GEANNULEERD, OP_TIJD_BEEINDIGD, VARIANT_VOORBIJ)
_AFGELOPEN = tuple(naam for naam, vlak in ENKELVOUDIG.items() if not vlak.open_einde)


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
        andere_gemeente, ander_domein: where the second holder of a number that is rightly shared comes; None when
            `gedeeld` gives a number that others have too, so that no second toewijzing is needed.
        gedeeld: gives such a number; takes ANDERE_GEMEENTE or ANDER_DOMEIN.
        mix: how often care has started, and so on.
    """

    hier: Plek
    andere_aanbieder: Plek
    andere_client: Plek | None
    nummer: Callable[[], str]
    andere_gemeente: Plek | None = None
    ander_domein: Plek | None = None
    gedeeld: Callable[[str], str] | None = None
    mix: Mix = field(default_factory=Mix)


def toewijzing_id(plek: Plek, nummer: str | None, van: date, breuk: Breuk) -> str:
    """The id that the record gets when it is read from XML; empty where a field is absent."""
    delen = (plek.gemeente, plek.domein, plek.aanbieder, plek.bsn, nummer, van.isoformat())
    return ":".join(deel or "" for deel in (*delen, breuk.oud.categorie, breuk.oud.code))


def _breek(rng: Random, naam: str, plek: Plek, tot: date | None) -> Breuk:
    vlak = BREUKEN[naam]
    vrij = [product for product in vlak.producten(plek.domein) if product.categorie not in plek.bezet]
    return vlak.breek(rng, gewogen(rng, vrij, [product.gewicht for product in vrij]), Situatie(open_einde=tot is None))


def _record(
    rng: Random, mix: Mix, plek: Plek, nummer: str | None, looptijd: tuple[date, date | None], breuk: Breuk
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
        gestart=kans(rng, mix.aandeel_gestart),
        instemming=kans(rng, mix.aandeel_instemming),
        nieuw=breuk.nieuw,
    )


def _voorbij(rng: Random, naam: str, omgeving: Omgeving, soort: str) -> Gelabeld:
    """Looks broken, needs nothing: cancelled, ended by 30-11-2020 without a number, or ended in 2020."""
    van = begindag(rng, VROEG)
    if soort == GEANNULEERD:
        tot = van
    else:
        tot = beeindigd(rng, van, UITERLIJK_NUMMER if soort == OP_TIJD_BEEINDIGD else EINDE_2020)
    breuk = _breek(rng, rng.choice(_AFGELOPEN), omgeving.hier, tot)
    heeft_nummer = soort == VARIANT_VOORBIJ
    nummer = omgeving.nummer() if heeft_nummer else None
    record = _record(rng, omgeving.mix, omgeving.hier, nummer, (van, tot), breuk)
    return Gelabeld(record, label(record, breuk, nummer_stuk=not heeft_nummer), naam)


def _passend(rng: Random, naam: str, omgeving: Omgeving, plek: Plek, nummer: str) -> Gelabeld:
    """A toewijzing that fits release 3.0 as it is."""
    van = begindag(rng, gewogen(rng, (LOPEND, DECEMBER, NIEUWJAAR), (18, 1, 1)))
    tot = einddag(rng, van, omgeving.mix.einden_schoon)
    breuk = _breek(rng, HEEL, plek, tot)
    record = _record(rng, omgeving.mix, plek, nummer, (van, tot), breuk)
    return Gelabeld(record, label(record, breuk, nummer_stuk=False), naam)


def schoon(rng: Random, omgeving: Omgeving) -> Gelabeld:
    """A toewijzing that need not migrate; one in so many looks as if it must."""
    if kans(rng, omgeving.mix.aandeel_valstrik):
        return _voorbij(rng, SCHOON, omgeving, rng.choice(_VOORBIJ))
    return _passend(rng, SCHOON, omgeving, omgeving.hier, omgeving.nummer())


def _gedeeld(rng: Random, naam: str, omgeving: Omgeving) -> tuple[Gelabeld, ...]:
    """A number that another gemeente, or the other domein, has too: unique where it counts."""
    elders = omgeving.andere_gemeente if naam == ANDERE_GEMEENTE else omgeving.ander_domein
    nummer = omgeving.nummer() if omgeving.gedeeld is None else omgeving.gedeeld(naam)
    eigen = _passend(rng, naam, omgeving, omgeving.hier, nummer)
    return (eigen,) if elders is None else (eigen, _passend(rng, naam, omgeving, elders, nummer))


def _plek_tweede(rng: Random, omgeving: Omgeving, soort: str, eigen: Breuk) -> Plek:
    """Where the second holder of a number comes: at this client or at another."""
    aanbieder = omgeving.hier.aanbieder
    if soort == ANDERE_AANBIEDER or (soort != ZELFDE_AANBIEDER and kans(rng, 0.5)):
        aanbieder = omgeving.andere_aanbieder.aanbieder
    if omgeving.andere_client is not None and kans(rng, 0.5):
        return replace(omgeving.andere_client, aanbieder=aanbieder)
    return replace(omgeving.hier, aanbieder=aanbieder, bezet=omgeving.hier.bezet | {eigen.oud.categorie or ""})


def _tweede_houder(
    rng: Random, naam: str, omgeving: Omgeving, soort: str, eigen: tuple[Breuk, str]
) -> tuple[Gelabeld, bool]:
    """Another toewijzing with this number, and whether it counts: a cancelled one was never sent."""
    breuk, nummer = eigen
    plek = _plek_tweede(rng, omgeving, soort, breuk)
    van = begindag(rng, VROEG)
    if soort == ANDERE_GEANNULEERD:
        tot: date | None = van
    elif soort == BEEINDIGDE:
        tot = beeindigd(rng, van, UITERLIJK_NUMMER)
    else:
        tot = einddag(rng, van, replace(omgeving.mix.einden_defect, voorbij=0.0), GRENZEN_IN_SCOPE)
    inhoud = _breek(rng, HEEL, plek, tot)
    record = _record(rng, omgeving.mix, plek, nummer, (van, tot), inhoud)
    return Gelabeld(record, label(record, inhoud, nummer_stuk=True), naam), soort != ANDERE_GEANNULEERD


def _naast_geannuleerde(rng: Random, omgeving: Omgeving) -> tuple[Gelabeld, ...]:
    """A number that only a cancelled toewijzing has too: that one was never sent, so the number is unique."""
    van = begindag(rng, LOPEND)
    tot = einddag(rng, van, omgeving.mix.einden_schoon)
    breuk, nummer = _breek(rng, HEEL, omgeving.hier, tot), omgeving.nummer()
    record = _record(rng, omgeving.mix, omgeving.hier, nummer, (van, tot), breuk)
    tweede, telt = _tweede_houder(rng, ANDERE_GEANNULEERD, omgeving, ANDERE_GEANNULEERD, (breuk, nummer))
    return Gelabeld(record, label(record, breuk, nummer_stuk=telt), ANDERE_GEANNULEERD), tweede


def _looptijd(rng: Random, naam: str, inhoud: str, mix: Mix) -> tuple[date, date | None]:
    defect = DEFECTEN[naam]
    van = begindag(rng, defect.begin)
    if defect.einden:
        return van, rng.choice(defect.einden)
    return van, None if BREUKEN[inhoud].open_einde else einddag(rng, van, mix.einden_defect)


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
        return (schoon(rng, omgeving),)
    if naam in _VOORBIJ:
        return (_voorbij(rng, naam, omgeving, naam),)
    if naam in {ANDERE_GEMEENTE, ANDER_DOMEIN}:
        return _gedeeld(rng, naam, omgeving)
    if naam == ANDERE_GEANNULEERD:
        return _naast_geannuleerde(rng, omgeving)
    soort, inhoud = rng.choice(DEFECTEN[naam].soorten)
    van, tot = _looptijd(rng, naam, inhoud, omgeving.mix)
    breuk = _breek(rng, inhoud, omgeving.hier, tot)
    nummer = None if soort == GEEN else omgeving.nummer()
    record = _record(rng, omgeving.mix, omgeving.hier, nummer, (van, tot), breuk)
    if nummer is None or soort == UNIEK:
        return (Gelabeld(record, label(record, breuk, nummer_stuk=soort == GEEN), naam),)
    tweede, telt = _tweede_houder(rng, naam, omgeving, soort, (breuk, nummer))
    return Gelabeld(record, label(record, breuk, nummer_stuk=telt), naam), tweede
