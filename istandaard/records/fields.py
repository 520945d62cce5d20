"""What each field of a record may hold, as a table, and the checks between fields (docs/contracten.md)."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from migratietoets.istandaard.codelijsten import EENHEID, FREQUENTIE, PRODUCTCATEGORIE, code_list
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.records.found_value import safe, shape, show
from migratietoets.istandaard.records.kinds import DAY, YES_NO, Kind, an_object, digits, one_of, text, whole_number
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.spelling import meant
from migratietoets.istandaard.uitvoeringen import UITVOERINGEN
from migratietoets.istandaard.varianten import ALLOWED, DROPPED_FREQUENTIES
from migratietoets.istandaard.vervangingen import VERVANGINGEN

HIGHEST = 99_999_999
"""The largest volume or budget a message can carry (RS005)."""
LONGEST_ID = 200

_NUMBER_TEXT = "een geheel getal van 0 tot en met 99999999"


class Field(NamedTuple):
    """One field.

    Attributes:
        kind: what may stand here.
        expected: the same in Dutch.
        do: what to do about anything else, in Dutch.
        description: what it means, in Dutch.
        required: None is not enough.
        secret: a wrong value is not repeated.
        default: what None means, or None.
    """

    kind: Kind
    expected: str
    do: str
    description: str
    required: bool = False
    secret: bool = False
    default: bool | None = None


def _codes(*names: str) -> list[str]:
    """The codes of lists, of both releases."""
    return sorted({code for name in names for release in Release for code in code_list(name).codes(release)})


def _list(values: Iterable[str], do: str, description: str) -> Field:
    return Field(one_of(values), "een van " + ", ".join(sorted(values)), do, description)


_DATE = "een datum als 2020-12-31", "Schrijf de datum als jaar-maand-dag."
_ZEROS = "Let op voorloopnullen en zet de waarde tussen aanhalingstekens."
_TRUE = Field(YES_NO, "true of false", "Zonder waarde geldt true.", "", default=True)

FIELDS: Mapping[str, Field] = {
    "id": Field(
        text(LONGEST_ID, pattern=r"^[^\u0000-\u001f]+$"),
        f"een tekst van 1 tot en met {LONGEST_ID} tekens",
        "Geef een id.",
        "Naam van de toewijzing, één keer in de invoer. Uit een 301: "
        "gemeente:domein:aanbieder:bsn:nummer:ingangsdatum:categorie:code, leeg wat ontbreekt.",
        required=True,
    ),
    "gemeente": Field(
        digits(4), "een gemeentecode van vier cijfers als tekst", _ZEROS, "CBS-code van de gemeente.", required=True
    ),
    "domein": Field(one_of(Domein), "wmo of jw", "Kies een van beide.", "Wmo of Jeugdwet.", required=True),
    "aanbieder": Field(
        digits(8), "een AGB-code van acht cijfers als tekst", _ZEROS, "AGB-code van de aanbieder.", required=True
    ),
    "bsn": Field(
        digits(9),
        "een BSN van negen cijfers als tekst",
        _ZEROS,
        "BSN van de cliënt; wordt nergens geschreven als het buiten de testreeks ligt.",
        required=True,
        secret=True,
    ),
    "toewijzingnummer": Field(
        text(LONGEST_ID),
        "een tekst, of null als er geen nummer is",
        "Zet een nummer tussen aanhalingstekens.",
        "Nummer van de toewijzing, of null.",
    ),
    "categorie": Field(
        text(5)._replace(
            schema=one_of(_codes(*PRODUCTCATEGORIE.values())).schema
        ),  # of which domein: a check between fields
        "een productcategorie als tekst, of null bij generiek",
        "Kies een code uit de lijst.",
        "Productcategorie: WMO020 bij wmo, JZ020 bij jw; null bij generiek.",
    ),
    "code": Field(
        text(5),
        "een productcode van 1 tot en met 5 tekens, of null",
        "Zet haar tussen aanhalingstekens.",
        "Productcode; null bij aspecifiek en generiek. Alleen samen met categorie.",
    ),
    "volume": Field(
        whole_number(HIGHEST),
        f"{_NUMBER_TEXT}, of null",
        "Schrijf een heel getal, zonder decimalen; in JSON zonder aanhalingstekens.",
        "Volume van de omvang; eurocenten bij eenheid 83. Volume, eenheid en frequentie alle drie of geen van drieën.",
    ),
    "eenheid": _list(_codes(EENHEID), "Kies een code uit lijst WJ756, als tekst.", "Eenheid (WJ756)."),
    "frequentie": _list(_codes(FREQUENTIE), "Kies een code uit lijst WMO757, als tekst.", "Frequentie (WMO757)."),
    "budget": Field(
        whole_number(HIGHEST),
        f"{_NUMBER_TEXT} (eurocenten), of null",
        "Schrijf het budget in hele eurocenten.",
        "Budget in eurocenten; alleen in 3.0.",
    ),
    "ingangsdatum": Field(DAY, *_DATE, "Eerste dag.", required=True),
    "einddatum": Field(
        DAY,
        *_DATE,
        "Laatste dag, op of na de ingangsdatum; null als die open is. Gelijk aan de ingangsdatum: geannuleerd.",
    ),
    "uitvoering": _list(
        UITVOERINGEN,
        "Gebruik null als het onbekend is.",
        "Inspanningsgericht of outputgericht; null als het onbekend is.",
    ),
    "vervanging": _list(
        VERVANGINGEN,
        "Gebruik null voor de dichtstbijzijnde toegestane vorm.",
        "Wat de gemeente ervoor in de plaats wil; null voor de dichtstbijzijnde toegestane vorm.",
    ),
    "nieuw": Field(
        an_object(),
        "een object met code, volume, eenheid, frequentie en budget, of null",
        "Laat weg wat niet gewenst is.",
        "De gewenste inhoud van de opvolger; hoort bij vervanging. Alleen wat in 3.0 mag.",
    ),
    "gestart": _TRUE._replace(description="De start van de zorg is gemeld; zonder waarde true."),
    "instemming": _TRUE._replace(
        description="De aanbieder stemt in met wijzigen met terugwerkende kracht; zonder waarde true."
    ),
}
"""Every key of a record, in the order of the contract; the JSON Schema follows from it (records.schema)."""

NEW: Mapping[str, Field] = {
    "code": FIELDS["code"]._replace(description="Productcode van de opvolger."),
    "volume": FIELDS["volume"]._replace(description="Volume van de opvolger."),
    "eenheid": _list(ALLOWED, "Kies een eenheid die in 3.0 mag.", "Eenheid van de opvolger."),
    "frequentie": _list(
        [code for code in _codes(FREQUENTIE) if code not in DROPPED_FREQUENTIES],
        "Kies een frequentie die in 3.0 mag: 3 en 5 vervallen.",
        "Frequentie van de opvolger.",
    ),
    "budget": FIELDS["budget"]._replace(description="Budget van de opvolger, in eurocenten."),
}
"""Every key of `nieuw`: the content of a successor, so only what 3.0 allows."""

_CATEGORIEEN = {domein: frozenset(_codes(codelijst)) for domein, codelijst in PRODUCTCATEGORIE.items()}


def _advice(name: str, fields: Iterable[str]) -> str:
    known = list(fields)
    return meant(name, known).strip() or f"Haal die weg; bekend zijn {', '.join(known)}."


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
        elif not field.kind.holds(value):
            found = shape(value) if field.secret else show(value)
            near = meant(value, field.kind.schema.get("enum", ()))
            raise InputError(f"{before}{name}: verwacht {field.expected}; gevonden {found}.{near} {field.do}")


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
