"""What is wrong with a case that somebody wrote down, in the words of who wrote it: where, what was expected, found."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime

from jsonschema import ValidationError

from migratietoets.conformance.protocol.shape import clause
from migratietoets.istandaard.records.found_value import show
from migratietoets.istandaard.spelling import nearest

Path = Sequence[str | int]
_ONE = {"toewijzingen": "toewijzing", "regels": "regel", "producten": "product", "prestaties": "prestatie",
        "aanvragen": "aanvraag", "te_wijzigen": "te wijzigen product", "nieuw": "nieuw product",
        "rollen": "rol", "domeinen": "domein",
        "besluiten": "besluit", "retourcodes": "retourcode"}  # fmt: skip
"""Collection -> one of it."""
DAY = r"^\d{4}-\d{2}-\d{2}$"
PATTERNS = {
    DAY: 'een dag als "2020-12-31"',
    r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$": (
        'een dag als "2020-12-31", of met de tijd "2020-12-31T09:30" of "2020-12-31T09:30+01:00"'
    ),
    r"^\d{4}-(\d{2}-\d{2}|W\d{2})$": 'een dag als "2020-12-28" of een week als "2020-W53"',
    "^[A-F]$": "een letter van A tot en met F: een cliënt is een symbool, nooit een BSN",
    "^[A-Z][A-Z0-9]*$": "een naam van hoofdletters en cijfers, als T1",
    "^[A-Z][A-Z0-9]{0,7}$": "een naam van hoogstens acht hoofdletters en cijfers, als R1",
    "^[0-9]{4}$": 'een code van vier cijfers, als "0001"',
    r"^\d{2}$": 'een code van twee cijfers, als "03"',
    "^[1-9]$": "een cijfer van 1 tot en met 9",
}
"""Pattern of the schema of a case -> what it asks for."""
_DAY = re.compile(r"(\d{4})-(\d{2}-\d{2}|W\d{2})(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?")


def place(path: Path, data: object) -> str:
    """Where a part of a case is, as people count: "stap 2, bericht, regel 1 (T1), einddatum"."""
    words: list[str] = []
    above = ""
    for step in path:
        data = _part(data, step)
        if isinstance(step, int):
            ref = data.get("ref") if isinstance(data, Mapping) else None
            name = "stap" if above == "verloop" else _ONE.get(above, above)
            words[-1:] = [f"{name} {step + 1}" + (f" ({ref})" if isinstance(ref, str) else "")]
        else:
            words.append(step)
            above = step
    return ", ".join(word for word in words if word != "gegeven" or len(words) == 1)


def _part(data: object, step: str | int) -> object:
    if isinstance(data, Mapping):
        return data.get(step)
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None


def sentence(error: ValidationError) -> str:
    """What was expected and found, and where it can be seen what to do, that."""
    return _SENTENCES.get(str(error.validator), clause)(error)


def impossible_days(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Path, str]]:
    """Every day, week and moment in a case that no calendar has, with its place."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from impossible_days(value, (*path, str(key)))
    elif isinstance(data, list):
        for place_, value in enumerate(data):
            yield from impossible_days(value, (*path, place_))
    elif isinstance(data, str) and (shape := _DAY.fullmatch(data)) is not None and not _exists(data, shape):
        what = "een week" if "W" in data else "een dag en tijd" if "T" in data else "een dag"
        yield path, f"verwacht {what} die bestaat; gevonden “{data}”"


def _exists(text: str, shape: re.Match[str]) -> bool:
    try:
        if "W" in text:
            date.fromisocalendar(int(shape[1]), int(shape[2][1:]), 1)
        else:
            datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _choice(error: ValidationError) -> str:
    values = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    same = next((v for v in values if isinstance(v, str) and _same_number(v, error.instance)), None)
    near = meant(error.instance, values)
    if same is not None:
        return f'verwacht "{same}" tussen aanhalingstekens; gevonden {show(error.instance)} zonder'
    names = ", ".join("null" if v is None else f'"{v}"' for v in values)
    return f"verwacht {names}; gevonden {show(error.instance)}{near}"


def _same_number(text: str, found: object) -> bool:
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    try:
        return float(text) == found
    except ValueError:
        return False


def _kind(error: ValidationError) -> str:
    asked, found = str(error.validator_value), error.instance
    if asked == "string" and isinstance(found, int | float) and not isinstance(found, bool):
        return f'verwacht een tekst tussen aanhalingstekens, als "03"; gevonden {show(found)} zonder'
    if "integer" in asked and isinstance(found, str) and found.isdigit():
        return f"verwacht een getal zonder aanhalingstekens; gevonden {show(found)} ertussen"
    if asked == "object" and isinstance(error.schema, Mapping) and "wmo" in error.schema.get("properties", {}):
        return f'verwacht een waarde per domein, als {{wmo: "22", jw: "22"}}; gevonden {show(found)}'
    return clause(error)


def _pattern(error: ValidationError) -> str:
    asked = PATTERNS.get(str(error.validator_value), f"een tekst als {error.validator_value}")
    return f"verwacht {asked}; gevonden {show(error.instance)}"


def _unknown(error: ValidationError) -> str:
    known = list(error.schema["properties"]) if isinstance(error.schema, Mapping) else []
    found = error.instance if isinstance(error.instance, Mapping) else {}
    unknown = sorted(str(name) for name in found if name not in known)
    near = meant(unknown[0], known)
    names = ", ".join(show(name) for name in unknown[:5])
    return f"verwacht {'een sleutel van deze plek' if near else ', '.join(known)}; gevonden {names}{near}"


def meant(found: object, known: Sequence[object]) -> str:
    """A question about the nearest thing that is known; empty where nothing is near."""
    near = nearest(found, known)
    return f"; bedoelde u {' of '.join(near)}?" if near else ""


def _missing(error: ValidationError) -> str:
    asked = error.validator_value if isinstance(error.validator_value, list) else []
    if "opdracht" in asked and isinstance(error.instance, Mapping) and not {"aan", "opdracht"} & set(error.instance):
        return "verwacht bericht, kennisgeving, of aan met opdracht; gevonden geen van die"
    return clause(error)


_SENTENCES: Mapping[str, Callable[[ValidationError], str]] = {
    "enum": _choice,
    "const": _choice,
    "type": _kind,
    "pattern": _pattern,
    "additionalProperties": _unknown,
    "required": _missing,
}
