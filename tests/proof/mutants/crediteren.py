"""Known-bad parties that credit what they may not, or in another way (CR-01 .. CR-03, IV053, IV091, TR316)."""

from dataclasses import replace

from migratietoets.conformance.reference.periods import DECLARATIE
from migratietoets.conformance.reference.submitted import ClaimVerdict
from tests.proof.mutants import gemeente
from tests.proof.mutants.aanbieder import Mutant


class CrediteertVoorHetAntwoord(Mutant):
    """Crediteert een gedeclareerde prestatie waarop nog geen antwoord is."""

    regel = "CR-01"

    def may_credit(self, debit):
        return debit.verdict is ClaimVerdict.OPEN or super().may_credit(debit)


class CrediteertWatIsAfgekeurd(Mutant):
    """Crediteert een gedeclareerde prestatie die is afgekeurd."""

    regel = "CR-02"

    def may_credit(self, debit):
        return debit.verdict is ClaimVerdict.REJECTED or super().may_credit(debit)


class KeurtCreditsAf(gemeente.Mutant):
    """Keurt een credit af als de medewerker dat vraagt."""

    regel = "CR-03"

    def may_reject(self, regel):
        return True


class CrediteertEenGeweigerdeFactuur(Mutant):
    """Crediteert een prestatie uit een factuur die in haar geheel is geweigerd."""

    regel = "IV053"

    def debet_with(self, delivery):
        refused = [r for r in self.submitted.values() if r.factuur and delivery.number in r.deliveries]
        return super().debet_with(delivery) or next((r for r in refused if r.credit is None), None)

    def may_credit(self, debit):
        return debit.factuur or super().may_credit(debit)


class CrediteertEenDeel(Mutant):
    """Crediteert de helft van een prestatie."""

    regel = "IV091"

    def credit(self, debit):
        whole = super().credit(debit)
        return replace(whole, volume=max(1, whole.volume // 2), bedrag=whole.bedrag // 2)


class CrediteertInHetzelfdeBericht(Mutant):
    """Zet in een 323 een prestatie die er niet hoort, met haar credit erachter."""

    regel = "TR316"

    def send_declaratie(self, identificatie, period, regels):
        first, previous = regels[0]
        if first.kind == DECLARATIE and previous is None:
            extra = replace(first, referentie=self.mail.referentie())
            back = replace(first, referentie=self.mail.referentie())
            regels = [*regels, (extra, None), (back, extra.referentie)]
        super().send_declaratie(identificatie, period, regels)
