"""Paths through the content of a message, as the table of mutations writes them."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.schemas.structure import Element, structure

Route = tuple[str | int, ...]
"""The names from the root to an element, each with its place where it is one of many, counted from 0."""

_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")
_SUM = re.compile(r"=([^+-]+)(?:([+-])(\d+))?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class UnknownPathError(LookupError):
    """A path names what this message cannot have."""


def places(bericht: Bericht) -> Iterator[tuple[Element, Route]]:
    """Every element that is there, in the order of the schema."""
    yield from _walk(bericht.content, structure(bericht.kind, bericht.release, bericht.domein), ())


def _walk(values: dict[str, Any], shape: Element, route: Route) -> Iterator[tuple[Element, Route]]:
    for child in shape.children:
        value = values.get(child.name)
        if value is None:
            continue
        for place, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            here: Route = (*route, child.name) if place is None else (*route, child.name, place)
            yield child, here
            if isinstance(one, dict):
                yield from _walk(one, child, here)


def names(route: Route) -> str:
    """The names alone: "Client/Contactgegevens/Contact"."""
    return "/".join(step for step in route if isinstance(step, str))


class Draft:
    """A copy of a message that can be changed."""

    def __init__(self, bericht: Bericht) -> None:
        self._bericht = bericht
        self._content = deepcopy(bericht.content)
        self._shape = structure(bericht.kind, bericht.release, bericht.domein)

    @property
    def bericht(self) -> Bericht:
        """The message as it is now."""
        return replace(self._bericht, content=self._content)

    def route(self, here: Route, path: str) -> Route:
        """Where a path leads from an element; of many without a place, to the first.

        Raises:
            UnknownPathError: this message cannot have such an element.
        """
        if path == ".":
            return here
        while path.startswith("../"):
            here, path = here[: -2 if isinstance(here[-1], int) else -1], path[3:]
        if path.startswith("/"):
            here, path = (), path[1:]
        for step in path.split("/"):
            match = _STEP.fullmatch(step)
            element = self._element((*here, match[1])) if match else None
            if match is None or element is None:
                raise UnknownPathError(f"{self._bericht.name}: {names(here)}: {path}")
            here = (*here, match[1])
            if element.repeatable:
                here = (*here, int(match[2] or 1) - 1)
        return here

    def _element(self, route: Route) -> Element | None:
        element: Element | None = self._shape
        for name in route:
            if isinstance(name, str) and element is not None:
                element = next((child for child in element.children if child.name == name), None)
        return element

    def get(self, here: Route, path: str) -> Any:  # noqa: ANN401  # a text, a class, or None where it is absent
        """What stands there."""
        value: Any = self._content
        for step in self.route(here, path):
            if isinstance(step, int):
                value = value[step] if isinstance(value, list) and step < len(value) else None
            else:
                value = value.get(step) if isinstance(value, dict) else None
        return value

    def put(self, here: Route, path: str, text: str) -> None:
        """Write a text; what is above it is made where it is absent."""
        *above, last = self.route(here, path)
        place: Any = self._content
        for step, following in zip(above, (*above[1:], last), strict=True):
            if isinstance(step, int):
                place.extend({} for _ in range(step + 1 - len(place)))
                place = place[step]
            else:
                place = place.setdefault(step, [] if isinstance(following, int) else {})
        if isinstance(last, int):
            place[last:] = [text]
        else:
            place[last] = text

    def drop(self, here: Route, path: str) -> None:
        """Take an element out, if it is there."""
        *above, last = self.route(here, path)
        if self.get(here, path) is None:
            return
        place: Any = self._content
        for step in above:
            place = place[step]
        del place[last]

    def twice(self, here: Route) -> Route:
        """Put a copy of one of many behind the last, and say where."""
        *above, place = here
        many: Any = self._content
        for step in above:
            many = many[step]
        if not isinstance(many, list) or not isinstance(place, int):
            raise UnknownPathError(f"{self._bericht.name}: {names(here)} is er maar een keer")
        many.append(deepcopy(many[place]))
        return (*above, len(many) - 1)

    def written(self, here: Route, value: object) -> str:
        """A value of the table: a text, or another element with something added."""
        found = _SUM.fullmatch(str(value))
        if found is None:
            return str(value)
        text = str(self.get(here, found[1]))
        many = int(f"{found[2] or '+'}{found[3] or 0}")
        if _DATE.fullmatch(text):
            return (date.fromisoformat(text) + timedelta(days=many)).isoformat()
        return str(int(text) + many) if many else text
