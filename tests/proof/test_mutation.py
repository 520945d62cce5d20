import pytest
from cosmic_ray.mutating import mutate_code

from tests.proof.mutation.operators import DropHalf, MoveDate

LATER, EARLIER = (
    '(END_OF_2020 + __import__("datetime").timedelta(1))',
    '(END_OF_2020 - __import__("datetime").timedelta(1))',
)


def changes(operator, source):
    out = [mutate_code(source, operator, at) for at in range(5)]
    return [text for text in out if text is not None]


def test_a_day_of_the_standard_is_moved_both_ways():
    source = "x = y < END_OF_2020\n"
    assert [text.strip() for text in changes(MoveDate(), source)] == [f"x = y < {LATER}", f"x = y < {EARLIER}"]


@pytest.mark.parametrize(
    "source", ["END_OF_2020 = 1\n", "from a import END_OF_2020\n", "f(END_OF_2020=1)\n", "a.END_OF_2020\n"]
)
def test_a_name_that_is_not_read_as_a_day_stays(source):
    assert changes(MoveDate(), source) == []


def test_each_part_of_an_and_or_an_or_is_dropped():
    assert [text.strip() for text in changes(DropHalf(), "x = a and b and c\n")] == [
        "x = (b and c)",
        "x = (a and c)",
        "x = (a and b)",
    ]
