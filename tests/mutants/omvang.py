"""Known-bad aanbieders that claim too much, wrongly counted or on something else (the model rules for claims)."""

from dataclasses import replace
from datetime import date, timedelta

from mutants.aanbieder import Mutant

from conformance.reference.perioden import DECLARATIE
from conformance.reference.volumes import PER_WEEK, half_omhoog
from istandaard.berichten.delen import maak_totaal
from istandaard.releases import INGANG_30


class GebruiktEenAnderNummer(Mutant):
    """Zet in een 323 over februari een toewijzingnummer dat er niet is."""

    regel = "OP276"

    def als_prestatie(self, regel, vorige):
        prestatie = super().als_prestatie(regel, vorige)
        vreemd = str(int(prestatie.toewijzingnummer or 0) + 50)
        return replace(prestatie, toewijzingnummer=vreemd) if prestatie.begindatum >= date(2021, 2, 1) else prestatie


class BegintMetDeMaand(Mutant):
    """Laat de productperiode in een 323 altijd op de eerste van de maand beginnen."""

    regel = "IV089"

    def als_prestatie(self, regel, vorige):
        prestatie = super().als_prestatie(regel, vorige)
        eerste = prestatie.begindatum.replace(day=1)
        return replace(prestatie, begindatum=eerste) if prestatie.begindatum >= INGANG_30 else prestatie


class GebruiktDeEenheidVanDeLevering(Mutant):
    """Declareert in de eenheid waarin geleverd is, ook als de toewijzing een andere heeft."""

    regel = "TR341"

    def eenheid_van(self, levering, toewijzing, soort):
        uren_op_minuten = (levering.eenheid, toewijzing.eenheid) == ("04", "01")
        return levering.eenheid if uren_op_minuten else super().eenheid_van(levering, toewijzing, soort)


class ZetOutputTeVroeg(Mutant):
    """Declareert output van voor week 53 een periode te vroeg."""

    regel = "IV076"

    def dag_output(self, levering, toewijzing):
        dag = super().dag_output(levering, toewijzing)
        loopt = toewijzing.ingangsdatum <= date(2020, 10, 1)
        return dag - timedelta(days=28) if dag < date(2020, 12, 28) and loopt else dag


class DeclareertMeerPerWeek(Mutant):
    """Declareert alles wat geleverd is, ook boven het volume per week."""

    regel = "IV077"

    def meest_in_periode(self, toewijzing, productperiode, uitvoering):
        per_week = toewijzing.frequentie == PER_WEEK
        return None if per_week else super().meest_in_periode(toewijzing, productperiode, uitvoering)


class DeclareertMeerPerMaand(Mutant):
    """Declareert alles wat geleverd is, ook boven het volume per maand."""

    regel = "IV078"

    def meest_in_periode(self, toewijzing, productperiode, uitvoering):
        per_week = toewijzing.frequentie == PER_WEEK
        return super().meest_in_periode(toewijzing, productperiode, uitvoering) if per_week else None


class DeclareertBovenHetTotaal(Mutant):
    """Declareert alles wat geleverd is, ook boven de omvang over de hele looptijd."""

    regel = "TR322"

    def meest_in_totaal(self, toewijzing):
        return None


class DeclareertBovenHetBudget(Mutant):
    """Declareert alles wat geleverd is, ook als het budget op is."""

    regel = "TR369"

    def past_in_budget(self, volume, tarief, rest):
        return volume


class RekentMetHetAfgerondeTarief(Mutant):
    """Rekent bij minuten met het afgeronde minuuttarief."""

    regel = "TR346"

    def bedrag(self, volume, tarief):
        return volume if tarief is None else volume * half_omhoog(tarief)


class TeltVerkeerdOp(Mutant):
    """Telt in het totaalbedrag van een 323 een euro te veel."""

    regel = "TR358"

    def stuur_declaratie(self, identificatie, periode, regels):
        echt = self.post.verstuur
        self.post.verstuur = lambda bericht, moment: echt(self.vervalst(bericht), moment)
        super().stuur_declaratie(identificatie, periode, regels)
        self.post.verstuur = echt

    def vervalst(self, bericht):
        if bericht.soort != DECLARATIE:
            return bericht
        declaratie = bericht.inhoud["Declaratie"]
        totaal = int(declaratie["TotaalIngediendBedrag"]["TotaalBedrag"]) + 100
        return replace(
            bericht, inhoud=bericht.inhoud | {"Declaratie": declaratie | {"TotaalIngediendBedrag": maak_totaal(totaal)}}
        )
