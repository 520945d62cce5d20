"""The retourberichten that repeat their heenbericht: 302, 306, 308, 316, 318 and 320 (IV028, IV032).

The answers to a declaratie, 304 and 325, are made in declaratieantwoord.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from types import MappingProxyType
from typing import Any

from migratietoets.istandaard.berichten.bericht import Bericht, BerichtError
from migratietoets.istandaard.berichten.content import descend, only, without_empty
from migratietoets.istandaard.berichten.header import xsd_version
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF, berichtcode
from migratietoets.istandaard.schemas.structure import Element, structure

APPROVED = "0200"
"""Nothing to remark on this class."""
REJECTED = "0001"
"""The whole message is technically rejected."""

_RETOUR = {heen: retour for retour, heen in RETOUR_OF.items() if heen not in {"303", "323"}}
_PRODUCTEN = {
    "ToegewezenProduct",
    "StartProduct",
    "StopProduct",
    "AangevraagdProduct",
    "OngewijzigdProduct",
    "TeWijzigenProduct",
    "NieuwProduct",
    "Antwoord",
}
_EMPTY: Mapping[int, Sequence[str]] = MappingProxyType({})


def make_retour(
    heen: Bericht,
    *,
    identificatie: str,
    dagtekening: date,
    retourcodes: Sequence[str],
    per_product: Mapping[int, Sequence[str]] = _EMPTY,
) -> Bericht:
    """Make the retour of a 301, 305, 307, 315, 317 or 319; the header repeats that of the heenbericht.

    Approved: retourcodes ["0200"]. Technically rejected: ["0001"]. Both are a header alone. Rejected on its content:
    retourcodes [] and the codes per_product; then the rest is repeated, and what is not in per_product carries 0200.

    Args:
        heen: the message that is answered.
        identificatie: of the retour itself.
        dagtekening: of the retour itself.
        retourcodes: the codes of the header; none: no RetourCodes there.
        per_product: index of a product in the heenbericht -> its codes. The products of a 317 are counted through,
            in the order of the message; a 319 counts as one product.

    Raises:
        BerichtError: the message has no such retour, or has no product at an index of per_product.
    """
    only(heen, *_RETOUR)
    kind = _RETOUR[heen.kind]
    header = descend(heen.content, "Header") | without_empty(
        BerichtCode=berichtcode(kind, heen.domein),
        IdentificatieRetour=identificatie,
        DagtekeningRetour=dagtekening.isoformat(),
        XsdVersieRetour=xsd_version(kind, heen.release, heen.domein),
    )
    if retourcodes:
        header["RetourCodes"] = {"RetourCode": list(retourcodes)}
    content = {"Header": header}
    if per_product:
        rest = structure(kind, heen.release, heen.domein).children[1]
        assessment = _Assessment(per_product)
        content[rest.name] = assessment.repeat(descend(heen.content, rest.name), rest)
        assessment.finish()
    return Bericht(kind, heen.release, heen.domein, content)


class _Assessment:
    """Repeats a class with RetourCodes, counting the products it meets."""

    def __init__(self, per_product: Mapping[int, Sequence[str]]) -> None:
        self._per_product = per_product
        self._counter = count()

    def repeat(self, values: dict[str, Any], shape: Element) -> dict[str, Any]:
        codes = self._per_product.get(next(self._counter), [APPROVED]) if shape.name in _PRODUCTEN else [APPROVED]
        out = dict(values)
        for child in shape.children:
            value = values.get(child.name)
            if child.name == "RetourCodes":
                out["RetourCodes"] = {"RetourCode": list(codes)}
            elif child.type is not None or value is None:
                continue
            elif child.repeatable:
                out[child.name] = [self.repeat(one, child) for one in value]
            else:
                out[child.name] = self.repeat(value, child)
        return out

    def finish(self) -> None:
        """Refuse a place that was not met."""
        total = next(self._counter)
        for location in self._per_product:
            if not 0 <= location < total:
                raise BerichtError(f"per_product: verwacht een plaats van 0 tot {total}; gevonden {location}.")


def retourcodes(bericht: Bericht) -> list[str]:
    """All codes of a retour, a 304 and a 325 included, wherever they stand, in the order of the message.

    Raises:
        BerichtError: the message is no retour.
    """
    only(bericht, *RETOUR_OF)
    return list(_codes(bericht.content))


def line_codes(bericht: Bericht) -> list[tuple[str, ...]]:
    """The codes of each product that a retour repeats, in the order of the message; empty when it is a header alone.

    Raises:
        BerichtError: the message is no retour.
    """
    only(bericht, *RETOUR_OF)
    return list(_line_codes(bericht.content))


def _line_codes(content: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for name, value in content.items():
        for one in value if isinstance(value, list) else [value]:
            if name in _PRODUCTEN and isinstance(one, dict):
                yield tuple(_codes({"RetourCodes": one.get("RetourCodes")}))
            elif isinstance(one, dict):
                yield from _line_codes(one)


def _codes(content: dict[str, Any]) -> Iterator[str]:
    for name, value in content.items():
        for one in value if isinstance(value, list) else [value]:
            if name == "RetourCode" and isinstance(one, str):
                yield one
            elif isinstance(one, dict):
                yield from _codes(one)
