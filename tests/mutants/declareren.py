"""Known-bad parties that claim in the wrong message, period or place (DC-01 .. DC-14, CS100)."""

from dataclasses import replace
from datetime import date, timedelta

from mutants import gemeente
from mutants.aanbieder import Mutant

from conformance.reference.leveringen import ZONDAG_WEEK_53
from conformance.reference.perioden import DECLARATIE, DECLARATIE_2020, MAAND
from istandaard.berichten.declaratie import declaratiekop
from istandaard.releases import EERSTE_DAG_30, EINDE_2020, INGANG_30

EIND_NOVEMBER = date(2020, 11, 30)
VAN_28_DECEMBER = date(2020, 12, 28)


class DeclareertFebruariMetEen303(Mutant):
    """Declareert productperiodes vanaf februari 2021 nog met een 303."""

    regel = "DC-01"

    def soort_declaratie(self, dag):
        return DECLARATIE_2020 if dag >= date(2021, 2, 1) else super().soort_declaratie(dag)


class DeclareertVierWekenIn2021(Mutant):
    """Geeft een 323 een declaratieperiode van vier weken."""

    regel = "DC-02"

    def declaratieperiode(self, aanbieder, plek):
        begin, einde = super().declaratieperiode(aanbieder, plek)
        return (begin, begin + timedelta(days=27) if plek.soort == DECLARATIE else einde)


class Periode13TotDrieJanuari(Mutant):
    """Laat periode 13 doorlopen tot en met 3 januari 2021."""

    regel = "DC-04"

    def declaratieperiode(self, aanbieder, plek):
        begin, einde = super().declaratieperiode(aanbieder, plek)
        return (begin, ZONDAG_WEEK_53 if einde == EINDE_2020 and begin > date(2020, 12, 1) else einde)


class WeigertPeriode13(gemeente.Mutant):
    """Weigert een declaratie over periode 13, omdat zij op 31-12-2020 eindigt."""

    regel = "DC-04"

    def technische_fout(self, bericht):
        hoofd = declaratiekop(bericht)
        dertien = bericht.soort == "303" and hoofd.begindatum.day != 1 and hoofd.einddatum == EINDE_2020
        return dertien or super().technische_fout(bericht)


class ZetWeek1InPeriode13(Mutant):
    """Declareert output van week 1 van 2021 nog over de laatste periode van 2020."""

    regel = "DC-05"

    def dag_output(self, levering, toewijzing):
        week_1 = levering.dag == date(2021, 1, 10) and toewijzing.ingangsdatum <= EIND_NOVEMBER
        return EINDE_2020 if week_1 else super().dag_output(levering, toewijzing)


class ZetNovemberInDecember(Mutant):
    """Declareert inspanning van november pas in de periode waarin half december ligt."""

    regel = "DC-06"

    def dag_inspanning(self, levering, toewijzing):
        half_december = date(2020, 12, 15)
        loopt = toewijzing.einddatum is None or toewijzing.einddatum >= half_december
        return (
            half_december if loopt and levering.dag <= EIND_NOVEMBER else super().dag_inspanning(levering, toewijzing)
        )


class ZetEindDecemberTeVroeg(Mutant):
    """Declareert inspanning van 28 tot en met 31 december een periode te vroeg."""

    regel = "DC-07"

    def dag_inspanning(self, levering, toewijzing):
        eind_december = VAN_28_DECEMBER <= levering.dag <= EINDE_2020 and self.te_vroeg(toewijzing)
        return EIND_NOVEMBER if eind_december else super().dag_inspanning(levering, toewijzing)

    def te_vroeg(self, toewijzing):
        return toewijzing.ingangsdatum <= EIND_NOVEMBER


class VerschiltMetEenOpvolger(ZetEindDecemberTeVroeg):
    """Declareert inspanning van 28 tot en met 31 december te vroeg als de toewijzing doorloopt."""

    regel = "DC-09"

    def te_vroeg(self, toewijzing):
        loopt_door = toewijzing.einddatum is None or toewijzing.einddatum > EINDE_2020
        return loopt_door and super().te_vroeg(toewijzing)


class ZetBeginJanuariInPeriode13(Mutant):
    """Declareert inspanning van 1 tot en met 3 januari met een 303 over de laatste periode van 2020."""

    regel = "DC-08"

    def toewijzing_voor(self, levering):
        regel = super().toewijzing_voor(levering)
        if regel is None or not INGANG_30 <= levering.dag <= ZONDAG_WEEK_53 or levering.uitvoering == "output":
            return regel
        begint = regel.toewijzing.ingangsdatum == INGANG_30
        return (self.naast(levering, regel, eindigt=EINDE_2020) if begint else None) or regel

    def dag_inspanning(self, levering, toewijzing):
        begin = INGANG_30 <= levering.dag <= ZONDAG_WEEK_53 and toewijzing.ingangsdatum <= EINDE_2020
        return EINDE_2020 if begin else super().dag_inspanning(levering, toewijzing)


class ZetWeek53InPeriode13(Mutant):
    """Declareert output van week 53 op een doorlopende toewijzing over de laatste periode van 2020."""

    regel = "DC-10"

    def dag_output(self, levering, toewijzing):
        week_53 = levering.dag == ZONDAG_WEEK_53 and toewijzing.ingangsdatum <= EINDE_2020
        return EINDE_2020 if week_53 else super().dag_output(levering, toewijzing)


class VergeetDeAfspraak(Mutant):
    """Declareert output van week 53 in het andere jaar dan is afgesproken."""

    regel = "DC-12"

    def week_53_in_2021(self, levering, regel):
        anders = super().week_53_in_2021(levering, regel)
        return anders if levering.afspraak is None else not anders


class DeclareertWeek53TweeKeer(Mutant):
    """Declareert output van week 53 op de oude toewijzing en nog eens op de opvolger."""

    regel = "DC-14"

    def plekken(self, levering, indeling):
        eigen = super().plekken(levering, indeling)
        if levering.dag != ZONDAG_WEEK_53 or levering.uitvoering != "output":
            return eigen
        paar = self.paar_rond_oudjaar(levering, self.houder(levering, VAN_28_DECEMBER, ZONDAG_WEEK_53))
        if paar is None:
            return eigen
        ander = "2020" if self.week_53_in_2021(levering, paar[0]) else "2021"
        return [*eigen, *super().plekken(replace(levering, afspraak=ander), indeling)]

    def is_gedeclareerd(self, levering):
        keren = [regel for regel in self.ingediend.values() if levering.nummer in regel.leveringen]
        return super().is_gedeclareerd(levering) and (levering.dag != ZONDAG_WEEK_53 or len(keren) > 1)


class Declareert2020MetEen323(Mutant):
    """Declareert zorg van voor 28 december 2020 in januari met een 323."""

    regel = "CS100"

    def plekken(self, levering, indeling):
        return [
            self.met_323(plek) if indeling == MAAND and self.te_laat(levering) else plek
            for plek in super().plekken(levering, indeling)
        ]

    def te_laat(self, levering):
        return self.vandaag >= EERSTE_DAG_30 and levering.dag < VAN_28_DECEMBER

    def met_323(self, plek):
        toewijzing = self.boek[plek.toewijzing].toewijzing
        return replace(plek, soort=DECLARATIE) if toewijzing.toewijzingnummer else plek
