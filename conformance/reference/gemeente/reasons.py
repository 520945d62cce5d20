"""Must this toewijzing migrate, and why (TW-02, TW-03); and with which code one is withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from migratietoets.conformance.reference.permitted import after_2020, violations
from migratietoets.conformance.vocabulary.occasions import Occasion
from migratietoets.istandaard.codelijsten.codes import (
    BY_AANBIEDER,
    CONTRACTWIJZIGING,
    CORRECTION,
    DEATH,
    OTHER_AANBIEDER,
    OTHER_FORM,
    STUKS,
    STUKS_INSPANNING,
)
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import NUMBER_DEADLINE, Release
from migratietoets.istandaard.uitvoeringen import INSPANNING

NO_UNIQUE_NUMBER = "no_unique_number"
ASPECIFIEK_WITH_OMVANG = "aspecifiek_met_omvang"
NO_VARIANT = "geen_toegestane_variant"
IN_STUKS = "stuks_inspanning"
EINDDATUM = "einddatum_ontbreekt"

REDENEN = (
    NO_UNIQUE_NUMBER,
    "frequentie_vervallen",
    ASPECIFIEK_WITH_OMVANG,
    "eenheid_frequentie_combinatie",
    NO_VARIANT,
    IN_STUKS,
    EINDDATUM,
)
"""Every reason, in the order in which an assessment names them."""

REDEN_OF: Mapping[str, str] = MappingProxyType(
    {
        "CS104": "frequentie_vervallen",
        "CD080": ASPECIFIEK_WITH_OMVANG,
        "CD081": "eenheid_frequentie_combinatie",
        "CD041": NO_VARIANT,
        "CD077": NO_VARIANT,
        "CD079": NO_VARIANT,
        "CS330": NO_VARIANT,
        "CD075": EINDDATUM,
        "CD076": EINDDATUM,
    }
)
"""Rule of the model -> the reason it gives to migrate."""


def reasons_of(toewijzing: Toewijzing, *, unique: bool) -> list[str]:
    """Give the reasons to migrate in fixed order; [] when the toewijzing can stay as it is.

    A cancelled toewijzing counts as never sent and stays. A variant counts only when it is still valid in 2021.
    """
    found: set[str] = set()
    if toewijzing.cancelled:
        return []
    if not unique and number_must_be_unique(toewijzing):
        found.add(NO_UNIQUE_NUMBER)
    if variant_counts(toewijzing):
        loaded = replace(toewijzing, eenheid=eenheid_in_30(toewijzing))
        found |= {REDEN_OF[rule] for rule in violations(loaded)}
        if loaded.eenheid != toewijzing.eenheid:
            found.add(IN_STUKS)
    return [reden for reden in REDENEN if reden in found]


def number_must_be_unique(toewijzing: Toewijzing) -> bool:
    """TW-02: it ends after 30-11-2020 or not at all."""
    return toewijzing.einddatum is None or toewijzing.einddatum > NUMBER_DEADLINE


def variant_counts(toewijzing: Toewijzing) -> bool:
    """TW-03: it is still valid in 2021."""
    return after_2020(toewijzing)


def eenheid_in_30(toewijzing: Toewijzing) -> str | None:
    """Stuks that measure inspanning have an eenheid of their own in 3.0 (OP305)."""
    if toewijzing.eenheid == STUKS and toewijzing.uitvoering == INSPANNING:
        return STUKS_INSPANNING
    return toewijzing.eenheid


OWN_REDEN: Mapping[Occasion, str] = MappingProxyType(
    {
        Occasion.CLIENT: OTHER_AANBIEDER,
        Occasion.OVERLIJDEN: DEATH,
        Occasion.AANBIEDER: OTHER_AANBIEDER,
        Occasion.WIJZIGINGSVERZOEK: OTHER_FORM,
        Occasion.HERBEOORDELING: OTHER_FORM,
        Occasion.MIGRATIE: CONTRACTWIJZIGING,
        Occasion.ANNULEREN: CORRECTION,
    }
)
"""Occasion to withdraw a toewijzing -> the reason of the gemeente, which every release knows."""


def intrekking_reden(occasion: Occasion, release: Release, *, stopped_by_aanbieder: bool) -> str:
    """AF-01, AF-02: 12 for what the aanbieder began, once there is a 12; death and a mistake stay what they are.

    Args:
        occasion: why, as the desk knows it.
        release: in which it is sent.
        stopped_by_aanbieder: he himself ended the care before.
    """
    itself = occasion in {Occasion.OVERLIJDEN, Occasion.ANNULEREN}
    begun_by_aanbieder = stopped_by_aanbieder or occasion in {Occasion.AANBIEDER, Occasion.WIJZIGINGSVERZOEK}
    if release is Release.R30 and begun_by_aanbieder and not itself:
        return BY_AANBIEDER
    return OWN_REDEN[occasion]


def rules_of(redenen: Sequence[str]) -> list[str]:
    """The rules of the register that make it migrate."""
    from_number = {"TW-02"} if NO_UNIQUE_NUMBER in redenen else set()
    from_variant = {"TW-03"} if set(redenen) - {NO_UNIQUE_NUMBER} else set()
    return sorted(from_number | from_variant)
