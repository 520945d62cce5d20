"""Known-bad parties that claim in the wrong message, period or place (DC-01 .. DC-14, CS100)."""

from dataclasses import replace
from datetime import date, timedelta

from migratietoets.conformance.reference.deliveries import SUNDAY_WEEK_53
from migratietoets.conformance.reference.periods import DECLARATIE, DECLARATIE_2020, MONTH
from migratietoets.istandaard.berichten.declaratie import declaratie_header
from migratietoets.istandaard.releases import END_OF_2020, FIRST_DAY_30, START_30
from tests.proof.mutants import gemeente
from tests.proof.mutants.aanbieder import Mutant

END_OF_NOVEMBER = date(2020, 11, 30)
FROM_28_DECEMBER = date(2020, 12, 28)


class DeclareertFebruariMetEen303(Mutant):
    """Declareert productperiodes vanaf februari 2021 nog met een 303."""

    regel = "DC-01"

    def declaratie_kind(self, day):
        return DECLARATIE_2020 if day >= date(2021, 2, 1) else super().declaratie_kind(day)


class DeclareertVierWekenIn2021(Mutant):
    """Geeft een 323 een declaratieperiode van vier weken."""

    regel = "DC-02"

    def declaratieperiode(self, aanbieder, place):
        begin, end = super().declaratieperiode(aanbieder, place)
        return (begin, begin + timedelta(days=27) if place.kind == DECLARATIE else end)


class Periode13TotDrieJanuari(Mutant):
    """Laat periode 13 doorlopen tot en met 3 januari 2021."""

    regel = "DC-04"

    def declaratieperiode(self, aanbieder, place):
        begin, end = super().declaratieperiode(aanbieder, place)
        return (begin, SUNDAY_WEEK_53 if end == END_OF_2020 and begin > date(2020, 12, 1) else end)


class WeigertPeriode13(gemeente.Mutant):
    """Weigert een declaratie over periode 13, omdat zij op 31-12-2020 eindigt."""

    regel = "DC-04"

    def technical_fault(self, bericht):
        head = declaratie_header(bericht)
        thirteen = bericht.kind == "303" and head.begindatum.day != 1 and head.einddatum == END_OF_2020
        return thirteen or super().technical_fault(bericht)


class ZetWeek1InPeriode13(Mutant):
    """Declareert output van week 1 van 2021 nog over de laatste periode van 2020."""

    regel = "DC-05"

    def output_day(self, delivery, toewijzing):
        week_1 = delivery.day == date(2021, 1, 10) and toewijzing.ingangsdatum <= END_OF_NOVEMBER
        return END_OF_2020 if week_1 else super().output_day(delivery, toewijzing)


class ZetNovemberInDecember(Mutant):
    """Declareert inspanning van november pas in de periode waarin half december ligt."""

    regel = "DC-06"

    def inspanning_day(self, delivery, toewijzing):
        mid_december = date(2020, 12, 15)
        running = toewijzing.einddatum is None or toewijzing.einddatum >= mid_december
        return (
            mid_december
            if running and delivery.day <= END_OF_NOVEMBER
            else super().inspanning_day(delivery, toewijzing)
        )


class ZetEindDecemberTeVroeg(Mutant):
    """Declareert inspanning van 28 tot en met 31 december een periode te vroeg."""

    regel = "DC-07"

    def inspanning_day(self, delivery, toewijzing):
        late_december = FROM_28_DECEMBER <= delivery.day <= END_OF_2020 and self.too_early(toewijzing)
        return END_OF_NOVEMBER if late_december else super().inspanning_day(delivery, toewijzing)

    def too_early(self, toewijzing):
        return toewijzing.ingangsdatum <= END_OF_NOVEMBER


class VerschiltMetEenOpvolger(ZetEindDecemberTeVroeg):
    """Declareert inspanning van 28 tot en met 31 december te vroeg als de toewijzing doorloopt."""

    regel = "DC-09"

    def too_early(self, toewijzing):
        runs_on = toewijzing.einddatum is None or toewijzing.einddatum > END_OF_2020
        return runs_on and super().too_early(toewijzing)


class ZetBeginJanuariInPeriode13(Mutant):
    """Declareert inspanning van 1 tot en met 3 januari met een 303 over de laatste periode van 2020."""

    regel = "DC-08"

    def toewijzing_for(self, delivery):
        regel = super().toewijzing_for(delivery)
        if regel is None or not START_30 <= delivery.day <= SUNDAY_WEEK_53 or delivery.uitvoering == "output":
            return regel
        begins = regel.toewijzing.ingangsdatum == START_30
        return (self.adjacent(delivery, regel, ends=END_OF_2020) if begins else None) or regel

    def inspanning_day(self, delivery, toewijzing):
        begin = START_30 <= delivery.day <= SUNDAY_WEEK_53 and toewijzing.ingangsdatum <= END_OF_2020
        return END_OF_2020 if begin else super().inspanning_day(delivery, toewijzing)


class ZetWeek53InPeriode13(Mutant):
    """Declareert output van week 53 op een doorlopende toewijzing over de laatste periode van 2020."""

    regel = "DC-10"

    def output_day(self, delivery, toewijzing):
        week_53 = delivery.day == SUNDAY_WEEK_53 and toewijzing.ingangsdatum <= END_OF_2020
        return END_OF_2020 if week_53 else super().output_day(delivery, toewijzing)


class VergeetDeAfspraak(Mutant):
    """Declareert output van week 53 in het andere jaar dan is afgesproken."""

    regel = "DC-12"

    def week_53_in_2021(self, delivery, regel):
        otherwise = super().week_53_in_2021(delivery, regel)
        return otherwise if delivery.afspraak is None else not otherwise


class DeclareertWeek53TweeKeer(Mutant):
    """Declareert output van week 53 op de oude toewijzing en nog eens op de opvolger."""

    regel = "DC-14"

    def places(self, delivery, division):
        own = super().places(delivery, division)
        if delivery.day != SUNDAY_WEEK_53 or delivery.uitvoering != "output":
            return own
        pair = self.pair_around_new_year(delivery, self.holder(delivery, FROM_28_DECEMBER, SUNDAY_WEEK_53))
        if pair is None:
            return own
        other = "2020" if self.week_53_in_2021(delivery, pair[0]) else "2021"
        return [*own, *super().places(replace(delivery, afspraak=other), division)]

    def is_claimed(self, delivery):
        times_seen = [regel for regel in self.submitted.values() if delivery.number in regel.deliveries]
        return super().is_claimed(delivery) and (delivery.day != SUNDAY_WEEK_53 or len(times_seen) > 1)


class Declareert2020MetEen323(Mutant):
    """Declareert zorg van voor 28 december 2020 in januari met een 323."""

    regel = "CS100"

    def places(self, delivery, division):
        return [
            self.with_323(place) if division == MONTH and self.too_late(delivery) else place
            for place in super().places(delivery, division)
        ]

    def too_late(self, delivery):
        return self.today >= FIRST_DAY_30 and delivery.day < FROM_28_DECEMBER

    def with_323(self, place):
        toewijzing = self.ledger[place.toewijzing].toewijzing
        return replace(place, kind=DECLARATIE) if toewijzing.toewijzingnummer else place
