"""What the doctor says of an adapter as it is written is the next thing to write."""

import pytest

from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.doctor.examination import examine
from migratietoets.conformance.doctor.steps import next_step
from tests.systems.growing import STEPS, MetStop, MetZ, Slordig

PLACE = "tests/systems/growing.py, klasse {}, "


def examined(system, kind="python-inline"):
    name = f"{kind}:tests.systems.growing:{system.__name__}"
    results = list(examine(name, timeout=Timeout(10)))
    return results, next_step(name, results)


@pytest.mark.parametrize("system", STEPS, ids=lambda one: one.__name__)
def test_of_a_half_written_adapter_the_next_step_names_its_place_and_an_example(system):
    what, example = STEPS[system]
    _, step = examined(system)
    assert step.startswith(PLACE.format(system.__name__) + what)
    assert example in step


def test_what_does_not_come_yet_is_no_fault_of_the_adapter():
    results, _ = examined(MetStop)
    assert [one.check for one in results if one.todo] == ["toewijzen (gemeente, wmo)"]
    assert all(one.passed for one in results)


def test_a_reset_that_is_not_clean_is_called_by_its_name():
    results, step = examined(Slordig)
    (wrong,) = [one for one in results if not one.passed]
    assert wrong.check == "schoon (gemeente, wmo)"
    assert "niets bij collect; gevonden: 306" in wrong.text
    assert "maak bij reset alles leeg" in step


def test_a_moment_in_utc_with_a_z_is_a_moment_like_any_other():
    assert examined(MetZ)[0] == examined(MetStop)[0]
