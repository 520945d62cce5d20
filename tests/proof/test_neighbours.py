"""Whatever tips a verdict in a scripted case, tips it still."""

import pytest

from tests.proof.neighbours import again, kept, told

PARTS = 24


@pytest.mark.parametrize("part", range(PARTS))
def test_a_neighbour_of_a_case_is_judged_as_was_written_down(part):
    written = dict(list(kept().items())[part::PARTS])
    assert {name: again(name, lines) for name, lines in written.items()} == written


def test_every_scripted_case_has_its_neighbours_written_down():
    assert set(kept()) == set(told())
    assert sum(map(len, kept().values())) > len(told())
