"""The ways the content of a toewijzing fails to fit release 3.0, each with what must follow it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from generators import omvangen
from generators.omvangen import Omvangbreuk, Situatie
from generators.producten import (
    MAAND,
    PRODUCTEN,
    STUKS,
    STUKS_INSPANNING,
    TOTAAL,
    WEEK,
    Product,
    alledaags,
    in_stuks_inspanning,
    zonder_dag,
)
from generators.toeval import gewogen, kans
from istandaard.model import Inhoud, Nieuw, Omvang
from istandaard.releases import Domein

GELIJK = "gelijk"
SPECIFIEK = "specifiek_met_omvang"
ASPECIFIEK = "aspecifiek_zonder_budget"
ASPECIFIEK_BUDGET = "aspecifiek_met_budget"
GENERIEK_BUDGET = "generiek_met_budget"
SPECIFIEK_STUKS = "specifiek_stuks_inspanning"

KIES_VERVANGING = "Kies waardoor de toewijzing wordt vervangen: alleen de gemeente weet wat er nodig is."
KIES_PRODUCT = "Kies de productcode van de opvolger: de oude toewijzing noemt alleen een categorie."
KIES_OMVANG = "Kies de omvang van de opvolger: de oude toewijzing noemt er geen."
KIES_BUDGET = "Kies het budget van de opvolger: dat volgt niet uit de oude toewijzing."
STUKS_ONBEKEND = "Ga na of stuks hier inspanning of output betekent: de uitvoering is niet bekend."


@dataclass(frozen=True, slots=True)
class Opvolger:
    """What must follow.

    Attributes:
        route: the value of vervanging that asks for it.
        pas_in_30: release 2.4 cannot express it.
        keuzes: what only the gemeente can choose about it.
    """

    route: str
    inhoud: Inhoud
    pas_in_30: bool = False
    keuzes: tuple[str, ...] = ()

    @property
    def vraagt_einddatum(self) -> bool:
        """Release 3.0 wants an einddatum with it (CD075, CD076)."""
        omvang = self.inhoud.omvang
        return self.route in {ASPECIFIEK_BUDGET, GENERIEK_BUDGET} or (
            omvang is not None and omvang.frequentie in {WEEK, TOTAAL}
        )


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


def _eenheid_30(product: Product) -> str:
    return STUKS_INSPANNING if product.stuks_inspanning else product.eenheid


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


def _met(bouwer: omvangen.Bouwer) -> Breker:
    """A specifieke toewijzing of which only the omvang is broken; at times the gemeente says it wants it alike."""

    def breek(rng: Random, product: Product, situatie: Situatie) -> Breuk:
        paar = bouwer(rng, product, product.eenheid, situatie)
        return _specifiek(product, paar, GELIJK if kans(rng, 0.2) else None)

    return breek


def heel(rng: Random, product: Product, situatie: Situatie) -> Breuk:
    """Nothing wrong: specifiek, or now and then aspecifiek without omvang."""
    if kans(rng, 0.12):
        inhoud = Inhoud(product.categorie, None)
        return Breuk(inhoud, (Opvolger(ASPECIFIEK, inhoud),), uitvoering=product.uitvoering)
    return _specifiek(product, omvangen.heel(rng, product, product.eenheid, situatie))


def einddatum_ontbreekt(rng: Random, product: Product, situatie: Situatie) -> Breuk:
    """Only the einddatum is missing (BS-01)."""
    return _specifiek(product, omvangen.zonder_einddatum(rng, product, product.eenheid, situatie))


def stuks_inspanning(rng: Random, product: Product, situatie: Situatie) -> Breuk:
    """Stuks that mean effort: eenheid 84, so release 3.0; at times with a frequentie that is dropped as well."""
    gaaf = omvangen.zonder_einddatum if situatie.open_einde and kans(rng, 0.5) else omvangen.heel
    bouwer = gewogen(rng, (gaaf, omvangen.per_4_weken, omvangen.per_jaar, omvangen.per_dag), (7, 1, 1, 1))
    paar = bouwer(rng, product, STUKS_INSPANNING, situatie)
    return _specifiek(product, paar, rng.choice((None, None, GELIJK, SPECIFIEK_STUKS)))


def _gewenst(rng: Random, product: Product, route: str) -> Nieuw | None:
    """What a gemeente could want on this route, or None where the route says it all; never a total."""
    if route == ASPECIFIEK:
        return None
    if route in {ASPECIFIEK_BUDGET, GENERIEK_BUDGET}:
        return Nieuw(budget=rng.choice((90000, 250000, 480000, 1200000)))
    frequentie = rng.choice((WEEK, MAAND))
    return Nieuw(product.code, rng.choice(product.volumes(frequentie)), _eenheid_30(product), frequentie)


def _volgens(product: Product, route: str, nieuw: Nieuw | None, omvang: Omvang | None) -> Opvolger:
    """The successor on a route; what nieuw does not say comes from the old omvang, or is left to the gemeente.

    Args:
        product: what the toewijzing is for; generiek names none of it.
        route: a value of vervanging.
        nieuw: the wanted content, complete, or None.
        omvang: the permitted form of the old omvang.
    """
    if route == ASPECIFIEK:
        return Opvolger(route, Inhoud(product.categorie, None))
    if route in {ASPECIFIEK_BUDGET, GENERIEK_BUDGET}:
        categorie = product.categorie if route == ASPECIFIEK_BUDGET else None
        budget = None if nieuw is None else nieuw.budget
        keuzes = () if nieuw else (KIES_BUDGET,)
        return Opvolger(route, Inhoud(categorie, None, budget=budget), pas_in_30=True, keuzes=keuzes)
    if nieuw is None or nieuw.eenheid is None or nieuw.frequentie is None:
        return Opvolger(route, Inhoud(product.categorie, None, omvang), keuzes=(KIES_PRODUCT,))
    gewenst = Omvang(nieuw.volume, nieuw.eenheid, nieuw.frequentie)
    return Opvolger(
        route,
        Inhoud(product.categorie, nieuw.code, gewenst),
        pas_in_30=nieuw.eenheid == STUKS_INSPANNING,
    )


def _omvang_van_aspecifiek(rng: Random, product: Product, situatie: Situatie) -> Omvangbreuk:
    gaaf = omvangen.zonder_einddatum if situatie.open_einde and kans(rng, 0.4) else omvangen.heel
    bouwers: list[omvangen.Bouwer] = [gaaf, gaaf, gaaf, omvangen.per_4_weken, omvangen.per_jaar]
    if product.verliest_dag or product.stuks_inspanning:
        bouwers.append(omvangen.per_dag)
    return rng.choice(bouwers)(rng, product, _eenheid_30(product), situatie)


def aspecifiek_met_omvang(rng: Random, product: Product, situatie: Situatie) -> Breuk:
    """Only a categorie, and yet an omvang (CD080): three ways on, or the one the gemeente wants (BS-08..10)."""
    paar = _in_24(_omvang_van_aspecifiek(rng, product, situatie))
    route: str | None
    if product.stuks_inspanning:
        route = rng.choice((SPECIFIEK_STUKS, ASPECIFIEK, ASPECIFIEK_BUDGET))
    else:
        route = gewogen(rng, (None, SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET, GENERIEK_BUDGET), (6, 4, 4, 4, 1))
    zwijgt = route is None or (not product.stuks_inspanning and kans(rng, 0.25))
    nieuw = None if route is None or zwijgt else _gewenst(rng, product, route)
    routes = (SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET) if route is None else (route,)
    return Breuk(
        Inhoud(product.categorie, None, paar.oud),
        tuple(_volgens(product, weg, nieuw, paar.nieuw) for weg in routes),
        ("aspecifiek_met_omvang", *paar.reasons),
        product.uitvoering,
        route,
        nieuw,
    )


def specifiek_zonder_omvang(rng: Random, product: Product, _situatie: Situatie) -> Breuk:
    """A product without any omvang (CD041): how much is for the gemeente to say."""
    oud = Inhoud(product.categorie, product.code)
    route = gewogen(rng, (None, SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET), (4, 3, 2, 2))
    nieuw = None if route is None else _gewenst(rng, product, route)
    opvolger = (
        Opvolger(SPECIFIEK, oud, keuzes=(KIES_OMVANG,)) if route is None else _volgens(product, route, nieuw, None)
    )
    reasons = ("geen_toegestane_variant",)
    return Breuk(oud, (opvolger,), reasons, product.uitvoering, route, nieuw, invalide_30=True)


@dataclass(frozen=True, slots=True)
class Breukvlak:
    """A way to break content, with the products it can be done to.

    Attributes:
        open_einde: True where it only exists open-ended; None where it does not matter.
    """

    breek: Breker
    producten: Callable[[Domein], tuple[Product, ...]] = alledaags
    open_einde: bool | None = None


BREUKEN = {
    "heel": Breukvlak(heel),
    "per_4_weken": Breukvlak(_met(omvangen.per_4_weken)),
    "per_jaar": Breukvlak(_met(omvangen.per_jaar)),
    "aspecifiek_met_omvang": Breukvlak(aspecifiek_met_omvang, PRODUCTEN.__getitem__),
    "eenheid_per_dag": Breukvlak(_met(omvangen.per_dag), zonder_dag),
    "stuks_inspanning": Breukvlak(stuks_inspanning, in_stuks_inspanning),
    "specifiek_zonder_omvang": Breukvlak(specifiek_zonder_omvang),
    "einddatum_ontbreekt": Breukvlak(einddatum_ontbreekt, open_einde=True),
}
"""The breaks by name."""
