"""Known-bad parties that claim in the wrong message, period or place (DC-01 .. DC-14, CS100, CS108)."""

from dataclasses import replace
from datetime import date, timedelta

from migratietoets.conformance.reference.aanbieder.claiming import Claiming
from migratietoets.conformance.reference.aanbieder.deliveries import Deliveries
from migratietoets.conformance.reference.aanbieder.periods import DECLARATIE, DECLARATIE_2020, Periods
from migratietoets.conformance.reference.gemeente import declaraties as judging
from migratietoets.istandaard.berichten.declaratie import declaratie_header
from migratietoets.istandaard.kalender import MONTHLY, WEEK_53_END
from migratietoets.istandaard.releases import END_OF_2020, FIRST_DAY_30, START_30
from migratietoets.istandaard.uitvoeringen import INSPANNING, OUTPUT
from tests.proof.mutants.mutant import AanbiederMutant, GemeenteMutant

END_OF_NOVEMBER = date(2020, 11, 30)
FROM_28_DECEMBER = date(2020, 12, 28)


class DeclareertFebruariMetEen303(AanbiederMutant):
    """Declareert productperiodes vanaf februari 2021 nog met een 303."""

    rule = "DC-01"

    class Old(Periods):
        def declaratie_kind(self, day):
            return DECLARATIE_2020 if day >= date(2021, 2, 1) else super().declaratie_kind(day)

    desks = (Old,)


class DeclareertVierWekenIn2021(AanbiederMutant):
    """Geeft een 323 een declaratieperiode van vier weken."""

    rule = "DC-02"

    class FourWeeks(Claiming):
        def declaratieperiode(self, aanbieder, place):
            begin, end = super().declaratieperiode(aanbieder, place)
            return (begin, begin + timedelta(days=27) if place.kind == DECLARATIE else end)

    desks = (FourWeeks,)


class Periode13TotDrieJanuari(AanbiederMutant):
    """Laat periode 13 doorlopen tot en met 3 januari 2021."""

    rule = "DC-04"

    class ToTheSunday(Claiming):
        def declaratieperiode(self, aanbieder, place):
            begin, end = super().declaratieperiode(aanbieder, place)
            return (begin, WEEK_53_END if end == END_OF_2020 and begin > date(2020, 12, 1) else end)

    desks = (ToTheSunday,)


class WeigertPeriode13(GemeenteMutant):
    """Weigert een declaratie over periode 13, omdat zij op 31-12-2020 eindigt."""

    rule = "DC-04"

    class RefusesPeriod13(judging.Declaraties):
        def technical_fault(self, bericht):
            head = declaratie_header(bericht)
            thirteen = bericht.kind == "303" and head.begindatum.day != 1 and head.einddatum == END_OF_2020
            return thirteen or super().technical_fault(bericht)

    desks = (RefusesPeriod13,)


class ZetWeek1InPeriode13(AanbiederMutant):
    """Declareert output van week 1 van 2021 nog over de laatste periode van 2020."""

    rule = "DC-05"

    class WeekTooEarly(Periods):
        def output_day(self, delivery, toewijzing):
            week_1 = delivery.day == date(2021, 1, 10) and toewijzing.ingangsdatum <= END_OF_NOVEMBER
            return END_OF_2020 if week_1 else super().output_day(delivery, toewijzing)

    desks = (WeekTooEarly,)


class ZetNovemberInDecember(AanbiederMutant):
    """Declareert inspanning van november pas in de periode waarin half december ligt."""

    rule = "DC-06"

    class MidDecember(Periods):
        def deciding_day(self, delivery, toewijzing):
            mid_december = date(2020, 12, 15)
            running = toewijzing.einddatum is None or toewijzing.einddatum >= mid_december
            late = delivery.uitvoering == INSPANNING and running and delivery.day <= END_OF_NOVEMBER
            return mid_december if late else super().deciding_day(delivery, toewijzing)

    desks = (MidDecember,)


class ZetEindDecemberTeVroeg(AanbiederMutant):
    """Declareert inspanning van 28 tot en met 31 december een periode te vroeg."""

    rule = "DC-07"

    class TooEarly(Periods):
        def deciding_day(self, delivery, toewijzing):
            late_december = delivery.uitvoering == INSPANNING and FROM_28_DECEMBER <= delivery.day <= END_OF_2020
            early = late_december and self.too_early(toewijzing)
            return END_OF_NOVEMBER if early else super().deciding_day(delivery, toewijzing)

        def too_early(self, toewijzing):
            return toewijzing.ingangsdatum <= END_OF_NOVEMBER

    desks = (TooEarly,)


