"""Gemeenten that go wrong on the calendar or on what they grant, each with one fault of its own."""

from dataclasses import replace
from datetime import date, timedelta

from migratietoets.conformance.reference.clock import Clock
from migratietoets.conformance.reference.gemeente.assessment import Assessment
from migratietoets.conformance.reference.gemeente.reasons import NO_UNIQUE_NUMBER
from migratietoets.conformance.reference.gemeente.routes import Routes
from migratietoets.conformance.reference.gemeente.start_stop import StartStop
from migratietoets.conformance.reference.gemeente.toewijzingen import Toewijzingen, under_number
from migratietoets.conformance.reference.post import Reply
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.releases import (
    SILENCE_START,
    Release,
)
from tests.proof.mutants.mutant import GemeenteMutant


class ZendtInDeStilte(GemeenteMutant):
    """Verzendt lopende toewijzingen nog eens in 2.4 op 31-12-2020, in de stille periode."""

    rule = "PL-01"

    class DayLonger(Clock):
        def current_release(self):
            return Release.R24 if self.today <= SILENCE_START else Release.R30

    class Again(Toewijzingen):
        repeated = False

        def send_due(self):
            super().send_due()
            if self.clock.today == SILENCE_START and not self.repeated:
                self.repeated = True
                for entry in self.ledger:
                    t = entry.toewijzing
                    unique = self.ledger.unique(t.toewijzingnummer)
                    if t.einddatum is None and not self.routes.redenen(t, unique=unique):
                        self.send_301([entry])

    desks = (DayLonger, Again)


class VerstaatGeen30(GemeenteMutant):
    """Keurt elke start en stop in 3.0 af als onleesbaar."""

    rule = "PL-03"

    class Only24(StartStop):
        def receive(self, bericht, data):
            return Reply(bericht, (REJECTED,)) if bericht.release is Release.R30 else super().receive(bericht, data)

    desks = (Only24,)


class GebruiktNummerOpnieuw(GemeenteMutant):
    """Geeft een opvolger die alleen in 3.0 kan het nummer van de toewijzing die hij vervangt."""

    rule = "TW-01"

    class SameNumber(Toewijzingen):
        def numbered(self, content):
            old = content.toewijzingnummer
            only_in_30 = content.budget is not None or content.eenheid == "84"
            return under_number(content, old) if self.ledger.unique(old) and only_in_30 else super().numbered(content)

    desks = (SameNumber,)


class VergeetNummers(GemeenteMutant):
    """Laat toewijzingen staan waarvan alleen het nummer ontbreekt of niet uniek is."""

    rule = "TW-02"

    class KeepsNumbers(Routes):
        def redenen(self, toewijzing, *, unique):
            found = super().redenen(toewijzing, unique=unique)
            return [] if found == [NO_UNIQUE_NUMBER] else found

    desks = (KeepsNumbers,)


class VergeetFrequenties(GemeenteMutant):
    """Laat toewijzingen per 4 weken en per jaar staan."""

    rule = "TW-03"

    class KeepsFrequenties(Routes):
        def redenen(self, toewijzing, *, unique):
            found = super().redenen(toewijzing, unique=unique)
            return [] if found == ["frequentie_vervallen"] else found

    desks = (KeepsFrequenties,)


class GeeftDeHelft(GemeenteMutant):
    """Halveert het volume van elke opvolger."""

    rule = "TW-06"

    class Half(Routes):
        def new_one(self, old, begin, shape, **options):
            step = super().new_one(old, begin, shape, **options)
            volume = step.toewijzing.volume
            if volume is None:
                return step
            return replace(step, toewijzing=replace(step.toewijzing, volume=max(1, volume // 2)))

    desks = (Half,)


class VraagtGeenInstemming(GemeenteMutant):
    """Trekt in met terugwerkende kracht terwijl de aanbieder niet instemt."""

    rule = "TW-08"

    class NeverAsks(Routes):
        def can_run_on(self, old):
            return super().can_run_on(replace(old, instemming=True))

    desks = (NeverAsks,)


class VergeetCombinaties(GemeenteMutant):
    """Laat etmalen, dagdelen en euro's per dag staan."""

    rule = "MS-01"

    class KeepsCombinations(Routes):
        def redenen(self, toewijzing, *, unique):
            found = super().redenen(toewijzing, unique=unique)
            return [] if found == ["eenheid_frequentie_combinatie"] else found

    desks = (KeepsCombinations,)


class BeoordeeltNietAlles(GemeenteMutant):
    """Laat de eerste toewijzing van elke cliënt weg uit de beoordeling."""

    rule = "MS-02"

    class SkipsTheFirst(Assessment):
        def assess(self, params):
            seen, left = set(), []
            for one in super().assess(params)["assessments"]:
                bsn = self.ledger[one["id"]].toewijzing.bsn
                if bsn in seen:
                    left.append(one)
                seen.add(bsn)
            return {"assessments": left}

    desks = (SkipsTheFirst,)


class BeoordeeltNietsAlsMigratie(GemeenteMutant):
    """Zegt in de beoordeling van elke toewijzing dat zij kan blijven staan."""

    rule = "MS-02"

    class LeavesAll(Assessment):
        def assess(self, params):
            lines = super().assess(params)["assessments"]
            return {"assessments": [one | {"must_migrate": False} for one in lines]}

    desks = (LeavesAll,)


class BeoordeeltZonderReden(GemeenteMutant):
    """Laat in de beoordeling de laatste reden weg."""

    rule = "MS-02"

    class DropsAReason(Assessment):
        def assess(self, params):
            lines = super().assess(params)["assessments"]
            return {"assessments": [one | {"reasons": one["reasons"][:-1]} for one in lines]}

    desks = (DropsAReason,)


class BeoordeeltEenDagTeLaat(GemeenteMutant):
    """Noemt in de beoordeling een uiterste dag die een dag te laat is."""

    rule = "MS-02"

    class ADayLate(Assessment):
        def assess(self, params):
            lines = super().assess(params)["assessments"]
            return {"assessments": [one | {"deadline": self.later(one["deadline"])} for one in lines]}

        def later(self, day):
            return day and (date.fromisoformat(day) + timedelta(days=1)).isoformat()

    desks = (ADayLate,)
