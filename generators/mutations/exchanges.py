"""Mutations of an exchange: a message that breaks a rule beside the messages that went before it.

The rows stand in the YAML files that `EXCHANGES` names; the keys of a row:

- regel: the official id;
- domeinen: the only domein it is made in;
- eerder: the messages that go before, in order;
- bericht: the message that comes after them, as it should be;
- fout: how it is instead; without, the message should not have been sent at all.

A message has a soort and a variant (`generators.messages`); `ander` makes it about another client; `dag` is the day it
bears; klasse, dubbel, zet and weg change it as in the table of the package, from the first such class or from the root.
`=eerder:/Path` is what stood in the first message, `=vorig:/Path` in the one just before, and `=ander:/Path` what the
first would say of the other client.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from migratietoets.generators.messages.message import family, message
from migratietoets.generators.mutations.paths import Draft, Route, places
from migratietoets.generators.wire.exchange import Sent, dated
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.content import descend, read_date
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.releases import Domein, Release

EXCHANGES = ("wisseling_toewijzen", "wisseling_vragen", "wisseling_declareren")
"""The files beside this module."""

PEOPLE = 2
"""How many clients, and so numbers, an exchange takes."""

_NEVER = datetime.min.replace(tzinfo=ZoneInfo("Europe/Amsterdam"))
_HOUR = timedelta(hours=1)
_MORNING = time(9, tzinfo=ZoneInfo("Europe/Amsterdam"))


@dataclass(frozen=True, slots=True)
class BrokenExchange:
    """A message that breaks a rule beside what went before it.

    Attributes:
        rule: the official id.
        before: what went before it, in order.
        valid: the message as it should be; None: it should not have been sent.
        broken: the message as it is.
    """

    rule: str
    before: tuple[Sent, ...]
    valid: Sent | None
    broken: Sent


@cache
def _rows() -> tuple[Mapping[str, Any], ...]:
    return tuple(row for name in EXCHANGES for row in read_yaml(__package__, f"{name}.yaml")["mutaties"])


def exchange_rules() -> tuple[str, ...]:
    """The rules that are broken in an exchange, each once."""
    return tuple(dict.fromkeys(str(row["regel"]) for row in _rows()))


def exchanges(domein: Domein, *, rule: str | None = None, seed: int = 0, number: int = 0) -> Iterator[BrokenExchange]:
    """Every mutation of an exchange of release 3.0, in the order of the tables.

    Args:
        domein: where.
        rule: only what breaks this rule.
        seed: as of `generators.messages`.
        number: as of `generators.messages`; another client has the next one.
    """
    for row in _rows():
        if rule in {None, row["regel"]} and domein in row.get("domeinen", [domein]):
            yield _Exchange(domein, seed, number).made(row)


class _Exchange:
    """An exchange in the making."""

    def __init__(self, domein: Domein, seed: int, number: int) -> None:
        self._domein, self._seed, self._number = domein, seed, number
        self._sent: list[Sent] = []

    def made(self, row: Mapping[str, Any]) -> BrokenExchange:
        for step in row.get("eerder", ()):
            self._sent.append(self._send(self._message(step)))
        right = self._message(row["bericht"])
        fault = row.get("fout")
        wrong = right if fault is None else self._changed(right, fault)
        valid = None if fault is None else self._send(right)
        return BrokenExchange(row["regel"], tuple(self._sent), valid, self._send(wrong))

    def _message(self, step: Mapping[str, Any]) -> Bericht:
        kind, number = step["soort"], self._number + (1 if step.get("ander") else 0)
        after = sum(one.bericht.kind == kind for one in self._sent)
        plain = message(kind, Release.R30, self._domein, step["variant"], seed=self._seed, number=number, after=after)
        if "dag" in step:
            plain = dated(Sent(plain, _NEVER), datetime.combine(step["dag"], _MORNING)).bericht
        return self._changed(plain, step)

    def _changed(self, bericht: Bericht, step: Mapping[str, Any]) -> Bericht:
        draft = Draft(bericht)
        here = self._class(bericht, step["klasse"]) if "klasse" in step else ()
        if step.get("dubbel"):
            here = draft.twice(here)
        for path, value in step.get("zet", {}).items():
            draft.put(here, path, self._written(draft, here, str(value)))
        for path in step.get("weg", ()):
            draft.drop(here, path)
        return draft.bericht

    @staticmethod
    def _class(bericht: Bericht, name: str) -> Route:
        return next(route for element, route in places(bericht) if element.name == name)

    def _written(self, draft: Draft, here: Route, value: str) -> str:
        word, _, path = value.partition(":")
        of = {"=eerder": lambda: self._sent[0].bericht, "=vorig": lambda: self._sent[-1].bericht, "=ander": self._other}
        return Draft(of[word]()).written((), f"={path}") if word in of else draft.written(here, value)

    def _other(self) -> Bericht:
        """The first message as it would be of the other client."""
        first = self._sent[0].bericht
        variant, number = next(iter(family(first.kind, Release.R30, self._domein))), self._number + 1
        return message(first.kind, Release.R30, self._domein, variant, seed=self._seed, number=number)

    def _send(self, bericht: Bericht) -> Sent:
        """Sent on the day it bears, but after what went before."""
        at = datetime.combine(_day(bericht), _MORNING)
        return Sent(bericht, max(at, self._sent[-1].at + _HOUR) if self._sent else at)


def _day(bericht: Bericht) -> date:
    """The day a message bears; of an answer to a 323 that of the answer, not of the claim."""
    own = descend(bericht.content, "Header", "BerichtIdentificatie")
    return read_date(own, "Dagtekening", bericht.name) if own else header(bericht).dagtekening
