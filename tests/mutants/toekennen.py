"""Known-bad gemeenten that go wrong on new toewijzingen (NT-01 .. NT-08)."""

from dataclasses import replace
from datetime import date

from mutants.gemeente import Mutant

from conformance.reference.boek import CORRECTIE
from conformance.reference.verzenden import METEEN, Wijziging
from istandaard.releases import EERSTE_DAG_30, EINDE_2020, LAATSTE_DAG_24, Release


class HersteltMorgen(Mutant):
    """Issues something wrong, cancels it the next day and then does it right: only the new-toewijzing rules see it."""

    def reset(self, params):
        self.fout_afgegeven = []
        return super().reset(params)

    def bederf(self, gewenst):
        """The wrong content, or None where this fault has no place."""
        raise AssertionError

    def ken_toe(self, params):
        fout = self.bederf(params["gewenst"]) if self.vandaag < LAATSTE_DAG_24 else None
        if fout is None:
            return super().ken_toe(params)
        voor = {regel.toewijzing.id for regel in self.boek}
        super().ken_toe(params | {"gewenst": params["gewenst"] | fout})
        nieuw = [regel.toewijzing for regel in self.boek if regel.toewijzing.id not in voor]
        self.fout_afgegeven.append((self.vandaag, nieuw, params))
        return {}

    def advance(self, params):
        uit = super().advance(params)
        for dag, toewijzingen, vraag in list(self.fout_afgegeven):
            if self.vandaag > dag:
                self.fout_afgegeven.remove((dag, toewijzingen, vraag))
                for t in toewijzingen:
                    self.zet_klaar(Wijziging(replace(t, einddatum=t.ingangsdatum), CORRECTIE, METEEN, t.id))
                super().ken_toe(vraag)
        return uit


class KentToeZonderEinddatum(HersteltMorgen):
    """Kent per week zonder einddatum toe, en herstelt dat de volgende dag."""

    regel = "NT-01"

    def bederf(self, gewenst):
        return {"einddatum": None} if gewenst["frequentie"] in {"2", "6"} and gewenst["eenheid"] != "84" else None


class KentToePer4Weken(HersteltMorgen):
    """Kent per 4 weken toe, en herstelt dat de volgende dag."""

    regel = "NT-02"

    def bederf(self, gewenst):
        return {"frequentie": "3"} if gewenst["frequentie"] and gewenst["eenheid"] != "84" else None


class KentAspecifiekMetOmvangToe(HersteltMorgen):
    """Kent aspecifiek met omvang toe, en herstelt dat de volgende dag."""

    regel = "NT-03"

    def bederf(self, gewenst):
        return {"code": None} if gewenst["eenheid"] and gewenst["eenheid"] != "84" else None


class KentEtmaalPerDagToe(HersteltMorgen):
    """Kent etmalen per dag toe, en herstelt dat de volgende dag."""

    regel = "NT-04"

    def bederf(self, gewenst):
        return {"frequentie": "1"} if gewenst["eenheid"] in {"14", "16", "83"} else None


class KentSpecifiekZonderOmvangToe(HersteltMorgen):
    """Kent specifiek zonder omvang toe, en herstelt dat de volgende dag."""

    regel = "NT-05"

    def bederf(self, gewenst):
        leeg = {"volume": None, "eenheid": None, "frequentie": None}
        return leeg if gewenst["code"] and gewenst["eenheid"] != "84" else None


class LaatDeel24Doorlopen(Mutant):
    """Laat het 2.4-deel van wat alleen in 3.0 kan doorlopen, en trekt het in januari in."""

    regel = "NT-06"

    def ken_toe(self, params):
        voor = {regel.toewijzing.id for regel in self.boek}
        super().ken_toe(params)
        for regel in list(self.boek):
            if regel.toewijzing.id not in voor and regel.toewijzing.einddatum == EINDE_2020:
                heel = params["gewenst"]["einddatum"]
                lang = replace(regel.toewijzing, einddatum=heel and date.fromisoformat(heel))
                self.boek.zet(replace(regel, toewijzing=lang))
                self.zet_klaar(Wijziging(regel.toewijzing, "03", EERSTE_DAG_30, regel.toewijzing.id))
        return {}


class VervolgInFebruari(Mutant):
    """Verzendt het 3.0-deel van een nieuwe toewijzing op 01-02-2021."""

    regel = "NT-07"

    def verzenddag_deel_30(self):
        return date(2021, 2, 1)


class KentToeZonderNummer(Mutant):
    """Kent in 2.4 toe zonder toewijzingnummer."""

    regel = "NT-08"

    def nummer_voor(self, inhoud):
        nieuw_in_24 = inhoud.id == "" and self.release_nu() is Release.R24 and inhoud.ingangsdatum <= EINDE_2020
        return None if nieuw_in_24 else super().nummer_voor(inhoud)
