"""Where the days around the turn of the year fall, as a table: the period, and the rule that says so (DC-03 .. 08)."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from migratietoets.istandaard.kalender import MONTHLY
from migratietoets.istandaard.releases import START_30


@dataclass(frozen=True, slots=True)
class SpanRow:
    """Days that are claimed alike, both ends included.

    Attributes:
        four_weeks: the period of the 4-week calendar; None in 2021, where there is none.
        month: the calendar month.
        rule: what decides there about inspanning, beside the day of delivery itself.
        uncertain: the readings of the 4-week calendar differ here.
    """

    start: date
    end: date
    four_weeks: str | None
    month: str
    rule: str
    uncertain: bool = False

    def period(self, kind: str) -> str:
        """The period for an aanbieder who claimed FOUR_WEEKLY or MONTHLY in 2020."""
        return self.month if kind == MONTHLY or self.four_weeks is None else self.four_weeks

    @property
    def in_2021(self) -> bool:
        """There is only the 323 (DC-01)."""
        return self.start >= START_30

    @property
    def output_rule(self) -> str:
        """What decides about a week of output whose sunday lies here."""
        return "DC-05" if self.in_2021 else "DC-03"


# fmt: off
SPANS = (
    SpanRow(date(2020, 10, 1), date(2020, 10, 11), "2020-P10", "2020-10", "DC-03", uncertain=True),
    SpanRow(date(2020, 10, 12), date(2020, 10, 31), "2020-P11", "2020-10", "DC-03", uncertain=True),
    SpanRow(date(2020, 11, 1), date(2020, 11, 8), "2020-P11", "2020-11", "DC-03", uncertain=True),
    SpanRow(date(2020, 11, 9), date(2020, 11, 30), "2020-P12", "2020-11", "DC-03", uncertain=True),
    SpanRow(date(2020, 12, 1), date(2020, 12, 6), "2020-P12", "2020-12", "DC-03", uncertain=True),
    SpanRow(date(2020, 12, 7), date(2020, 12, 27), "2020-P13", "2020-12", "DC-03"),
    SpanRow(date(2020, 12, 28), date(2020, 12, 31), "2020-P13", "2020-12", "DC-07"),
    SpanRow(date(2021, 1, 1), date(2021, 1, 3), None, "2021-01", "DC-08"),
    SpanRow(date(2021, 1, 4), date(2021, 1, 31), None, "2021-01", "DC-05"),
    SpanRow(date(2021, 2, 1), date(2021, 2, 28), None, "2021-02", "DC-05"),
    SpanRow(date(2021, 3, 1), date(2021, 3, 31), None, "2021-03", "DC-05"),
)
# fmt: on
"""By day, joined; the periods of 4 weken as in the calendar that is the default."""
_BEGIN = tuple(slot.start for slot in SPANS)


def span_at(day: date) -> SpanRow:
    """The row that holds a day.

    Raises:
        ValueError: the day lies outside the table.
    """
    location = bisect_right(_BEGIN, day) - 1
    if location < 0 or day > SPANS[-1].end:
        raise ValueError(f"Verwacht een dag van {_BEGIN[0]} tot en met {SPANS[-1].end}; gevonden {day}.")
    return SPANS[location]
