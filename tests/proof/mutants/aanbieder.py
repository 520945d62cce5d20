"""Aanbieders that go wrong on the calendar or on a toewijzing, each with one fault of its own."""

from dataclasses import replace

from migratietoets.conformance.reference.aanbieder.start_stop import StartStop
from migratietoets.conformance.reference.aanbieder.toewijzingen import Toewijzingen
from migratietoets.conformance.reference.clock import Clock
from migratietoets.conformance.reference.intake import Trusting
from migratietoets.conformance.reference.post import Reply
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.releases import NUMBER_DEADLINE, SILENCE_START, Release
from tests.proof.mutants.mutant import AanbiederMutant


class StartIn24InDeStilte(AanbiederMutant):
    """Verzendt starts in 2.4 op 31-12-2020, in de stille periode."""

    rule = "PL-01"

    class DayLonger(Clock):
        def may_send(self):
            return super().may_send() or self.today == SILENCE_START

        def current_release(self):
            return Release.R24 if self.today <= SILENCE_START else Release.R30

    class StartsOnly(StartStop):
        def stop_due(self, entry, release):
            return None if self.clock.today == SILENCE_START else super().stop_due(entry, release)

    desks = (DayLonger, StartsOnly)


class VerstaatGeen30(AanbiederMutant):
    """Keurt elke toewijzing in 3.0 af als onleesbaar."""

    rule = "PL-03"

    class Only24(Toewijzingen):
        def receive_301(self, bericht, data):
            in_30 = bericht.release is Release.R30
            return Reply(bericht, (REJECTED,)) if in_30 else super().receive_301(bericht, data)

    desks = (Only24,)


class KeurtAllesGoed(AanbiederMutant):
    """Keurt toewijzingen in 3.0 goed die geen toegestane variant zijn."""

    rule = "PL-06"

    class AnyVariant(Toewijzingen):
        def rejects_variants(self, bericht, producten):
            return False

    desks = (AnyVariant, Trusting)


class StoptTeLaat(AanbiederMutant):
    """Meldt een stop van uiterlijk 30-11-2020 pas daarna."""

    rule = "MT-02"

    class Late(StartStop):
        def stop_due(self, entry, release):
            stop = super().stop_due(entry, release)
            late = stop is not None and stop.einddatum <= NUMBER_DEADLINE and self.clock.today <= NUMBER_DEADLINE
            return None if late else stop

    desks = (Late,)


class StoptZonderNummer(AanbiederMutant):
    """Laat in 3.0 het nummer weg uit een stop."""

    rule = "MT-03"

    class WithoutNumber(StartStop):
        def booked_report(self, entry, what):
            product = super().booked_report(entry, what)
            in_30 = self.clock.current_release() is Release.R30 and product.einddatum is not None
            return replace(product, toewijzingnummer=None) if in_30 else product

    desks = (WithoutNumber,)
