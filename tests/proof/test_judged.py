"""What the oracle says of every scripted case is what was written down."""

import pytest

from tests.proof.judged import page, path_of, sources


@pytest.mark.parametrize("name", sources())
def test_the_oracle_says_what_was_written_down(name):
    assert page(name) == path_of(name).read_text("utf-8"), "ander oordeel; zie make docs en lees het verschil"


def test_nothing_is_written_down_that_nobody_says():
    assert {path.stem for path in path_of("x").parent.iterdir()} == set(sources())
