"""The ways a 2.4 toewijzing can fail to fit release 3.0, by name: what is broken, when it runs, how often it occurs.

A name in several parts (`geen_nummer+per_jaar`) is several defects in one toewijzing; the order of the parts does not
matter. A group is a name for several: `dubbel_nummer` for its three kinds, also as a part.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from migratietoets.generators.stock.defects.content import (
    ASPECIFIEK_WITH_OMVANG,
    BREAKS,
    DOUBLE,
    SINGLE,
    SOUND,
    TARGETS,
    TRIPLE,
)
from migratietoets.generators.stock.label import Label
from migratietoets.generators.stock.terms import BOUNDARY_DAYS, DECEMBER, EARLY, NEW_YEAR, RUNNING
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import START_30
from migratietoets.istandaard.spelling import meant

CLEAN = "schoon"
UNIQUE, ABSENT = "uniek", "geen"
SAME_AANBIEDER, OTHER_AANBIEDER, ENDED = "zelfde_aanbieder", "andere_aanbieder", "beeindigde"
NUMBERS: Mapping[str, str] = {
    "geen_nummer": ABSENT,
    "dubbel_nummer_zelfde_aanbieder": SAME_AANBIEDER,
    "dubbel_nummer_andere_aanbieder": OTHER_AANBIEDER,
    "dubbel_nummer_beeindigde": ENDED,
}
"""No number, or one with a second holder: at the same aanbieder, at another, or ended before it matters."""

OTHER_GEMEENTE = "zelfde_nummer_andere_gemeente"
OTHER_DOMEIN = "zelfde_nummer_ander_domein"
OTHER_CANCELLED = "zelfde_nummer_geannuleerde"
CANCELLED, ENDED_ON_TIME, VARIANT_PAST = "geannuleerd", "op_tijd_beeindigd", "variant_tot_2021"
TRAPS = (CANCELLED, ENDED_ON_TIME, VARIANT_PAST, OTHER_GEMEENTE, OTHER_DOMEIN, OTHER_CANCELLED)
"""Clean ones that look broken: cancelled, ended by 30-11-2020 without a number, ended in 2020 in a dropped variant,
and numbers that another gemeente, the other domein, or a cancelled toewijzing has too.
"""


@dataclass(frozen=True, slots=True)
class Defect:
    """What is broken.

    Attributes:
        kinds: (number, content) pairs, one of which is built: a value of NUMBERS or UNIQUE, and a name from BREAKS.
        weight: how often it occurs, compared with the other defects.
        begin: the period in which it begins.
        ends: the einddatum, one of these, None for open-ended; empty for any.
    """

    kinds: tuple[tuple[str, str], ...]
    weight: int
    begin: str = RUNNING
    ends: tuple[date | None, ...] = ()

    @property
    def needs_something(self) -> bool:
        """Whether all that is built can need something: not what has ended in time, nor its second holder."""
        return all(end is None or end >= START_30 for end in self.ends) and any(
            number != ENDED for number, _ in self.kinds
        )


_KINDS = tuple(
    (number, content)
    for number, content in product((*NUMBERS.values(), UNIQUE), BREAKS)
    if (number, content) != (UNIQUE, SOUND)
)
_LATER = tuple((number, content) for number, content in _KINDS if not BREAKS[content].begun)
_CLOSED = tuple((number, content) for number, content in _KINDS if not BREAKS[content].open_ended)
_WEIGHTS = {
    "geen_nummer": 120,
    "dubbel_nummer_zelfde_aanbieder": 30,
    "dubbel_nummer_andere_aanbieder": 30,
    "dubbel_nummer_beeindigde": 20,
    "per_4_weken": 80,
    "per_jaar": 80,
    "etmaal_per_dag": 25,
    "dagdeel_per_dag": 35,
    "euro_per_dag": 20,
    "einddatum_ontbreekt_week": 60,
    "einddatum_ontbreekt_totaal": 20,
    "aspecifiek_zonder_keuze": 32,
    "aspecifiek_naar_specifiek": 16,
    "aspecifiek_naar_aspecifiek": 16,
    "aspecifiek_naar_budget": 12,
    "aspecifiek_naar_generiek": 4,
    "specifiek_zonder_omvang": 80,
    "stuks_inspanning": 80,
}
_WEIGHT_LATER, _WEIGHT_BOUNDARY, _WEIGHT_TWO, _WEIGHT_THREE = 40, 8, 3, 1
"""One defect alone is most of what is broken; two together are about one in six, three together one in twenty."""


def _with_number(contents: Collection[str], weight: int) -> dict[str, Defect]:
    return {
        f"{name}+{content}": Defect(((number, content),), weight)
        for (name, number), content in product(NUMBERS.items(), contents)
    }


DEFECTS: Mapping[str, Defect] = {
    **{name: Defect(((number, SOUND),), _WEIGHTS[name]) for name, number in NUMBERS.items()},
    **{name: Defect(((UNIQUE, name),), _WEIGHTS[name]) for name in SINGLE},
    "start_in_december": Defect(_LATER, _WEIGHT_LATER, DECEMBER),
    "start_in_2021": Defect(_LATER, _WEIGHT_LATER, NEW_YEAR),
    **{f"einddatum_{day.isoformat()}": Defect(_CLOSED, _WEIGHT_BOUNDARY, EARLY, (day,)) for day in BOUNDARY_DAYS},
    "einddatum_open": Defect(_KINDS, _WEIGHT_BOUNDARY, EARLY, (None,)),
    **{name: Defect(((UNIQUE, name),), _WEIGHT_TWO) for name in DOUBLE},
    **_with_number(SINGLE, _WEIGHT_TWO),
    **{name: Defect(((UNIQUE, name),), _WEIGHT_THREE) for name in TRIPLE},
    **_with_number(DOUBLE, _WEIGHT_THREE),
}
"""The defects by name; what is clean comes beside them."""
NAMES = (CLEAN, *TRAPS, *DEFECTS)
"""Everything that can be built by name."""
GROUPS: Mapping[str, tuple[str, ...]] = {
    "dubbel_nummer": tuple(name for name, number in NUMBERS.items() if number != ABSENT),
    ASPECIFIEK_WITH_OMVANG: tuple(TARGETS),
    "eenheid_per_dag": ("etmaal_per_dag", "dagdeel_per_dag", "euro_per_dag", "stuks_per_dag"),
    "einddatum_ontbreekt": ("einddatum_ontbreekt_week", "einddatum_ontbreekt_totaal"),
}
"""Names for several, alone or as a part of a name."""
_BY_PARTS = {frozenset(name.split("+")): name for name in NAMES}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A toewijzing, the name it was built under, and what must be said of it."""

    toewijzing: Toewijzing
    label: Label
    defect: str


