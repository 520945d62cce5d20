"""Known-bad gemeenten: each is the reference with one fault, named in its docstring, that its own rule must find.

The fault is a desk of its own, in the place of the one it is a subclass of.
"""

from dataclasses import replace

from migratietoets.conformance.reference.clock import Clock
from migratietoets.conformance.reference.gemeente.assessment import Assessment
from migratietoets.conformance.reference.gemeente.reasons import NO_UNIQUE_NUMBER
from migratietoets.conformance.reference.gemeente.routes import Routes
from migratietoets.conformance.reference.gemeente.start_stop import StartStop
from migratietoets.conformance.reference.gemeente.toewijzingen import Toewijzingen, under_number
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.conformance.reference.post import Reply
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.releases import (
    SILENCE_START,
    Domein,
    Release,
)


class Mutant(ReferenceParty):
    """The reference, with a rule it breaks."""

    rule = ""
    domeinen = tuple(Domein)
    role_under_test = "gemeente"


class ZendtInDeStilte(Mutant):
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


class VerstaatGeen30(Mutant):
    """Keurt elke start en stop in 3.0 af als onleesbaar."""

    rule = "PL-03"

    class Only24(StartStop):
        def receive(self, bericht, data):
            return Reply(bericht, (REJECTED,)) if bericht.release is Release.R30 else super().receive(bericht, data)

    desks = (Only24,)


class GebruiktNummerOpnieuw(Mutant):
    """Geeft een opvolger die alleen in 3.0 kan het nummer van de toewijzing die hij vervangt."""

    rule = "TW-01"

    class SameNumber(Toewijzingen):
        def numbered(self, content):
            old = content.toewijzingnummer
            only_in_30 = content.budget is not None or content.eenheid == "84"
            return under_number(content, old) if self.ledger.unique(old) and only_in_30 else super().numbered(content)

    desks = (SameNumber,)


class VergeetNummers(Mutant):
    """Laat toewijzingen staan waarvan alleen het nummer ontbreekt of niet uniek is."""

    rule = "TW-02"

    class KeepsNumbers(Routes):
        def redenen(self, toewijzing, *, unique):
            found = super().redenen(toewijzing, unique=unique)
            return [] if found == [NO_UNIQUE_NUMBER] else found

    desks = (KeepsNumbers,)


class VergeetFrequenties(Mutant):
    """Laat toewijzingen per 4 weken en per jaar staan."""

    rule = "TW-03"

    class KeepsFrequenties(Routes):
        def redenen(self, toewijzing, *, unique):
            found = super().redenen(toewijzing, unique=unique)
            return [] if found == ["frequentie_vervallen"] else found

    desks = (KeepsFrequenties,)


class GeeftDeHelft(Mutant):
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


class VraagtGeenInstemming(Mutant):
    """Trekt in met terugwerkende kracht terwijl de aanbieder niet instemt."""

    rule = "TW-08"

    class NeverAsks(Routes):
        def can_run_on(self, old):
            return super().can_run_on(replace(old, instemming=True))

    desks = (NeverAsks,)


class VergeetCombinaties(Mutant):
    """Laat etmalen, dagdelen en euro's per dag staan."""

    rule = "MS-01"

    class KeepsCombinations(Routes):
        def redenen(self, toewijzing, *, unique):
            found = super().redenen(toewijzing, unique=unique)
            return [] if found == ["eenheid_frequentie_combinatie"] else found

    desks = (KeepsCombinations,)


class BeoordeeltNietAlles(Mutant):
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
