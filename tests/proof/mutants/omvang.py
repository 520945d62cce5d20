"""Known-bad aanbieders that claim too much, wrongly counted or on something else (the model rules for claims)."""

from dataclasses import replace
from datetime import date

from migratietoets.conformance.reference.aanbieder.declaraties import Declaraties
from migratietoets.conformance.reference.aanbieder.periods import DECLARATIE, Periods
from migratietoets.conformance.reference.aanbieder.volumes import Volumes, half_up
from migratietoets.conformance.reference.outbox import Outbox
from migratietoets.istandaard.berichten.bedrag import make_total
from migratietoets.istandaard.codelijsten.codes import PER_WEEK
from migratietoets.istandaard.releases import START_30
from tests.proof.mutants.mutant import AanbiederMutant


class GebruiktEenAnderNummer(AanbiederMutant):
    """Zet in een 323 over februari een toewijzingnummer dat er niet is."""

    rule = "OP276"

    class StrangeNumber(Declaraties):
        def as_prestatie(self, line, previous):
            one = super().as_prestatie(line, previous)
            strange = str(int(one.toewijzingnummer or 0) + 50)
            return replace(one, toewijzingnummer=strange) if one.begindatum >= date(2021, 2, 1) else one

    desks = (StrangeNumber,)


class BegintMetDeMaand(AanbiederMutant):
    """Laat de productperiode in een 323 altijd op de eerste van de maand beginnen."""

    rule = "IV089"

    class FromTheFirst(Declaraties):
        def as_prestatie(self, line, previous):
            one = super().as_prestatie(line, previous)
            first = one.begindatum.replace(day=1)
            return replace(one, begindatum=first) if one.begindatum >= START_30 else one

    desks = (FromTheFirst,)


class VoorbijDeToewijzing(AanbiederMutant):
    """Laat de productperiode in een 303 doorlopen tot het eind van de periode, ook als de toewijzing eerder eindigt."""

    rule = "OP279"

    class ToTheEnd(Declaraties):
        def as_prestatie(self, line, previous):
            one = super().as_prestatie(line, previous)
            begin, end = line.period
            here = begin <= one.begindatum and one.einddatum < START_30
            return replace(one, einddatum=end) if here else one

    desks = (ToTheEnd,)


class TweeMaandenInEenPeriode(AanbiederMutant):
    """Laat de productperiode in een 303 over november doorlopen tot half december."""

    rule = "TR319"

    class IntoDecember(Declaraties):
        def as_prestatie(self, line, previous):
            one = super().as_prestatie(line, previous)
            end, einddatum = date(2020, 12, 15), self.ledger[line.toewijzing].toewijzing.einddatum
            runs_on = einddatum is None or einddatum >= end
            return replace(one, einddatum=end) if one.begindatum == date(2020, 11, 1) and runs_on else one

    desks = (IntoDecember,)


class GebruiktDeEenheidVanDeLevering(AanbiederMutant):
    """Declareert in de eenheid waarin geleverd is, ook als de toewijzing een andere heeft."""

    rule = "TR341"

    class AsDelivered(Volumes):
        def eenheid_of(self, delivery, toewijzing, kind):
            hours_on_minutes = (delivery.eenheid, toewijzing.eenheid) == ("04", "01")
            return delivery.eenheid if hours_on_minutes else super().eenheid_of(delivery, toewijzing, kind)

    desks = (AsDelivered,)


class ZetOutputTeLaat(AanbiederMutant):
    """Declareert sommige output van week 4 van 2021 pas over februari."""

    rule = "IV076"

    class TooLate(Periods):
        def output_day(self, delivery, toewijzing):
            day = super().output_day(delivery, toewijzing)
            late = day == date(2021, 1, 31) and delivery.volume == 5
            return date(2021, 2, 7) if late else day

    desks = (TooLate,)


class DeclareertMeerPerWeek(AanbiederMutant):
    """Declareert alles wat geleverd is, ook boven het volume per week."""

    rule = "IV077"

    class NoWeeklyLimit(Volumes):
        def max_in_period(self, toewijzing, productperiode, uitvoering):
            per_week = toewijzing.frequentie == PER_WEEK
            return None if per_week else super().max_in_period(toewijzing, productperiode, uitvoering)

    desks = (NoWeeklyLimit,)


class DeclareertMeerPerMaand(AanbiederMutant):
    """Declareert alles wat geleverd is, ook boven het volume per maand."""

    rule = "IV078"

    class NoMonthlyLimit(Volumes):
        def max_in_period(self, toewijzing, productperiode, uitvoering):
            per_week = toewijzing.frequentie == PER_WEEK
            return super().max_in_period(toewijzing, productperiode, uitvoering) if per_week else None

    desks = (NoMonthlyLimit,)


class DeclareertBovenHetTotaal(AanbiederMutant):
    """Declareert alles wat geleverd is, ook boven de omvang over de hele looptijd."""

    rule = "TR322"

    class NoTotal(Volumes):
        def max_in_total(self, toewijzing):
            return None

    desks = (NoTotal,)


class DeclareertBovenHetBudget(AanbiederMutant):
    """Declareert alles wat geleverd is, ook als het budget op is."""

    rule = "TR369"

    class NoBudget(Volumes):
        def fits_in_budget(self, volume, tarief, rest):
            return volume

    desks = (NoBudget,)


class RekentMetHetAfgerondeTarief(AanbiederMutant):
    """Rekent bij minuten met het afgeronde minuuttarief."""

    rule = "TR346"

    class RoundedFirst(Volumes):
        def bedrag(self, volume, tarief):
            return volume if tarief is None else volume * half_up(tarief)

    desks = (RoundedFirst,)


class TeltVerkeerdOp(AanbiederMutant):
    """Telt in het totaalbedrag van een 323 een euro te veel."""

    rule = "TR358"

    class EuroMore(Outbox):
        def send(self, bericht, moment):
            if bericht.kind == DECLARATIE:
                declaratie = bericht.content["Declaratie"]
                total = make_total(int(declaratie["TotaalIngediendBedrag"]["TotaalBedrag"]) + 100)
                wrong = {"Declaratie": declaratie | {"TotaalIngediendBedrag": total}}
                bericht = replace(bericht, content=bericht.content | wrong)
            super().send(bericht, moment)

    desks = (EuroMore,)
