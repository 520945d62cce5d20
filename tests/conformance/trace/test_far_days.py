from dataclasses import dataclass
from datetime import date

import pytest

from migratietoets.conformance.trace.far_days import within_reach


@dataclass(frozen=True)
class Days:
    begindatum: date | None = None
    einddatum: date | None = None


@pytest.mark.parametrize(
    ("day", "read"),
    [
        ("1899-12-30", "1900-01-01"),
        ("1899-12-31", "1900-01-01"),
        ("1900-01-01", "1900-01-01"),
        ("1900-01-02", "1900-01-02"),
        ("2199-12-30", "2199-12-30"),
        ("2199-12-31", "2199-12-31"),
        ("2200-01-01", "2199-12-31"),
        ("2200-01-02", "2199-12-31"),
    ],
)
@pytest.mark.parametrize("field", ["begindatum", "einddatum"])
def test_a_day_that_nobody_can_mean_is_read_as_the_nearest_that_somebody_can(day, read, field):
    told = (Days(**{field: date.fromisoformat(day)}),)
    for open_ended in (False, True):
        assert within_reach(told, open_ended=open_ended) == (Days(**{field: date.fromisoformat(read)}),)


@pytest.mark.parametrize(
    ("field", "open_ended", "stays"),
    [("einddatum", True, True), ("einddatum", False, False), ("begindatum", True, False)],
)
def test_only_an_einddatum_may_be_the_very_last_day(field, open_ended, stays):
    told = Days(**{field: date.max})
    assert within_reach(told, open_ended=open_ended) == (told if stays else Days(**{field: date(2199, 12, 31)}))
