"""How a toewijzing passes the turn of the year: it runs on, it ends, something follows it, or it only begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from istandaard.releases import EINDE_2020, INGANG_30

OUDE, OPVOLGER = "oude", "opvolger"
"""The toewijzing on which something is claimed."""
WEEK_53_VAN, WEEK_53_TOT = date(2020, 12, 28), date(2021, 1, 3)


@dataclass(frozen=True, slots=True)
class Afloop:
    """A toewijzing and the day on which its successor begins; None for open-ended, and for no successor."""

    ingangsdatum: date
    einddatum: date | None = None
    opvolger: date | None = None

    @property
    def loopt_door(self) -> bool:
        """It runs into 2021."""
        return self.einddatum is None or self.einddatum > EINDE_2020

    @property
    def sluit_aan(self) -> bool:
        """It ends with the year, and the new year begins with its successor (DC-11)."""
        return self.einddatum == EINDE_2020 and self.opvolger == INGANG_30

    def toewijzing_op(self, dag: date) -> str | None:
        """OUDE or OPVOLGER, or None where nothing covers the day."""
        if self.opvolger is not None and self.opvolger <= dag:
            return OPVOLGER
        return OUDE if self.ingangsdatum <= dag and (self.einddatum is None or dag <= self.einddatum) else None


_BEGIN = date(2020, 3, 2)
_NOVEMBER, _DECEMBER, _MAAND_2 = date(2020, 11, 30), date(2020, 12, 1), date(2021, 2, 1)
AFLOPEN: Mapping[str, Afloop] = {
    "loopt_door": Afloop(_BEGIN, date(2021, 6, 30)),
    "open_einde": Afloop(_BEGIN),
    "opvolger_sluit_aan": Afloop(_BEGIN, EINDE_2020, INGANG_30),
    "zonder_opvolger": Afloop(_BEGIN, EINDE_2020),
    "opvolger_na_week_53": Afloop(_BEGIN, EINDE_2020, date(2021, 1, 4)),
    "opvolger_in_februari": Afloop(_BEGIN, EINDE_2020, _MAAND_2),
    "eindigt_in_week_53": Afloop(_BEGIN, date(2020, 12, 30)),
    "eindigt_in_week_53_opvolger_in_2021": Afloop(_BEGIN, date(2020, 12, 30), INGANG_30),
    "eindigt_op_eerste_dag_week_53": Afloop(_BEGIN, WEEK_53_VAN),
    "eindigt_voor_week_53": Afloop(_BEGIN, date(2020, 12, 27)),
    "eindigt_op_nieuwjaarsdag": Afloop(_BEGIN, INGANG_30),
    "eindigt_in_week_1": Afloop(_BEGIN, date(2021, 1, 6)),
    "opvolger_in_week_1": Afloop(_BEGIN, date(2021, 1, 6), date(2021, 1, 7)),
    "opvolger_na_januari": Afloop(_BEGIN, date(2021, 1, 31), _MAAND_2),
    "eindigt_in_november": Afloop(_BEGIN, _NOVEMBER),
    "voor_decemberdeel": Afloop(_BEGIN, _NOVEMBER, _DECEMBER),
    "decemberdeel": Afloop(_DECEMBER, EINDE_2020, INGANG_30),
    "decemberdeel_zonder_opvolger": Afloop(_DECEMBER, EINDE_2020),
    "begint_in_week_53": Afloop(date(2020, 12, 30)),
    "begint_op_nieuwjaarsdag": Afloop(INGANG_30, date(2021, 12, 31)),
    "begint_na_week_53": Afloop(date(2021, 1, 4)),
}
"""By name. With voor_decemberdeel the successor is the december toewijzing of BS-06."""
