"""Known-bad parties that credit what they may not, or in another way (CR-01 .. CR-03, IV053, IV091, TR316)."""

from dataclasses import replace

from migratietoets.conformance.reference.aanbieder.crediting import Crediting
from migratietoets.conformance.reference.aanbieder.declaraties import Declaraties
from migratietoets.conformance.reference.aanbieder.periods import DECLARATIE
from migratietoets.conformance.reference.aanbieder.submitted import ClaimVerdict
from migratietoets.conformance.reference.gemeente import declaraties as judging
from tests.proof.mutants.mutant import AanbiederMutant, GemeenteMutant


class CrediteertVoorHetAntwoord(AanbiederMutant):
    """Crediteert een gedeclareerde prestatie waarop nog geen antwoord is."""

    rule = "CR-01"

    class Impatient(Crediting):
        def may_credit(self, debit):
            return debit.verdict is ClaimVerdict.OPEN or super().may_credit(debit)

    desks = (Impatient,)


class CrediteertWatIsAfgekeurd(AanbiederMutant):
    """Crediteert een gedeclareerde prestatie die is afgekeurd."""

    rule = "CR-02"

    class AlsoRejected(Crediting):
        def may_credit(self, debit):
            return debit.verdict is ClaimVerdict.REJECTED or super().may_credit(debit)

    desks = (AlsoRejected,)


class KeurtCreditsAf(GemeenteMutant):
    """Keurt een credit af als de medewerker dat vraagt."""

    rule = "CR-03"

    class RejectsCredits(judging.Declaraties):
        def may_reject(self, line):
            return True

    desks = (RejectsCredits,)


class CrediteertEenGeweigerdeFactuur(AanbiederMutant):
    """Crediteert een prestatie uit een factuur die in haar geheel is geweigerd."""

    rule = "IV053"

    class AlsoRefused(Crediting):
        def debit_with(self, delivery):
            submitted = self.declaraties.submitted.values()
            refused = [one for one in submitted if one.factuur and delivery.number in one.deliveries]
            return super().debit_with(delivery) or next((one for one in refused if one.credit is None), None)

        def may_credit(self, debit):
            return debit.factuur or super().may_credit(debit)

    desks = (AlsoRefused,)


class CrediteertEenDeel(AanbiederMutant):
    """Crediteert de helft van een prestatie."""

    rule = "IV091"

    class Half(Crediting):
        def credit(self, debit):
            whole = super().credit(debit)
            return replace(whole, volume=max(1, whole.volume // 2), bedrag=whole.bedrag // 2)

    desks = (Half,)


class CrediteertInHetzelfdeBericht(AanbiederMutant):
    """Zet in een 323 een prestatie die er niet hoort, met haar credit erachter."""

    rule = "TR316"

    class ThereAndBack(Declaraties):
        def send(self, identificatie, period, lines):
            first, previous = lines[0]
            if first.kind == DECLARATIE and previous is None:
                extra = replace(first, referentie=self.outbox.referentie())
                back = replace(first, referentie=self.outbox.referentie())
                lines = [*lines, (extra, None), (back, extra.referentie)]
            return super().send(identificatie, period, lines)

    desks = (ThereAndBack,)
