"""Known-bad parties for the rules of the model about requests and answers (OP274 .. TR374, AC-03 .. AC-05)."""

from dataclasses import replace
from datetime import date, timedelta

from migratietoets.conformance.reference.aanbieder import verzoeken as asking
from migratietoets.conformance.reference.gemeente.toewijzingen import Toewijzingen
from migratietoets.conformance.reference.gemeente.verzoeken import (
    CARE_GROUNDS,
    INVESTIGATE,
    REJECT,
    Verzoeken,
)
from migratietoets.conformance.reference.outbox import Subject
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct
from migratietoets.istandaard.berichten.verzoekantwoord import DENIED
from migratietoets.istandaard.berichten.verzoekantwoord import Answer as VerzoekAnswer
from migratietoets.istandaard.releases import Release
from tests.proof.mutants.mutant import AanbiederMutant, GemeenteMutant

LATE = timedelta(days=12)
"""Longer than five working days, wherever the weekends lie."""


class _Slow(Verzoeken):
    """Keeps the answers to one kind of request for twelve days."""

    slow_on: type = object

    def __init__(self, *args):
        super().__init__(*args)
        self.kept = []

    def refuse(self, verzoek, part, decision):
        waiting = list(self.to_answer)
        super().refuse(verzoek, part, decision)
        if isinstance(part.content, AangevraagdProduct) is (self.slow_on is AangevraagdProduct):
            new = [one for one in self.to_answer if one not in waiting]
            self.kept += [(self.clock.today + LATE, one) for one in new]
            self.to_answer = waiting

    def send_answers(self):
        self.to_answer += [one for day, one in self.kept if day <= self.clock.today]
        self.kept = [(day, one) for day, one in self.kept if day > self.clock.today]
        super().send_answers()


class BeantwoordtEenVerzoekTeLaat(GemeenteMutant):
    """Beantwoordt een verzoek om toewijzing in 3.0 pas na twaalf dagen."""

    rule = "OP274"

    class Slow(_Slow):
        slow_on = AangevraagdProduct

    desks = (Slow,)


class BeantwoordtEenWijzigingTeLaat(GemeenteMutant):
    """Beantwoordt een verzoek om wijziging pas na twaalf dagen."""

    rule = "OP346"

    class Slow(_Slow):
        pass

    desks = (Slow,)


class WijstAfNaToewijzing(GemeenteMutant):
    """Stuurt na de toewijzing op een verzoek in 3.0 ook nog een antwoordbericht."""

    rule = "TR359"

    class Contradicts(Verzoeken):
        def honour(self, verzoek, part):
            super().honour(verzoek, part)
            if verzoek.release is Release.R30 and isinstance(part.content, AangevraagdProduct):
                self.to_answer.append((verzoek.aanbieder, VerzoekAnswer(part.referentie, DENIED, CARE_GROUNDS)))

    desks = (Contradicts,)


class _Twice(Verzoeken):
    """Says one decision on a request in 3.0 twice."""

    said_twice = ""

    def refuse(self, verzoek, part, decision):
        for _ in range(2 if decision == self.said_twice and verzoek.release is Release.R30 else 1):
            super().refuse(verzoek, part, decision)


class MeldtOnderzoekTweeKeer(GemeenteMutant):
    """Meldt het onderzoek van een verzoek in 3.0 twee keer."""

    rule = "TR360"

    class Twice(_Twice):
        said_twice = INVESTIGATE

    desks = (Twice,)


class WijstTweeKeerAf(GemeenteMutant):
    """Wijst een verzoek in 3.0 twee keer af."""

    rule = "TR365"

    class Twice(_Twice):
        said_twice = REJECT

    desks = (Twice,)


class VerwijstInEenMigratie(GemeenteMutant):
    """Zet een ReferentieAanbieder op de opvolger van een gemigreerde toewijzing."""

    rule = "TR362"

    class Refers(Toewijzingen):
        def schedule_new(self, content, starting_at, origin="", referentie=None):
            super().schedule_new(content, starting_at, origin, referentie or ("MIGRATIE" if origin else None))

    desks = (Refers,)


class VerwijstNietOpDeIntrekking(GemeenteMutant):
    """Laat bij een gehonoreerd verzoek om wijziging de referentie weg op de toewijzing die zij intrekt."""

    rule = "TR363"

    class Forgets(Toewijzingen):
        def reference_for(self, entry, changed):
            withdrawn = entry.reden is not None and len(changed) > 1
            return None if withdrawn else super().reference_for(entry, changed)

    desks = (Forgets,)


