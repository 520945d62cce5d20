"""The migratieschema: why a toewijzing does not fit release 3.0 (TW-02, TW-03)."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from migratietoets.istandaard.codelijsten.codes import PER_DAY, STUKS, STUKS_INSPANNING
from migratietoets.istandaard.compact import HashMap
from migratietoets.istandaard.model import Content, Key, Omvang, Toewijzing
from migratietoets.istandaard.releases import END_OF_2020, NUMBER_DEADLINE
from migratietoets.istandaard.uitvoeringen import INSPANNING
from migratietoets.istandaard.varianten import (
    ALLOWED,
    DROPPED_EENHEDEN_PER_DAY,
    DROPPED_FREQUENTIES,
    einddatum_compulsory,
)


class Reason(StrEnum):
    """Why a toewijzing must migrate, in the order in which reasons are reported."""

    NO_UNIQUE_NUMBER = "no_unique_number"
    FREQUENTIE_VERVALLEN = "frequentie_vervallen"
    ASPECIFIEK_MET_OMVANG = "aspecifiek_met_omvang"
    EENHEID_FREQUENTIE_COMBINATIE = "eenheid_frequentie_combinatie"
    GEEN_TOEGESTANE_VARIANT = "geen_toegestane_variant"
    STUKS_INSPANNING = "stuks_inspanning"
    EINDDATUM_ONTBREEKT = "einddatum_ontbreekt"


SENTENCES: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.NO_UNIQUE_NUMBER: "zij heeft geen uniek nummer",
        Reason.FREQUENTIE_VERVALLEN: "haar frequentie is vervallen",
        Reason.ASPECIFIEK_MET_OMVANG: "zij is aspecifiek en heeft een omvang",
        Reason.EENHEID_FREQUENTIE_COMBINATIE: "haar eenheid en frequentie gaan niet samen",
        Reason.GEEN_TOEGESTANE_VARIANT: "zij is geen toegestane variant",
        Reason.STUKS_INSPANNING: "zij telt inspanning in stuks (82)",
        Reason.EINDDATUM_ONTBREEKT: "zij heeft geen einddatum",
    }
)
"""Each reason as a finding says it of a toewijzing."""


def in_words(found: Iterable[Reason]) -> str:
    """Reasons, as a reader of a finding reads them."""
    return ", ".join(SENTENCES[reason] for reason in found)


VARIANT_REASONS = frozenset(Reason) - {Reason.NO_UNIQUE_NUMBER}


def in_scope(einddatum: date | None) -> bool:
    """A number matters from december 2020 on: einddatum after 30-11-2020 or none (TW-01)."""
    return einddatum is None or einddatum > NUMBER_DEADLINE


def valid_in_2021(einddatum: date | None) -> bool:
    """A variant matters from 2021 on: einddatum after 31-12-2020 or none (TW-03)."""
    return einddatum is None or einddatum > END_OF_2020


class Numbers:
    """Which toewijzingen ever carried a number, per gemeente and domein (TW-01).

    A resend or change of the same toewijzing is no second holder; a cancelled one counts as never sent.
    """

    def __init__(self, toewijzingen: Iterable[Toewijzing] = ()) -> None:
        self._holders = HashMap()
        for toewijzing in toewijzingen:
            self.note(toewijzing)

    def note(self, toewijzing: Toewijzing) -> None:
        """Note that this toewijzing was issued, unless it was cancelled."""
        if not toewijzing.cancelled:
            self.add(toewijzing.key)

    def add(self, key: Key) -> None:
        """Note that this toewijzing was issued with its number."""
        if key.toewijzingnummer is not None:
            number, holder = _hashes(key)
            earlier = self._holders.get(number)
            self._holders.put(number, holder if earlier in {None, holder} else _SEVERAL)

    def unique(self, key: Key) -> bool:
        """True when the toewijzing has a number that no other toewijzing ever had."""
        if key.toewijzingnummer is None:
            return False
        number, holder = _hashes(key)
        return self._holders.get(number) in {None, holder}


_SEVERAL = 0
"""More than one toewijzing has this number."""


def _hashes(key: Key) -> tuple[int, int]:
    """The hash of a number where it must be unique, and of who holds it: numbers are judged, not kept."""
    return hash((key.gemeente, key.domein, key.toewijzingnummer)), hash(key) & 0xFFFFFFFFFFFFFFFF or 1


def eenheid_in_30(omvang: Omvang, uitvoering: str | None) -> str:
    """The eenheid as 3.0 reads it: stuks that are inspanning are eenheid 84."""
    return STUKS_INSPANNING if omvang.eenheid == STUKS and uitvoering == INSPANNING else omvang.eenheid


def shape_fits(content: Content) -> bool:
    """The shape of a permitted variant: what is filled and what is empty (CD041, CD077, CD078, CD079)."""
    if content.omvang is not None and content.budget is not None:
        return False
    if content.code is not None:
        return content.omvang is not None
    return content.categorie is not None or content.budget is not None


def variant_reasons(content: Content, einddatum: date | None, uitvoering: str | None) -> list[Reason]:
    """Why this content is no permitted variant when valid in 2021; each reason is its own question.

    Args:
        content: product, omvang and budget.
        einddatum: the last day, or None.
        uitvoering: "inspanning" turns eenheid 82 into 84.
    """
    omvang = content.omvang
    eenheid = omvang and eenheid_in_30(omvang, uitvoering)
    frequentie = content.frequentie
    found = {
        Reason.FREQUENTIE_VERVALLEN: frequentie in DROPPED_FREQUENTIES,
        Reason.ASPECIFIEK_MET_OMVANG: content.categorie is not None and content.code is None and omvang is not None,
        Reason.EENHEID_FREQUENTIE_COMBINATIE: frequentie == PER_DAY and eenheid in DROPPED_EENHEDEN_PER_DAY,
        Reason.GEEN_TOEGESTANE_VARIANT: not shape_fits(content) or (eenheid is not None and eenheid not in ALLOWED),
        Reason.STUKS_INSPANNING: omvang is not None and omvang.eenheid == STUKS and uitvoering == INSPANNING,
        Reason.EINDDATUM_ONTBREEKT: einddatum is None
        and einddatum_compulsory(frequentie, budget=content.budget is not None),
    }
    return [reason for reason, holds in found.items() if holds]


def reasons(toewijzing: Toewijzing, numbers: Numbers) -> list[Reason]:
    """Why this toewijzing must migrate, in fixed order; empty when it may stay."""
    if toewijzing.cancelled:
        return []
    found = []
    if in_scope(toewijzing.einddatum) and not numbers.unique(toewijzing.key):
        found.append(Reason.NO_UNIQUE_NUMBER)
    if valid_in_2021(toewijzing.einddatum):
        found += variant_reasons(toewijzing.content, toewijzing.einddatum, toewijzing.uitvoering)
    return found
