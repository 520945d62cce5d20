"""The ways the content of a toewijzing fails to fit release 3.0, by name, each with what must follow it.

A name in several parts (`per_jaar+stuks_inspanning`) is several ways at once in one toewijzing. Every pair that
release 2.4 can write down is there, and the three that go together: aspecifiek, a dropped frequentie, and stuks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from generators import omvangen
from generators.omvangen import Omvangbreuk, Situatie
from generators.opvolgers import (
    ASPECIFIEK,
    ASPECIFIEK_BUDGET,
    GELIJK,
    GENERIEK_BUDGET,
    KIES_OMVANG,
    SPECIFIEK,
    SPECIFIEK_STUKS,
    STUKS_ONBEKEND,
    Opvolger,
    eenheid_30,
    gewenst,
    volgens,
)
from generators.producten import (
    DAGDEEL,
    ETMAAL,
    EURO,
    STUKS,
    STUKS_INSPANNING,
    Product,
    alledaags,
    in_eenheid,
    in_stuks_inspanning,
)
from generators.toeval import gewogen, kans
from istandaard.model import Inhoud, Nieuw
from istandaard.releases import Domein

HEEL = "heel"
ASPECIFIEK_MET_OMVANG = "aspecifiek_met_omvang"
STUKS_INSPANNING_NAAM = "stuks_inspanning"


@dataclass(frozen=True, slots=True)
class Breuk:
    """One broken (or sound) content.

    Attributes:
        oud: as it stands in release 2.4.
        opvolgers: what must follow; several when nobody can know which.
        reasons: why, as long as the toewijzing is valid in 2021.
        invalide_30: even closed per 31-12-2020 release 3.0 refuses it.
    """

    oud: Inhoud
    opvolgers: tuple[Opvolger, ...]
    reasons: tuple[str, ...] = ()
    uitvoering: str | None = None
    vervanging: str | None = None
    nieuw: Nieuw | None = None
    invalide_30: bool = False

    @property
    def twijfel(self) -> tuple[str, ...]:
        """The remark that goes with stuks of which nobody noted the uitvoering."""
        stuks = self.oud.omvang is not None and self.oud.omvang.eenheid == STUKS
        return (STUKS_ONBEKEND,) if stuks and self.uitvoering is None else ()


Breker = Callable[[Random, Product, Situatie], Breuk]
"""Takes chance, a product, and when the toewijzing runs."""


def _in_24(paar: Omvangbreuk) -> Omvangbreuk:
    """Write the old side as release 2.4 does: it has no eenheid 84."""
    if paar.oud.eenheid != STUKS_INSPANNING:
        return paar
    return replace(paar, oud=replace(paar.oud, eenheid=STUKS), reasons=(*paar.reasons, "stuks_inspanning"))


def _specifiek(product: Product, paar: Omvangbreuk, vervanging: str | None = None) -> Breuk:
    paar = _in_24(paar)
    opvolger = Opvolger(
        SPECIFIEK,
        Inhoud(product.categorie, product.code, paar.nieuw),
        pas_in_30=paar.nieuw.eenheid == STUKS_INSPANNING,
    )
    oud = Inhoud(product.categorie, product.code, paar.oud)
    return Breuk(oud, (opvolger,), paar.reasons, product.uitvoering, vervanging)


def _heel(rng: Random, product: Product, situatie: Situatie) -> Breuk:
    """Nothing wrong: specifiek, or now and then aspecifiek without omvang."""
    if kans(rng, 0.12):
        inhoud = Inhoud(product.categorie, None)
        return Breuk(inhoud, (Opvolger(ASPECIFIEK, inhoud),), uitvoering=product.uitvoering)
    return _specifiek(product, omvangen.heel(rng, product, product.eenheid, situatie))


def _breek_omvang(bouwer: omvangen.Bouwer) -> Breker:
    """A specifieke toewijzing of which only the omvang is broken; at times the gemeente says it wants it alike."""

    def breek(rng: Random, product: Product, situatie: Situatie) -> Breuk:
        paar = bouwer(rng, product, product.eenheid, situatie)
        vervanging = GELIJK if "einddatum_ontbreekt" not in paar.reasons and kans(rng, 0.2) else None
        return _specifiek(product, paar, vervanging)

    return breek


def _breek_stuks(bouwer: omvangen.Bouwer) -> Breker:
    """Stuks that mean effort: eenheid 84, so release 3.0; what else is wrong with the omvang is for the builder."""

    def breek(rng: Random, product: Product, situatie: Situatie) -> Breuk:
        paar = bouwer(rng, product, STUKS_INSPANNING, situatie)
        return _specifiek(product, paar, rng.choice((None, None, GELIJK, SPECIFIEK_STUKS)))

    return breek


_ROUTES: Mapping[str | None, int] = {
    None: 6,
    SPECIFIEK: 4,
    ASPECIFIEK: 4,
    ASPECIFIEK_BUDGET: 4,
    GENERIEK_BUDGET: 1,
}
_ROUTES_STUKS = {**_ROUTES, SPECIFIEK_STUKS: 4}
"""What an aspecifieke toewijzing with omvang becomes, and how often; None: nobody said."""


def _breek_aspecifiek(bouwer: omvangen.Bouwer, routes: Mapping[str | None, int]) -> Breker:
    """Only a categorie, and yet an omvang (CD080): three ways on, or the one the gemeente wants (BS-08..10)."""

    def breek(rng: Random, product: Product, situatie: Situatie) -> Breuk:
        paar = _in_24(bouwer(rng, product, eenheid_30(product), situatie))
        route = gewogen(rng, list(routes), list(routes.values()))
        nieuw = None if route is None or kans(rng, 0.25) else gewenst(rng, product, route)
        wegen = (SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET) if route is None else (route,)
        return Breuk(
            Inhoud(product.categorie, None, paar.oud),
            tuple(volgens(product, weg, nieuw, paar.nieuw) for weg in wegen),
            ("aspecifiek_met_omvang", *paar.reasons),
            product.uitvoering,
            route,
            nieuw,
        )

    return breek


def _specifiek_zonder_omvang(rng: Random, product: Product, _situatie: Situatie) -> Breuk:
    """A product without any omvang (CD041): how much is for the gemeente to say."""
    oud = Inhoud(product.categorie, product.code)
    route = gewogen(rng, (None, SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET), (4, 3, 2, 2))
    nieuw = None if route is None else gewenst(rng, product, route)
    opvolger = (
        Opvolger(SPECIFIEK, oud, keuzes=(KIES_OMVANG,)) if route is None else volgens(product, route, nieuw, None)
    )
    reasons = ("geen_toegestane_variant",)
    return Breuk(oud, (opvolger,), reasons, product.uitvoering, route, nieuw, invalide_30=True)


@dataclass(frozen=True, slots=True)
class Breukvlak:
    """A way to break content, with the products it can be done to.

    Attributes:
        open_einde: True where it only exists open-ended; None where it does not matter.
        begonnen: it only exists where the toewijzing has begun by 30-11-2020.
    """

    breek: Breker
    producten: Callable[[Domein], tuple[Product, ...]] = alledaags
    open_einde: bool | None = None
    begonnen: bool = False


@dataclass(frozen=True, slots=True)
class _Vlak:
    """A broken omvang, and what it asks of the toewijzing around it."""

    bouwer: omvangen.Bouwer
    eenheid: str | None = None
    open_einde: bool | None = None
    begonnen: bool = False

    def met(self, breker: Breker, producten: Callable[[Domein], tuple[Product, ...]] | None = None) -> Breukvlak:
        if producten is None:
            producten = alledaags if self.eenheid is None else partial(in_eenheid, eenheid=self.eenheid)
        return Breukvlak(breker, producten, self.open_einde, self.begonnen)


_OVERAL = {
    "per_4_weken": _Vlak(omvangen.per_4_weken),
    "per_jaar": _Vlak(omvangen.per_jaar),
    "einddatum_ontbreekt_week": _Vlak(omvangen.week_zonder_einddatum, open_einde=True),
    "einddatum_ontbreekt_totaal": _Vlak(omvangen.totaal_zonder_einddatum, open_einde=True, begonnen=True),
}
_PER_DAG = {
    "etmaal_per_dag": _Vlak(omvangen.per_dag, ETMAAL),
    "dagdeel_per_dag": _Vlak(omvangen.per_dag, DAGDEEL),
    "euro_per_dag": _Vlak(omvangen.per_dag, EURO),
}
_BIJ_STUKS = _OVERAL | {"stuks_per_dag": _Vlak(omvangen.per_dag)}
"""Broken omvang of stuks that mean effort: per dag is a dropped pair once they are counted as eenheid 84."""

NAAR: Mapping[str, str | None] = {
    "aspecifiek_zonder_keuze": None,
    "aspecifiek_naar_specifiek": SPECIFIEK,
    "aspecifiek_naar_aspecifiek": ASPECIFIEK,
    "aspecifiek_naar_budget": ASPECIFIEK_BUDGET,
    "aspecifiek_naar_generiek": GENERIEK_BUDGET,
}
"""Aspecifiek with omvang, by what the gemeente wants instead."""


def _naam(*delen: str) -> str:
    return "+".join(delen)


ENKELVOUDIG: Mapping[str, Breukvlak] = {
    **{naam: vlak.met(_breek_omvang(vlak.bouwer)) for naam, vlak in (_OVERAL | _PER_DAG).items()},
    **{naam: Breukvlak(_breek_aspecifiek(omvangen.heel, {route: 1})) for naam, route in NAAR.items()},
    "specifiek_zonder_omvang": Breukvlak(_specifiek_zonder_omvang),
    STUKS_INSPANNING_NAAM: Breukvlak(_breek_stuks(omvangen.heel), in_stuks_inspanning),
}
"""One thing wrong."""

TWEEVOUDIG: Mapping[str, Breukvlak] = {
    **{
        _naam(naam, STUKS_INSPANNING_NAAM): vlak.met(_breek_stuks(vlak.bouwer), in_stuks_inspanning)
        for naam, vlak in _BIJ_STUKS.items()
    },
    **{
        _naam(naam, ASPECIFIEK_MET_OMVANG): vlak.met(_breek_aspecifiek(vlak.bouwer, _ROUTES))
        for naam, vlak in (_OVERAL | _PER_DAG).items()
    },
    _naam(ASPECIFIEK_MET_OMVANG, STUKS_INSPANNING_NAAM): Breukvlak(
        _breek_aspecifiek(omvangen.heel, _ROUTES_STUKS), in_stuks_inspanning
    ),
}
"""Every two things wrong with one content."""

DRIEVOUDIG: Mapping[str, Breukvlak] = {
    _naam(naam, ASPECIFIEK_MET_OMVANG, STUKS_INSPANNING_NAAM): vlak.met(
        _breek_aspecifiek(vlak.bouwer, _ROUTES_STUKS), in_stuks_inspanning
    )
    for naam, vlak in _BIJ_STUKS.items()
}
"""Every three."""

BREUKEN: Mapping[str, Breukvlak] = {HEEL: Breukvlak(_heel), **ENKELVOUDIG, **TWEEVOUDIG, **DRIEVOUDIG}
"""The breaks by name; `heel` is none."""
