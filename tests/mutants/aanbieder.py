"""Known-bad aanbieders: each is the reference with one fault, named in its docstring, that its own rule must find."""

from dataclasses import replace

from conformance.reference.partij import Referentie
from conformance.reference.rol import Antwoord
from istandaard.berichten.retour import AFGEKEURD
from istandaard.releases import STILTE_VAN, UITERLIJK_NUMMER, Domein, Release


class Mutant(Referentie):
    """The reference, with a rule it breaks."""

    regel = ""
    domeinen = tuple(Domein)
    rol_onder_toets = "aanbieder"


class StartIn24InDeStilte(Mutant):
    """Verzendt starts in 2.4 op 31-12-2020, in de stille periode."""

    regel = "PL-01"

    def mag_zenden(self):
        return super().mag_zenden() or (self.vandaag == STILTE_VAN and self.rol == "aanbieder")

    def release_nu(self):
        return Release.R24 if self.vandaag <= STILTE_VAN else Release.R30

    def te_melden_stop(self, regel, release):
        return None if self.vandaag == STILTE_VAN else super().te_melden_stop(regel, release)


class VerstaatGeen30(Mutant):
    """Keurt elke toewijzing in 3.0 af als onleesbaar."""

    regel = "PL-03"

    def ontvang_301(self, bericht, data):
        return Antwoord(bericht, (AFGEKEURD,)) if bericht.release is Release.R30 else super().ontvang_301(bericht, data)


class KeurtAllesGoed(Mutant):
    """Keurt toewijzingen in 3.0 goed die geen toegestane variant zijn."""

    regel = "PL-06"

    def keurt_varianten_af(self, bericht, producten):
        return False


class StoptTeLaat(Mutant):
    """Meldt een stop van uiterlijk 30-11-2020 pas daarna."""

    regel = "MT-02"

    def te_melden_stop(self, regel, release):
        stop = super().te_melden_stop(regel, release)
        laat = stop is not None and stop.einddatum <= UITERLIJK_NUMMER and self.vandaag <= UITERLIJK_NUMMER
        return None if laat else stop


class StoptZonderNummer(Mutant):
    """Laat in 3.0 het nummer weg uit een stop."""

    regel = "MT-03"

    def verwerk_melding(self, regel, wat):
        product = super().verwerk_melding(regel, wat)
        in_30 = self.release_nu() is Release.R30 and product.einddatum is not None
        return replace(product, toewijzingnummer=None) if in_30 else product
