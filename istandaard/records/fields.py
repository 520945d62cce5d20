"""What each field of a record may hold, as a table, and the checks between fields (docs/contracten.md)."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from migratietoets.istandaard.codelijsten import EENHEID, FREQUENTIE, PRODUCTCATEGORIE, code_list
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.records.found_value import safe, shape, show
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.varianten import ALLOWED, DROPPED_FREQUENTIES

HIGHEST = 99_999_999
"""The largest volume or budget a message can carry (RS005)."""
LONGEST_ID = 200
VERVANGINGEN = (
    "gelijk",
    "specifiek_met_omvang",
    "aspecifiek_zonder_budget",
    "aspecifiek_met_budget",
    "generiek_met_budget",
    "specifiek_stuks_inspanning",
)
UITVOERINGEN = ("inspanning", "output")

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER_TEXT = "een geheel getal van 0 tot en met 99999999"


class Field(NamedTuple):
    """One field.

    Attributes:
        holds: whether a value that is not None may stand here.
        expected: what may stand here, in Dutch.
        do: what to do about anything else.
        required: None is not enough.
        secret: a wrong value is not repeated.
    """

    holds: Callable[[Any], bool]
    expected: str
    do: str = "Herstel de waarde."
    required: bool = False
    secret: bool = False


def _codes(name: str) -> frozenset[str]:
    return code_list(name).codes(Release.R24) | code_list(name).codes(Release.R30)


def is_date(value: object) -> bool:
    """A day as YYYY-MM-DD."""
    if not (isinstance(value, str) and _ISO.fullmatch(value)):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _digits(count: int) -> Callable[[Any], bool]:
    def holds(value: object) -> bool:
        return isinstance(value, str) and len(value) == count and value.isascii() and value.isdigit()

    return holds


def _text(longest: int) -> Callable[[Any], bool]:
    def holds(value: object) -> bool:
        return isinstance(value, str) and 0 < len(value) <= longest and value.isprintable() and not value.isspace()

    return holds


def _one_of(codes: Iterable[str]) -> Callable[[Any], bool]:
    known = frozenset(codes)
    return lambda value: isinstance(value, str) and value in known


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= HIGHEST


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _enumeration(codes: Iterable[str]) -> str:
    return "een van " + ", ".join(sorted(codes))


def _list(codes: Iterable[str], do: str) -> Field:
    return Field(_one_of(codes), _enumeration(codes), do)


_DATE = Field(is_date, "een datum als 2020-12-31", "Schrijf de datum als jaar-maand-dag.")
_ZEROS = "Let op voorloopnullen en zet de waarde tussen aanhalingstekens."

FIELDS: Mapping[str, Field] = {
    "id": Field(_text(LONGEST_ID), f"een tekst van 1 tot en met {LONGEST_ID} tekens", "Geef een id.", required=True),
    "gemeente": Field(_digits(4), "een gemeentecode van vier cijfers als tekst", _ZEROS, required=True),
    "domein": Field(_one_of(Domein), "wmo of jw", "Kies een van beide.", required=True),
    "aanbieder": Field(_digits(8), "een AGB-code van acht cijfers als tekst", _ZEROS, required=True),
    "bsn": Field(_digits(9), "een BSN van negen cijfers als tekst", _ZEROS, required=True, secret=True),
    "toewijzingnummer": Field(
        _text(LONGEST_ID), "een tekst, of null als er geen nummer is", "Zet een nummer tussen aanhalingstekens."
    ),
    "categorie": Field(_text(5), "een productcategorie als tekst, of null bij generiek", "Kies een code uit de lijst."),
    "code": Field(_text(5), "een productcode van 1 tot en met 5 tekens, of null", "Zet haar tussen aanhalingstekens."),
    "volume": Field(_is_number, f"{_NUMBER_TEXT}, of null", "Schrijf het zonder aanhalingstekens en zonder decimalen."),
    "eenheid": _list(_codes(EENHEID), "Kies een code uit lijst WJ756, als tekst."),
    "frequentie": _list(_codes(FREQUENTIE), "Kies een code uit lijst WMO757, als tekst."),
    "budget": Field(_is_number, f"{_NUMBER_TEXT} (eurocenten), of null", "Schrijf het budget in hele eurocenten."),
    "ingangsdatum": _DATE._replace(required=True),
    "einddatum": _DATE,
    "uitvoering": _list(UITVOERINGEN, "Gebruik null als het onbekend is."),
    "vervanging": _list(VERVANGINGEN, "Gebruik null voor de dichtstbijzijnde toegestane vorm."),
    "nieuw": Field(
        lambda value: isinstance(value, dict),
        "een object met code, volume, eenheid, frequentie en budget, of null",
        "Laat weg wat niet gewenst is.",
    ),
    "gestart": Field(_is_bool, "true of false", "Zonder waarde geldt true."),
    "instemming": Field(_is_bool, "true of false", "Zonder waarde geldt true."),
}
"""Every key of a record, in the order of the contract."""

NEW: Mapping[str, Field] = {
    "code": FIELDS["code"],
    "volume": FIELDS["volume"],
    "eenheid": _list(ALLOWED, "Kies een eenheid die in 3.0 mag."),
    "frequentie": _list(
        _codes(FREQUENTIE) - DROPPED_FREQUENTIES, "Kies een frequentie die in 3.0 mag: 3 en 5 vervallen."
    ),
    "budget": FIELDS["budget"],
}
"""Every key of `new`: the content of a successor, so only what 3.0 allows."""

_CATEGORIEEN = {domein: _codes(listing) for domein, listing in PRODUCTCATEGORIE.items()}


def _advice(name: str, fields: Iterable[str]) -> str:
    known = list(fields)
    similar = get_close_matches(name.lower(), known, n=1)
    return f"Bedoelt u {similar[0]}?" if similar else f"Haal die weg; bekend zijn {', '.join(known)}."


def check(data: Mapping[str, Any], fields: Mapping[str, Field], before: str = "") -> None:
    """Check keys and values one by one.

    Args:
        data: the object.
        fields: which keys there are and what they may hold.
        before: what stands before the name of a key in an error text.

    Raises:
        InputError: the first thing that is wrong.
    """
    for name in data:
        if name not in fields:
            raise InputError(
                f"verwacht alleen bekende sleutels; gevonden “{before}{safe(str(name))}”. {_advice(str(name), fields)}"
            )
    for name, field in fields.items():
        value = data.get(name)
        if value is None:
            if field.required:
                what = "de waarde is leeg" if name in data else "de sleutel ontbreekt"
                raise InputError(f"{before}{name}: verwacht {field.expected}; {what}. Vul {name} in.")
        elif not field.holds(value):
            found = shape(value) if field.secret else show(value)
            raise InputError(f"{before}{name}: verwacht {field.expected}; gevonden {found}. {field.do}")


def _check_coherence(data: Mapping[str, Any]) -> None:
    categorie, code = data.get("categorie"), data.get("code")
    if categorie is not None and categorie not in _CATEGORIEEN[data["domein"]]:
        raise InputError(
            f"categorie: verwacht een productcategorie van domein {data['domein']}; gevonden {show(categorie)}. "
            f"Kies een code uit lijst {PRODUCTCATEGORIE[data['domein']]} of herstel het domein."
        )
    if code is not None and categorie is None:
        raise InputError("categorie: verwacht een categorie bij een productcode; gevonden niets. Vul categorie in.")
    omvang = {name: data.get(name) for name in ("volume", "eenheid", "frequentie")}
    empty = [name for name, value in omvang.items() if value is None]
    if empty and len(empty) < len(omvang):
        raise InputError(
            "omvang: verwacht volume, eenheid en frequentie alle drie, of geen van drieën; "
            f"leeg: {' en '.join(empty)}. "
            "Vul de omvang aan of laat haar weg."
        )
    einddatum = data.get("einddatum")
    if einddatum is not None and einddatum < data["ingangsdatum"]:
        raise InputError(
            f"einddatum: verwacht een dag op of na de ingangsdatum {data['ingangsdatum']}; gevonden {einddatum}. "
            "Herstel een van beide."
        )


def check_new(new: Mapping[str, Any] | None) -> None:
    """Check the wanted content of a successor.

    Raises:
        InputError: an unknown key, a wrong value, or an eenheid and frequentie that 3.0 does not combine.
    """
    if new is None:
        return
    check(new, NEW, "nieuw.")
    eenheid, frequentie = new.get("eenheid"), new.get("frequentie")
    if eenheid is not None and frequentie is not None and frequentie not in ALLOWED[eenheid]:
        raise InputError(
            f"nieuw: verwacht een combinatie van eenheid en frequentie die in 3.0 mag; gevonden eenheid {eenheid} met "
            f"frequentie {frequentie}. Bij deze eenheid mag frequentie {', '.join(ALLOWED[eenheid])}."
        )


def make_toewijzing(data: object) -> Toewijzing:
    """A record from JSON.

    Raises:
        InputError: the first thing that is wrong, without a place; the text repeats no BSN.
    """
    if not isinstance(data, dict):
        raise InputError(f"verwacht een object met een toewijzing; gevonden {show(data)}. Gebruik {{ }}.")
    check(data, FIELDS)
    _check_coherence(data)
    check_new(data.get("nieuw"))
    return Toewijzing.from_json(data)
