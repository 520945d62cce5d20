"""The migratieschema: why a toewijzing does not fit release 3.0 (TW-02, TW-03)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from migratietoets.istandaard.model import Content, Key, Omvang, Toewijzing
from migratietoets.istandaard.releases import END_OF_2020, NUMBER_DEADLINE
from migratietoets.istandaard.varianten import (
    ALLOWED,
    DROPPED_EENHEDEN_PER_DAY,
    DROPPED_FREQUENTIES,
    FREQUENTIES_WITH_EINDDATUM,
)

REDENEN = (
    "no_unique_number",
    "frequentie_vervallen",
    "aspecifiek_met_omvang",
    "eenheid_frequentie_combinatie",
    "geen_toegestane_variant",
    "stuks_inspanning",
    "einddatum_ontbreekt",
)
"""Every reason, in the order in which they are reported."""

VARIANTREDENEN = frozenset(REDENEN[1:])


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
        self._holders: dict[tuple[str, str, str], set[Key]] = defaultdict(set)
        for toewijzing in toewijzingen:
            if not toewijzing.cancelled:
                self.add(toewijzing.key)

    def add(self, key: Key) -> None:
        """Note that this toewijzing was issued with its number."""
        if key.toewijzingnummer is not None:
            self._holders[key.gemeente, key.domein, key.toewijzingnummer].add(key)

    def unique(self, key: Key) -> bool:
        """True when the toewijzing has a number that no other toewijzing ever had."""
        if key.toewijzingnummer is None:
            return False
        holders = self._holders.get((key.gemeente, key.domein, key.toewijzingnummer), set())
        return not holders - {key}


def eenheid_in_30(omvang: Omvang, uitvoering: str | None) -> str:
    """The eenheid as 3.0 reads it: stuks that are inspanning are eenheid 84."""
    return "84" if omvang.eenheid == "82" and uitvoering == "inspanning" else omvang.eenheid


def shape_fits(content: Content) -> bool:
    """The shape of a permitted variant: what is filled and what is empty (CD041, CD077, CD078, CD079)."""
    if content.omvang is not None and content.budget is not None:
        return False
    if content.code is not None:
        return content.omvang is not None
    return content.categorie is not None or content.budget is not None


def variantredenen(content: Content, einddatum: date | None, uitvoering: str | None) -> list[str]:
    """Why this content is no permitted variant when valid in 2021; each reason is its own question.

    Args:
        content: product, omvang and budget.
        einddatum: the last day, or None.
        uitvoering: "inspanning" turns eenheid 82 into 84.
    """
    omvang = content.omvang
    eenheid = omvang and eenheid_in_30(omvang, uitvoering)
    frequentie = omvang and omvang.frequentie
    found = {
        "frequentie_vervallen": frequentie in DROPPED_FREQUENTIES,
        "aspecifiek_met_omvang": content.code is None and omvang is not None,
        "eenheid_frequentie_combinatie": frequentie == "1" and eenheid in DROPPED_EENHEDEN_PER_DAY,
        "geen_toegestane_variant": not shape_fits(content) or (eenheid is not None and eenheid not in ALLOWED),
        "stuks_inspanning": omvang is not None and omvang.eenheid == "82" and uitvoering == "inspanning",
        "einddatum_ontbreekt": einddatum is None
        and (frequentie in FREQUENTIES_WITH_EINDDATUM or content.budget is not None),
    }
    return [reden for reden in REDENEN[1:] if found[reden]]


def redenen(toewijzing: Toewijzing, numbers: Numbers) -> list[str]:
    """Why this toewijzing must migrate, in fixed order; empty when it may stay."""
    if toewijzing.cancelled:
        return []
    found = []
    if in_scope(toewijzing.einddatum) and not numbers.unique(toewijzing.key):
        found.append("no_unique_number")
    if valid_in_2021(toewijzing.einddatum):
        found += variantredenen(toewijzing.content, toewijzing.einddatum, toewijzing.uitvoering)
    return found
