"""Known-bad parties that go wrong after a refusal, or refuse without a ground (AC-09, AC-11)."""

from migratietoets.conformance.reference.aanbieder import claiming, start_stop, verzoeken
from migratietoets.conformance.reference.gemeente.reports import NO_TOEWIJZING
from migratietoets.conformance.reference.gemeente.start_stop import StartStop
from migratietoets.conformance.reference.gemeente.toewijzingen import Toewijzingen
from migratietoets.conformance.reference.gemeente.verzoeken import Verzoeken
from migratietoets.conformance.reference.post import Reply, technically_sound
from migratietoets.istandaard.releases import Release
from tests.proof.mutants.mutant import AanbiederMutant, GemeenteMutant


class VergeetGeweigerdeToewijzing(GemeenteMutant):
    """Stuurt een toewijzing die technisch geweigerd is, nooit opnieuw."""

    rule = "AC-09"

    class Forgets(Toewijzingen):
        def send_again(self, ids):
            pass

    desks = (Forgets,)


class VergeetGeweigerdAntwoord(GemeenteMutant):
    """Stuurt een antwoord op een verzoek dat technisch geweigerd is, nooit opnieuw."""

    rule = "AC-09"

    class Forgets(Verzoeken):
        def answer_again(self, refused):
            pass

    desks = (Forgets,)


class VergeetGeweigerdVerzoek(AanbiederMutant):
    """Stuurt een verzoek dat technisch geweigerd is, nooit opnieuw."""

    rule = "AC-09"

    class Forgets(verzoeken.Verzoeken):
        def ask_again(self, refused):
            pass

    desks = (Forgets,)


class VergeetGeweigerdeMelding(AanbiederMutant):
    """Stuurt een start of stop die technisch geweigerd is, nooit opnieuw."""

    rule = "AC-09"

    class Forgets(start_stop.StartStop):
        def take_back(self, refused):
            pass

    desks = (Forgets,)


class VergeetGeweigerdeDeclaratie(AanbiederMutant):
    """Declareert wat in een technisch geweigerd bericht stond, nooit opnieuw."""

    rule = "AC-09"

    class Forgets(claiming.Claiming):
        def claim_again(self, refused):
            pass

    desks = (Forgets,)


class KentZijnEigenToewijzingNiet(GemeenteMutant):
    """Keurt elke start in 3.0 af met 9019, ook die op een toewijzing die zij zelf afgaf."""

    rule = "AC-11"

    class Denies(StartStop):
        def receive(self, bericht, data):
            if bericht.kind == "305" and bericht.release is Release.R30 and technically_sound(data):
                return Reply(bericht, (), {0: (NO_TOEWIJZING,)})
            return super().receive(bericht, data)

    desks = (Denies,)
