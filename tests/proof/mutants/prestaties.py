"""Known-bad aanbieders whose prestaties nothing explains, or whose numbers come twice (AC-06, AC-07, TR314 ..)."""

from dataclasses import replace
from datetime import date

from migratietoets.conformance.reference.aanbieder.crediting import Crediting
from migratietoets.conformance.reference.aanbieder.declaraties import Declaraties
from migratietoets.conformance.reference.aanbieder.periods import DECLARATIE, DECLARATIE_2020
from migratietoets.conformance.reference.aanbieder.volumes import Volumes
from migratietoets.conformance.reference.outbox import Outbox
from tests.proof.mutants.mutant import AanbiederMutant

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
            super().send(identificatie, period, lines)

    desks = (AsFactuur,)


class HergebruiktReferenties(AanbiederMutant):
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
