"""Known-bad gemeenten that go wrong on new toewijzingen (NT-01 .. NT-08)."""

from dataclasses import replace
from datetime import date

from migratietoets.conformance.reference.ledger import CORRECTION
from migratietoets.conformance.reference.sending import AT_ONCE, Change
from migratietoets.istandaard.releases import END_OF_2020, FIRST_DAY_30, LAST_DAY_24, Release
from tests.proof.mutants.gemeente import Mutant


class HersteltMorgen(Mutant):
    """Issues something wrong, cancels it the next day and then does it right: only the new-toewijzing rules see it."""

    def reset(self, params):
        self.issued_wrong = []
        return super().reset(params)

    def spoil(self, wanted):
        """The wrong content, or None where this fault has no place."""
        raise AssertionError

    def grant(self, params):
        error = self.spoil(params["gewenst"]) if self.today < LAST_DAY_24 else None
        if error is None:
            return super().grant(params)
        before = {regel.toewijzing.id for regel in self.ledger}
        super().grant(params | {"gewenst": params["gewenst"] | error})
        new = [regel.toewijzing for regel in self.ledger if regel.toewijzing.id not in before]
        self.issued_wrong.append((self.today, new, params))
        return {}

    def advance(self, params):
        out = super().advance(params)
        for day, toewijzingen, query in list(self.issued_wrong):
            if self.today > day:
                self.issued_wrong.remove((day, toewijzingen, query))
                for t in toewijzingen:
                    self.schedule(Change(replace(t, einddatum=t.ingangsdatum), CORRECTION, AT_ONCE, t.id))
                super().grant(query)
        return out


class KentToeZonderEinddatum(HersteltMorgen):
    """Kent per week zonder einddatum toe, en herstelt dat de volgende dag."""

    regel = "NT-01"

    def spoil(self, wanted):
        return {"einddatum": None} if wanted["frequentie"] in {"2", "6"} and wanted["eenheid"] != "84" else None


class KentToePer4Weken(HersteltMorgen):
    """Kent per 4 weken toe, en herstelt dat de volgende dag."""

    regel = "NT-02"

    def spoil(self, wanted):
        return {"frequentie": "3"} if wanted["frequentie"] and wanted["eenheid"] != "84" else None


class KentAspecifiekMetOmvangToe(HersteltMorgen):
    """Kent aspecifiek met omvang toe, en herstelt dat de volgende dag."""

    regel = "NT-03"

    def spoil(self, wanted):
        return {"code": None} if wanted["eenheid"] and wanted["eenheid"] != "84" else None


class KentEtmaalPerDagToe(HersteltMorgen):
    """Kent etmalen per dag toe, en herstelt dat de volgende dag."""

    regel = "NT-04"

    def spoil(self, wanted):
        return {"frequentie": "1"} if wanted["eenheid"] in {"14", "16", "83"} else None


class KentSpecifiekZonderOmvangToe(HersteltMorgen):
    """Kent specifiek zonder omvang toe, en herstelt dat de volgende dag."""

    regel = "NT-05"

    def spoil(self, wanted):
        empty = {"volume": None, "eenheid": None, "frequentie": None}
        return empty if wanted["code"] and wanted["eenheid"] != "84" else None


class LaatDeel24Doorlopen(Mutant):
    """Laat het 2.4-deel van wat alleen in 3.0 kan doorlopen, en trekt het in januari in."""

    regel = "NT-06"

    def grant(self, params):
        before = {regel.toewijzing.id for regel in self.ledger}
        super().grant(params)
        for regel in list(self.ledger):
            if regel.toewijzing.id not in before and regel.toewijzing.einddatum == END_OF_2020:
                whole = params["gewenst"]["einddatum"]
                long = replace(regel.toewijzing, einddatum=whole and date.fromisoformat(whole))
                self.ledger.put(replace(regel, toewijzing=long))
                self.schedule(Change(regel.toewijzing, "03", FIRST_DAY_30, regel.toewijzing.id))
        return {}


class VervolgInFebruari(Mutant):
    """Verzendt het 3.0-deel van een nieuwe toewijzing op 01-02-2021."""

    regel = "NT-07"

    def send_day_part_30(self):
        return date(2021, 2, 1)


class KentToeZonderNummer(Mutant):
    """Kent in 2.4 toe zonder toewijzingnummer."""

    regel = "NT-08"

    def number_for(self, content):
        new_in_24 = content.id == "" and self.current_release() is Release.R24 and content.ingangsdatum <= END_OF_2020
        return None if new_in_24 else super().number_for(content)
