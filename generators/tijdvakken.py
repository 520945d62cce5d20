"""Where the days around the turn of the year fall, as a table: the period, and the rule that says so (DC-03 .. 08)."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from istandaard.kalender import STANDAARDKALENDER
from istandaard.releases import INGANG_30

VIER_WEKEN, MAAND = "vier_weken", "maand"
"""The declaratieperiode of 2020 that an aanbieder chose (DC-03)."""


@dataclass(frozen=True, slots=True)
class Tijdvak:
    """Days that are claimed alike, both ends included.

    Attributes:
        vier_weken: the period of the 4-week calendar; None in 2021, where there is none.
        maand: the calendar month.
        regel: what decides there about inspanning, beside the day of delivery itself.
        onzeker: the readings of the 4-week calendar differ here.
    """

    van: date
    tot: date
    vier_weken: str | None
    maand: str
    regel: str
    onzeker: bool = False

    def periode(self, soort: str) -> str:
        """The period for an aanbieder who claimed by VIER_WEKEN or by MAAND in 2020."""
        return self.maand if soort == MAAND or self.vier_weken is None else self.vier_weken

    @property
    def in_2021(self) -> bool:
        """There is only the 323 (DC-01)."""
        return self.van >= INGANG_30

    @property
    def regel_output(self) -> str:
        """What decides about a week of output whose sunday lies here."""
        return "DC-05" if self.in_2021 else "DC-03"


# fmt: off
TIJDVAKKEN = (
    Tijdvak(date(2020, 10, 1), date(2020, 10, 11), "2020-P10", "2020-10", "DC-03", onzeker=True),
    Tijdvak(date(2020, 10, 12), date(2020, 10, 31), "2020-P11", "2020-10", "DC-03", onzeker=True),
    Tijdvak(date(2020, 11, 1), date(2020, 11, 8), "2020-P11", "2020-11", "DC-03", onzeker=True),
    Tijdvak(date(2020, 11, 9), date(2020, 11, 30), "2020-P12", "2020-11", "DC-03", onzeker=True),
    Tijdvak(date(2020, 12, 1), date(2020, 12, 6), "2020-P12", "2020-12", "DC-03", onzeker=True),
    Tijdvak(date(2020, 12, 7), date(2020, 12, 27), "2020-P13", "2020-12", "DC-03"),
    Tijdvak(date(2020, 12, 28), date(2020, 12, 31), "2020-P13", "2020-12", "DC-07"),
    Tijdvak(date(2021, 1, 1), date(2021, 1, 3), None, "2021-01", "DC-08"),
    Tijdvak(date(2021, 1, 4), date(2021, 1, 31), None, "2021-01", "DC-05"),
    Tijdvak(date(2021, 2, 1), date(2021, 2, 28), None, "2021-02", "DC-05"),
    Tijdvak(date(2021, 3, 1), date(2021, 3, 31), None, "2021-03", "DC-05"),
)
# fmt: on
"""By day, joined; the periods of 4 weken as in the calendar that is the default."""
KALENDER_ONZEKER = "Periode {periode} volgens kalender " + STANDAARDKALENDER + "; andere lezingen wijken hier af."
_BEGIN = tuple(vak.van for vak in TIJDVAKKEN)


def tijdvak(dag: date) -> Tijdvak:
    """The row that holds a day.

    Raises:
        ValueError: the day lies outside the table.
    """
    plaats = bisect_right(_BEGIN, dag) - 1
    if plaats < 0 or dag > TIJDVAKKEN[-1].tot:
        raise ValueError(f"Verwacht een dag van {_BEGIN[0]} tot en met {TIJDVAKKEN[-1].tot}; gevonden {dag}.")
    return TIJDVAKKEN[plaats]
