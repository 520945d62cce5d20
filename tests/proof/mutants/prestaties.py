"""Known-bad aanbieders whose prestaties nothing explains or come twice, and gemeenten that answer wrongly."""

from dataclasses import replace
from datetime import date

from migratietoets.conformance.reference.aanbieder.crediting import Crediting
from migratietoets.conformance.reference.aanbieder.declaraties import Declaraties
from migratietoets.conformance.reference.aanbieder.periods import DECLARATIE, DECLARATIE_2020
from migratietoets.conformance.reference.aanbieder.volumes import Volumes
from migratietoets.conformance.reference.gemeente import declaraties as judging
from migratietoets.conformance.reference.outbox import Outbox
from migratietoets.istandaard.berichten.bedrag import make_total
from tests.proof.mutants.mutant import AanbiederMutant, GemeenteMutant

FEBRUARY = date(2021, 2, 1)


class DeclareertEenUurMeer(AanbiederMutant):
    """Declareert over november een uur meer dan er geleverd is."""

    rule = "AC-06"

    class OneMore(Volumes):
        def delivered_volume(self, deliveries, eenheid):
            november = all((one.day.year, one.day.month) == (2020, 11) for one in deliveries)
            return super().delivered_volume(deliveries, eenheid) + november

    desks = (OneMore,)


class VergeetCredits(AanbiederMutant):
    """Crediteert niets, hoe vaak het ook gevraagd wordt."""

    rule = "AC-07"

    class Never(Crediting):
        def may_credit(self, debit):
            return False

    desks = (Never,)


class CrediteertMetEenFactuur(AanbiederMutant):
    """Crediteert wat gedeclareerd is met een factuur."""

    rule = "OP278"

    class AsFactuur(Declaraties):
        def send(self, identificatie, period, lines):
            credits_only = all(previous is not None for _, previous in lines)
            if credits_only and lines[0][0].kind == DECLARATIE_2020:
                lines = [(replace(line, factuur=True), previous) for line, previous in lines]
            return super().send(identificatie, period, lines)

    desks = (AsFactuur,)


class HergebruiktReferentienummers(AanbiederMutant):
    """Geeft een prestatie van februari het ReferentieNummer van de eerste die deze aanbieder ooit indiende."""

    rule = "TR314"

    class FirstAgain(Declaraties):
        def as_prestatie(self, line, previous):
            one = super().as_prestatie(line, previous)
            if previous is not None or one.begindatum < FEBRUARY:
                return one
            first = next(r for r in self.submitted.values() if r.aanbieder == line.aanbieder)
            return replace(one, referentienummer=first.referentie)

    desks = (FirstAgain,)


class NummertDeclaratiesNiet(AanbiederMutant):
    """Geeft elke 323 hetzelfde DeclaratieNummer."""

    rule = "TR333"

    class AlwaysOne(Outbox):
        def send(self, bericht, moment):
            if bericht.kind == DECLARATIE:
                bericht.content["Declaratie"]["DeclaratieNummer"] = "1"
            super().send(bericht, moment)

    desks = (AlwaysOne,)


class DeclareertInDeMaandZelf(AanbiederMutant):
    """Declareert en crediteert altijd in de maand van levering, ook als er al een latere gedeclareerd is."""

    rule = "TR318"

    class OwnMonth(Declaraties):
        def last_period(self, aanbieder, kind):
            return None if kind == DECLARATIE else super().last_period(aanbieder, kind)

    desks = (OwnMonth,)


class KentToeWatIsAfgekeurd(GemeenteMutant):
    """Zet in een 325 het volle bedrag als toegekend, ook als er iets is afgekeurd."""

    rule = "TR342"

    class AllGranted(judging.Declaraties):
        def answer_to_declaratie(self, one):
            answer = super().answer_to_declaratie(one)
            if one.rejected and answer.kind == "325":
                below = answer.content["DeclaratieAntwoord"]
                below["TotaalToegekendBedrag"] = make_total(int(below["TotaalIngediendBedrag"]["TotaalBedrag"]))
            return answer

    desks = (AllGranted,)


class VerandertWatIsAfgekeurd(GemeenteMutant):
    """Herhaalt in een 325 een afgekeurde prestatie met een ander volume."""

    rule = "TR366"

    class OtherVolume(judging.Declaraties):
        def answer_to_declaratie(self, one):
            answer = super().answer_to_declaratie(one)
            if one.rejected and answer.kind == "325":
                for client in answer.content["DeclaratieAntwoord"]["Clienten"]["Client"]:
                    for line in client["Prestaties"]["Prestatie"]:
                        line["GeleverdVolume"] = str(int(line["GeleverdVolume"]) + 1)
            return answer

    desks = (OtherVolume,)


class NoemtEenAnderNummer(GemeenteMutant):
    """Noemt in een 325 een DeclaratieNummer dat niet bestaat."""

    rule = "TR376"

    class OtherNumber(judging.Declaraties):
        def answer_to_declaratie(self, one):
            answer = super().answer_to_declaratie(one)
            if "DeclaratieAntwoord" in answer.content:
                answer.content["DeclaratieAntwoord"]["DeclaratieNummer"] = "999"
            return answer

    desks = (OtherNumber,)


class VergeetHetBesluit(GemeenteMutant):
    """Kent alles toe, ook wat aan het bureau is afgekeurd."""

    rule = "AC-12"

    class GrantsAll(judging.Declaraties):
        def with_decision(self, one, bsn, decision):
            return super().with_decision(one, bsn, judging.APPROVE)

    desks = (GrantsAll,)
