"""SARIF 2.1.0: a result for everything that is wrong, the rules at the end, so that nothing has to be kept."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from migratietoets.istandaard.validation.judged import Judged
from migratietoets.istandaard.validation.remark import Remark

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
UNREADABLE = "onleesbaar"
"""The id for what holds no message."""


class Sarif:
    """Makes one run of SARIF, message by message."""

    def __init__(self, version: str, texts: Mapping[str, str], safe: Callable[[str], str] = str) -> None:
        """Begin a run.

        Args:
            version: of the kit.
            texts: what each rule asks, by its id.
            safe: makes a name of a file fit to be written, before it is spelled as SARIF wants it.
        """
        self._version = version
        self._texts = texts
        self._safe = safe
        self._rules: dict[str, int] = {}

    def begin(self) -> str:
        """The text before the first result."""
        head = json.dumps({"$schema": SCHEMA, "version": "2.1.0"})[:-1]
        return f'{head}, "runs": [{{"columnKind": "unicodeCodePoints", "results": ['

    def results(self, judged: Judged) -> Iterator[dict[str, Any]]:
        """A result for everything that is wrong with a message."""
        if judged.complaint:
            yield self._result(judged, UNREADABLE, "error", judged.complaint, judged.line)
        for remark in judged.remarks:
            where = f"{remark.element}: " if remark.element else ""
            line = remark.line if judged.line is None else judged.line
            found = self._result(
                judged, remark.code, "warning" if remark.assumed else "error", f"{where}{remark.text}", line
            )
            yield found | {"properties": _properties(judged, remark)}

    def _result(self, judged: Judged, code: str, level: str, text: str, line: int | None) -> dict[str, Any]:
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(self._safe(judged.file))}}
        if line:
            place["region"] = {"startLine": line}
        location = {
            "physicalLocation": place,
            "logicalLocations": [{"fullyQualifiedName": judged.place, "kind": "element"}],
        }
        return {
            "ruleId": code,
            "ruleIndex": self._rules.setdefault(code, len(self._rules)),
            "level": level,
            "message": {"text": text},
            "locations": [location],
        }

    def end(self) -> str:
        """The text after the last result: the tool with its rules."""
        driver = {
            "name": "migratietoets",
            "version": self._version,
            "rules": [_rule(code, self._texts) for code in self._rules],
        }
        return f'], "tool": {json.dumps({"driver": driver}, ensure_ascii=False)}}}]}}\n'


def _rule(code: str, texts: Mapping[str, str]) -> dict[str, Any]:
    return {"id": code, "shortDescription": {"text": texts.get(code, code)}}


def _properties(judged: Judged, remark: Remark) -> dict[str, Any]:
    said = {
        "bericht": judged.name,
        "release": judged.release and str(judged.release),
        "onderdeel": judged.part,
        "element": remark.element,
        "regel": remark.line,
        "retourcode": remark.retourcode,
    }
    return {name: value for name, value in said.items() if value not in {None, ""}}


def _uri(file: str) -> str:
    """A file as SARIF names it."""
    return quote(PurePath(file).as_posix())


def joined(parts: Iterable[str]) -> Iterator[str]:
    """Texts with a comma between them."""
    for number, part in enumerate(parts):
        yield f",\n{part}" if number else f"\n{part}"
