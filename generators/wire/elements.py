"""One element of a message changed: another value that the schema allows, or left out where it may be."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.bsn import elfproef
from migratietoets.istandaard.codelijsten import code_list
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import standard_data
from migratietoets.istandaard.schemas.structure import Element, structure
from migratietoets.istandaard.schemas.xsd_writer import list_of

OTHER, LEFT_OUT, EARLIER, LATER, LESS, MORE = "ander", "weggelaten", "dag eerder", "dag later", "1 minder", "1 meer"
"""What can be done to an element."""

_FIXED = frozenset({"BerichtCode", "BerichtVersie", "BerichtSubversie"})
_FIXED_CLASSES = frozenset({"XsdVersie", "XsdVersieRetour", "XsdVersieDeclaratie"})


@dataclass(frozen=True, slots=True)
class ElementChange:
    """One element changed.

    Attributes:
        element: the path of names to it, below the root.
        what: OTHER, LEFT_OUT and so on.
        place: which of the elements on that path, counted from 0.
        old, new: its text before and after; None: none, or a class.
        bericht: the message with that change.
    """

    element: str
    what: str
    place: int
    old: str | None
    new: str | None
    bericht: Bericht


def element_changes(bericht: Bericht) -> Iterator[ElementChange]:
    """Every change of one element, in the order of the message."""
    seen: dict[str, int] = {}
    shape = structure(bericht.kind, bericht.release, bericht.domein)
    for element, route in list(_walk(bericht.content, shape, ())):
        path = "/".join(str(step) for step in route if isinstance(step, str))
        place = seen.get(path, 0)
        seen[path] = place + 1
        old = _at(bericht.content, route)
        text = old if isinstance(old, str) else None
        if text is not None and element.name not in _FIXED:
            for what, new in _values(text, element, bericht.release, bericht.domein):
                yield ElementChange(path, what, place, text, new, _with(bericht, route, new))
        if element.min == 0:
            yield ElementChange(path, LEFT_OUT, place, text, None, _with(bericht, route, None))


Route = tuple[str | int, ...]


def _walk(values: dict[str, Any], shape: Element, route: Route) -> Iterator[tuple[Element, Route]]:
    for child in shape.children:
        value = values.get(child.name)
        if value is None or child.name in _FIXED_CLASSES:
            continue
        for place, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            here: Route = (*route, child.name) if place is None else (*route, child.name, place)
            yield child, here
            if isinstance(one, dict):
                yield from _walk(one, child, here)


def _at(content: Any, route: Route) -> Any:  # noqa: ANN401  # a message is nested dicts, lists and texts
    for step in route:
        content = content[step]
    return content


def _with(bericht: Bericht, route: Route, new: str | None) -> Bericht:
    content = deepcopy(bericht.content)
    *above, last = route
    place = _at(content, tuple(above))
    if new is None:
        del place[last]
    else:
        place[last] = new
    return replace(bericht, content=content)


def _values(text: str, element: Element, release: Release, domein: Domein) -> Iterator[tuple[str, str]]:
    """Other values that the type of an element allows, each with the name of the change."""
    type_ = element.type or ""
    listed = list_of(type_, domein)
    basis = standard_data()["ldt"].get(type_, {}).get("basis")
    if listed is not None:
        codes = sorted(_codes(listed, release) - {text})
        later = [code for code in codes if code > text]
        yield from ((OTHER, code) for code in (later or codes)[:1])
    elif basis == "date":
        day = date.fromisoformat(text)
        yield EARLIER, (day - timedelta(days=1)).isoformat()
        yield LATER, (day + timedelta(days=1)).isoformat()
    elif basis == "time":
        moment = datetime.combine(date.min, time.fromisoformat(text))
        yield OTHER, f"{moment.replace(hour=(moment.hour + 1) % 24):%H:%M:%S}"
    elif basis == "integer":
        if int(text) > 0:
            yield LESS, str(int(text) - 1)
        yield MORE, str(int(text) + 1)
    else:
        yield OTHER, _other_text(text, type_)


def _codes(listed: str, release: Release) -> frozenset[str]:
    try:
        return code_list(listed).codes(release)
    except KeyError:
        return frozenset()


def _other_text(text: str, type_: str) -> str:
    if type_ == "LDT_BurgerServicenummer":
        number = int(text) + 1
        while not elfproef(str(number)):
            number += 1
        return str(number)
    if text.isdigit():
        return f"{(int(text) + 1) % 10 ** len(text):0{len(text)}d}"
    return text[:-1] + ("B" if text[-1] != "B" else "C")
