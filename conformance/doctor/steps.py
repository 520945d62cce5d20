"""The next thing to write: where, and an answer as the protocol wants it."""

import json
from collections.abc import Mapping, Sequence
from shlex import quote
from typing import Any

from migratietoets.conformance.doctor.examination import CheckResult
from migratietoets.conformance.protocol.verbs import LATEST

HELLO: Mapping[str, Any] = {
    "name": "Mijn systeem",
    "version": "0.1",
    "supplier": "Mijn bedrijf",
    "protocol": LATEST,
    "roles": ["gemeente"],
    "domains": ["wmo"],
    "processes": ["toewijzen"],
    "capabilities": {"clock": "virtual", "notices": False, "assess": False, "plan": False},
}
EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "hello": HELLO,
    "reset": {},
    "advance": {},
    "deliver": {"accepted": True},
    "instruct": {},
    "collect": {"messages": [], "notices": []},
    "stop": {},
}
"""Verb -> the shortest answer of the right shape."""


def place(name: str, verb: str) -> str:
    """Where the answer to a verb is written, by the name of the adapter."""
    kind, _, where = name.partition(":")
    module, _, cls = where.partition(":")
    if kind in {"python", "python-inline"} and cls:
        return f"{module.replace('.', '/')}.py, klasse {cls}, methode {verb}"
    return f"het antwoord op {verb}"


def example(verb: str) -> str:
    """An answer to a verb, as JSON."""
    return f"Voorbeeld van een antwoord op {verb}: {json.dumps(EXAMPLES[verb], ensure_ascii=False)}"


def next_step(name: str, results: Sequence[CheckResult]) -> str:
    """The one thing to do now: mend the first that is wrong, or else write the first that does not come yet."""
    first = next((one for one in results if not one.passed), None) or next((one for one in results if one.todo), None)
    if first is None:
        return f"laat de suite spelen: migratietoets run --adapter {quote(name)}"
    if not first.verb:
        return first.advice or first.text
    missing = first.check == "start"
    what = "schrijf deze methode." if missing else first.advice or first.text
    return f"{place(name, first.verb)} ({first.check}): {what}" + ("" if first.todo else f" {example(first.verb)}")
