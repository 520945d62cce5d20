"""Known-bad parties that go wrong on retourberichten (AC-08, OP090)."""

from copy import deepcopy
from dataclasses import replace

from migratietoets.conformance.reference.outbox import Outbox
from migratietoets.istandaard.releases import Release
from tests.proof.mutants.mutant import AanbiederMutant, GemeenteMutant


class Twice(Outbox):
    """Sends each retourbericht of some kinds again, as a message of its own."""

    kinds: frozenset[str]

    def send(self, bericht, moment):
        super().send(bericht, moment)
        if bericht.kind in self.kinds:
            again = deepcopy(bericht.content)
            again["Header"]["IdentificatieRetour"] = self.identificatie(bericht.kind)
            super().send(replace(bericht, content=again), moment)


class BeantwoordtTweeKeer(GemeenteMutant):
    """Stuurt op elke start en stop twee retourberichten."""

    rule = "AC-08"

    class StartsAndStops(Twice):
        kinds = frozenset({"306", "308"})

    desks = (StartsAndStops,)


class BeantwoordtToewijzingTweeKeer(AanbiederMutant):
    """Stuurt op elke toewijzing twee retourberichten."""

    rule = "AC-08"

    class Toewijzingen(Twice):
        kinds = frozenset({"302"})

    desks = (Toewijzingen,)


class BeantwoordtVerzoekNiet(GemeenteMutant):
    """Stuurt geen retourbericht op een verzoek om toewijzing in 3.0."""

    rule = "OP090"

    class Silent(Outbox):
        def send(self, bericht, moment):
            if (bericht.kind, bericht.release) != ("316", Release.R30):
                super().send(bericht, moment)

    desks = (Silent,)
