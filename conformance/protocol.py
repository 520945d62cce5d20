"""The seven verbs between the kit and a system, and the shape of what they carry (protocol.schema.json)."""

import json
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any, Protocol

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from conformance.vormfout import FORMATEN, in_het_nederlands, te_diep_of_vreemd

WERKWOORDEN = ("hello", "reset", "advance", "deliver", "instruct", "collect", "stop")

Waarde = dict[str, Any]


ONTHOUDEN = 50_000
"""How many values that had the right shape are remembered: the same ones are said all day."""

_GOED: set[bytes] = set()


class Adapterfout(Exception):  # noqa: N818  # a Dutch word for a Dutch reader
    """The system under test could not be reached, raised, or answered in the wrong shape. Costs exit code 3."""


class Adapter(Protocol):
    """A system as the kit speaks to it: one method a verb, a dict in and a dict out."""

    def hello(self, params: Waarde) -> Waarde:
        """Say who you are and what you can."""

    def reset(self, params: Waarde) -> Waarde:
        """Start clean with a role, a clock and a stock."""

    def advance(self, params: Waarde) -> Waarde:
        """It is now `to`; do what you would have done on the way."""

    def deliver(self, params: Waarde) -> Waarde:
        """A message comes in; the answer goes out as a message of its own."""

    def instruct(self, params: Waarde) -> Waarde:
        """A person at your own desk presses a button."""

    def collect(self, params: Waarde) -> Waarde:
        """Hand over what you sent since last time."""

    def stop(self, params: Waarde) -> Waarde:
        """Goodbye."""


@cache
def schema() -> dict[str, Any]:
    """The whole protocol as data."""
    data: dict[str, Any] = json.loads((files("conformance") / "protocol.schema.json").read_text(encoding="utf-8"))
    return data


@cache
def _controle(*plek: str) -> Draft202012Validator:
    deel = schema()
    for sleutel in plek:
        deel = deel[sleutel]
    return Draft202012Validator(deel | {"$defs": schema()["$defs"]}, format_checker=FORMATEN)


def _toets(waarde: object, *plek: str) -> str | None:
    sleutel = blake2b(repr((plek, waarde)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if sleutel in _GOED:
        return None
    fout = best_match(_controle(*plek).iter_errors(waarde))
    if fout is not None:
        return in_het_nederlands(fout)
    if len(_GOED) >= ONTHOUDEN:
        _GOED.clear()
    _GOED.add(sleutel)
    return None


def opdrachten() -> list[str]:
    """The closed list of commands for instruct."""
    return list(schema()["commands"])


def controleer_antwoord(werkwoord: str, antwoord: object, opdracht: str | None = None) -> Waarde:
    """Return the answer when it has the shape of the protocol.

    Raises:
        Adapterfout: it has not; the text says where, what was expected and what to do.
    """
    fout = te_diep_of_vreemd(antwoord) or _toets(antwoord, "verbs", werkwoord, "result")
    if fout is None and opdracht is not None:
        fout = _toets(antwoord, "commands", opdracht, "result")
    if fout is not None or not isinstance(antwoord, dict):
        naam = f"{werkwoord} ({opdracht})" if opdracht else werkwoord
        raise Adapterfout(
            f"Het antwoord op {naam} heeft niet de vorm van het protocol: {fout}. "
            "Verwacht: een object zoals conformance/protocol.schema.json het beschrijft; pas de adapter aan."
        )
    return antwoord


def omslagfout(antwoord: object) -> str | None:
    """What keeps an object from being a JSON-RPC 2.0 answer, or None when it is one."""
    return _toets(antwoord, "jsonrpc", "answer")


def controleer_vraag(werkwoord: str, params: Mapping[str, Any]) -> None:
    """Check what the kit itself sends.

    Raises:
        ValueError: the kit made a call outside its own protocol.
    """
    fout = _toets(params, "verbs", werkwoord, "params")
    if fout is None and werkwoord == "instruct":
        fout = _toets(params["params"], "commands", params["command"], "params")
    if fout is not None:
        raise ValueError(f"the kit calls {werkwoord} outside the protocol: {fout}")
