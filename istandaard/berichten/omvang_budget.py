"""How a product, an omvang and a budget are written to a line of a message, and read from it."""

from typing import Any

from migratietoets.istandaard.berichten.content import descend, digits, integer_or_none, text_or_none, without_empty
from migratietoets.istandaard.model import OmvangFields, QuantityFields


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


def make_quantity(line: QuantityFields) -> dict[str, Any]:
    """The elements Omvang and Budget (euro cents), those that are filled."""
    return without_empty(Omvang=make_omvang(line), Budget=digits(line.budget))


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
