import pytest

from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.istandaard.model import InputError


@pytest.mark.parametrize("option", ["--timeout", "--mt-timeout"])
@pytest.mark.parametrize("seconds", [0, -1, 3601, float("nan"), float("inf")])
def test_a_time_out_is_a_time(seconds, option):
    with pytest.raises(InputError, match=f"^{option}: verwacht een aantal seconden boven 0 en hoogstens 3600"):
        Timeout(seconds, option)


def test_a_question_is_too_late_when_its_time_is_up():
    assert Timeout(3600).left(float("inf")) > 0
    assert Timeout(3600).left(float("-inf")) == 0


def test_what_gives_more_time_is_named_as_it_was_given():
    assert "binnen 2.5 s; gevonden: niets." in str(Timeout(2.5).exceeded("niets"))
    assert str(Timeout().exceeded("niets")).endswith("meer tijd met --timeout.")
    assert str(Timeout(option="--mt-timeout").exceeded("niets")).endswith("meer tijd met --mt-timeout.")
