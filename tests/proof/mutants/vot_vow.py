"""Known-bad parties that go wrong on requests around the transition (VOT-02 .. VOT-08, VOW-01 .. VOW-04)."""

from dataclasses import replace

from migratietoets.conformance.reference.aanbieder import verzoeken as asking
from migratietoets.conformance.reference.gemeente.changing import Changing
from migratietoets.conformance.reference.gemeente.verzoeken import (
    CARE_GROUNDS,
    HONOUR,
    OTHER_GEMEENTE,
    REJECT,
    Verzoeken,
)
from migratietoets.conformance.reference.post import Reply
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct
from migratietoets.istandaard.berichten.verzoekantwoord import DENIED
from migratietoets.istandaard.berichten.verzoekantwoord import Answer as VerzoekAnswer
from migratietoets.istandaard.releases import FIRST_DAY_30, Domein, Release
from tests.proof.mutants.mutant import AanbiederMutant, GemeenteMutant

INVENTED = "W2020"
"""A reference that no request has."""


class BeantwoordtEen24VerzoekNiet(GemeenteMutant):
    """Stuurt geen retourbericht op een verzoek om toewijzing in 2.4."""

    rule = "VOT-02"

    class Silent(Verzoeken):
        def receive_315(self, bericht, data):
            answer = super().receive_315(bericht, data)
            return None if bericht.release is Release.R24 else answer

    desks = (Silent,)


class HonoreertZonderToewijzing(GemeenteMutant):
    """Honoreert een verzoek om toewijzing in 3.0 zonder er een toewijzing op te sturen."""

    rule = "VOT-03"

    class Forgets(Verzoeken):
        def honour(self, verzoek, part):
            if verzoek.release is Release.R24 or not isinstance(part.content, AangevraagdProduct):
                super().honour(verzoek, part)

    desks = (Forgets,)


class ZwijgtOverEenAfwijzing(GemeenteMutant):
    """Laat de aanbieder niet weten dat een verzoek in 2.4 is afgewezen of wordt onderzocht."""

    rule = "VOT-04"

    class Silent(Verzoeken):
        def tell_decision(self, aanbieder, bsn, subject):
            if subject.code not in {NoticeCode.VERZOEK_AFGEWEZEN, NoticeCode.VERZOEK_IN_ONDERZOEK}:
                super().tell_decision(aanbieder, bsn, subject)

    desks = (Silent,)


class _AnswersAs(Verzoeken):
    """Says of some requests that are not honoured what belongs to another release."""

    release = Release.R24

    def goes_wrong(self, part, decision):
        raise NotImplementedError

    def refuse(self, verzoek, part, decision):
        wrong = self.goes_wrong(part, decision)
        super().refuse(replace(verzoek, release=self.release) if wrong else verzoek, part, decision)


class Beantwoordt24MetEen319(GemeenteMutant):
    """Wijst een verzoek uit 2.4 in 2021 af met een antwoordbericht."""

    rule = "VOT-05"

    class RejectsAsIn30(_AnswersAs):
        release = Release.R30

        def goes_wrong(self, part, decision):
            return decision == REJECT and self.clock.today >= FIRST_DAY_30

    desks = (RejectsAsIn30,)


class BeantwoordtWoonplaatsMetEen319(GemeenteMutant):
    """Beroept zich in 2021 bij een verzoek uit 2.4 op het woonplaatsbeginsel met een antwoordbericht."""

    rule = "VOT-06"
    domeinen = (Domein.JW,)

    class RefersAsIn30(_AnswersAs):
        release = Release.R30

        def goes_wrong(self, part, decision):
            return decision == OTHER_GEMEENTE and self.clock.today >= FIRST_DAY_30

    desks = (RefersAsIn30,)


class VergeetOpen24Verzoeken(GemeenteMutant):
    """Stuurt geen toewijzing op een verzoek uit 2.4 dat in 2021 wordt gehonoreerd."""

    rule = "VOT-07"

    class Forgets(Verzoeken):
        def honour(self, verzoek, part):
            if verzoek.release is Release.R30 or self.clock.today < FIRST_DAY_30:
                super().honour(verzoek, part)

    desks = (Forgets,)


class BeantwoordtBuitenDeBerichten(GemeenteMutant):
    """Meldt ook bij een verzoek in 3.0 de afwijzing of het onderzoek buiten de berichten om."""

    rule = "VOT-08"

    class AnswersAsIn24(_AnswersAs):
        def goes_wrong(self, part, decision):
            return isinstance(part.content, AangevraagdProduct)

    desks = (AnswersAsIn24,)


class KentGeenWijzigingsverzoek(GemeenteMutant):
    """Keurt elk verzoek om wijziging af als onleesbaar."""

    rule = "VOW-01"

    class Refuses(Verzoeken):
        def receive_317(self, bericht, data):
            return Reply(bericht, (REJECTED,))

    desks = (Refuses,)


class ZegtWijzigingAfBuitenDeBerichten(GemeenteMutant):
    """Wijst een verzoek om wijziging in 3.0 af zonder antwoordbericht."""

    rule = "VOW-01"

    class AnswersAsIn24(_AnswersAs):
        def goes_wrong(self, part, decision):
            return not isinstance(part.content, AangevraagdProduct)

    desks = (AnswersAsIn24,)


class VraagtWijzigingTeVroeg(AanbiederMutant):
    """Vraagt een wijziging ook in 2020 al met een 317 in 3.0."""

    rule = "VOW-01"

    class AlwaysByBericht(asking.Verzoeken):
        def change_by_bericht(self):
            return True

    desks = (AlwaysByBericht,)


class VraagtWijzigingBuitenDeBerichten(AanbiederMutant):
    """Vraagt ook in 3.0 een wijziging buiten de berichten om."""

    rule = "VOW-01"

    class NeverByBericht(asking.Verzoeken):
        def change_by_bericht(self):
            return False

    desks = (NeverByBericht,)


class BeantwoordtWijziging2020(GemeenteMutant):
    """Wijst een wijzigingsverzoek uit 2020 in 3.0 af met een antwoordbericht."""

    rule = "VOW-03"

    class AnswersByBericht(Verzoeken):
        def decide_change_2020(self, params, decision):
            super().decide_change_2020(params, decision)
            if decision != HONOUR and self.clock.today >= FIRST_DAY_30:
                answer = VerzoekAnswer(INVENTED, DENIED, CARE_GROUNDS)
                self.to_answer.append((params["toewijzing"]["aanbieder"], answer))

    desks = (AnswersByBericht,)


class VerwijstNaarWijziging2020(GemeenteMutant):
    """Zet een ReferentieAanbieder in de toewijzing die een wijzigingsverzoek uit 2020 honoreert."""

    rule = "VOW-04"

    class Refers(Changing):
        def apply_change(self, old, wish, referentie):
            super().apply_change(old, wish, referentie or INVENTED)

        def change_reden(self, old, new, referentie):
            return super().change_reden(old, new, None if referentie == INVENTED else referentie)

    desks = (Refers,)
