"""The example migration of one client: what the kit says to each party and hears from it, and every message.

The reference plays both sides of docs/voorbeeldberichten/geval.yaml.
"""

import json
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from migratietoets.conformance.adapters.defaults import DEFAULT_ADAPTER
from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.loose import read_loose
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.chain.chain import Chain
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.conformance.protocol.verbs import VERBS, Adapter, JsonObject
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import Event, MessageEvent
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "voorbeeldberichten"
CASE = FOLDER / "geval.yaml"


class Exchange(NamedTuple):
    """A question of the kit and the answer to it, as they go over the line."""

    question: JsonObject
    answer: JsonObject

    @property
    def verb(self) -> str:
        """The verb."""
        verb: str = self.question["method"]
        return verb


class _Overheard:
    """A system to which everything goes, and that remembers what was said."""

    def __init__(self, system: Adapter) -> None:
        self._system = system
        self.said: list[tuple[str, JsonObject, JsonObject]] = []

    def __getattr__(self, verb: str) -> Any:  # noqa: ANN401  # a verb
        if verb not in VERBS:
            raise AttributeError(verb)
        return partial(self._answer, verb)

    def _answer(self, verb: str, params: JsonObject) -> JsonObject:
        answer: JsonObject = getattr(self._system, verb)(params)
        self.said.append((verb, params, answer))
        return answer


class Played(NamedTuple):
    """What happened, and what was said to each role."""

    events: tuple[Event, ...]
    said: dict[str, tuple[Exchange, ...]]


def example_case() -> Case:
    """The case.

    Raises:
        InputError: it cannot be read.
    """
    (case,) = read_loose(CASE.name, CASE.stem, CASE.read_bytes())
    if isinstance(case, InputError):
        raise case
    return case


@cache
def played() -> Played:
    """The example, played once."""
    systems = {role: _Overheard(load(DEFAULT_ADAPTER)) for role in ROLES}
    parties = {role: Party(role, system) for role, system in systems.items()}
    log = EventLog()
    Chain(Campaign("gemeente", Domein.WMO, (example_case(),), isolated=True), parties, log).play()
    said = {role: tuple(_numbered(_telling(system.said))) for role, system in systems.items()}
    return Played(tuple(log.events), said)


def conversation(role: str) -> tuple[Exchange, ...]:
    """What was said to a role, without the days on which nothing happened."""
    return played().said[role]


def as_lines(role: str) -> str:
    """A conversation as a file: on each line a question, and on the next the answer to it."""
    lines = (json.dumps(part, ensure_ascii=False) for exchange in conversation(role) for part in exchange)
    return "".join(f"{line}\n" for line in lines)


def sent() -> Iterator[tuple[str, MessageEvent]]:
    """Every message in the order in which it was sent, with the name of its file."""
    messages = [event for event in played().events if isinstance(event, MessageEvent)]
    for number, one in enumerate(messages, start=1):
        yield f"{number:02d}-{one.from_}-{one.code}-{one.release}.xml", one


def _telling(said: list[tuple[str, JsonObject, JsonObject]]) -> list[tuple[str, JsonObject, JsonObject]]:
    """Without the times that nothing was handed over, and without the steps of the clock that then led nowhere."""
    told = [one for one in said if one[0] != "collect" or any(one[2].values())]
    following = [*(one[0] for one in told[1:]), "stop"]
    return [one for one, after in zip(told, following, strict=True) if (one[0], after) != ("advance", "advance")]


def _numbered(said: list[tuple[str, JsonObject, JsonObject]]) -> Iterator[Exchange]:
    for number, (verb, params, answer) in enumerate(said, start=1):
        envelope = {"jsonrpc": "2.0", "id": number}
        yield Exchange(envelope | {"method": verb, "params": params}, envelope | {"result": answer})
