"""Known-bad aanbieders: each is the reference with one fault, named in its docstring, that its own rule must find."""

from dataclasses import replace

from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.conformance.reference.role import Reply
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.releases import NUMBER_DEADLINE, SILENCE_START, Domein, Release


class Mutant(ReferenceParty):
    """The reference, with a rule it breaks."""

    regel = ""
    domeinen = tuple(Domein)
    role_under_test = "aanbieder"


class StartIn24InDeStilte(Mutant):
    """Verzendt starts in 2.4 op 31-12-2020, in de stille periode."""

    regel = "PL-01"

    def may_send(self):
        return super().may_send() or (self.today == SILENCE_START and self.role == "aanbieder")

    def current_release(self):
        return Release.R24 if self.today <= SILENCE_START else Release.R30

    def stop_due(self, regel, release):
        return None if self.today == SILENCE_START else super().stop_due(regel, release)


class VerstaatGeen30(Mutant):
    """Keurt elke toewijzing in 3.0 af als onleesbaar."""

    regel = "PL-03"

    def receive_301(self, bericht, data):
        return Reply(bericht, (REJECTED,)) if bericht.release is Release.R30 else super().receive_301(bericht, data)


class KeurtAllesGoed(Mutant):
    """Keurt toewijzingen in 3.0 goed die geen toegestane variant zijn."""

    regel = "PL-06"

    def rejects_variants(self, bericht, producten):
        return False


class StoptTeLaat(Mutant):
    """Meldt een stop van uiterlijk 30-11-2020 pas daarna."""

    regel = "MT-02"

    def stop_due(self, regel, release):
        stop = super().stop_due(regel, release)
        late = stop is not None and stop.einddatum <= NUMBER_DEADLINE and self.today <= NUMBER_DEADLINE
        return None if late else stop


class StoptZonderNummer(Mutant):
    """Laat in 3.0 het nummer weg uit een stop."""

    regel = "MT-03"

    def process_report(self, regel, what):
        product = super().process_report(regel, what)
        in_30 = self.current_release() is Release.R30 and product.einddatum is not None
        return replace(product, toewijzingnummer=None) if in_30 else product
