"""Known-bad gemeenten: each is the reference with one fault, named in its docstring, that its own rule must find."""

from dataclasses import replace
from datetime import date, timedelta

from migratietoets.conformance.reference.migration import NEW, WITHDRAW
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.conformance.reference.permitted import violations
from migratietoets.conformance.reference.reasons import NO_UNIQUE_NUMBER
from migratietoets.conformance.reference.role import Reply
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

    def do_work(self):
        super().do_work()
        if self.today == SILENCE_START and self.role == "gemeente" and not getattr(self, "repeated", False):
            self.repeated = True
            for regel in self.ledger:
                t = regel.toewijzing
                if t.einddatum is None and not self.redenen(t, unique=self.is_unique(t)):
                    self.send_301([regel])

    def current_release(self):
        return Release.R24 if self.today <= SILENCE_START else Release.R30


class VerstaatGeen30(Mutant):
    """Keurt elke start en stop in 3.0 af als onleesbaar."""

    regel = "PL-03"

    def receive_regie(self, bericht, data):
        return Reply(bericht, (REJECTED,)) if bericht.release is Release.R30 else super().receive_regie(bericht, data)


class GebruiktNummerOpnieuw(Mutant):
    """Geeft een opvolger die alleen in 3.0 kan het nummer van de toewijzing die hij vervangt."""

    regel = "TW-01"

    def number_for(self, content):
        old = content.toewijzingnummer
        if self.ledger.unique(old) and (content.budget is not None or content.eenheid == "84"):
            return old
        return super().number_for(content)


class VergeetNummers(Mutant):
    """Laat toewijzingen staan waarvan alleen het nummer ontbreekt of niet uniek is."""

    regel = "TW-02"

    def redenen(self, toewijzing, *, unique):
        found = super().redenen(toewijzing, unique=unique)
        return [] if found == [NO_UNIQUE_NUMBER] else found


class VergeetFrequenties(Mutant):
    """Laat toewijzingen per 4 weken en per jaar staan."""

    regel = "TW-03"

    def redenen(self, toewijzing, *, unique):
        found = super().redenen(toewijzing, unique=unique)
        return [] if found == ["frequentie_vervallen"] else found


class GeeftDeHelft(Mutant):
    """Halveert het volume van elke opvolger."""

    regel = "TW-06"

    def new_one(self, old, begin, shape, **options):
        step = super().new_one(old, begin, shape, **options)
        volume = step.toewijzing.volume
        return (
            step if volume is None else replace(step, toewijzing=replace(step.toewijzing, volume=max(1, volume // 2)))
        )


class VraagtGeenInstemming(Mutant):
    """Trekt in met terugwerkende kracht terwijl de aanbieder niet instemt."""

    regel = "TW-08"

    def can_run_on(self, old):
        return super().can_run_on(replace(old, instemming=True))


class VergeetCombinaties(Mutant):
    """Laat etmalen, dagdelen en euro's per dag staan."""

    regel = "MS-01"

    def redenen(self, toewijzing, *, unique):
        found = super().redenen(toewijzing, unique=unique)
        return [] if found == ["eenheid_frequentie_combinatie"] else found


class BeoordeeltNietAlles(Mutant):
    """Laat de eerste toewijzing van elke cliënt weg uit de beoordeling."""

    regel = "MS-02"

    def assess(self, params):
        out = super().assess(params)["assessments"]
        seen, left = set(), []
        for regel in out:
            bsn = self.ledger[regel["id"]].toewijzing.bsn
            if bsn in seen:
                left.append(regel)
            seen.add(bsn)
        return {"assessments": left}


class MigreertNummersInDecember(Mutant):
    """Migreert toewijzingen zonder uniek nummer pas op 01-12-2020, waar de aanbieder instemt."""

    regel = "MT-01"

    def steps(self, toewijzing, **options):
        steps = super().steps(toewijzing, **options)
        if NO_UNIQUE_NUMBER not in self.redenen(toewijzing, unique=options["unique"]) or not toewijzing.instemming:
            return steps
        late = NUMBER_DEADLINE + timedelta(days=1)
        return [
            replace(s, starting_at=late) if s.action in {WITHDRAW, NEW} and s.starting_at is None else s for s in steps
        ]


class AccepteertStopZonderNummer(Mutant):
    """Keurt in 3.0 een stop op een toewijzing zonder uniek nummer goed."""

    regel = "MT-03"

    def matching_toewijzing(self, product, bericht):
        found = super().matching_toewijzing(product, bericht)
        return found or next(iter(self.ledger))


class MigreertVariantenInJanuari(Mutant):
    """Doet in januari, in 3.0, wat in 2.4 had gekund."""

    regel = "MT-04"

    def steps(self, toewijzing, **options):
        steps = super().steps(toewijzing, **options)
        capabilities = toewijzing.instemming and toewijzing.ingangsdatum <= END_OF_2020
        closed = violations(replace(toewijzing, einddatum=END_OF_2020))
        if not options["unique"] or not capabilities or closed or any(s.release is not Release.R24 for s in steps):
            return steps
        return [replace(s, release=Release.R30, starting_at=FIRST_DAY_30) for s in steps]


def _shifted(steps, day):
    run_on = [s.release for s in steps] == [Release.R30, Release.R30]
    return [replace(s, starting_at=day) for s in steps] if run_on else steps


class BudgetInFebruari(Mutant):
    """Verzendt een opvolger met budget of stuks (inspanning) pas op 01-02-2021, terwijl de oude doorloopt."""

    regel = "MT-05"

    def steps(self, toewijzing, **options):
        return _shifted(super().steps(toewijzing, **options), date(2021, 2, 1))


class Verzendt30TeVroeg(Mutant):
    """Verzendt een opvolger die 3.0 nodig heeft al op 01-01-2021, als de oude in 2.4 is ingetrokken."""

    regel = "MT-06"

    def steps(self, toewijzing, **options):
        steps = super().steps(toewijzing, **options)
        loose = [s for s in steps if s.release is Release.R30]
        beforehand = options["unique"] and len(loose) == 1
        return [
            replace(s, starting_at=START_30) if beforehand and loose == [s] and s.action == NEW else s for s in steps
        ]

    def may_send(self):
        return super().may_send() or (self.today == START_30 and self.role == "gemeente")


class LaatEenDagOpen(Mutant):
    """Laat de opvolger van een vervallen variant op 02-01-2021 ingaan."""

    regel = "BS-02"

    def variant_start(self, old):
        begin = super().variant_start(old)
        short = old.einddatum is not None and old.einddatum <= begin
        return begin if short or begin != date(2021, 1, 1) else begin + timedelta(days=1)


class InformeertNiet(Mutant):
    """Trekt vooraf in zonder de aanbieder te zeggen dat er een opvolger komt."""

    regel = "BS-03"

    def inform_beforehand(self, toewijzing):
        """Say nothing."""


class TrektInPer15December(Mutant):
    """Trekt per 15-12-2020 in wat geen uniek nummer heeft en 3.0 nodig heeft."""

    regel = "BS-05"

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


class DecemberTotDe30e(Mutant):
    """Laat de decembertoewijzing eindigen op 30-12-2020."""

    regel = "BS-06"

    def end_of_december(self):
        return date(2020, 12, 30)


class NaDecemberTeLaat(Mutant):
    """Verzendt wat op de decembertoewijzing volgt pas op 01-02-2021."""

    regel = "BS-07"

    def without_number(self, old, shape, *, choose):
        steps = super().without_number(old, shape, choose=choose)
        return [replace(s, starting_at=date(2021, 2, 1)) if s.release is Release.R30 else s for s in steps]
