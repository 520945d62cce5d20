import pytest

from migratietoets.conformance.rules.views.claims.ledger import staying


@pytest.mark.parametrize(
    ("volumes", "claimed_volume", "kept"),
    [
        ([2, 3, 4], 9, [(0, 2), (1, 3), (2, 4)]),
        ([2, 3, 4], 10, [(0, 2), (1, 3), (2, 4)]),
        ([2, 3, 4], 4, [(2, 4)]),  # exactly one of them
        ([2, 3, 4], 5, [(0, 2), (1, 3)]),
        ([2, 4, 4], 6, [(0, 2), (1, 4)]),  # of two that fit, the first
        ([2, 3, 4], 1, [(0, 1)]),  # nothing fits: as far as it goes
        ([4, 4], 6, [(0, 4), (1, 2)]),
        ([2, 3, 4], 0, []),
    ],
)
def test_which_deliveries_a_volume_holds_and_how_much_of_each(volumes, claimed_volume, kept):
    assert staying(volumes, claimed_volume) == kept


def test_many_deliveries_are_laid_in_order():
    assert staying([1] * 30, 7) == [(place, 1) for place in range(7)]


def test_rounding_may_hide_half_an_hour():
    assert staying([80, 50], 60, 30) == [(0, 80)]
    assert staying([80], 60, 30) == [(0, 80)]
    assert staying([91], 60, 30) == [(0, 60)]
