"""Known-bad parties that credit what they may not, or in another way (CR-01 .. CR-03, IV053, IV091, TR316)."""

from dataclasses import replace

from mutants import gemeente
from mutants.aanbieder import Mutant

from conformance.reference.ingediend import Oordeel
from conformance.reference.perioden import DECLARATIE


class CrediteertVoorHetAntwoord(Mutant):
    """Crediteert een gedeclareerde prestatie waarop nog geen antwoord is."""

    regel = "CR-01"

    def mag_crediteren(self, debet):
        return debet.oordeel is Oordeel.OPEN or super().mag_crediteren(debet)


class CrediteertWatIsAfgekeurd(Mutant):
    """Crediteert een gedeclareerde prestatie die is afgekeurd."""

    regel = "CR-02"

    def mag_crediteren(self, debet):
        return debet.oordeel is Oordeel.AFGEKEURD or super().mag_crediteren(debet)


class KeurtCreditsAf(gemeente.Mutant):
    """Keurt een credit af als de medewerker dat vraagt."""

    regel = "CR-03"

    def mag_afkeuren(self, regel):
        return True


class CrediteertEenGeweigerdeFactuur(Mutant):
    """Crediteert een prestatie uit een factuur die in haar geheel is geweigerd."""

    regel = "IV053"

    def debet_met(self, levering):
        geweigerd = [r for r in self.ingediend.values() if r.factuur and levering.nummer in r.leveringen]
        return super().debet_met(levering) or next((r for r in geweigerd if r.credit is None), None)

    def mag_crediteren(self, debet):
        return debet.factuur or super().mag_crediteren(debet)


class CrediteertEenDeel(Mutant):
    """Crediteert de helft van een prestatie."""

    regel = "IV091"

    def credit(self, debet):
        heel = super().credit(debet)
        return replace(heel, volume=max(1, heel.volume // 2), bedrag=heel.bedrag // 2)


class CrediteertInHetzelfdeBericht(Mutant):
    """Zet in een 323 een prestatie die er niet hoort, met haar credit erachter."""

    regel = "TR316"

    def stuur_declaratie(self, identificatie, periode, regels):
        eerste, vorige = regels[0]
        if eerste.soort == DECLARATIE and vorige is None:
            extra = replace(eerste, referentie=self.post.referentie())
            terug = replace(eerste, referentie=self.post.referentie())
            regels = [*regels, (extra, None), (terug, extra.referentie)]
        super().stuur_declaratie(identificatie, periode, regels)
