"""The gate that everything written passes: no BSN from outside comes through it, however it is spelled.

Inside, what a party says is judged as it is. At the edge (the log, a file, standard output, standard error) each number
that may be somebody's BSN becomes its stand-in, the same one for the same one in all that one command writes.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import fields, replace
from typing import Any, TypeVar, cast

from migratietoets.conformance.trace.bsn_in_text import Spelled, bsns_in
from migratietoets.conformance.trace.stand_in import StandIns
from migratietoets.conformance.trace.typed import ELEMENTS, NUMBERS, TEXTS
from migratietoets.conformance.vocabulary.event_json import event_json, event_line, read_event
from migratietoets.conformance.vocabulary.events import ClientEvent, Event, RuleEvent
from migratietoets.istandaard.berichten import BerichtError, read_shared
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.writing import json_text

E = TypeVar("E", bound=Event)
T = TypeVar("T")

_NINE = 9
_IN_XML = re.compile(r"(\bBsn(?:\s[^<>]*)?>\s*)([0-9]{1,9})(?=\s*</)")
_PLACED = (
    re.compile(r"Bsn(?:\s[^<>]*)?>(?:\s|\\[nrt])*([0-9]{1,9})(?![0-9])"),
    re.compile(r'"bsn":"?([0-9]{1,9})(?![0-9])'),
)
"""What stands where a BSN belongs, in a line of JSON: a BSN, whether it passes the elfproef or not."""
_OPEN = re.compile(r"<(?:[\w.-]+:)?(\w+)(?:\s[^<>]*)?>\s*-?")
_ASIDES = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))


class Gate:
    """Makes fit to be written what came from outside."""

    def __init__(self) -> None:
        self._stand_ins = StandIns()
        self._own: set[str] = set()

    def keep(self, bsns: Iterable[str]) -> None:
        """Know test BSNs that stand for somebody: none of them becomes a stand-in."""
        self._stand_ins.keep(bsns)

    def meet(self, bsns: Collection[str]) -> None:
        """Give the BSNs of a whole input their stand-ins, in its order; its test BSNs stay whose they are."""
        self.keep(filter(self._stand_ins.is_test, bsns))
        for bsn in bsns:
            self.bsn(bsn)

    def allow(self, numbers: Iterable[str]) -> None:
        """Know numbers of eight or nine digits that the kit gave out itself, for something else than a person."""
        self._own.update(numbers)

    def bsn(self, bsn: str) -> str:
        """What may be written for a value that stands where a BSN belongs."""
        if bsn.isascii() and bsn.isdigit() and len(bsn) <= _NINE:
            return self._stand_ins.of(bsn.rjust(_NINE, "0"))
        return self.text(bsn)

    def text(self, text: str) -> str:
        """A text that anybody may have chosen, with a stand-in for every BSN in it."""
        return self._replaced(text, self._found(text))

    def screen(self, text: str) -> str:
        """A text of which several spaces keep the columns apart; what stands in a cell passed before."""
        return self._replaced(text, self._found(text, columns=True))

    def xml(self, text: str) -> str:
        """A message; the amounts, days and codes in it stay."""
        text = _IN_XML.sub(lambda m: m[1] + self.bsn(m[2]), text)
        return self._replaced(text, [one for one in self._found(text) if not _is_typed(text, one)])

    def json(self, value: Any, key: str = "") -> Any:  # noqa: ANN401  # whatever JSON holds
        """A value of JSON, with every name and value in it made safe; what is typed by its key stays."""
        match value:
            case str():
                return self._json_text(value, key)
            case Mapping():
                return {self.text(name): self.json(one, name) for name, one in value.items()}
            case list() | tuple():
                return [self.json(one, key) for one in value]
            case int() | float() if not isinstance(value, bool):
                return self._json_number(value, key)
            case _:
                return value

    def _json_number(self, value: float, key: str) -> float:
        text = str(value)
        if (typed := NUMBERS.get(key)) is not None and typed.fullmatch(text):
            return value
        return type(value)(self.bsn(text) if key == "bsn" else self.text(text))

    def _json_text(self, text: str, key: str) -> str:
        if key == "xml":
            return self.xml(text)
        if key == "bsn":
            return self.bsn(text)
        if (typed := TEXTS.get(key)) is not None and typed.fullmatch(text):
            return text
        return self.text(text)

    def id(self, toewijzing: Toewijzing) -> str:
        """The id of a record, made safe; the code of its aanbieder in it stays."""
        found = self._found(toewijzing.id)
        if not found or not TEXTS["aanbieder"].fullmatch(toewijzing.aanbieder):
            return self._replaced(toewijzing.id, found)
        parts = re.split(rf"((?<![0-9]){toewijzing.aanbieder}(?![0-9]))", toewijzing.id)
        return "".join(part if part == toewijzing.aanbieder else self.text(part) for part in parts)

    def record(self, toewijzing: Toewijzing) -> Toewijzing:
        """A record with its texts made safe."""
        texts = {one.name: getattr(toewijzing, one.name) for one in fields(toewijzing)}
        safe = {"id": self.id(toewijzing)}
        safe |= {
            name: self._json_text(text, name) for name, text in texts.items() if isinstance(text, str) and name != "id"
        }
        changed: dict[str, Any] = {name: text for name, text in safe.items() if text != texts[name]}
        return replace(toewijzing, **changed) if changed else toewijzing

    def passed(self, value: T) -> T:
        """A value of JSON, made safe; itself where nothing in it needs a stand-in."""
        return value if self._is_safe(json_text(value)) else cast("T", self.json(value))

    def event(self, event: E) -> tuple[E, str]:
        """An event as it may be written, and its line in a log."""
        line = event_line(event)
        if isinstance(event, ClientEvent):
            self.keep([event.bsn])
        if isinstance(event, RuleEvent) or self._is_safe(line):
            return event, line
        safe = cast("E", read_event(self.json(event_json(event))))
        return safe, event_line(safe)

    def _is_safe(self, line: str) -> bool:
        """Whether nothing in a line of JSON needs a stand-in; when in doubt, not."""
        if self._found(line):
            return False
        return all(self._stand_ins.is_test(bsn) for place in _PLACED for bsn in place.findall(line))

    def _found(self, text: str, *, columns: bool = False) -> list[Spelled]:
        found = bsns_in(text, self._stand_ins.given, columns=columns)
        return [one for one in found if text[slice(*one.whole)] not in self._own] if found else found

    def _replaced(self, text: str, found: Iterable[Spelled]) -> str:
        """A text with stand-ins; of what stood between the digits only markup stays."""
        parts, position = [], 0
        for number, digits in found:
            stand_in = self._stand_ins.of(number)
            parts.append(text[position : digits[0][0]])
            for place, (begin, end) in enumerate(digits):
                between = text[position:begin] if place else ""
                parts.append(between if "<" in between or ">" in between else "")
                parts.append(stand_in[place] if place + 1 < len(digits) else stand_in[place:])
                position = end
        return "".join((*parts, text[position:])) if parts else text


def _is_typed(text: str, one: Spelled) -> bool:
    """Whether a number is all that an element of a message holds, and is what that element is for."""
    begin, end = one.whole
    opened, closed = text.rfind("<", 0, begin), text.find("<", end)
    element = _OPEN.fullmatch(text, opened, begin)
    typed = ELEMENTS.get(element[1]) if element is not None else None
    if typed is None or not text.startswith("</", closed):
        return False
    content = text[text.rindex(">", 0, begin) + 1 : closed].strip()
    if typed.fullmatch(content) is None or any(text.rfind(a, 0, begin) > text.rfind(z, 0, begin) for a, z in _ASIDES):
        return False
    try:
        read_shared(text.encode("utf-8", "surrogatepass"))
    except BerichtError:
        return False
    return True


_gate: ContextVar[Gate | None] = ContextVar("gate", default=None)


def gate() -> Gate:
    """The gate of the command that runs; the first question makes one."""
    found = _gate.get()
    return found if found is not None else new_gate()


def new_gate() -> Gate:
    """A gate that knows nobody yet, for a command that starts."""
    made = Gate()
    _gate.set(made)
    return made
