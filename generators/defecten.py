"""The ways a 2.4 toewijzing can fail to fit release 3.0, by name: what is broken, when it runs, how often it occurs.

A name in several parts (`geen_nummer+per_jaar`) is several defects in one toewijzing; the order of the parts does not
matter. A group is a name for several: `dubbel_nummer` for its three kinds, also as a part.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from generators.breuken import (
    ASPECIFIEK_MET_OMVANG,
    BREUKEN,
    DRIEVOUDIG,
    ENKELVOUDIG,
    HEEL,
    NAAR,
    TWEEVOUDIG,
)
from generators.label import Label
from generators.looptijden import DECEMBER, GRENSDAGEN, LOPEND, NIEUWJAAR, VROEG
from istandaard.model import Invoerfout, Toewijzing

SCHOON = "schoon"
UNIEK, GEEN = "uniek", "geen"
ZELFDE_AANBIEDER, ANDERE_AANBIEDER, BEEINDIGDE = "zelfde_aanbieder", "andere_aanbieder", "beeindigde"
NUMMERS: Mapping[str, str] = {
    "geen_nummer": GEEN,
    "dubbel_nummer_zelfde_aanbieder": ZELFDE_AANBIEDER,
    "dubbel_nummer_andere_aanbieder": ANDERE_AANBIEDER,
    "dubbel_nummer_beeindigde": BEEINDIGDE,
}
"""No number, or one with a second holder: at the same aanbieder, at another, or ended before it matters."""

ANDERE_GEMEENTE = "zelfde_nummer_andere_gemeente"
ANDER_DOMEIN = "zelfde_nummer_ander_domein"
ANDERE_GEANNULEERD = "zelfde_nummer_geannuleerde"
GEANNULEERD, OP_TIJD_BEEINDIGD, VARIANT_VOORBIJ = "geannuleerd", "op_tijd_beeindigd", "variant_tot_2021"
VALSTRIKKEN = (GEANNULEERD, OP_TIJD_BEEINDIGD, VARIANT_VOORBIJ, ANDERE_GEMEENTE, ANDER_DOMEIN, ANDERE_GEANNULEERD)
"""Clean ones that look broken: cancelled, ended by 30-11-2020 without a number, ended in 2020 in a dropped variant,
and numbers that another gemeente, the other domein, or a cancelled toewijzing has too.
"""


@dataclass(frozen=True, slots=True)
class Defect:
    """What is broken.

    Attributes:
        soorten: (number, content) pairs, one of which is built: a value of NUMMERS or UNIEK, and a name from BREUKEN.
        gewicht: how often it occurs, compared with the other defects.
        begin: the period in which it begins.
        einden: the einddatum, one of these, None for open-ended; empty for any.
    """

    soorten: tuple[tuple[str, str], ...]
    gewicht: int
    begin: str = LOPEND
    einden: tuple[date | None, ...] = ()


_SOORTEN = tuple(
    (nummer, inhoud)
    for nummer, inhoud in product((*NUMMERS.values(), UNIEK), BREUKEN)
    if (nummer, inhoud) != (UNIEK, HEEL)
)
_LATER = tuple((nummer, inhoud) for nummer, inhoud in _SOORTEN if not BREUKEN[inhoud].begonnen)
_GESLOTEN = tuple((nummer, inhoud) for nummer, inhoud in _SOORTEN if not BREUKEN[inhoud].open_einde)
_GEWICHTEN = {
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
_GEWICHT_LATER, _GEWICHT_GRENS, _GEWICHT_TWEE, _GEWICHT_DRIE = 40, 8, 3, 1
"""One defect alone is most of what is broken; two together are about one in six, three together one in twenty."""


def _met_nummer(inhouden: Collection[str], gewicht: int) -> dict[str, Defect]:
    return {
        f"{naam}+{inhoud}": Defect(((nummer, inhoud),), gewicht)
        for (naam, nummer), inhoud in product(NUMMERS.items(), inhouden)
    }


DEFECTEN: Mapping[str, Defect] = {
    **{naam: Defect(((nummer, HEEL),), _GEWICHTEN[naam]) for naam, nummer in NUMMERS.items()},
    **{naam: Defect(((UNIEK, naam),), _GEWICHTEN[naam]) for naam in ENKELVOUDIG},
    "start_in_december": Defect(_LATER, _GEWICHT_LATER, DECEMBER),
    "start_in_2021": Defect(_LATER, _GEWICHT_LATER, NIEUWJAAR),
    **{f"einddatum_{dag.isoformat()}": Defect(_GESLOTEN, _GEWICHT_GRENS, VROEG, (dag,)) for dag in GRENSDAGEN},
    "einddatum_open": Defect(_SOORTEN, _GEWICHT_GRENS, VROEG, (None,)),
    **{naam: Defect(((UNIEK, naam),), _GEWICHT_TWEE) for naam in TWEEVOUDIG},
    **_met_nummer(ENKELVOUDIG, _GEWICHT_TWEE),
    **{naam: Defect(((UNIEK, naam),), _GEWICHT_DRIE) for naam in DRIEVOUDIG},
    **_met_nummer(TWEEVOUDIG, _GEWICHT_DRIE),
}
"""The defects by name; what is clean comes beside them."""
NAMEN = (SCHOON, *VALSTRIKKEN, *DEFECTEN)
"""Everything that can be built by name."""
GROEPEN: Mapping[str, tuple[str, ...]] = {
    "dubbel_nummer": tuple(naam for naam, nummer in NUMMERS.items() if nummer != GEEN),
    ASPECIFIEK_MET_OMVANG: tuple(NAAR),
    "eenheid_per_dag": ("etmaal_per_dag", "dagdeel_per_dag", "euro_per_dag", "stuks_per_dag"),
    "einddatum_ontbreekt": ("einddatum_ontbreekt_week", "einddatum_ontbreekt_totaal"),
}
"""Names for several, alone or as a part of a name."""
_OP_DELEN = {frozenset(naam.split("+")): naam for naam in NAMEN}


@dataclass(frozen=True, slots=True)
class Gelabeld:
    """A toewijzing, the name it was built under, and what must be said of it."""

    toewijzing: Toewijzing
    label: Label
    defect: str


def namen_van(naam: str) -> tuple[str, ...]:
    """The names from NAMEN that a name, a group, or a combination of both stands for; none when it is unknown."""
    keuzes = product(*((deel, *GROEPEN.get(deel, ())) for deel in naam.split("+")))
    gevonden = {_OP_DELEN.get(frozenset(delen)) for delen in keuzes}
    return tuple(bekend for bekend in NAMEN if bekend in gevonden)


def kies_namen(namen: Collection[str] | None, niet: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The names asked for, groups taken apart, each once, in the order of NAMEN; all of them when none are given.

    Args:
        namen: names, groups, or combinations of these with + between them.
        niet: names that cannot be built here, with the reason why.

    Raises:
        Invoerfout: an unknown name, with a list of the known ones; or one that cannot be built here, with the reason.
    """
    niet = niet or {}
    per_naam = {naam: namen_van(naam) for naam in namen or ()}
    onbekend = sorted(naam for naam, gevonden in per_naam.items() if not gevonden)
    if onbekend:
        enkel = [naam for naam in NAMEN if "+" not in naam]
        raise Invoerfout(
            f"Onbekend defect: {', '.join(onbekend)}. Kies uit: {', '.join(enkel)}; een groep: {', '.join(GROEPEN)}; "
            "of een combinatie die in één toewijzing kan, zoals geen_nummer+per_4_weken."
        )
    gevraagd = {deel for gevonden in per_naam.values() for deel in gevonden}
    if geweigerd := [naam for naam in NAMEN if naam in gevraagd and naam in niet]:
        raise Invoerfout(f"Defect {geweigerd[0]} kan hier niet: {niet[geweigerd[0]]}")
    return tuple(naam for naam in NAMEN if naam not in niet and (not gevraagd or naam in gevraagd))
