"""Known-bad parties that close care with the wrong reason or at the wrong moment (AF-01 .. AF-04)."""

from mutants import aanbieder, gemeente

from conformance.reference.aanbieder import VOORTIJDIG
from conformance.reference.boek import DOOR_GEMEENTE
from conformance.reference.keuzes import DOOR_AANBIEDER
from istandaard.releases import STILTE_TOT, STILTE_VAN, Release


class ZegtDatDeAanbiederBegon(gemeente.Mutant):
    """Zet code 12 bij elke intrekking in 3.0, ook als de aanbieder niets deed."""

    regel = "AF-01"

    def reden_intrekking(self, regel, gevraagd):
        super().reden_intrekking(regel, gevraagd)
        return DOOR_AANBIEDER if self.release_nu() is Release.R30 else gevraagd


class ZegtDatDeGemeenteBegon(aanbieder.Mutant):
    """Zet code 36 bij elke stop die de aanbieder in 3.0 zelf besluit."""

    regel = "AF-01"

    def reden_gevraagde_stop(self, regel, gewenst, release):
        reden = super().reden_gevraagde_stop(regel, gewenst, release)
        return DOOR_GEMEENTE if release is Release.R30 and not regel.ingetrokken else reden


class KentDeNieuweRedenNiet(gemeente.Mutant):
    """Trekt in 3.0 na een stop van de aanbieder in met een oude reden."""

    regel = "AF-02"

    def reden_intrekking(self, regel, gevraagd):
        reden = super().reden_intrekking(regel, gevraagd)
        return "09" if reden == DOOR_AANBIEDER else reden


class KentDeNieuweStopNiet(aanbieder.Mutant):
    """Stopt in 3.0 na een intrekking met een oude reden."""

    regel = "AF-03"

    def reden_reactie(self, regel):
        return VOORTIJDIG[self.domein]


class TrektInInDeStilte(gemeente.Mutant):
    """Verzendt een intrekking die in de stille dagen is besloten meteen, in 2.4."""

    regel = "AF-04"
    meteen = False

    def mag_zenden(self):
        return self.meteen or super().mag_zenden()

    def release_nu(self):
        return Release.R24 if self.meteen else super().release_nu()

    def reden_intrekking(self, regel, gevraagd):
        return super().reden_intrekking(regel, "09" if gevraagd == DOOR_AANBIEDER and self.meteen else gevraagd)

    def trek_in(self, params):
        self.meteen = STILTE_VAN <= self.vandaag <= STILTE_TOT
        antwoord = super().trek_in(params)
        if self.meteen:
            self.werk_gemeente()
            self.meteen = False
        return antwoord


class StoptInDeStilte(aanbieder.Mutant):
    """Verzendt een stop die in de stille dagen is gemeld meteen."""

    regel = "AF-04"
    meteen = False

    def mag_zenden(self):
        return self.meteen or super().mag_zenden()

    def stop_zorg(self, params):
        antwoord = super().stop_zorg(params)
        if STILTE_VAN <= self.vandaag <= STILTE_TOT:
            self.meteen = True
            self.werk_aanbieder()
            self.meteen = False
        return antwoord
