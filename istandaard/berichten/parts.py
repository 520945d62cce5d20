"""The parts that several messages share: products, quantities, periods and amounts."""

from datetime import date
from typing import Any

from migratietoets.istandaard.berichten.bericht import BerichtError, quote
from migratietoets.istandaard.berichten.content import (
    descend,
    integer,
    integer_or_none,
    read_date,
    text,
    text_or_none,
    without_empty,
)
from migratietoets.istandaard.model import OmvangFields

DEBET = "D"
CREDIT = "C"


def digits(value: int | None) -> str | None:
    """A whole number as text."""
    return None if value is None else str(value)


def day(value: date | None) -> str | None:
    """A date as text."""
    return None if value is None else value.isoformat()


def make_product(categorie: str | None, code: str | None) -> dict[str, str] | None:
    """A CDT_Product; None when nothing of it is filled."""
    return without_empty(Categorie=categorie, Code=code) or None


def read_product(line: dict[str, Any]) -> dict[str, Any]:
    """Categorie and code of a line, as arguments; None where absent."""
    content = descend(line, "Product")
    return {"categorie": text_or_none(content, "Categorie"), "code": text_or_none(content, "Code")}


def make_omvang(line: OmvangFields) -> dict[str, str] | None:
    """A CDT_Omvang; None when nothing of it is filled."""
    return without_empty(Volume=digits(line.volume), Eenheid=line.eenheid, Frequentie=line.frequentie) or None


def read_omvang(line: dict[str, Any], where: str) -> dict[str, Any]:
    """The OmvangFields of a line, as arguments; None where absent.

    Raises:
        BerichtError: the volume is no whole number.
    """
    content = descend(line, "Omvang")
    return {
        "volume": integer_or_none(content, "Volume", f"{where}/Omvang"),
        "eenheid": text_or_none(content, "Eenheid"),
        "frequentie": text_or_none(content, "Frequentie"),
    }


def read_quantity(line: dict[str, Any], where: str) -> dict[str, Any]:
    """The QuantityFields of a line, as arguments; None where absent.

    Raises:
        BerichtError: the volume or the budget is no whole number.
    """
    return read_omvang(line, where) | {"budget": integer_or_none(line, "Budget", where)}


def read_content(line: dict[str, Any], where: str) -> dict[str, Any]:
    """The ContentFields of a line, as arguments; None where absent.

    Raises:
        BerichtError: the volume or the budget is no whole number.
    """
    return read_product(line) | read_quantity(line, where)


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
