from dataclasses import replace

import pytest

from migratietoets.conformance.catalogue.case.case import Case, Kind
from migratietoets.conformance.catalogue.case.reading import read_step
from migratietoets.conformance.script.script import script
from migratietoets.conformance.vocabulary.events import HelloEvent
from migratietoets.istandaard.releases import Domein

CASE = Case(number=1, id="migratie/een", title="", kind=Kind.NEGATIVE, source="")
NOTICE = read_step({"op": "2020-12-01", "kennisgeving": {"van": "gemeente", "client": "A", "over": "anders"}})
ORDER = read_step({"op": "2020-12-01", "aan": "gemeente", "opdracht": "plan"})


def capabilities(case):
    (hello,) = (event for event in script(case, Domein.WMO, "gemeente") if isinstance(event, HelloEvent))
    return hello.party["capabilities"]


@pytest.mark.parametrize(("steps", "seen"), [((), False), ((NOTICE,), False), ((NOTICE, ORDER), True)])
def test_the_desk_is_seen_in_a_script_in_which_somebody_gives_an_order(steps, seen):
    assert capabilities(replace(CASE, steps=steps))["desk"] is seen


def test_a_case_can_say_itself_whether_the_desk_is_seen():
    assert capabilities(replace(CASE, capabilities={"desk": True}))["desk"] is True
    assert capabilities(replace(CASE, steps=(ORDER,), capabilities={"desk": False}))["desk"] is False
