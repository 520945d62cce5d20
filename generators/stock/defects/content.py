"""The ways the content of a toewijzing fails to fit release 3.0, by name, each with what must follow it.

A name in several parts (`per_jaar+stuks_inspanning`) is several ways at once in one toewijzing. Every pair that
release 2.4 can write down is there, and the three that go together: aspecifiek, a dropped frequentie, and stuks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from migratietoets.generators.chance import chance, weighted
from migratietoets.generators.stock.defects import frequentie
from migratietoets.generators.stock.defects.frequentie import DateSituation, OmvangFlaw
from migratietoets.generators.stock.products import Product, everyday, in_eenheid, in_stuks_inspanning
from migratietoets.generators.stock.successors import (
    CHOOSE_OMVANG,
    STUKS_UNKNOWN,
    Successor,
    eenheid_30,
    successor_on,
    wanted,
)
from migratietoets.istandaard.codelijsten import codes
from migratietoets.istandaard.model import Content, NewContent
from migratietoets.istandaard.releases import Domein
from migratietoets.istandaard.vervangingen import (
    ASPECIFIEK,
    ASPECIFIEK_BUDGET,
    GENERIEK_BUDGET,
    SAME,
    SPECIFIEK,
    SPECIFIEK_STUKS,
)

SOUND = "heel"
ASPECIFIEK_WITH_OMVANG = "aspecifiek_met_omvang"
STUKS_INSPANNING_NAME = "stuks_inspanning"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One broken (or sound) content.

    Attributes:
        old: as it stands in release 2.4.
        successors: what must follow; several when nobody can know which.
        reasons: why, as long as the toewijzing is valid in 2021.
        invalid_30: even closed per 31-12-2020 release 3.0 refuses it.
    """

    old: Content
    successors: tuple[Successor, ...]
    reasons: tuple[str, ...] = ()
    uitvoering: str | None = None
    vervanging: str | None = None
    nieuw: NewContent | None = None
    invalid_30: bool = False

    @property
    def doubt(self) -> tuple[str, ...]:
        """The remark that goes with stuks of which nobody noted the uitvoering."""
        stuks = self.old.omvang is not None and self.old.omvang.eenheid == codes.STUKS
        return (STUKS_UNKNOWN,) if stuks and self.uitvoering is None else ()


Injector = Callable[[Random, Product, DateSituation], Flaw]
"""Takes chance, a product, and when the toewijzing runs."""


def _in_24(pair: OmvangFlaw) -> OmvangFlaw:
    """Write the old side as release 2.4 does: it has no eenheid 84."""
    if pair.old.eenheid != codes.STUKS_INSPANNING:
        return pair
    return replace(pair, old=replace(pair.old, eenheid=codes.STUKS), reasons=(*pair.reasons, "stuks_inspanning"))


def _specifiek(product: Product, pair: OmvangFlaw, vervanging: str | None = None) -> Flaw:
    pair = _in_24(pair)
    successor = Successor(
        SPECIFIEK,
        Content(product.categorie, product.code, pair.nieuw),
        only_in_30=pair.nieuw.eenheid == codes.STUKS_INSPANNING,
    )
    old = Content(product.categorie, product.code, pair.old)
    return Flaw(old, (successor,), pair.reasons, product.uitvoering, vervanging)


def _sound(rng: Random, product: Product, situation: DateSituation) -> Flaw:
    """Nothing wrong: specifiek, or now and then aspecifiek without omvang."""
    if chance(rng, 0.12):
        content = Content(product.categorie, None)
        return Flaw(content, (Successor(ASPECIFIEK, content),), uitvoering=product.uitvoering)
    return _specifiek(product, frequentie.whole(rng, product, product.eenheid, situation))


def _omvang_injector(builder: frequentie.Builder) -> Injector:
    """A specifieke toewijzing of which only the omvang is broken; at times the gemeente says it wants it alike."""

    def inject(rng: Random, product: Product, situation: DateSituation) -> Flaw:
        pair = builder(rng, product, product.eenheid, situation)
        vervanging = SAME if "einddatum_ontbreekt" not in pair.reasons and chance(rng, 0.2) else None
        return _specifiek(product, pair, vervanging)

    return inject


def _stuks_injector(builder: frequentie.Builder) -> Injector:
    """Stuks that mean effort: eenheid 84, so release 3.0; what else is wrong with the omvang is for the builder."""

    def inject(rng: Random, product: Product, situation: DateSituation) -> Flaw:
        pair = builder(rng, product, codes.STUKS_INSPANNING, situation)
        return _specifiek(product, pair, rng.choice((None, None, SAME, SPECIFIEK_STUKS)))

    return inject


_ROUTES: Mapping[str | None, int] = {
    None: 6,
    SPECIFIEK: 4,
    ASPECIFIEK: 4,
    ASPECIFIEK_BUDGET: 4,
    GENERIEK_BUDGET: 1,
}
_STUKS_ROUTES = {**_ROUTES, SPECIFIEK_STUKS: 4}
"""What an aspecifieke toewijzing with omvang becomes, and how often; None: nobody said."""


def _aspecifiek_injector(builder: frequentie.Builder, routes: Mapping[str | None, int]) -> Injector:
    """Only a categorie, and yet an omvang (CD080): three ways on, or the one the gemeente wants (BS-08..10)."""

    def inject(rng: Random, product: Product, situation: DateSituation) -> Flaw:
        pair = _in_24(builder(rng, product, eenheid_30(product), situation))
        route = weighted(rng, list(routes), list(routes.values()))
        new = None if route is None or chance(rng, 0.25) else wanted(rng, product, route)
        ways = (SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET) if route is None else (route,)
        return Flaw(
            Content(product.categorie, None, pair.old),
            tuple(successor_on(product, path, new, pair.nieuw) for path in ways),
            ("aspecifiek_met_omvang", *pair.reasons),
            product.uitvoering,
            route,
            new,
        )

    return inject


