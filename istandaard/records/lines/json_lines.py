"""JSON lines: one object a line; what cannot be an object comes out as an error text."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.lines.line import TOO_LONG, Line, not_utf8
from migratietoets.istandaard.records.sources.stream import Stream


def json_lines(name: str, stream: Stream) -> Iterator[Line]:
    """One object a line; empty lines are skipped.

    Raises:
        InputError: there is no reading on.
    """
    begun = False
    for number, text in stream.lines():
        place = f"{name}, regel {number}"
        if text is None:
            yield Line(place, error=TOO_LONG)
        elif bare := text.strip():
            first, begun = not begun, True
            if first and (bare in {"{", "["} or (bare.startswith("[") and not bare.endswith("]"))):
                yield Line(
                    name,
                    error="verwacht JSON lines: één object per regel; gevonden JSON die over meer regels loopt. "
                    "Zet elk object op één regel, zonder lijst eromheen.",
                )
                return
            yield json_line(place, bare)


def json_line(place: str, text: str) -> Line:
    """The object of one line."""
    if complaint := not_utf8(text):
        return Line(place, error=complaint)
    try:
        return Line(place, _DECODER.decode(text))
    except json.JSONDecodeError as error:
        return Line(
            place,
            error=f"verwacht een volledig JSON-object; gevonden een regel die op teken {error.pos + 1} onleesbaar is. "
            "Herstel de regel; is het bestand afgebroken, lever het dan opnieuw aan.",
        )
    except InputError as error:
        return Line(place, error=str(error))
    except (ValueError, RecursionError):
        return Line(place, error="verwacht een plat JSON-object; gevonden te diep of te groot. Vereenvoudig de regel.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InputError("verwacht elke sleutel één keer; gevonden een dubbele sleutel. Haal de dubbele weg.")
    return found


def _no_number(text: str) -> NoReturn:
    raise InputError(f"verwacht een getal; gevonden {text}. Herstel de waarde.")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number)
