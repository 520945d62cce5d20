"""Known-bad parties that go wrong on requests around the transition (VOT-02 .. VOT-08, VOW-01 .. VOW-04)."""

from migratietoets.conformance.reference.deciding import CARE_GROUNDS, HONOUR, INVESTIGATE, OTHER_GEMEENTE, REJECT
from migratietoets.conformance.reference.role import Reply
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct
from migratietoets.istandaard.berichten.verzoekantwoord import DENIED
from migratietoets.istandaard.berichten.verzoekantwoord import Answer as VerzoekAnswer
from migratietoets.istandaard.releases import FIRST_DAY_30, Domein, Release
from tests.proof.mutants import aanbieder, gemeente

INVENTED = "W2020"
"""A reference that no request has."""


class BeantwoordtEen24VerzoekNiet(gemeente.Mutant):
    """Stuurt geen retourbericht op een verzoek om toewijzing in 2.4."""

    regel = "VOT-02"

    def receive_315(self, bericht, data):
        answer = super().receive_315(bericht, data)
        return None if bericht.release is Release.R24 else answer


class HonoreertZonderToewijzing(gemeente.Mutant):
    """Honoreert een verzoek om toewijzing in 3.0 zonder er een toewijzing op te sturen."""

    regel = "VOT-03"

    def honour(self, verzoek, part):
        if verzoek.release is Release.R24 or not isinstance(part.content, AangevraagdProduct):
            super().honour(verzoek, part)


class ZwijgtOverEenAfwijzing(gemeente.Mutant):
    """Laat de aanbieder niet weten dat een verzoek in 2.4 is afgewezen of wordt onderzocht."""

    regel = "VOT-04"

    def tell_decision(self, aanbieder, bsn, about, besluit):
        if besluit not in {REJECT, INVESTIGATE}:
            super().tell_decision(aanbieder, bsn, about, besluit)


class Beantwoordt24MetEen319(gemeente.Mutant):
    """Wijst een verzoek uit 2.4 in 2021 af met een antwoordbericht."""

    regel = "VOT-05"

    def answered_by_bericht(self, verzoek, besluit):
        declined = besluit == REJECT and self.today >= FIRST_DAY_30
        return declined or super().answered_by_bericht(verzoek, besluit)


class BeantwoordtWoonplaatsMetEen319(gemeente.Mutant):
    """Beroept zich in 2021 bij een verzoek uit 2.4 op het woonplaatsbeginsel met een antwoordbericht."""

    regel = "VOT-06"
    domeinen = (Domein.JW,)

    def answered_by_bericht(self, verzoek, besluit):
        elsewhere = besluit == OTHER_GEMEENTE and self.today >= FIRST_DAY_30
        return elsewhere or super().answered_by_bericht(verzoek, besluit)


class VergeetOpen24Verzoeken(gemeente.Mutant):
    """Stuurt geen toewijzing op een verzoek uit 2.4 dat in 2021 wordt gehonoreerd."""

    regel = "VOT-07"

    def honour(self, verzoek, part):
        if verzoek.release is Release.R30 or self.today < FIRST_DAY_30:
            super().honour(verzoek, part)


class BeantwoordtBuitenDeBerichten(gemeente.Mutant):
    """Meldt ook bij een verzoek in 3.0 de afwijzing of het onderzoek buiten de berichten om."""

    regel = "VOT-08"

    def answered_by_bericht(self, verzoek, besluit):
        return super().answered_by_bericht(verzoek, besluit) and not isinstance(
            verzoek.parts[0].content, AangevraagdProduct
        )


class KentGeenWijzigingsverzoek(gemeente.Mutant):
    """Keurt elk verzoek om wijziging af als onleesbaar."""

    regel = "VOW-01"

    def receive_317(self, bericht, data):
        super().receive_317(bericht, data)
        return Reply(bericht, (REJECTED,))


class ZegtWijzigingAfBuitenDeBerichten(gemeente.Mutant):
    """Wijst een verzoek om wijziging in 3.0 af zonder antwoordbericht."""

    regel = "VOW-01"

    def answered_by_bericht(self, verzoek, besluit):
        is_vot = isinstance(verzoek.parts[0].content, AangevraagdProduct)
        return is_vot and super().answered_by_bericht(verzoek, besluit)


class VraagtWijzigingTeVroeg(aanbieder.Mutant):
    """Vraagt een wijziging ook in 2020 al met een 317 in 3.0."""

    regel = "VOW-01"

    def change_by_bericht(self):
        return True


class VraagtWijzigingBuitenDeBerichten(aanbieder.Mutant):
    """Vraagt ook in 3.0 een wijziging buiten de berichten om."""

    regel = "VOW-01"

    def change_by_bericht(self):
        return False


class BeantwoordtWijziging2020(gemeente.Mutant):
    """Wijst een wijzigingsverzoek uit 2020 in 3.0 af met een antwoordbericht."""

    regel = "VOW-03"

    def decide_change_2020(self, params, besluit):
        super().decide_change_2020(params, besluit)
        if besluit != HONOUR and self.today >= FIRST_DAY_30:
            answer = VerzoekAnswer(INVENTED, DENIED, CARE_GROUNDS)
            self.to_answer.append((params["toewijzing"]["aanbieder"], answer))


class VerwijstNaarWijziging2020(gemeente.Mutant):
    """Zet een ReferentieAanbieder in de toewijzing die een wijzigingsverzoek uit 2020 honoreert."""

    regel = "VOW-04"

    def reference_change_2020(self, old):
        return INVENTED

    def change_reden(self, old, nieuw, referentie):
        return super().change_reden(old, nieuw, None if referentie == INVENTED else referentie)
