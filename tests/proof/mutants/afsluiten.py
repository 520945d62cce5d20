"""Known-bad parties that close care with the wrong reason or at the wrong moment (AF-01 .. AF-04)."""

from migratietoets.conformance.reference.aanbieder.start_stop import StartStop
from migratietoets.conformance.reference.clock import Clock
from migratietoets.conformance.reference.gemeente.changing import Changing
from migratietoets.istandaard.codelijsten.codes import BY_AANBIEDER, BY_GEMEENTE, IN_AGREEMENT
from migratietoets.istandaard.releases import SILENCE_END, SILENCE_START, Release
from tests.proof.mutants.mutant import AanbiederMutant, GemeenteMutant


class OpenLine(Clock):
    """A line that somebody can open in the quiet days."""

    opened = False

    def may_send(self):
        return self.opened or super().may_send()


class ZegtDatDeAanbiederBegon(GemeenteMutant):
    """Zet code 12 bij elke intrekking in 3.0, ook als de aanbieder niets deed."""

    rule = "AF-01"

    class AlwaysByAanbieder(Changing):
        def intrekking_reden(self, entry, occasion):
            reden = super().intrekking_reden(entry, occasion)
            return BY_AANBIEDER if self.clock.current_release() is Release.R30 else reden

    desks = (AlwaysByAanbieder,)


class ZegtDatDeGemeenteBegon(AanbiederMutant):
    """Zet code 36 bij elke stop die de aanbieder in 3.0 zelf besluit."""

    rule = "AF-01"

    class AlwaysByGemeente(StartStop):
        def requested_stop_reden(self, entry, wanted, release):
            reden = super().requested_stop_reden(entry, wanted, release)
            return BY_GEMEENTE if release is Release.R30 and not entry.withdrawn else reden

    desks = (AlwaysByGemeente,)


class KentDeNieuweRedenNiet(GemeenteMutant):
    """Trekt in 3.0 na een stop van de aanbieder in met een oude reden."""

    rule = "AF-02"

    class OldReden(Changing):
        def intrekking_reden(self, entry, occasion):
            reden = super().intrekking_reden(entry, occasion)
            return "09" if reden == BY_AANBIEDER else reden

    desks = (OldReden,)


class KentDeNieuweStopNiet(AanbiederMutant):
    """Stopt in 3.0 na een intrekking met een oude reden."""

    rule = "AF-03"

    class OldReden(StartStop):
        def reaction_reden(self, entry):
            return IN_AGREEMENT[self.context.domein]

    desks = (OldReden,)


class TrektInInDeStilte(GemeenteMutant):
    """Verzendt een intrekking die in de stille dagen is besloten meteen, in 2.4."""

    rule = "AF-04"

    class OpenLine24(OpenLine):
        def current_release(self):
            return Release.R24 if self.opened else super().current_release()

    class Hurried(Changing):
        def withdraw(self, params):
            self.clock.opened = SILENCE_START <= self.clock.today <= SILENCE_END
            answer = super().withdraw(params)
            if self.clock.opened:
                self.toewijzingen.send_due()
                self.clock.opened = False
            return answer

    desks = (OpenLine24, Hurried)


class StoptInDeStilte(AanbiederMutant):
    """Verzendt een stop die in de stille dagen is gemeld meteen."""

    rule = "AF-04"

    class Hurried(StartStop):
        def stop_care(self, params):
            answer = super().stop_care(params)
            if SILENCE_START <= self.clock.today <= SILENCE_END:
                self.clock.opened = True
                self.send_due()
                self.clock.opened = False
            return answer

    desks = (OpenLine, Hurried)
