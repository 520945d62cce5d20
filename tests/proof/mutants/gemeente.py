"""Known-bad gemeenten: each is the reference with one fault, named in its docstring, that its own rule must find.

The fault is a desk of its own, in the place of the one it is a subclass of.
"""

from dataclasses import replace
from datetime import date, timedelta

from migratietoets.conformance.reference.clock import Clock
from migratietoets.conformance.reference.gemeente.assessment import Assessment
from migratietoets.conformance.reference.gemeente.migration import Migration
from migratietoets.conformance.reference.gemeente.reasons import NO_UNIQUE_NUMBER
from migratietoets.conformance.reference.gemeente.routes import NEW, WITHDRAW, Routes
from migratietoets.conformance.reference.gemeente.start_stop import StartStop
from migratietoets.conformance.reference.gemeente.toewijzingen import Toewijzingen, under_number
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.conformance.reference.permitted import violations
from migratietoets.conformance.reference.post import Reply
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.releases import (
    END_OF_2020,
    FIRST_DAY_30,
    NUMBER_DEADLINE,
    SILENCE_START,
    START_30,
    Domein,
    Release,
)


class Mutant(ReferenceParty):
    """The reference, with a rule it breaks."""

    regel = ""
    domeinen = tuple(Domein)
    role_under_test = "gemeente"


class ZendtInDeStilte(Mutant):
    """Verzendt lopende toewijzingen nog eens in 2.4 op 31-12-2020, in de stille periode."""

    regel = "PL-01"

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

    regel = "PL-03"

    class Only24(StartStop):
        def receive(self, bericht, data):
            return Reply(bericht, (REJECTED,)) if bericht.release is Release.R30 else super().receive(bericht, data)

    desks = (Only24,)


class GebruiktNummerOpnieuw(Mutant):
    """Geeft een opvolger die alleen in 3.0 kan het nummer van de toewijzing die hij vervangt."""

    regel = "TW-01"

    class SameNumber(Toewijzingen):
        def numbered(self, content):
            old = content.toewijzingnummer
            only_in_30 = content.budget is not None or content.eenheid == "84"
            return under_number(content, old) if self.ledger.unique(old) and only_in_30 else super().numbered(content)

    desks = (SameNumber,)


class VergeetNummers(Mutant):
    """Laat toewijzingen staan waarvan alleen het nummer ontbreekt of niet uniek is."""

    regel = "TW-02"

    class KeepsNumbers(Routes):
        def redenen(self, toewijzing, *, unique):
            found = super().redenen(toewijzing, unique=unique)
            return [] if found == [NO_UNIQUE_NUMBER] else found

    desks = (KeepsNumbers,)


class VergeetFrequenties(Mutant):
    """Laat toewijzingen per 4 weken en per jaar staan."""

    regel = "TW-03"

    class KeepsFrequenties(Routes):
        def redenen(self, toewijzing, *, unique):
            found = super().redenen(toewijzing, unique=unique)
            return [] if found == ["frequentie_vervallen"] else found

    desks = (KeepsFrequenties,)


class GeeftDeHelft(Mutant):
    """Halveert het volume van elke opvolger."""

    regel = "TW-06"

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

    regel = "TW-08"

    class NeverAsks(Routes):
        def can_run_on(self, old):
            return super().can_run_on(replace(old, instemming=True))

    desks = (NeverAsks,)


class VergeetCombinaties(Mutant):
    """Laat etmalen, dagdelen en euro's per dag staan."""

    regel = "MS-01"

    class KeepsCombinations(Routes):
        def redenen(self, toewijzing, *, unique):
            found = super().redenen(toewijzing, unique=unique)
            return [] if found == ["eenheid_frequentie_combinatie"] else found

    desks = (KeepsCombinations,)


class BeoordeeltNietAlles(Mutant):
    """Laat de eerste toewijzing van elke cliënt weg uit de beoordeling."""

    regel = "MS-02"

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


class MigreertNummersInDecember(Mutant):
    """Migreert toewijzingen zonder uniek nummer pas op 01-12-2020, waar de aanbieder instemt."""

    regel = "MT-01"

    class InDecember(Routes):
        def steps(self, toewijzing, **options):
            steps = super().steps(toewijzing, **options)
            if NO_UNIQUE_NUMBER not in self.redenen(toewijzing, unique=options["unique"]) or not toewijzing.instemming:
                return steps
            late = NUMBER_DEADLINE + timedelta(days=1)
            loose = [s for s in steps if s.action in {WITHDRAW, NEW} and s.starting_at is None]
            return [replace(s, starting_at=late) if s in loose else s for s in steps]

    desks = (InDecember,)


