"""Known-bad parties that go wrong on retourberichten (AC-08, OP090)."""

from copy import deepcopy
from dataclasses import replace

from migratietoets.conformance.reference.outbox import Outbox
from migratietoets.istandaard.releases import Release
from tests.proof.mutants.mutant import AanbiederMutant, GemeenteMutant


class BeantwoordtTweeKeer(GemeenteMutant):
    """Stuurt op elke start en stop twee retourberichten."""

    rule = "AC-08"

    class Twice(Outbox):
        def send(self, bericht, moment):
            super().send(bericht, moment)
            if bericht.kind in {"306", "308"}:
                again = deepcopy(bericht.content)
                again["Header"]["IdentificatieRetour"] = self.identificatie(bericht.kind)
                super().send(replace(bericht, content=again), moment)

    desks = (Twice,)


class BeantwoordtToewijzingTweeKeer(AanbiederMutant):
    """Stuurt op elke toewijzing twee retourberichten."""

    rule = "AC-08"

    class Twice(Outbox):
        def send(self, bericht, moment):
            super().send(bericht, moment)
            if bericht.kind == "302":
                again = deepcopy(bericht.content)
                again["Header"]["IdentificatieRetour"] = self.identificatie(bericht.kind)
                super().send(replace(bericht, content=again), moment)

    desks = (Twice,)


class BeantwoordtVerzoekNiet(GemeenteMutant):
    """Stuurt geen retourbericht op een verzoek om toewijzing in 3.0."""

    rule = "OP090"

    class Silent(Outbox):
        def send(self, bericht, moment):
            if (bericht.kind, bericht.release) != ("316", Release.R30):
                super().send(bericht, moment)

    desks = (Silent,)
