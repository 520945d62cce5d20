"""The seven verbs between the kit and a system, and the shape of what they carry (protocol.schema.json)."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from itertools import islice
from typing import Any, Protocol

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from migratietoets.conformance.protocol.shape import FORMATS, in_dutch, plain

CANNOT = -32001
"""The code of an error that answers instruct with: this system cannot do that."""
LATEST, OLDER = "1.2", "1.0"
"""The versions of the protocol; a system says in hello which one it speaks."""
VERBS = ("hello", "reset", "advance", "deliver", "instruct", "collect", "stop")

JsonObject = dict[str, Any]

ENOUGH = 50
"""How many faults of one answer are looked at, to tell the clearest."""
REMEMBERED = 50_000
"""How many values that had the right shape are remembered: the same ones are said all day."""

_SOUND: set[bytes] = set()


class AdapterError(Exception):
    """The system under test could not be reached, raised, or answered in the wrong shape. Costs exit code 3."""


class MissingVerbs(AdapterError):  # noqa: N818  # it says what is missing
    """A class has no method for some verbs.

    Attributes:
        verbs: those.
    """

    def __init__(self, text: str, verbs: Sequence[str]) -> None:
        super().__init__(text)
        self.verbs = tuple(verbs)


class CannotError(AdapterError):
    """The system says that it has no such button, or cannot press it now: a case that needs it cannot be seen."""

    def __init__(self, command: str, why: str) -> None:
        super().__init__(f"De opdracht {command} kan het systeem niet uitvoeren: {why}.")


class Adapter(Protocol):
    """A system as the kit speaks to it: one method a verb, a dict in and a dict out."""

    def hello(self, params: JsonObject) -> JsonObject:
        """Say who you are and what you can."""

    def reset(self, params: JsonObject) -> JsonObject:
        """Start clean with a role, a clock and a stock."""

    def advance(self, params: JsonObject) -> JsonObject:
        """It is now `to`; do what you would have done on the way."""

    def deliver(self, params: JsonObject) -> JsonObject:
        """A message comes in; the answer goes out as a message of its own."""

    def instruct(self, params: JsonObject) -> JsonObject:
        """A person at your own desk presses a button."""

    def collect(self, params: JsonObject) -> JsonObject:
        """Hand over what you sent since last time."""

    def stop(self, params: JsonObject) -> JsonObject:
        """Goodbye."""


@cache
def schema() -> dict[str, Any]:
    """The whole protocol as data."""
    data: dict[str, Any] = json.loads(
        (files("migratietoets.conformance.protocol") / "protocol.schema.json").read_text(encoding="utf-8")
    )
    return data


@cache
def _validator(*place: str) -> Draft202012Validator:
    part = schema()
    for key in place:
        part = part[key]
    return Draft202012Validator(part | {"$defs": schema()["$defs"]}, format_checker=FORMATS)


def _check(value: object, *place: str) -> str | None:
    key = blake2b(repr((place, value)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if key in _SOUND:
        return None
    error = best_match(islice(_validator(*place).iter_errors(value), ENOUGH))
    if error is not None:
        return in_dutch(error)
    if len(_SOUND) >= REMEMBERED:
        _SOUND.clear()
    _SOUND.add(key)
    return None


def instructions() -> list[str]:
    """The closed list of commands for instruct."""
    return list(schema()["commands"])


def _places(version: str, *place: str) -> tuple[str, ...]:
    """Where the shape stands of what a system of this version says or is told."""
    part: object = schema()["earlier"].get(version, {})
    for key in place:
        part = part.get(key) if isinstance(part, dict) else None
    return place if part is None else ("earlier", version, *place)


def check_answer(verb: str, answer: object, instruction: str | None = None, version: str = LATEST) -> JsonObject:
    """Return a copy of the answer when it has the shape of the protocol.

    Raises:
        AdapterError: it has not; the text says where, what was expected and what to do.
    """
    try:
        out: JsonObject = plain(answer)
        error = _check(out, *_places(version, "verbs", verb, "result"))
    except ValueError as reason:
        out, error = {}, str(reason)
    if error is None and instruction is not None:
        error = _check(out, *_places(version, "commands", instruction, "result"))
    if error is not None:
        name = f"{verb} ({instruction})" if instruction else verb
        raise AdapterError(
            f"Het antwoord op {name} heeft niet de vorm van het protocol: {error}. "
            "Verwacht: een object zoals docs/protocol.md het beschrijft; pas de adapter aan."
        )
    return out


def part_error(part: object, name: str, version: str = LATEST) -> str | None:
    """What keeps one of the messages or notices in an answer to collect from having its shape, or None."""
    return _check(part, *_places(version, "verbs", "collect", "result"), "properties", name, "items")


def envelope_error(answer: object) -> str | None:
    """What keeps an object from being a JSON-RPC 2.0 answer, or None when it is one; its result is not looked at."""
    if isinstance(answer, dict) and "result" in answer:
        answer = answer | {"result": {}}
    return _check(answer, "jsonrpc", "answer")


def check_question(verb: str, params: Mapping[str, Any], version: str = LATEST) -> None:
    """Check what the kit itself sends.

    Raises:
        ValueError: the kit made a call outside its own protocol.
    """
    error = _check(params, *_places(version, "verbs", verb, "params"))
    if error is None and verb == "instruct":
        error = _check(params["params"], *_places(version, "commands", params["command"], "params"))
    if error is not None:
        raise ValueError(f"the kit calls {verb} outside the protocol: {error}")
