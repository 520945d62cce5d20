"""The content of a successor: the same care in the same quantity, in a form that 3.0 permits (TW-06)."""

from dataclasses import replace
from datetime import date

from conformance.reference.oordeel import ASPECIFIEK_MET_OMVANG, GEEN_VARIANT, REDEN_VAN, Oordeel
from conformance.reference.toegestaan import PER_DAG, STUKS_INSPANNING, STUKS_OUTPUT, met_omvang, uitdrukbaar
from istandaard.model import Invoerfout, Toewijzing
from istandaard.releases import Release
from istandaard.varianten import EENHEDEN_PER_DAG_VERVALLEN, EENHEDEN_VERVALLEN, FREQUENTIES_MET_EINDDATUM

PER_WEEK, PER_VIER_WEKEN, PER_MAAND, PER_JAAR, TOTAAL = "2", "3", "4", "5", "6"

SPECIFIEK = "specifiek_met_omvang"
ASPECIFIEK = "aspecifiek_zonder_budget"
ASPECIFIEK_BUDGET = "aspecifiek_met_budget"
GENERIEK_BUDGET = "generiek_met_budget"
STUKS_SPECIFIEK = "specifiek_stuks_inspanning"

VORMEN = (SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET, GENERIEK_BUDGET, STUKS_SPECIFIEK)
MET_BUDGET = frozenset({ASPECIFIEK_BUDGET, GENERIEK_BUDGET})
SPECIFIEKE = frozenset({SPECIFIEK, STUKS_SPECIFIEK})
UITWEGEN = (SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET)
"""What an aspecifieke toewijzing with omvang may become (BS-08, BS-09, BS-10)."""


