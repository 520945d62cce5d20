"""Known-bad aanbieders that claim too much, wrongly counted or on something else (the model rules for claims)."""

from dataclasses import replace
from datetime import date, timedelta

from migratietoets.conformance.reference.periods import DECLARATIE
from migratietoets.conformance.reference.volumes import PER_WEEK, half_up
from migratietoets.istandaard.berichten.bedrag import make_total
from migratietoets.istandaard.releases import START_30
from tests.proof.mutants.aanbieder import Mutant


class GebruiktEenAnderNummer(Mutant):
    """Zet in een 323 over februari een toewijzingnummer dat er niet is."""

    regel = "OP276"

    def as_prestatie(self, regel, previous):
        prestatie = super().as_prestatie(regel, previous)
        strange = str(int(prestatie.toewijzingnummer or 0) + 50)
        return replace(prestatie, toewijzingnummer=strange) if prestatie.begindatum >= date(2021, 2, 1) else prestatie


class BegintMetDeMaand(Mutant):
    """Laat de productperiode in een 323 altijd op de eerste van de maand beginnen."""

    regel = "IV089"

    def as_prestatie(self, regel, previous):
        prestatie = super().as_prestatie(regel, previous)
        first = prestatie.begindatum.replace(day=1)
        return replace(prestatie, begindatum=first) if prestatie.begindatum >= START_30 else prestatie


class GebruiktDeEenheidVanDeLevering(Mutant):
    """Declareert in de eenheid waarin geleverd is, ook als de toewijzing een andere heeft."""

    regel = "TR341"

    def eenheid_of(self, delivery, toewijzing, kind):
        hours_on_minutes = (delivery.eenheid, toewijzing.eenheid) == ("04", "01")
        return delivery.eenheid if hours_on_minutes else super().eenheid_of(delivery, toewijzing, kind)


class ZetOutputTeVroeg(Mutant):
    """Declareert output van voor week 53 een periode te vroeg."""

    regel = "IV076"

    def output_day(self, delivery, toewijzing):
        day = super().output_day(delivery, toewijzing)
        running = toewijzing.ingangsdatum <= date(2020, 10, 1)
        return day - timedelta(days=28) if day < date(2020, 12, 28) and running else day


class DeclareertMeerPerWeek(Mutant):
    """Declareert alles wat geleverd is, ook boven het volume per week."""

    regel = "IV077"

    def max_in_period(self, toewijzing, productperiode, uitvoering):
        per_week = toewijzing.frequentie == PER_WEEK
        return None if per_week else super().max_in_period(toewijzing, productperiode, uitvoering)


class DeclareertMeerPerMaand(Mutant):
    """Declareert alles wat geleverd is, ook boven het volume per maand."""

    regel = "IV078"

    def max_in_period(self, toewijzing, productperiode, uitvoering):
        per_week = toewijzing.frequentie == PER_WEEK
        return super().max_in_period(toewijzing, productperiode, uitvoering) if per_week else None


class DeclareertBovenHetTotaal(Mutant):
    """Declareert alles wat geleverd is, ook boven de omvang over de hele looptijd."""

    regel = "TR322"

    def max_in_total(self, toewijzing):
        return None


class DeclareertBovenHetBudget(Mutant):
    """Declareert alles wat geleverd is, ook als het budget op is."""

    regel = "TR369"

    def fits_in_budget(self, volume, tarief, rest):
        return volume


class RekentMetHetAfgerondeTarief(Mutant):
    """Rekent bij minuten met het afgeronde minuuttarief."""

    regel = "TR346"

    def bedrag(self, volume, tarief):
        return volume if tarief is None else volume * half_up(tarief)


class TeltVerkeerdOp(Mutant):
    """Telt in het totaalbedrag van een 323 een euro te veel."""

    regel = "TR358"

    def send_declaratie(self, identificatie, period, regels):
        real = self.mail.send
        self.mail.send = lambda bericht, moment: real(self.forged(bericht), moment)
        super().send_declaratie(identificatie, period, regels)
        self.mail.send = real

    def forged(self, bericht):
        if bericht.kind != DECLARATIE:
            return bericht
        declaratie = bericht.content["Declaratie"]
        total = int(declaratie["TotaalIngediendBedrag"]["TotaalBedrag"]) + 100
        return replace(
            bericht, content=bericht.content | {"Declaratie": declaratie | {"TotaalIngediendBedrag": make_total(total)}}
        )