class VerschiltMetEenOpvolger(AanbiederMutant):
    """Declareert inspanning van 28 tot en met 31 december te vroeg als de toewijzing doorloopt."""

    rule = "DC-09"

    class TooEarlyWhereItRunsOn(ZetEindDecemberTeVroeg.TooEarly):
        def too_early(self, toewijzing):
            runs_on = toewijzing.einddatum is None or toewijzing.einddatum > END_OF_2020
            return runs_on and super().too_early(toewijzing)

    desks = (TooEarlyWhereItRunsOn,)


class ZetBeginJanuariInPeriode13(AanbiederMutant):
    """Declareert inspanning van 1 tot en met 3 januari met een 303 over de laatste periode van 2020."""

    rule = "DC-08"

    class OnTheOldOne(Deliveries):
        def toewijzing_for(self, delivery):
            entry = super().toewijzing_for(delivery)
            in_week_53 = START_30 <= delivery.day <= WEEK_53_END and delivery.uitvoering == INSPANNING
            if entry is None or not in_week_53 or entry.toewijzing.ingangsdatum != START_30:
                return entry
            return self.adjacent(delivery, entry, ends=END_OF_2020) or entry

    class InDecember(Periods):
        def deciding_day(self, delivery, toewijzing):
            in_week_53 = START_30 <= delivery.day <= WEEK_53_END and delivery.uitvoering == INSPANNING
            early = in_week_53 and toewijzing.ingangsdatum <= END_OF_2020
            return END_OF_2020 if early else super().deciding_day(delivery, toewijzing)

    desks = (OnTheOldOne, InDecember)


class ZetWeek53InPeriode13(AanbiederMutant):
    """Declareert output van week 53 op een doorlopende toewijzing over de laatste periode van 2020."""

    rule = "DC-10"

    class InDecember(Periods):
        def output_day(self, delivery, toewijzing):
            week_53 = delivery.day == WEEK_53_END and toewijzing.ingangsdatum <= END_OF_2020
            return END_OF_2020 if week_53 else super().output_day(delivery, toewijzing)

    desks = (InDecember,)


class VergeetDeAfspraak(AanbiederMutant):
    """Declareert output van week 53 in het andere jaar dan is afgesproken."""

    rule = "DC-12"

    class OtherYear(Deliveries):
        def week_53_in_2021(self, delivery, entry):
            agreed = super().week_53_in_2021(delivery, entry)
            return agreed if delivery.afspraak is None else not agreed

    desks = (OtherYear,)


class DeclareertWeek53TweeKeer(AanbiederMutant):
    """Declareert output van week 53 op de oude toewijzing en nog eens op de opvolger."""

    rule = "DC-14"

    class InBothYears(Periods):
        def places(self, delivery, division):
            own = super().places(delivery, division)
            if delivery.day != WEEK_53_END or delivery.uitvoering != OUTPUT:
                return own
            holder = self.deliveries.holder(delivery, FROM_28_DECEMBER, WEEK_53_END)
            pair = self.deliveries.pair_around_new_year(delivery, holder)
            if pair is None:
                return own
            other = "2020" if self.deliveries.week_53_in_2021(delivery, pair[0]) else "2021"
            return [*own, *super().places(replace(delivery, afspraak=other), division)]

    class Twice(Claiming):
        def is_claimed(self, delivery):
            times = sum(delivery.number in line.deliveries for line in self.declaraties.submitted.values())
            return super().is_claimed(delivery) and (delivery.day != WEEK_53_END or times > 1)

    desks = (InBothYears, Twice)


class Declareert2020MetEen323(AanbiederMutant):
    """Declareert zorg van voor 28 december 2020 in januari met een 323."""

    rule = "CS100"

    class New(Periods):
        def places(self, delivery, division):
            late = self.clock.today >= FIRST_DAY_30 and delivery.day < FROM_28_DECEMBER
            places = super().places(delivery, division)
            return [self.with_323(place) for place in places] if division == MONTHLY and late else places

        def with_323(self, place):
            toewijzing = self.ledger[place.toewijzing].toewijzing
            return replace(place, kind=DECLARATIE) if toewijzing.toewijzingnummer else place

    desks = (New,)


class WachtNietOpHetEindeVanDeMaand(AanbiederMutant):
    """Declareert wat geleverd is meteen, ook als de maand nog loopt."""

    rule = "CS108"

    class AtOnce(Claiming):
        def to_claim(self, instruction):
            return super().to_claim(replace(instruction, tot_en_met=date.max))

    desks = (AtOnce,)
