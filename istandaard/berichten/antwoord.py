"""From what is wrong with a message, place by place, to the retourbericht that says so."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from migratietoets.istandaard.berichten.bericht import Bericht
from migratietoets.istandaard.berichten.declaratieantwoord import make_304, make_325
from migratietoets.istandaard.berichten.retour import APPROVED, REJECTED, make_retour

_DECLARATIES = {"303": make_304, "323": make_325}
PART = re.compile(r"(\w+)(?:\[(\d+)\])?")
"""A step of a path: a name, and from 1 which of several."""


def make_answer(heen: Bericht, codes: Sequence[tuple[str, str]], *, identificatie: str, dagtekening: date) -> Bericht:
    """Make the retourbericht of a message, of a declaratie its answer: refused whole, line by line, or approved.

    Args:
        heen: the message that is answered.
        codes: each retourcode, with the path of what it is about; 0001 anywhere refuses the whole.
        identificatie: of the answer.
        dagtekening: of the answer.

    Raises:
        BerichtError: the message has no such answer, or its header cannot be repeated.
    """
    whole = any(code == REJECTED for _, code in codes)
    if heen.kind in _DECLARATIES:
        make = _DECLARATIES[heen.kind]
        lines = {} if whole else _prestaties(heen.content, codes)
        above = [code for element, code in codes if not _prestaties(heen.content, [(element, code)])]
        refused = [REJECTED] if whole else list(dict.fromkeys(above))
        return make(heen, identificatie=identificatie, dagtekening=dagtekening, rejected=lines, refused=refused)
    in_header = [code for element, code in codes if element.partition("/")[0] == "Header"]
    per_line = len(in_header) < len(codes) and not whole
    made = make_retour(
        heen,
        identificatie=identificatie,
        dagtekening=dagtekening,
        retourcodes=[] if per_line else [REJECTED] if whole else list(dict.fromkeys(in_header)) or [APPROVED],
        per_product={0: [APPROVED]} if per_line else {},
    )
    for element, code in codes if per_line else ():
        _mark(made.content, element, code)
    return made


def _steps(content: Any, element: str) -> Iterable[Any]:  # noqa: ANN401  # a message is a dict of dicts and texts
    """Everything on a path below the root, from the top down, as far as it exists."""
    for name, number in PART.findall(element):
        content = content.get(name) if isinstance(content, Mapping) else None
        if isinstance(content, list):
            content = content[int(number or 1) - 1] if int(number or 1) <= len(content) else None
        if content is None:
            return
        yield content


def _mark(content: dict[str, Any], element: str, code: str) -> None:
    """Put a code at the innermost class that carries codes."""
    carriers = [one for one in _steps(content, element) if isinstance(one, dict) and "RetourCodes" in one]
    carrier = carriers[-1] if carriers else content["Header"]
    stand = carrier.setdefault("RetourCodes", {"RetourCode": []})["RetourCode"]
    stand[:] = list(dict.fromkeys([*(one for one in stand if one != APPROVED), code]))


def _prestaties(content: dict[str, Any], codes: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """ReferentieNummer -> its codes."""
    found: dict[str, list[str]] = {}
    for element, code in codes:
        for one in _steps(content, element):
            reference = one.get("ProductReferentie") if isinstance(one, dict) else None
            if isinstance(reference, dict) and isinstance(number := reference.get("ReferentieNummer"), str):
                stand = found.setdefault(number, [])
                stand += [code] if code not in stand else []
    return found
