"""Known-bad parties that go wrong on requests around the transition (VOT-02 .. VOT-08, VOW-01 .. VOW-04)."""

from mutants import aanbieder, gemeente

from conformance.reference.rol import Antwoord
from conformance.reference.verzoeken import AFWIJZEN, ANDERE_GEMEENTE, HONOREREN, ONDERZOEKEN, ZORGINHOUDELIJK
from istandaard.berichten.antwoord import AFGEWEZEN
from istandaard.berichten.antwoord import Antwoord as Verzoekantwoord
from istandaard.berichten.retour import AFGEKEURD
from istandaard.berichten.verzoek import AangevraagdProduct
from istandaard.releases import EERSTE_DAG_30, Domein, Release

VERZONNEN = "W2020"
"""A reference that no request has."""


class BeantwoordtEen24VerzoekNiet(gemeente.Mutant):
    """Stuurt geen retourbericht op een verzoek om toewijzing in 2.4."""

    regel = "VOT-02"

    def ontvang_315(self, bericht, data):
        antwoord = super().ontvang_315(bericht, data)
        return None if bericht.release is Release.R24 else antwoord


class HonoreertZonderToewijzing(gemeente.Mutant):
    """Honoreert een verzoek om toewijzing in 3.0 zonder er een toewijzing op te sturen."""

    regel = "VOT-03"

    def honoreer(self, verzoek, deel):
        if verzoek.release is Release.R24 or not isinstance(deel.inhoud, AangevraagdProduct):
            super().honoreer(verzoek, deel)


class ZwijgtOverEenAfwijzing(gemeente.Mutant):
    """Laat de aanbieder niet weten dat een verzoek in 2.4 is afgewezen of wordt onderzocht."""

    regel = "VOT-04"

    def meld_besluit(self, aanbieder, bsn, waarover, besluit):
        if besluit not in {AFWIJZEN, ONDERZOEKEN}:
            super().meld_besluit(aanbieder, bsn, waarover, besluit)


class Beantwoordt24MetEen319(gemeente.Mutant):
    """Wijst een verzoek uit 2.4 in 2021 af met een antwoordbericht."""

    regel = "VOT-05"

    def per_antwoordbericht(self, verzoek, besluit):
        afgewezen = besluit == AFWIJZEN and self.vandaag >= EERSTE_DAG_30
        return afgewezen or super().per_antwoordbericht(verzoek, besluit)


class BeantwoordtWoonplaatsMetEen319(gemeente.Mutant):
    """Beroept zich in 2021 bij een verzoek uit 2.4 op het woonplaatsbeginsel met een antwoordbericht."""

    regel = "VOT-06"
    domeinen = (Domein.JW,)

    def per_antwoordbericht(self, verzoek, besluit):
        elders = besluit == ANDERE_GEMEENTE and self.vandaag >= EERSTE_DAG_30
        return elders or super().per_antwoordbericht(verzoek, besluit)


class VergeetOpen24Verzoeken(gemeente.Mutant):
    """Stuurt geen toewijzing op een verzoek uit 2.4 dat in 2021 wordt gehonoreerd."""

    regel = "VOT-07"

    def honoreer(self, verzoek, deel):
        if verzoek.release is Release.R30 or self.vandaag < EERSTE_DAG_30:
            super().honoreer(verzoek, deel)


class BeantwoordtBuitenDeBerichten(gemeente.Mutant):
    """Meldt ook bij een verzoek in 3.0 de afwijzing of het onderzoek buiten de berichten om."""

    regel = "VOT-08"

    def per_antwoordbericht(self, verzoek, besluit):
        return super().per_antwoordbericht(verzoek, besluit) and not isinstance(
            verzoek.delen[0].inhoud, AangevraagdProduct
        )


class KentGeenWijzigingsverzoek(gemeente.Mutant):
    """Keurt elk verzoek om wijziging af als onleesbaar."""

    regel = "VOW-01"

    def ontvang_317(self, bericht, data):
        super().ontvang_317(bericht, data)
        return Antwoord(bericht, (AFGEKEURD,))


class ZegtWijzigingAfBuitenDeBerichten(gemeente.Mutant):
    """Wijst een verzoek om wijziging in 3.0 af zonder antwoordbericht."""

    regel = "VOW-01"

    def per_antwoordbericht(self, verzoek, besluit):
        is_vot = isinstance(verzoek.delen[0].inhoud, AangevraagdProduct)
        return is_vot and super().per_antwoordbericht(verzoek, besluit)


class VraagtWijzigingTeVroeg(aanbieder.Mutant):
    """Vraagt een wijziging ook in 2020 al met een 317 in 3.0."""

    regel = "VOW-01"

    def wijziging_per_bericht(self):
        return True


class VraagtWijzigingBuitenDeBerichten(aanbieder.Mutant):
    """Vraagt ook in 3.0 een wijziging buiten de berichten om."""

    regel = "VOW-01"

    def wijziging_per_bericht(self):
        return False


class BeantwoordtWijziging2020(gemeente.Mutant):
    """Wijst een wijzigingsverzoek uit 2020 in 3.0 af met een antwoordbericht."""

    regel = "VOW-03"

    def beslis_wijziging_2020(self, params, besluit):
        super().beslis_wijziging_2020(params, besluit)
        if besluit != HONOREREN and self.vandaag >= EERSTE_DAG_30:
            antwoord = Verzoekantwoord(VERZONNEN, AFGEWEZEN, ZORGINHOUDELIJK)
            self.te_antwoorden.append((params["toewijzing"]["aanbieder"], antwoord))


class VerwijstNaarWijziging2020(gemeente.Mutant):
    """Zet een ReferentieAanbieder in de toewijzing die een wijzigingsverzoek uit 2020 honoreert."""

    regel = "VOW-04"

    def referentie_wijziging_2020(self, oud):
        return VERZONNEN

    def reden_verandering(self, oud, nieuw, referentie):
        return super().reden_verandering(oud, nieuw, None if referentie == VERZONNEN else referentie)
