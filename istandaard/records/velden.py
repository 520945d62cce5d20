"""What each field of a record may hold, as a table, and the checks between fields (docs/contracten.md)."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from istandaard.codelijsten import EENHEID, FREQUENTIE, PRODUCTCATEGORIE, codelijst
from istandaard.model import Invoerfout, Toewijzing
from istandaard.records.tonen import toon, veilig, vorm
from istandaard.releases import Domein, Release
from istandaard.varianten import FREQUENTIES_VERVALLEN, TOEGESTAAN

HOOGSTE = 99_999_999
"""The largest volume or budget a message can carry (RS005)."""
LANGSTE_ID = 200
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
_GETAL = "een geheel getal van 0 tot en met 99999999"


class Veld(NamedTuple):
    """One field.

    Attributes:
        klopt: whether a value that is not None may stand here.
        verwacht: what may stand here, in Dutch.
        doe: what to do about anything else.
        verplicht: None is not enough.
        geheim: a wrong value is not repeated.
    """

    klopt: Callable[[Any], bool]
    verwacht: str
    doe: str = "Herstel de waarde."
    verplicht: bool = False
    geheim: bool = False


def _codes(naam: str) -> frozenset[str]:
    return codelijst(naam).codes(Release.R24) | codelijst(naam).codes(Release.R30)


def is_datum(waarde: object) -> bool:
    """A day as YYYY-MM-DD."""
    if not (isinstance(waarde, str) and _ISO.fullmatch(waarde)):
        return False
    try:
        date.fromisoformat(waarde)
    except ValueError:
        return False
    return True


def _cijfers(aantal: int) -> Callable[[Any], bool]:
    def klopt(waarde: object) -> bool:
        return isinstance(waarde, str) and len(waarde) == aantal and waarde.isascii() and waarde.isdigit()

    return klopt


def _tekst(langst: int) -> Callable[[Any], bool]:
    def klopt(waarde: object) -> bool:
        return isinstance(waarde, str) and 0 < len(waarde) <= langst and waarde.isprintable() and not waarde.isspace()

    return klopt


def _een_van(codes: Iterable[str]) -> Callable[[Any], bool]:
    bekend = frozenset(codes)
    return lambda waarde: isinstance(waarde, str) and waarde in bekend


def _getal(waarde: object) -> bool:
    return isinstance(waarde, int) and not isinstance(waarde, bool) and 0 <= waarde <= HOOGSTE


def _ja_nee(waarde: object) -> bool:
    return isinstance(waarde, bool)


def _opsomming(codes: Iterable[str]) -> str:
    return "een van " + ", ".join(sorted(codes))


def _lijst(codes: Iterable[str], doe: str) -> Veld:
    return Veld(_een_van(codes), _opsomming(codes), doe)


_DATUM = Veld(is_datum, "een datum als 2020-12-31", "Schrijf de datum als jaar-maand-dag.")
_NULLEN = "Let op voorloopnullen en zet de waarde tussen aanhalingstekens."

VELDEN: Mapping[str, Veld] = {
    "id": Veld(_tekst(LANGSTE_ID), f"een tekst van 1 tot en met {LANGSTE_ID} tekens", "Geef een id.", verplicht=True),
    "gemeente": Veld(_cijfers(4), "een gemeentecode van vier cijfers als tekst", _NULLEN, verplicht=True),
    "domein": Veld(_een_van(Domein), "wmo of jw", "Kies een van beide.", verplicht=True),
    "aanbieder": Veld(_cijfers(8), "een AGB-code van acht cijfers als tekst", _NULLEN, verplicht=True),
    "bsn": Veld(_cijfers(9), "een BSN van negen cijfers als tekst", _NULLEN, verplicht=True, geheim=True),
    "toewijzingnummer": Veld(
        _tekst(LANGSTE_ID), "een tekst, of null als er geen nummer is", "Zet een nummer tussen aanhalingstekens."
    ),
    "categorie": Veld(_tekst(5), "een productcategorie als tekst, of null bij generiek", "Kies een code uit de lijst."),
    "code": Veld(_tekst(5), "een productcode van 1 tot en met 5 tekens, of null", "Zet haar tussen aanhalingstekens."),
    "volume": Veld(_getal, f"{_GETAL}, of null", "Schrijf het zonder aanhalingstekens en zonder decimalen."),
    "eenheid": _lijst(_codes(EENHEID), "Kies een code uit lijst WJ756, als tekst."),
    "frequentie": _lijst(_codes(FREQUENTIE), "Kies een code uit lijst WMO757, als tekst."),
    "budget": Veld(_getal, f"{_GETAL} (eurocenten), of null", "Schrijf het budget in hele eurocenten."),
    "ingangsdatum": _DATUM._replace(verplicht=True),
    "einddatum": _DATUM,
    "uitvoering": _lijst(UITVOERINGEN, "Gebruik null als het onbekend is."),
    "vervanging": _lijst(VERVANGINGEN, "Gebruik null voor de dichtstbijzijnde toegestane vorm."),
    "nieuw": Veld(
        lambda waarde: isinstance(waarde, dict),
        "een object met code, volume, eenheid, frequentie en budget, of null",
        "Laat weg wat niet gewenst is.",
    ),
    "gestart": Veld(_ja_nee, "true of false", "Zonder waarde geldt true."),
    "instemming": Veld(_ja_nee, "true of false", "Zonder waarde geldt true."),
}
"""Every key of a record, in the order of the contract."""

NIEUW: Mapping[str, Veld] = {
    "code": VELDEN["code"],
    "volume": VELDEN["volume"],
    "eenheid": _lijst(TOEGESTAAN, "Kies een eenheid die in 3.0 mag."),
    "frequentie": _lijst(
        _codes(FREQUENTIE) - FREQUENTIES_VERVALLEN, "Kies een frequentie die in 3.0 mag: 3 en 5 vervallen."
    ),
    "budget": VELDEN["budget"],
}
"""Every key of `nieuw`: the content of a successor, so only what 3.0 allows."""

_CATEGORIEEN = {domein: _codes(lijst) for domein, lijst in PRODUCTCATEGORIE.items()}


def _raad(naam: str, velden: Iterable[str]) -> str:
    bekend = list(velden)
    lijkt = get_close_matches(naam.lower(), bekend, n=1)
    return f"Bedoelt u {lijkt[0]}?" if lijkt else f"Haal die weg; bekend zijn {', '.join(bekend)}."


def controleer(data: Mapping[str, Any], velden: Mapping[str, Veld], voor: str = "") -> None:
    """Check keys and values one by one.

    Args:
        data: the object.
        velden: which keys there are and what they may hold.
        voor: what stands before the name of a key in an error text.

    Raises:
        Invoerfout: the first thing that is wrong.
    """
    for naam in data:
        if naam not in velden:
            raise Invoerfout(
                f"verwacht alleen bekende sleutels; gevonden “{voor}{veilig(str(naam))}”. {_raad(str(naam), velden)}"
            )
    for naam, veld in velden.items():
        waarde = data.get(naam)
        if waarde is None:
            if veld.verplicht:
                wat = "de waarde is leeg" if naam in data else "de sleutel ontbreekt"
                raise Invoerfout(f"{voor}{naam}: verwacht {veld.verwacht}; {wat}. Vul {naam} in.")
        elif not veld.klopt(waarde):
            gevonden = vorm(waarde) if veld.geheim else toon(waarde)
            raise Invoerfout(f"{voor}{naam}: verwacht {veld.verwacht}; gevonden {gevonden}. {veld.doe}")


def _controleer_samenhang(data: Mapping[str, Any]) -> None:
    categorie, code = data.get("categorie"), data.get("code")
    if categorie is not None and categorie not in _CATEGORIEEN[data["domein"]]:
        raise Invoerfout(
            f"categorie: verwacht een productcategorie van domein {data['domein']}; gevonden {toon(categorie)}. "
            f"Kies een code uit lijst {PRODUCTCATEGORIE[data['domein']]} of herstel het domein."
        )
    if code is not None and categorie is None:
        raise Invoerfout("categorie: verwacht een categorie bij een productcode; gevonden niets. Vul categorie in.")
    omvang = {naam: data.get(naam) for naam in ("volume", "eenheid", "frequentie")}
    leeg = [naam for naam, waarde in omvang.items() if waarde is None]
    if leeg and len(leeg) < len(omvang):
        raise Invoerfout(
            f"omvang: verwacht volume, eenheid en frequentie alle drie, of geen van drieën; leeg: {' en '.join(leeg)}. "
            "Vul de omvang aan of laat haar weg."
        )
    einddatum = data.get("einddatum")
    if einddatum is not None and einddatum < data["ingangsdatum"]:
        raise Invoerfout(
            f"einddatum: verwacht een dag op of na de ingangsdatum {data['ingangsdatum']}; gevonden {einddatum}. "
            "Herstel een van beide."
        )


def controleer_nieuw(nieuw: Mapping[str, Any] | None) -> None:
    """Check the wanted content of a successor.

    Raises:
        Invoerfout: an unknown key, a wrong value, or an eenheid and frequentie that 3.0 does not combine.
    """
    if nieuw is None:
        return
    controleer(nieuw, NIEUW, "nieuw.")
    eenheid, frequentie = nieuw.get("eenheid"), nieuw.get("frequentie")
    if eenheid is not None and frequentie is not None and frequentie not in TOEGESTAAN[eenheid]:
        raise Invoerfout(
            f"nieuw: verwacht een combinatie van eenheid en frequentie die in 3.0 mag; gevonden eenheid {eenheid} met "
            f"frequentie {frequentie}. Bij deze eenheid mag frequentie {', '.join(TOEGESTAAN[eenheid])}."
        )


def maak_toewijzing(data: object) -> Toewijzing:
    """A record from JSON.

    Raises:
        Invoerfout: the first thing that is wrong, without a place; the text repeats no BSN.
    """
    if not isinstance(data, dict):
        raise Invoerfout(f"verwacht een object met een toewijzing; gevonden {toon(data)}. Gebruik {{ }}.")
    controleer(data, VELDEN)
    _controleer_samenhang(data)
    controleer_nieuw(data.get("nieuw"))
    return Toewijzing.from_json(data)
