"""Known-bad parties that close care with the wrong reason or at the wrong moment (AF-01 .. AF-04)."""

from migratietoets.conformance.reference.aanbieder import PREMATURE
from migratietoets.conformance.reference.choices import BY_AANBIEDER
from migratietoets.conformance.reference.ledger import BY_GEMEENTE
from migratietoets.istandaard.releases import SILENCE_END, SILENCE_START, Release
from tests.proof.mutants import aanbieder, gemeente


class ZegtDatDeAanbiederBegon(gemeente.Mutant):
    """Zet code 12 bij elke intrekking in 3.0, ook als de aanbieder niets deed."""

    regel = "AF-01"

    def intrekking_reden(self, regel, asked):
        super().intrekking_reden(regel, asked)
        return BY_AANBIEDER if self.current_release() is Release.R30 else asked


class ZegtDatDeGemeenteBegon(aanbieder.Mutant):
    """Zet code 36 bij elke stop die de aanbieder in 3.0 zelf besluit."""

    regel = "AF-01"

    def requested_stop_reden(self, regel, wanted, release):
        reden = super().requested_stop_reden(regel, wanted, release)
        return BY_GEMEENTE if release is Release.R30 and not regel.withdrawn else reden


class KentDeNieuweRedenNiet(gemeente.Mutant):
    """Trekt in 3.0 na een stop van de aanbieder in met een oude reden."""

    regel = "AF-02"

    def intrekking_reden(self, regel, asked):
        reden = super().intrekking_reden(regel, asked)
        return "09" if reden == BY_AANBIEDER else reden


class KentDeNieuweStopNiet(aanbieder.Mutant):
    """Stopt in 3.0 na een intrekking met een oude reden."""

    regel = "AF-03"

    def reaction_reden(self, regel):
        return PREMATURE[self.domein]


class TrektInInDeStilte(gemeente.Mutant):
    """Verzendt een intrekking die in de stille dagen is besloten meteen, in 2.4."""

    regel = "AF-04"
    immediate = False

    def may_send(self):
        return self.immediate or super().may_send()

    def current_release(self):
        return Release.R24 if self.immediate else super().current_release()

    def intrekking_reden(self, regel, asked):
        return super().intrekking_reden(regel, "09" if asked == BY_AANBIEDER and self.immediate else asked)

    def withdraw(self, params):
        self.immediate = SILENCE_START <= self.today <= SILENCE_END
        answer = super().withdraw(params)
        if self.immediate:
            self.do_gemeente_work()
            self.immediate = False
        return answer


class StoptInDeStilte(aanbieder.Mutant):
    """Verzendt een stop die in de stille dagen is gemeld meteen."""

    regel = "AF-04"
    immediate = False

    def may_send(self):
        return self.immediate or super().may_send()

    def stop_care(self, params):
        answer = super().stop_care(params)
        if SILENCE_START <= self.today <= SILENCE_END:
            self.immediate = True
            self.do_aanbieder_work()
            self.immediate = False
        return answer
