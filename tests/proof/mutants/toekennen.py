"""Known-bad gemeenten that go wrong on new toewijzingen (NT-01 .. NT-08)."""

from dataclasses import replace
from datetime import date

from migratietoets.conformance.reference.gemeente.granting import Granting
from migratietoets.conformance.reference.gemeente.toewijzingen import AT_ONCE, Change, Toewijzingen, under_number
from migratietoets.istandaard.codelijsten.codes import CORRECTION, TOTAL
from migratietoets.istandaard.releases import END_OF_2020, FIRST_DAY_30, LAST_DAY_24, Release
from tests.proof.mutants.mutant import GemeenteMutant


class Spoiling(Granting):
    """Issues something wrong, cancels it the next day and then does it right: only the new-toewijzing rules see it."""

    def __init__(self, *others):
        super().__init__(*others)
        self.issued_wrong = []

    def spoil(self, wanted):
        """The wrong content, or None where this fault has no place."""
        raise AssertionError

    def grant(self, params):
        error = self.spoil(params["gewenst"]) if self.clock.today < LAST_DAY_24 else None
        if error is None:
            return super().grant(params)
        before = {entry.toewijzing.id for entry in self.ledger}
        super().grant(params | {"gewenst": params["gewenst"] | error})
        new = [entry.toewijzing for entry in self.ledger if entry.toewijzing.id not in before]
        self.issued_wrong.append((self.clock.today, new, params))
        return {}

    def repair(self):
        """What was issued wrong on an earlier day, put right."""
        for day, toewijzingen, params in list(self.issued_wrong):
            if self.clock.today > day:
                self.issued_wrong.remove((day, toewijzingen, params))
                for t in toewijzingen:
                    self.toewijzingen.schedule(Change(replace(t, einddatum=t.ingangsdatum), CORRECTION, AT_ONCE, t.id))
                super().grant(params)


class HersteltMorgen(GemeenteMutant):
    """A gemeente that repairs at the end of the day."""

    def advance(self, params):
        out = super().advance(params)
        if self.role == self.role_under_test:
            self.party.granting.repair()
        return out


class KentToeZonderEinddatum(HersteltMorgen):
    """Kent per week zonder einddatum toe, en herstelt dat de volgende dag."""

    rule = "NT-01"

    class WithoutEinddatum(Spoiling):
        def spoil(self, wanted):
            return {"einddatum": None} if wanted["frequentie"] in {"2", "6"} and wanted["eenheid"] != "84" else None

    desks = (WithoutEinddatum,)


class KentToePer4Weken(HersteltMorgen):
    """Kent per 4 weken toe, en herstelt dat de volgende dag."""

    rule = "NT-02"

    class PerFourWeeks(Spoiling):
        def spoil(self, wanted):
            return {"frequentie": "3"} if wanted["frequentie"] and wanted["eenheid"] != "84" else None

    desks = (PerFourWeeks,)


class KentAspecifiekMetOmvangToe(HersteltMorgen):
    """Kent aspecifiek met omvang toe, en herstelt dat de volgende dag."""

    rule = "NT-03"

    class WithoutCode(Spoiling):
        def spoil(self, wanted):
            return {"code": None} if wanted["eenheid"] and wanted["eenheid"] != "84" else None

    desks = (WithoutCode,)


class KentEtmaalPerDagToe(HersteltMorgen):
    """Kent etmalen per dag toe, en herstelt dat de volgende dag."""

    rule = "NT-04"

    class PerDay(Spoiling):
        def spoil(self, wanted):
            return {"frequentie": "1"} if wanted["eenheid"] in {"14", "16", "83"} else None

    desks = (PerDay,)


class KentSpecifiekZonderOmvangToe(HersteltMorgen):
    """Kent specifiek zonder omvang toe, en herstelt dat de volgende dag."""

    rule = "NT-05"

    class WithoutOmvang(Spoiling):
        def spoil(self, wanted):
            empty = {"volume": None, "eenheid": None, "frequentie": None}
            return empty if wanted["code"] and wanted["eenheid"] != "84" else None

    desks = (WithoutOmvang,)


class LaatDeel24Doorlopen(GemeenteMutant):
    """Laat het 2.4-deel van wat alleen in 3.0 kan doorlopen, en trekt het in januari in."""

    rule = "NT-06"

    class RunsOn(Granting):
        def grant(self, params):
            before = {entry.toewijzing.id for entry in self.ledger}
            super().grant(params)
            for entry in list(self.ledger):
                part = entry.toewijzing
                if part.id not in before and part.einddatum == END_OF_2020:
                    whole = params["gewenst"]["einddatum"]
                    long = replace(part, einddatum=whole and date.fromisoformat(whole))
                    self.ledger.put(replace(entry, toewijzing=long))
                    self.toewijzingen.schedule(Change(part, "03", FIRST_DAY_30, part.id))
            return {}

    desks = (RunsOn,)


class VervolgInFebruari(GemeenteMutant):
    """Verzendt het 3.0-deel van een nieuwe toewijzing op 01-02-2021."""

    rule = "NT-07"

    class InFebruari(Granting):
        def parts(self, wish, categorie_24):
            parts = super().parts(wish, categorie_24)
            return [(part, date(2021, 2, 1) if day == FIRST_DAY_30 else day) for part, day in parts]

    desks = (InFebruari,)


class KentHetTotaalTweeKeerToe(GemeenteMutant):
    """Kent in elk van beide delen van nieuwe zorg het hele totaal toe."""

    rule = "NT-07"

    class Whole(Granting):
        def parts(self, wish, categorie_24):
            total = {"volume": wish.volume} if wish.frequentie == TOTAL else {}
            return [(replace(part, **total), day) for part, day in super().parts(wish, categorie_24)]

    desks = (Whole,)


class KentToeZonderNummer(GemeenteMutant):
    """Kent in 2.4 toe zonder toewijzingnummer."""

    rule = "NT-08"

    class WithoutNumber(Toewijzingen):
        def numbered(self, content):
            in_24 = self.clock.current_release() is Release.R24 and content.ingangsdatum <= END_OF_2020
            return under_number(content, None) if content.id == "" and in_24 else super().numbered(content)

    desks = (WithoutNumber,)