def _specifiek_without_omvang(rng: Random, product: Product, _situation: DateSituation) -> Flaw:
    """A product without any omvang (CD041): how much is for the gemeente to say."""
    old = Content(product.categorie, product.code)
    route = weighted(rng, (None, SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET), (4, 3, 2, 2))
    new = None if route is None else wanted(rng, product, route)
    successor = (
        Successor(SPECIFIEK, old, choices=(CHOOSE_OMVANG,))
        if route is None
        else successor_on(product, route, new, None)
    )
    reasons = ("geen_toegestane_variant",)
    return Flaw(old, (successor,), reasons, product.uitvoering, route, new, invalid_30=True)


@dataclass(frozen=True, slots=True)
class FlawKind:
    """A way to break content, with the products it can be done to.

    Attributes:
        open_ended: True where it only exists open-ended; None where it does not matter.
        begun: it only exists where the toewijzing has begun by 30-11-2020.
    """

    inject: Injector
    producten: Callable[[Domein], tuple[Product, ...]] = everyday
    open_ended: bool | None = None
    begun: bool = False


@dataclass(frozen=True, slots=True)
class _OmvangFlawKind:
    """A broken omvang, and what it asks of the toewijzing around it."""

    builder: frequentie.Builder
    eenheid: str | None = None
    open_ended: bool | None = None
    begun: bool = False

    def made_by(self, injector: Injector, producten: Callable[[Domein], tuple[Product, ...]] | None = None) -> FlawKind:
        if producten is None:
            producten = everyday if self.eenheid is None else partial(in_eenheid, eenheid=self.eenheid)
        return FlawKind(injector, producten, self.open_ended, self.begun)


_EVERYWHERE = {
    "per_4_weken": _OmvangFlawKind(frequentie.per_4_weeks),
    "per_jaar": _OmvangFlawKind(frequentie.per_year),
    "einddatum_ontbreekt_week": _OmvangFlawKind(frequentie.week_without_einddatum, open_ended=True),
    "einddatum_ontbreekt_totaal": _OmvangFlawKind(frequentie.total_without_einddatum, open_ended=True, begun=True),
}
_PER_DAY = {
    "etmaal_per_dag": _OmvangFlawKind(frequentie.per_day, codes.ETMAAL),
    "dagdeel_per_dag": _OmvangFlawKind(frequentie.per_day, codes.DAGDEEL),
    "euro_per_dag": _OmvangFlawKind(frequentie.per_day, codes.EURO),
}
_WITH_STUKS = _EVERYWHERE | {"stuks_per_dag": _OmvangFlawKind(frequentie.per_day)}
"""Broken omvang of stuks that mean effort: per dag is a dropped pair once they are counted as eenheid 84."""

TARGETS: Mapping[str, str | None] = {
    "aspecifiek_zonder_keuze": None,
    "aspecifiek_naar_specifiek": SPECIFIEK,
    "aspecifiek_naar_aspecifiek": ASPECIFIEK,
    "aspecifiek_naar_budget": ASPECIFIEK_BUDGET,
    "aspecifiek_naar_generiek": GENERIEK_BUDGET,
}
"""Aspecifiek with omvang, by what the gemeente wants instead."""


def _name(*parts: str) -> str:
    return "+".join(parts)


SINGLE: Mapping[str, FlawKind] = {
    **{
        name: flaw_kind.made_by(_omvang_injector(flaw_kind.builder))
        for name, flaw_kind in (_EVERYWHERE | _PER_DAY).items()
    },
    **{name: FlawKind(_aspecifiek_injector(frequentie.whole, {route: 1})) for name, route in TARGETS.items()},
    "specifiek_zonder_omvang": FlawKind(_specifiek_without_omvang),
    STUKS_INSPANNING_NAME: FlawKind(_stuks_injector(frequentie.whole), in_stuks_inspanning),
}
"""One thing wrong."""

DOUBLE: Mapping[str, FlawKind] = {
    **{
        _name(name, STUKS_INSPANNING_NAME): flaw_kind.made_by(_stuks_injector(flaw_kind.builder), in_stuks_inspanning)
        for name, flaw_kind in _WITH_STUKS.items()
    },
    **{
        _name(name, ASPECIFIEK_WITH_OMVANG): flaw_kind.made_by(_aspecifiek_injector(flaw_kind.builder, _ROUTES))
        for name, flaw_kind in (_EVERYWHERE | _PER_DAY).items()
    },
    _name(ASPECIFIEK_WITH_OMVANG, STUKS_INSPANNING_NAME): FlawKind(
        _aspecifiek_injector(frequentie.whole, _STUKS_ROUTES), in_stuks_inspanning
    ),
}
"""Every two things wrong with one content."""

TRIPLE: Mapping[str, FlawKind] = {
    _name(name, ASPECIFIEK_WITH_OMVANG, STUKS_INSPANNING_NAME): flaw_kind.made_by(
        _aspecifiek_injector(flaw_kind.builder, _STUKS_ROUTES), in_stuks_inspanning
    )
    for name, flaw_kind in _WITH_STUKS.items()
}
"""Every three."""

BREAKS: Mapping[str, FlawKind] = {SOUND: FlawKind(_sound), **SINGLE, **DOUBLE, **TRIPLE}
"""The breaks by name; `whole` is none."""
