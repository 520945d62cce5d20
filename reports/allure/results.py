"""A result as Allure reads it, of a verdict that no test of its own was made for: one JSON file."""

import hashlib
import json
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migratietoets.conformance.vocabulary.events import CaseEvent, HelloEvent, RuleEvent, VerdictEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.reports.allure.labels import CATEGORIES, description, labels, parameters, remark, rule_links

_MIME = {"XML": "application/xml", "SVG": "image/svg+xml", "JSON": "application/json"}


@dataclass(frozen=True, slots=True)
class Attached:
    """Something attached to a result: a name for people, the kind of file (XML, SVG or JSON) and its text."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """What results of one test have in common.

    Attributes:
        folder: where the results of Allure stand.
        case: None for what belongs to no case.
        hello: of the party under test.
        steps: what happened, a line each.
        files: what is attached, as files of `folder`.
        now: milliseconds since 1970.
    """

    folder: Path
    case: CaseEvent | None
    hello: HelloEvent | None
    steps: Sequence[str]
    files: Sequence[Mapping[str, str]]
    now: int


def attach(folder: Path, attached: Iterable[Attached]) -> Sequence[Mapping[str, str]]:
    """Write attachments once, for every result that they belong to."""
    out = []
    for one in attached:
        source = f"{uuid.uuid4()}-attachment.{one.kind.lower()}"
        (folder / source).write_bytes(one.text.encode("utf-8", "replace"))
        out.append({"name": one.name, "source": source, "type": _MIME[one.kind]})
    return out


def write_result(context: Context, nodeid: str, title: str, verdict: VerdictEvent, rule: RuleEvent | None) -> None:
    """Write one result, labelled as its own rule; `nodeid` as pytest names a test."""
    path, _, name = nodeid.partition("::")
    module = path.removesuffix(".py").replace("/", ".")
    full_name = f"{module}#{name}"
    asked = parameters(verdict.role, verdict.domain, context.hello)
    given = [{"name": key, "value": repr(value)} for key, value in asked.items()]
    named = labels(verdict, rule, context.case) | {
        "parentSuite": module.rpartition(".")[0],
        "suite": module.rpartition(".")[2],
        "framework": "pytest",
        "package": module,
    }
    failed = verdict.verdict.fails
    data: dict[str, Any] = {
        "name": title,
        "status": "failed" if failed else "passed",
        "statusDetails": {"message": remark(verdict), "trace": remark(verdict) if failed else ""},
        "description": description(verdict, rule, context.case),
        "steps": [
            {"name": step, "status": "passed", "start": context.now, "stop": context.now} for step in context.steps
        ],
        "attachments": list(context.files),
        "parameters": given,
        "start": context.now,
        "stop": context.now,
        "uuid": str(uuid.uuid4()),
        "historyId": _digest(full_name, *(one["value"] for one in sorted(given, key=lambda one: one["name"]))),
        "testCaseId": _digest(full_name),
        "fullName": full_name,
        "labels": [{"name": key, "value": value} for key, value in named.items()],
        "links": [{"type": one["link_type"], "url": one["url"], "name": one["name"]} for one in rule_links([verdict])],
    }
    text = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
    (context.folder / f"{data['uuid']}-result.json").write_bytes(text)


def write_no_start(folder: Path, nodeid: str, why: str) -> None:
    """Write the result of a run in which nothing could be played, since the system could not be greeted."""
    name, now = f"{CATEGORIES[Verdict.ADAPTER_ERROR][0]}: {why}", int(time.time() * 1000)
    data = {
        "name": nodeid,
        "status": "broken",
        "statusDetails": {"message": name, "trace": ""},
        "start": now,
        "stop": now,
        "uuid": str(uuid.uuid4()),
        "historyId": _digest(nodeid),
        "testCaseId": _digest(nodeid),
        "fullName": nodeid,
    }
    (folder / f"{data['uuid']}-result.json").write_bytes(
        json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
    )


def worth_a_result(verdict: VerdictEvent) -> bool:
    """Whether a verdict that no test stands for is told: what passed, or had nothing to judge, is not."""
    return verdict.verdict.fails or verdict.verdict is Verdict.WARN


def _digest(*parts: str) -> str:
    found = hashlib.md5(usedforsecurity=False)
    for part in parts:
        found.update(part.encode("utf-8", "replace"))
    return found.hexdigest()
