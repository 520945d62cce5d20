"""Must this toewijzing migrate, and why (TW-02, TW-03)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from conformance.reference.toegestaan import STUKS_INSPANNING, STUKS_OUTPUT, na_2020, overtredingen
from istandaard.model import Toewijzing
from istandaard.releases import UITERLIJK_NUMMER

GEEN_UNIEK_NUMMER = "no_unique_number"
ASPECIFIEK_MET_OMVANG = "aspecifiek_met_omvang"
GEEN_VARIANT = "geen_toegestane_variant"
STUKS = "stuks_inspanning"
EINDDATUM = "einddatum_ontbreekt"

REDENEN = (
    GEEN_UNIEK_NUMMER,
    "frequentie_vervallen",
    ASPECIFIEK_MET_OMVANG,
    "eenheid_frequentie_combinatie",
    GEEN_VARIANT,
    STUKS,
    EINDDATUM,
)
"""Every reason, in the order in which an assessment names them."""

REDEN_VAN: Mapping[str, str] = MappingProxyType(
    {
        "CS104": "frequentie_vervallen",
        "CD080": ASPECIFIEK_MET_OMVANG,
        "CD081": "eenheid_frequentie_combinatie",
        "CD041": GEEN_VARIANT,
        "CD077": GEEN_VARIANT,
        "CD079": GEEN_VARIANT,
        "CS330": GEEN_VARIANT,
        "CD075": EINDDATUM,
        "CD076": EINDDATUM,
    }
)
"""Rule of the model -> the reason it gives to migrate."""


class Oordeel:
    """The migratieschema, one question a method."""

    def redenen(self, toewijzing: Toewijzing, *, uniek: bool) -> list[str]:
        """Give the reasons to migrate in fixed order; [] when the toewijzing can stay as it is.

        A cancelled toewijzing counts as never sent and stays. A variant counts only when it is still valid in 2021.
        """
        gevonden: set[str] = set()
        if toewijzing.geannuleerd:
            return []
        if not uniek and self.nummer_moet_uniek(toewijzing):
            gevonden.add(GEEN_UNIEK_NUMMER)
        if self.variant_telt(toewijzing):
            gelezen = replace(toewijzing, eenheid=self.eenheid_in_30(toewijzing))
            gevonden |= {REDEN_VAN[regel] for regel in self.gebroken_regels(gelezen)}
            if gelezen.eenheid != toewijzing.eenheid:
                gevonden.add(STUKS)
        return [reden for reden in REDENEN if reden in gevonden]

    def nummer_moet_uniek(self, toewijzing: Toewijzing) -> bool:
        """TW-02: it ends after 30-11-2020 or not at all."""
        return toewijzing.einddatum is None or toewijzing.einddatum > UITERLIJK_NUMMER

    def variant_telt(self, toewijzing: Toewijzing) -> bool:
        """TW-03: it is still valid in 2021."""
        return na_2020(toewijzing)

    def gebroken_regels(self, toewijzing: Toewijzing) -> list[str]:
        """Which rules of 3.0 the content breaks."""
        return overtredingen(toewijzing)

    def eenheid_in_30(self, toewijzing: Toewijzing) -> str | None:
        """Stuks that measure inspanning have an eenheid of their own in 3.0 (OP305)."""
        if toewijzing.eenheid == STUKS_OUTPUT and toewijzing.uitvoering == "inspanning":
            return STUKS_INSPANNING
        return toewijzing.eenheid

    def regels(self, redenen: Sequence[str]) -> list[str]:
        """The rules of the register that make it migrate."""
        van_nummer = {"TW-02"} if GEEN_UNIEK_NUMMER in redenen else set()
        van_variant = {"TW-03"} if set(redenen) - {GEEN_UNIEK_NUMMER} else set()
        return sorted(van_nummer | van_variant)