def names_of(name: str) -> tuple[str, ...]:
    """The names from NAMES that a name, a group, or a combination of both stands for; none when it is unknown."""
    choices = product(*((part, *GROUPS.get(part, ())) for part in name.split("+")))
    found = {_BY_PARTS.get(frozenset(parts)) for parts in choices}
    return tuple(known for known in NAMES if known in found)


def choose_names(names: Collection[str] | None, excluded: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The names asked for, groups taken apart, each once, in the order of NAMES; all of them when none are given.

    Args:
        names: names, groups, or combinations of these with + between them.
        excluded: names that cannot be built here, with the reason why.

    Raises:
        InputError: an unknown name, with a list of the known ones; or one that cannot be built here, with the reason.
    """
    excluded = excluded or {}
    per_name = {name: names_of(name) for name in names or ()}
    unknown = sorted(name for name, found in per_name.items() if not found)
    if unknown:
        single = [name for name in NAMES if "+" not in name]
        raise InputError(
            f"Onbekend defect: {', '.join(unknown)}.{meant(unknown[0], [*NAMES, *GROUPS])} "
            f"Kies uit: {', '.join(single)}; een groep: {', '.join(GROUPS)}; "
            "of een combinatie die in één toewijzing kan, zoals geen_nummer+per_4_weken."
        )
    asked = {part for found in per_name.values() for part in found}
    if refused := [name for name in NAMES if name in asked and name in excluded]:
        raise InputError(f"Defect {refused[0]} kan hier niet: {excluded[refused[0]]}")
    return tuple(name for name in NAMES if name not in excluded and (not asked or name in asked))
