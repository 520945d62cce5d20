"""Known-bad gemeenten: each is the reference with one fault, named in its docstring, that its own rule must find."""

from dataclasses import replace
from datetime import date, timedelta

from conformance.reference.migratie import INTREKKEN, NIEUW
from conformance.reference.oordeel import GEEN_UNIEK_NUMMER
from conformance.reference.partij import Referentie
from conformance.reference.rol import Antwoord
from conformance.reference.toegestaan import overtredingen
from istandaard.berichten.retour import AFGEKEURD
from istandaard.releases import EERSTE_DAG_30, EINDE_2020, INGANG_30, STILTE_VAN, UITERLIJK_NUMMER, Domein, Release


class Mutant(Referentie):
    """The reference, with a rule it breaks."""

    regel = ""
    domeinen = tuple(Domein)
    rol_onder_toets = "gemeente"


class ZendtInDeStilte(Mutant):
    """Verzendt lopende toewijzingen nog eens in 2.4 op 31-12-2020, in de stille periode."""

    regel = "PL-01"

    def werk(self):
        super().werk()
        if self.vandaag == STILTE_VAN and self.rol == "gemeente" and not getattr(self, "herhaald", False):
            self.herhaald = True
            for regel in self.boek:
                t = regel.toewijzing
                if t.einddatum is None and not self.redenen(t, uniek=self.is_uniek(t)):
                    self.stuur_301([regel])

    def release_nu(self):
        return Release.R24 if self.vandaag <= STILTE_VAN else Release.R30


class VerstaatGeen30(Mutant):
    """Keurt elke start en stop in 3.0 af als onleesbaar."""

    regel = "PL-03"

    def ontvang_regie(self, bericht, data):
        return (
            Antwoord(bericht, (AFGEKEURD,)) if bericht.release is Release.R30 else super().ontvang_regie(bericht, data)
        )


class GebruiktNummerOpnieuw(Mutant):
    """Geeft een opvolger die alleen in 3.0 kan het nummer van de toewijzing die hij vervangt."""

    regel = "TW-01"

    def nummer_voor(self, inhoud):
        oud = inhoud.toewijzingnummer
        if self.boek.uniek(oud) and (inhoud.budget is not None or inhoud.eenheid == "84"):
            return oud
        return super().nummer_voor(inhoud)


class VergeetNummers(Mutant):
    """Laat toewijzingen staan waarvan alleen het nummer ontbreekt of niet uniek is."""

    regel = "TW-02"

    def redenen(self, toewijzing, *, uniek):
        gevonden = super().redenen(toewijzing, uniek=uniek)
        return [] if gevonden == [GEEN_UNIEK_NUMMER] else gevonden


class VergeetFrequenties(Mutant):
    """Laat toewijzingen per 4 weken en per jaar staan."""

    regel = "TW-03"

    def redenen(self, toewijzing, *, uniek):
        gevonden = super().redenen(toewijzing, uniek=uniek)
        return [] if gevonden == ["frequentie_vervallen"] else gevonden