class MeldtOnderzoekVanWatIsToegewezen(GemeenteMutant):
    """Zegt buiten de berichten om dat een verzoek wordt onderzocht dat zij juist toewijst."""

    rule = "AC-04"

    class Confuses(Verzoeken):
        def honour(self, verzoek, part):
            super().honour(verzoek, part)
            subject = Subject(NoticeCode.VERZOEK_IN_ONDERZOEK, "wij onderzoeken het", verzoek=part.referentie)
            self.outbox.inform(verzoek.aanbieder, verzoek.bsn, subject, self.clock.now)

    desks = (Confuses,)


class MeldtAfwijzingVanWatIsToegewezen(GemeenteMutant):
    """Zegt buiten de berichten om dat een verzoek is afgewezen dat zij toewijst."""

    rule = "AC-05"

    class Contradicts(Verzoeken):
        def honour(self, verzoek, part):
            super().honour(verzoek, part)
            subject = Subject(NoticeCode.VERZOEK_AFGEWEZEN, "wij wijzen het af", verzoek=part.referentie)
            self.outbox.inform(verzoek.aanbieder, verzoek.bsn, subject, self.clock.now)

    desks = (Contradicts,)


class HergebruiktReferentieAanbieder(AanbiederMutant):
    """Geeft elk verzoek om toewijzing van een cliënt dezelfde ReferentieAanbieder."""

    rule = "TR347"

    class Same(asking.Verzoeken):
        def request_toewijzing(self, params):
            answer = super().request_toewijzing(params)
            asked = self.requests[-1]
            same = [
                replace(product, referentie_aanbieder=f"V{asked.bsn}{place}")
                for place, product in enumerate(asked.producten)
            ]
            self.requests[-1] = replace(asked, producten=tuple(same))
            return answer

    desks = (Same,)


class LaatToewijzingenWegUit317(AanbiederMutant):
    """Noemt in een verzoek om wijziging alleen de toewijzing die anders moet."""

    rule = "TR349"

    class Forgets(asking.Verzoeken):
        def is_current(self, entry):
            return False

    desks = (Forgets,)


class WijzigtEenTotaalHalverwege(AanbiederMutant):
    """Vraagt ook een ander totaal pas vanaf de gewenste dag."""

    rule = "IV092"

    class FromTheDay(asking.Verzoeken):
        def wanted_ingangsdatum(self, toewijzing, wish):
            return wish["ingangsdatum"]

    desks = (FromTheDay,)


class VraagtElkeWijzigingApart(AanbiederMutant):
    """Stuurt de dag erna voor elke wijziging van een cliënt een eigen verzoek."""

    rule = "OP308"

    class Apart(asking.Verzoeken):
        asked_on = date.min

        def request_change(self, params):
            self.asked_on = self.clock.today
            return super().request_change(params)

        def goes_with(self, first, query):
            return first is query

        def must_wait(self, query):
            return self.clock.today <= self.asked_on

    desks = (Apart,)


class _Impatient(asking.Verzoeken):
    """Does not wait for the answer to an earlier request of one kind."""

    kind: type = object

    def must_wait(self, query):
        return not isinstance(query, self.kind) and super().must_wait(query)


class VraagtWijzigingNaastOpenVerzoek(AanbiederMutant):
    """Dient een verzoek om wijziging in terwijl een ander verzoek voor die cliënt nog openstaat."""

    rule = "TR374"

    class Impatient(_Impatient):
        kind = asking.ChangeRequest

    desks = (Impatient,)


class VraagtToewijzingNaastOpenVerzoek(AanbiederMutant):
    """Dient een verzoek om toewijzing in terwijl een ander verzoek voor die cliënt nog openstaat."""

    rule = "OP350"

    class Impatient(_Impatient):
        kind = asking.ToewijzingRequest

    desks = (Impatient,)


class VraagtMeerDanHetBureau(AanbiederMutant):
    """Vraagt in een verzoek om toewijzing meer dan het bureau vroeg."""

    rule = "AC-03"

    class AsksMore(asking.Verzoeken):
        def requested(self, wish):
            asked = super().requested(wish)
            return replace(asked, volume=None if asked.volume is None else asked.volume + 1)

    desks = (AsksMore,)
