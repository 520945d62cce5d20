"""Known-bad gemeenten that do not do what their own desk orders (AC-10)."""

from migratietoets.conformance.reference.gemeente.changing import Changing
from migratietoets.istandaard.releases import START_30
from tests.proof.mutants.mutant import GemeenteMutant


class TrektNietIn(GemeenteMutant):
    """Doet niets met een opdracht om in te trekken."""

    rule = "AC-10"

    class Deaf(Changing):
        def withdraw(self, params):
            return {} if self.clock.today >= START_30 else super().withdraw(params)

    desks = (Deaf,)


class TrektEenWeekLaterIn(GemeenteMutant):
    """Trekt in per een andere dag dan het bureau zei."""

    rule = "AC-10"

    class OtherDay(Changing):
        def withdraw(self, params):
            day = params["einddatum"]
            other = f"{day[:8]}{(int(day[8:]) + 6) % 27 + 1:02d}"
            return super().withdraw(params | {"einddatum": other if day >= "2021-01-05" else day})

    desks = (OtherDay,)
