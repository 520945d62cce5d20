"""How a toewijzing passes the turn of the year: it runs on, it ends, something follows it, or it only begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from migratietoets.istandaard.kalender import WEEK_53_START
from migratietoets.istandaard.releases import END_OF_2020, START_30

OLD, SUCCESSOR = "oude", "opvolger"
"""The toewijzing on which something is claimed."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A toewijzing and the day on which its successor begins; None for open-ended, and for no successor."""

    ingangsdatum: date
    einddatum: date | None = None
    successor: date | None = None

    @property
    def runs_on(self) -> bool:
        """It runs into 2021."""
        return self.einddatum is None or self.einddatum > END_OF_2020

    @property
    def follows_on(self) -> bool:
        """It ends with the year, and the new year begins with its successor (DC-11)."""
        return self.einddatum == END_OF_2020 and self.successor == START_30

    def toewijzing_on(self, day: date) -> str | None:
        """OLD or SUCCESSOR, or None where nothing covers the day."""
        if self.successor is not None and self.successor <= day:
            return SUCCESSOR
        return OLD if self.ingangsdatum <= day and (self.einddatum is None or day <= self.einddatum) else None


_BEGIN = date(2020, 3, 2)
_NOVEMBER, _DECEMBER, _FEBRUARY = date(2020, 11, 30), date(2020, 12, 1), date(2021, 2, 1)
ENDINGS: Mapping[str, Ending] = {
    "loopt_door": Ending(_BEGIN, date(2021, 6, 30)),
    "open_einde": Ending(_BEGIN),
    "opvolger_sluit_aan": Ending(_BEGIN, END_OF_2020, START_30),
    "zonder_opvolger": Ending(_BEGIN, END_OF_2020),
    "opvolger_na_week_53": Ending(_BEGIN, END_OF_2020, date(2021, 1, 4)),
    "opvolger_in_februari": Ending(_BEGIN, END_OF_2020, _FEBRUARY),
    "eindigt_in_week_53": Ending(_BEGIN, date(2020, 12, 30)),
    "eindigt_in_week_53_opvolger_in_2021": Ending(_BEGIN, date(2020, 12, 30), START_30),
    "eindigt_op_eerste_dag_week_53": Ending(_BEGIN, WEEK_53_START),
    "eindigt_voor_week_53": Ending(_BEGIN, date(2020, 12, 27)),
    "eindigt_op_nieuwjaarsdag": Ending(_BEGIN, START_30),
    "eindigt_in_week_1": Ending(_BEGIN, date(2021, 1, 6)),
    "opvolger_in_week_1": Ending(_BEGIN, date(2021, 1, 6), date(2021, 1, 7)),
    "opvolger_na_januari": Ending(_BEGIN, date(2021, 1, 31), _FEBRUARY),
    "eindigt_in_november": Ending(_BEGIN, _NOVEMBER),
    "voor_decemberdeel": Ending(_BEGIN, _NOVEMBER, _DECEMBER),
    "decemberdeel": Ending(_DECEMBER, END_OF_2020, START_30),
    "decemberdeel_zonder_opvolger": Ending(_DECEMBER, END_OF_2020),
    "begint_in_week_53": Ending(date(2020, 12, 30)),
    "begint_op_nieuwjaarsdag": Ending(START_30, date(2021, 12, 31)),
    "begint_na_week_53": Ending(date(2021, 1, 4)),
}
"""By name. With voor_decemberdeel the successor is the december toewijzing of BS-06."""
