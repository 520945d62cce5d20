"""Products of which a message says that they hold on the same day, and may not."""

import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from migratietoets.istandaard.berichtregels.breach import Breach
from migratietoets.istandaard.berichtregels.counting.counted import Detected, counted, elements
from migratietoets.istandaard.codelijsten.codes import CORRECTION

_START_30 = 20210101
_OPEN = sys.maxsize
_LONGEST = 19
"""So many digits fit in no 64-bit number."""

Product = tuple[str | None, str | None]
"""Categorie and code."""
GENERIEK: Product = (None, None)


def _text(element: etree._Element, path: str) -> str | None:
    """What an element below this one holds, or None where it is absent or empty."""
    return (element.findtext(path) or "").strip() or None


def _number(element: etree._Element, name: str) -> int | None:
    """What an element holds as a number, a date as 20201231; None where it is absent or neither."""
    digits = (_text(element, f"{{*}}{name}") or "").replace("-", "")
    return int(digits) if digits.isdecimal() and len(digits) < _LONGEST else None


class _Held(NamedTuple):
    """A line and the days it holds, as numbers."""

    first: int
    last: int
    product: Product
    element: etree._Element


def _line(element: etree._Element, begin: str) -> _Held | None:
    """A line, or None where its days cannot be read."""
    first, last = _number(element, begin), _number(element, "Einddatum")
    if first is None or (last is None and _text(element, "{*}Einddatum") is not None):
        return None
    product = (_text(element, "{*}Product/{*}Categorie"), _text(element, "{*}Product/{*}Code"))
    return _Held(first, _OPEN if last is None else last, product, element)


def _stacked(held: Iterable[_Held]) -> Iterator[_Held]:
    """The lines that begin while one of the same product holds, or any beside a generiek one."""
    until: dict[Product, int] = {}
    latest = 0
    for one in sorted(held, key=lambda one: one.first):
        beside = latest if one.product == GENERIEK else max(until.get(one.product, 0), until.get(GENERIEK, 0))
        if beside >= one.first:
            yield one
        until[one.product] = max(until.get(one.product, 0), one.last)
        latest = max(latest, one.last)


def _breaches(rule: str, held: Iterable[_Held]) -> Iterator[Breach]:
    for one in _stacked(held):
        name = etree.QName(one.element).localname
        expected = "een periode zonder andere regel voor hetzelfde product, en zonder generieke"
        if one.product == GENERIEK:
            expected = "een periode zonder enige andere regel, want er is geen Product"
        yield Breach(rule, one.element, name, expected, "perioden die elkaar overlappen")


@counted("TR302", "301", when={"301": "Client/ToegewezenProducten/ToegewezenProduct[2]"})
def toegewezen_products_stack(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """Within a 301 a product holds once on each day from 2021; what is cancelled does not hold."""
    held, seen = [], set()
    for element in elements(detected, "Client/ToegewezenProducten/ToegewezenProduct")(root):
        one, toewijzing = _line(element, "Ingangsdatum"), _number(element, "ToewijzingNummer")
        if one is None or toewijzing in seen:
            continue
        seen.add(toewijzing)
        cancelled = one.first == one.last and _text(element, "{*}RedenWijziging") == CORRECTION
        if not cancelled and one.first <= one.last and one.last >= _START_30:
            held.append(one._replace(first=max(one.first, _START_30)))
    return _breaches("TR302", held)


@counted("TR361", "317", when={"317": "Client/Verzoek/NieuweProducten/NieuwProduct[2]"})
def new_products_stack(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """Within a 317 a new product is asked for once on each day (OP347)."""
    held = (
        _line(element, "GewensteIngangsdatum")
        for element in elements(detected, "Client/Verzoek/NieuweProducten/NieuwProduct")(root)
    )
    return _breaches("TR361", [one for one in held if one is not None and one.first <= one.last])
