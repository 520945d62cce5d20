"""The retourbericht that a receiver sends on a message, after what validation says of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from migratietoets.istandaard.berichten import Bericht, BerichtError, build, read
from migratietoets.istandaard.berichten.declaratieantwoord import make_304, make_325
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.retour import APPROVED, REJECTED, make_retour
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF
from migratietoets.istandaard.validation import Remark, validate

_DECLARATIES = {"303": make_304, "323": make_325}
_PART = re.compile(r"(\w+)(?:\[(\d+)\])?")
_NIBBLES = str.maketrans("0123456789abcdef", "ABCDEFGHJKLMNPRS")
"""Letters alone, so that no identification can be taken for another number."""
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Retour:
    """A retourbericht, or why there is none.

    Attributes:
        name: its usual name, as WMO302.
        xml: the message; None where none can be made.
        complaint: why not.
    """

    name: str
    xml: bytes | None
    complaint: str = ""


def answer(data: bytes, detected: tuple[str, Release, Domein] | None, remarks: Sequence[Remark]) -> Retour | None:
    """What a receiver answers: refused whole with 0001, line by line with the codes of the model, or approved.

    A rule that is only assumed, or has no retourcode, refuses nothing. The retour has the dagtekening of the message,
    and an identification that follows from its bytes.

    Returns:
        None for a retourbericht, which nobody answers.
    """
    if detected is not None and detected[0] in RETOUR_OF:
        return None
    try:
        heen = read(data)
        made = _made(heen, _codes(remarks), identificatie(data), header(heen).dagtekening)
        xml = build(made)
    except BerichtError as error:
        return Retour("", None, str(error))
    wrong = [remark for remark in validate(xml) if not remark.assumed]
    if wrong:
        return Retour(made.name, None, f"de kop is niet te herhalen: {wrong[0].text}")
    return Retour(made.name, xml)


def identificatie(data: bytes) -> str:
    """The identification of the answer to a message: the same for the same bytes."""
    return sha256(data).hexdigest()[:_LONGEST].translate(_NIBBLES)


def _codes(remarks: Iterable[Remark]) -> list[tuple[str, str]]:
    """Each code that refuses something, with what it is about."""
    return [(remark.element, remark.retourcode) for remark in remarks if not remark.assumed and remark.retourcode]


def _made(heen: Bericht, codes: Sequence[tuple[str, str]], identificatie: str, dagtekening: date) -> Bericht:
    whole = any(code == REJECTED for _, code in codes)
    if heen.kind in _DECLARATIES:
        make = _DECLARATIES[heen.kind]
        lines = {} if whole else _prestaties(heen.content, codes)
        refused = [REJECTED] if whole else [] if lines else list(dict.fromkeys(code for _, code in codes))
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
    for name, number in _PART.findall(element):
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