def afgerond(teller: int, noemer: int) -> int:
    """Divide to a whole number: half rounds up, never below 1."""
    return max(1, (2 * teller + noemer) // (2 * noemer))


def dagen(van: date, tot: date) -> int:
    """The number of days of a period, both ends included."""
    return (tot - van).days + 1


class Omzetting(Oordeel):
    """How old content becomes new content; every figure has its own method."""

    def deel(self, toewijzing: Toewijzing, van: date, tot: date | None) -> Toewijzing:
        """The part of a toewijzing from one day to another; a volume over the whole period is shared by days."""
        volume = toewijzing.volume
        if toewijzing.frequentie == TOTAAL and volume is not None:
            volume = self.aandeel(toewijzing, van, tot)
        return replace(toewijzing, ingangsdatum=van, einddatum=tot, volume=volume)

    def aandeel(self, toewijzing: Toewijzing, van: date, tot: date | None) -> int | None:
        """Frequentie 6: the volume that falls to a part; unknown without einddatum."""
        if toewijzing.volume is None or toewijzing.einddatum is None or tot is None:
            return None
        geheel = dagen(toewijzing.ingangsdatum, toewijzing.einddatum)
        return afgerond(toewijzing.volume * dagen(van, tot), geheel)

    def gewenste_vorm(self, toewijzing: Toewijzing) -> str | None:
        """What the successor must be; None when only the gemeente can know (aspecifiek with omvang).

        Raises:
            Invoerfout: the wish is unknown, or `gelijk` where that is impossible.
        """
        wens = toewijzing.vervanging
        if wens is not None and wens != "gelijk":
            if wens not in VORMEN:
                raise Invoerfout(
                    f"Toewijzing {toewijzing.id}: verwacht vervanging gelijk, {', '.join(VORMEN)} of leeg; "
                    f"gevonden {wens!r}. Verbeter de vervanging."
                )
            return wens
        bezwaren = {REDEN_VAN[regel] for regel in self.gebroken_regels(toewijzing)}
        if wens == "gelijk" and bezwaren & {ASPECIFIEK_MET_OMVANG, GEEN_VARIANT}:
            raise Invoerfout(
                f"Toewijzing {toewijzing.id}: vervanging gelijk kan niet, want 3.0 staat de inhoud zelf niet toe. "
                "Kies een andere vervanging."
            )
        return None if ASPECIFIEK_MET_OMVANG in bezwaren and toewijzing.categorie else self.eigen_vorm(toewijzing)

    def eigen_vorm(self, toewijzing: Toewijzing) -> str:
        """The variant a toewijzing already has, or comes nearest to."""
        if toewijzing.code is not None:
            return SPECIFIEK
        if toewijzing.categorie is None:
            return GENERIEK_BUDGET
        return ASPECIFIEK if toewijzing.budget is None else ASPECIFIEK_BUDGET

    def opvolger(self, toewijzing: Toewijzing, vorm: str) -> Toewijzing:
        """The same period with the content of a form; what nobody gave is None.

        What the gemeente wrote down as wanted content goes before what follows from the old content.
        """
        wens = toewijzing.nieuw
        budget = wens.budget if wens and wens.budget is not None else toewijzing.budget
        kaal = replace(toewijzing, code=None, volume=None, eenheid=None, frequentie=None, budget=None)
        if vorm == ASPECIFIEK:
            return kaal
        if vorm == ASPECIFIEK_BUDGET:
            return replace(kaal, budget=budget)
        if vorm == GENERIEK_BUDGET:
            return replace(kaal, categorie=None, budget=budget)
        oud = self.als_stuks_inspanning(toewijzing) if vorm == STUKS_SPECIFIEK else toewijzing
        return self.met_wens(replace(self.dichtstbij(oud), budget=None))

    def als_stuks_inspanning(self, toewijzing: Toewijzing) -> Toewijzing:
        """Read as stuks (inspanning); a quantity in another eenheid cannot be converted."""
        if toewijzing.eenheid in {STUKS_OUTPUT, STUKS_INSPANNING}:
            return replace(toewijzing, eenheid=STUKS_INSPANNING)
        return replace(toewijzing, volume=None, eenheid=STUKS_INSPANNING, frequentie=None)

    def met_wens(self, toewijzing: Toewijzing) -> Toewijzing:
        """Put the wanted content over it; a quantity does not survive another eenheid or frequentie."""
        wens = toewijzing.nieuw
        if wens is None:
            return toewijzing
        maat = (wens.eenheid or toewijzing.eenheid, wens.frequentie or toewijzing.frequentie)
        oud_volume = toewijzing.volume if maat == (toewijzing.eenheid, toewijzing.frequentie) else None
        return replace(
            toewijzing,
            code=wens.code or toewijzing.code,
            volume=oud_volume if wens.volume is None else wens.volume,
            eenheid=maat[0],
            frequentie=maat[1],
        )

    def dichtstbij(self, toewijzing: Toewijzing) -> Toewijzing:
        """The nearest permitted eenheid and frequentie; an eenheid that lapsed has none."""
        if toewijzing.eenheid in EENHEDEN_VERVALLEN:
            return replace(toewijzing, volume=None, eenheid=None, frequentie=None)
        toewijzing = replace(toewijzing, eenheid=self.eenheid_in_30(toewijzing))
        if toewijzing.frequentie == PER_VIER_WEKEN:
            return self.van_vier_weken(toewijzing)
        if toewijzing.frequentie == PER_JAAR:
            return self.van_jaar(toewijzing)
        if toewijzing.frequentie == PER_DAG and toewijzing.eenheid in EENHEDEN_PER_DAG_VERVALLEN:
            return self.van_dag(toewijzing)
        return toewijzing

    def van_vier_weken(self, toewijzing: Toewijzing) -> Toewijzing:
        """Per week where it divides and there is the einddatum a week needs; otherwise per maand."""
        volume = toewijzing.volume
        if volume is None:
            return replace(toewijzing, frequentie=PER_MAAND)
        if toewijzing.einddatum is not None and volume % 4 == 0:
            return replace(toewijzing, volume=max(1, volume // 4), frequentie=PER_WEEK)
        return replace(toewijzing, volume=afgerond(volume * 13, 12), frequentie=PER_MAAND)

    def van_jaar(self, toewijzing: Toewijzing) -> Toewijzing:
        """Per maand: a twelfth."""
        volume = None if toewijzing.volume is None else afgerond(toewijzing.volume, 12)
        return replace(toewijzing, volume=volume, frequentie=PER_MAAND)

    def van_dag(self, toewijzing: Toewijzing) -> Toewijzing:
        """Per week: seven times as much."""
        volume = None if toewijzing.volume is None else toewijzing.volume * 7
        return replace(toewijzing, volume=volume, frequentie=PER_WEEK)

    def alleen_in_30(self, oud: Toewijzing, opvolger: Toewijzing, vorm: str) -> bool:
        """Tell whether 2.4 has no words for the successor (a budget, stuks inspanning), or for the old one."""
        return vorm in MET_BUDGET or not (uitdrukbaar(opvolger, Release.R24) and uitdrukbaar(oud, Release.R24))

    def einddatum_nodig(self, toewijzing: Toewijzing, vorm: str) -> bool:
        """Tell whether 3.0 asks an einddatum: with a budget, per week, or a volume for the whole period."""
        return vorm in MET_BUDGET or (met_omvang(toewijzing) and toewijzing.frequentie in FREQUENTIES_MET_EINDDATUM)
