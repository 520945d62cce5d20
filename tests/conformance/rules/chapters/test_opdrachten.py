from dataclasses import replace

import pytest

from migratietoets.conformance.catalogue.cases import case
from migratietoets.conformance.rules.rule import RULES
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.istandaard.releases import Domein


@pytest.mark.parametrize(("day", "verdict"), [(12, "pass"), (18, "pass"), (19, "warn")])
def test_an_order_may_wait_five_working_days(day, verdict):
    late = case("overzicht/opdracht-na-zes-werkdagen-gedaan")
    order, answer = late.steps
    moved = replace(late, steps=(order, replace(answer, at=answer.at.replace(day=day))))
    (trace,) = traces(script(moved, Domein.WMO, "gemeente")).values()
    (found,) = RULES["AC-10"](trace)
    assert found.verdict == verdict