class GeeftDeHelft(Mutant):
    """Halveert het volume van elke opvolger."""

    regel = "TW-06"

    def nieuwe(self, oud, begin, vorm, **opties):
        stap = super().nieuwe(oud, begin, vorm, **opties)
        volume = stap.toewijzing.volume
        return (
            stap if volume is None else replace(stap, toewijzing=replace(stap.toewijzing, volume=max(1, volume // 2)))
        )


class VraagtGeenInstemming(Mutant):
    """Trekt in met terugwerkende kracht terwijl de aanbieder niet instemt."""

    regel = "TW-08"

    def kan_doorlopen(self, oud):
        return super().kan_doorlopen(replace(oud, instemming=True))


class VergeetCombinaties(Mutant):
    """Laat etmalen, dagdelen en euro's per dag staan."""

    regel = "MS-01"

    def redenen(self, toewijzing, *, uniek):
        gevonden = super().redenen(toewijzing, uniek=uniek)
        return [] if gevonden == ["eenheid_frequentie_combinatie"] else gevonden


class BeoordeeltNietAlles(Mutant):
    """Laat de eerste toewijzing van elke cliënt weg uit de beoordeling."""

    regel = "MS-02"

    def beoordeel(self, params):
        uit = super().beoordeel(params)["assessments"]
        gezien, over = set(), []
        for regel in uit:
            bsn = self.boek[regel["id"]].toewijzing.bsn
            if bsn in gezien:
                over.append(regel)
            gezien.add(bsn)
        return {"assessments": over}


class MigreertNummersInDecember(Mutant):
    """Migreert toewijzingen zonder uniek nummer pas op 01-12-2020, waar de aanbieder instemt."""

    regel = "MT-01"

    def stappen(self, toewijzing, **opties):
        stappen = super().stappen(toewijzing, **opties)
        if GEEN_UNIEK_NUMMER not in self.redenen(toewijzing, uniek=opties["uniek"]) or not toewijzing.instemming:
            return stappen
        laat = UITERLIJK_NUMMER + timedelta(days=1)
        return [replace(s, vanaf=laat) if s.actie in {INTREKKEN, NIEUW} and s.vanaf is None else s for s in stappen]


class AccepteertStopZonderNummer(Mutant):
    """Keurt in 3.0 een stop op een toewijzing zonder uniek nummer goed."""

    regel = "MT-03"

    def toewijzing_bij(self, product, bericht):
        gevonden = super().toewijzing_bij(product, bericht)
        return gevonden or next(iter(self.boek))


class MigreertVariantenInJanuari(Mutant):
    """Doet in januari, in 3.0, wat in 2.4 had gekund."""

    regel = "MT-04"

    def stappen(self, toewijzing, **opties):
        stappen = super().stappen(toewijzing, **opties)
        kan = toewijzing.instemming and toewijzing.ingangsdatum <= EINDE_2020
        gesloten = overtredingen(replace(toewijzing, einddatum=EINDE_2020))
        if not opties["uniek"] or not kan or gesloten or any(s.release is not Release.R24 for s in stappen):
            return stappen
        return [replace(s, release=Release.R30, vanaf=EERSTE_DAG_30) for s in stappen]


def _verschoven(stappen, dag):
    doorlopen = [s.release for s in stappen] == [Release.R30, Release.R30]
    return [replace(s, vanaf=dag) for s in stappen] if doorlopen else stappen


class BudgetInFebruari(Mutant):
    """Verzendt een opvolger met budget of stuks (inspanning) pas op 01-02-2021, terwijl de oude doorloopt."""

    regel = "MT-05"

    def stappen(self, toewijzing, **opties):
        return _verschoven(super().stappen(toewijzing, **opties), date(2021, 2, 1))


class Verzendt30TeVroeg(Mutant):
    """Verzendt een opvolger die 3.0 nodig heeft al op 01-01-2021, als de oude in 2.4 is ingetrokken."""

    regel = "MT-06"

    def stappen(self, toewijzing, **opties):
        stappen = super().stappen(toewijzing, **opties)
        los = [s for s in stappen if s.release is Release.R30]
        vooraf = opties["uniek"] and len(los) == 1
        return [replace(s, vanaf=INGANG_30) if vooraf and los == [s] and s.actie == NIEUW else s for s in stappen]

    def mag_zenden(self):
        return super().mag_zenden() or (self.vandaag == INGANG_30 and self.rol == "gemeente")


class LaatEenDagOpen(Mutant):
    """Laat de opvolger van een vervallen variant op 02-01-2021 ingaan."""

    regel = "BS-02"

    def begin_variant(self, oud):
        begin = super().begin_variant(oud)
        kort = oud.einddatum is not None and oud.einddatum <= begin
        return begin if kort or begin != date(2021, 1, 1) else begin + timedelta(days=1)


class InformeertNiet(Mutant):
    """Trekt vooraf in zonder de aanbieder te zeggen dat er een opvolger komt."""

    regel = "BS-03"

    def informeer_vooraf(self, toewijzing):
        """Say nothing."""


class TrektInPer15December(Mutant):
    """Trekt per 15-12-2020 in wat geen uniek nummer heeft en 3.0 nodig heeft."""

    regel = "BS-05"

    def zonder_nummer(self, oud, vorm, *, kies):
        stappen = super().zonder_nummer(oud, vorm, kies=kies)
        if stappen[-1].release is not Release.R30 or oud.ingangsdatum > UITERLIJK_NUMMER:
            return stappen
        per = date(2020, 12, 15)
        uit = []
        for s in stappen:
            t = s.toewijzing
            if s.actie == INTREKKEN:
                t = replace(t, einddatum=per)
            elif s.actie == NIEUW and s.release is Release.R24:
                t = replace(t, ingangsdatum=per + timedelta(days=1))
            uit.append(replace(s, toewijzing=t))
        return uit


class DecemberTotDe30e(Mutant):
    """Laat de decembertoewijzing eindigen op 30-12-2020."""

    regel = "BS-06"

    def einde_december(self):
        return date(2020, 12, 30)


class NaDecemberTeLaat(Mutant):
    """Verzendt wat op de decembertoewijzing volgt pas op 01-02-2021."""

    regel = "BS-07"

    def zonder_nummer(self, oud, vorm, *, kies):
        stappen = super().zonder_nummer(oud, vorm, kies=kies)
        return [replace(s, vanaf=date(2021, 2, 1)) if s.release is Release.R30 else s for s in stappen]