class AccepteertStopZonderNummer(Mutant):
    """Keurt in 3.0 een stop op een toewijzing zonder uniek nummer goed."""

    regel = "MT-03"

    class AnyNumber(StartStop):
        def matching_toewijzing(self, product, bericht):
            found = super().matching_toewijzing(product, bericht)
            return found or next(iter(self.ledger))

    desks = (AnyNumber,)


class MigreertVariantenInJanuari(Mutant):
    """Doet in januari, in 3.0, wat in 2.4 had gekund."""

    regel = "MT-04"

    class InJanuari(Routes):
        def steps(self, toewijzing, **options):
            steps = super().steps(toewijzing, **options)
            agreed = toewijzing.instemming and toewijzing.ingangsdatum <= END_OF_2020
            closed = violations(replace(toewijzing, einddatum=END_OF_2020))
            if not options["unique"] or not agreed or closed or any(s.release is not Release.R24 for s in steps):
                return steps
            return [replace(s, release=Release.R30, starting_at=FIRST_DAY_30) for s in steps]

    desks = (InJanuari,)


def _shifted(steps, day):
    run_on = [s.release for s in steps] == [Release.R30, Release.R30]
    return [replace(s, starting_at=day) for s in steps] if run_on else steps


class BudgetInFebruari(Mutant):
    """Verzendt een opvolger met budget of stuks (inspanning) pas op 01-02-2021, terwijl de oude doorloopt."""

    regel = "MT-05"

    class InFebruari(Routes):
        def steps(self, toewijzing, **options):
            return _shifted(super().steps(toewijzing, **options), date(2021, 2, 1))

    desks = (InFebruari,)


class Verzendt30TeVroeg(Mutant):
    """Verzendt een opvolger die 3.0 nodig heeft al op 01-01-2021, als de oude in 2.4 is ingetrokken."""

    regel = "MT-06"

    class OnNewYearsDay(Routes):
        def steps(self, toewijzing, **options):
            steps = super().steps(toewijzing, **options)
            loose = [s for s in steps if s.release is Release.R30]
            beforehand = options["unique"] and len(loose) == 1 and loose[0].action == NEW
            return [replace(s, starting_at=START_30) if beforehand and s in loose else s for s in steps]

    class OpenOnNewYearsDay(Clock):
        def may_send(self):
            return super().may_send() or self.today == START_30

    desks = (OnNewYearsDay, OpenOnNewYearsDay)


class LaatEenDagOpen(Mutant):
    """Laat de opvolger van een vervallen variant op 02-01-2021 ingaan."""

    regel = "BS-02"

    class DayLater(Routes):
        def variant_start(self, old):
            begin = super().variant_start(old)
            short = old.einddatum is not None and old.einddatum <= begin
            return begin if short or begin != date(2021, 1, 1) else begin + timedelta(days=1)

    desks = (DayLater,)


class InformeertNiet(Mutant):
    """Trekt vooraf in zonder de aanbieder te zeggen dat er een opvolger komt."""

    regel = "BS-03"

    class Silent(Migration):
        def inform_beforehand(self, toewijzing):
            """Say nothing."""

    desks = (Silent,)


class TrektInPer15December(Mutant):
    """Trekt per 15-12-2020 in wat geen uniek nummer heeft en 3.0 nodig heeft."""

    regel = "BS-05"

    class MidDecember(Routes):
        def without_number(self, old, shape, *, choose):
            steps = super().without_number(old, shape, choose=choose)
            if steps[-1].release is not Release.R30 or old.ingangsdatum > NUMBER_DEADLINE:
                return steps
            per = date(2020, 12, 15)
            out = []
            for s in steps:
                t = s.toewijzing
                if s.action == WITHDRAW:
                    t = replace(t, einddatum=per)
                elif s.action == NEW and s.release is Release.R24:
                    t = replace(t, ingangsdatum=per + timedelta(days=1))
                out.append(replace(s, toewijzing=t))
            return out

    desks = (MidDecember,)


class DecemberTotDe30e(Mutant):
    """Laat de decembertoewijzing eindigen op 30-12-2020."""

    regel = "BS-06"

    class DayShort(Routes):
        def end_of_december(self):
            return date(2020, 12, 30)

    desks = (DayShort,)


class NaDecemberTeLaat(Mutant):
    """Verzendt wat op de decembertoewijzing volgt pas op 01-02-2021."""

    regel = "BS-07"

    class InFebruari(Routes):
        def without_number(self, old, shape, *, choose):
            steps = super().without_number(old, shape, choose=choose)
            return [replace(s, starting_at=date(2021, 2, 1)) if s.release is Release.R30 else s for s in steps]

    desks = (InFebruari,)
