"""The amounts and the periods of what is claimed."""

from datetime import date
from typing import Any

from migratietoets.istandaard.berichten.bericht import BerichtError, quote
from migratietoets.istandaard.berichten.content import descend, integer, read_date, text

DEBET = "D"
CREDIT = "C"


def make_period(begindatum: date, einddatum: date) -> dict[str, str]:
    """A CDT_GeslotenPeriode, both days included."""
    return {"Begindatum": begindatum.isoformat(), "Einddatum": einddatum.isoformat()}


def read_period(content: dict[str, Any], name: str, where: str) -> tuple[date, date]:
    """First and last day of a CDT_GeslotenPeriode.

    Raises:
        BerichtError: a date is missing or odd.
    """
    period, path = descend(content, name), f"{where}/{name}"
    return read_date(period, "Begindatum", path), read_date(period, "Einddatum", path)


def make_bedrag(bedrag: int, debet_credit: str) -> dict[str, str]:
    """A CDT_BedragMetDC: cents without sign, and D or C."""
    return {"Bedrag": str(bedrag), "DebetCredit": debet_credit}


def read_bedrag(content: dict[str, Any], name: str, where: str) -> tuple[int, str]:
    """Cents and D or C of a CDT_BedragMetDC.

    Raises:
        BerichtError: a part of it is missing or odd.
    """
    bedrag, path = descend(content, name), f"{where}/{name}"
    return integer(bedrag, "Bedrag", path), _sign(bedrag, path)


def make_total(saldo: int) -> dict[str, str]:
    """A CDT_TotaalBedragMetDC from signed cents; 0 is debit (CS325)."""
    return {"TotaalBedrag": str(abs(saldo)), "DebetCredit": CREDIT if saldo < 0 else DEBET}


def read_total(content: dict[str, Any], name: str, where: str) -> int:
    """Signed cents of a CDT_TotaalBedragMetDC.

    Raises:
        BerichtError: a part of it is missing or odd.
    """
    total, path = descend(content, name), f"{where}/{name}"
    return signed(integer(total, "TotaalBedrag", path), _sign(total, path))


def signed(bedrag: int, debet_credit: str) -> int:
    """Signed cents: a credit counts as negative."""
    return -bedrag if debet_credit == CREDIT else bedrag


def _sign(bedrag: dict[str, Any], where: str) -> str:
    sign = text(bedrag, "DebetCredit", where)
    if sign not in {DEBET, CREDIT}:
        raise BerichtError(f"{where}/DebetCredit: verwacht D of C; gevonden {quote(sign)}. Herstel de waarde.")
    return sign
