"""The migratieschema: why a toewijzing does not fit release 3.0 (TW-02, TW-03)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from istandaard.model import Inhoud, Omvang, Sleutel, Toewijzing
from istandaard.releases import EINDE_2020, UITERLIJK_NUMMER
from istandaard.varianten import (
    EENHEDEN_PER_DAG_VERVALLEN,
    FREQUENTIES_MET_EINDDATUM,
    FREQUENTIES_VERVALLEN,
    TOEGESTAAN,
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
    return einddatum is None or einddatum > UITERLIJK_NUMMER


def geldig_in_2021(einddatum: date | None) -> bool:
    """A variant matters from 2021 on: einddatum after 31-12-2020 or none (TW-03)."""
    return einddatum is None or einddatum > EINDE_2020


class Nummers:
    """Which toewijzingen ever carried a number, per gemeente and domein (TW-01).

    A resend or change of the same toewijzing is no second holder; a cancelled one counts as never sent.
    """

    def __init__(self, toewijzingen: Iterable[Toewijzing] = ()) -> None:
        self._houders: dict[tuple[str, str, str], set[Sleutel]] = defaultdict(set)
        for toewijzing in toewijzingen:
            if not toewijzing.geannuleerd:
                self.voeg_toe(toewijzing.sleutel)

    def voeg_toe(self, sleutel: Sleutel) -> None:
        """Note that this toewijzing was issued with its number."""
        if sleutel.toewijzingnummer is not None:
            self._houders[sleutel.gemeente, sleutel.domein, sleutel.toewijzingnummer].add(sleutel)

    def uniek(self, sleutel: Sleutel) -> bool:
        """True when the toewijzing has a number that no other toewijzing ever had."""
        if sleutel.toewijzingnummer is None:
            return False
        houders = self._houders.get((sleutel.gemeente, sleutel.domein, sleutel.toewijzingnummer), set())
        return not houders - {sleutel}


def gelezen_eenheid(omvang: Omvang, uitvoering: str | None) -> str:
    """The eenheid as 3.0 reads it: stuks that are inspanning are eenheid 84."""
    return "84" if omvang.eenheid == "82" and uitvoering == "inspanning" else omvang.eenheid


def vorm_klopt(inhoud: Inhoud) -> bool:
    """The shape of a permitted variant: what is filled and what is empty (CD041, CD077, CD078, CD079)."""
    if inhoud.omvang is not None and inhoud.budget is not None:
        return False
    if inhoud.code is not None:
        return inhoud.omvang is not None
    return inhoud.categorie is not None or inhoud.budget is not None


def variantredenen(inhoud: Inhoud, einddatum: date | None, uitvoering: str | None) -> list[str]:
    """Why this content is no permitted variant when valid in 2021; each reason is its own question.

    Args:
        inhoud: product, omvang and budget.
        einddatum: the last day, or None.
        uitvoering: "inspanning" turns eenheid 82 into 84.
    """
    omvang = inhoud.omvang
    eenheid = omvang and gelezen_eenheid(omvang, uitvoering)
    frequentie = omvang and omvang.frequentie
    gevonden = {
        "frequentie_vervallen": frequentie in FREQUENTIES_VERVALLEN,
        "aspecifiek_met_omvang": inhoud.code is None and omvang is not None,
        "eenheid_frequentie_combinatie": frequentie == "1" and eenheid in EENHEDEN_PER_DAG_VERVALLEN,
        "geen_toegestane_variant": not vorm_klopt(inhoud) or (eenheid is not None and eenheid not in TOEGESTAAN),
        "stuks_inspanning": omvang is not None and omvang.eenheid == "82" and uitvoering == "inspanning",
        "einddatum_ontbreekt": einddatum is None
        and (frequentie in FREQUENTIES_MET_EINDDATUM or inhoud.budget is not None),
    }
    return [reden for reden in REDENEN[1:] if gevonden[reden]]


def redenen(toewijzing: Toewijzing, nummers: Nummers) -> list[str]:
    """Why this toewijzing must migrate, in fixed order; empty when it may stay."""
    if toewijzing.geannuleerd:
        return []
    gevonden = []
    if in_scope(toewijzing.einddatum) and not nummers.uniek(toewijzing.sleutel):
        gevonden.append("no_unique_number")
    if geldig_in_2021(toewijzing.einddatum):
        gevonden += variantredenen(toewijzing.inhoud, toewijzing.einddatum, toewijzing.uitvoering)
    return gevonden
