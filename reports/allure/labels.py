"""What Allure shows of a verdict: labels, parameters, steps, a description, and the files beside the results."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from migratietoets.conformance.vocabulary.events import (
    CaseEvent,
    HeaderEvent,
    HelloEvent,
    LoggedFinding,
    MessageEvent,
    RuleEvent,
    StoryEvent,
    VerdictEvent,
)
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.reports.log.stock import Stock, fold
from migratietoets.reports.pictures.pictures import letters_of
from migratietoets.reports.words.assessment import without_bsn
from migratietoets.reports.words.chapters import anchor, chapter_title
from migratietoets.reports.words.codes import DOMEINEN
from migratietoets.reports.words.days import format_date, instant
from migratietoets.reports.words.message import say_bericht
from migratietoets.reports.words.text import clean, one_line, plain
from migratietoets.reports.words.verdicts import STRENGTHS

SEVERITY: Mapping[str, str] = {"must": "critical", "should": "normal", "may": "minor", "info": "trivial"}
"""Strength of a rule -> severity in Allure."""

CATEGORIES: Mapping[Verdict, tuple[str, tuple[str, ...]]] = {
    Verdict.FAIL: ("Regel overtreden", ("failed", "broken")),
    Verdict.WARN: ("Waarschuwing", ("failed", "skipped", "passed")),
    Verdict.NOT_VERIFIABLE: ("Niet getoetst", ("failed", "skipped")),
    Verdict.NOT_EXERCISED: ("Niet geraakt", ("failed", "skipped")),
    Verdict.ADAPTER_ERROR: ("Adapterfout", ("failed", "broken")),
    Verdict.KIT_ERROR: ("Kitfout", ("failed", "broken")),
}
"""Verdict -> the name of its category and the test statuses it occurs with; see `remark`."""

OTHERS = "Overige regels: wat daarvan overtreden is, staat onder de regel zelf"
"""The feature of a test that judges every rule its case does not name."""
PAGE = "rapport.html"
"""Where the page of a run is, seen from the Allure page."""
_RULE_LABEL = "Regel "
_FOLLOW = """document.addEventListener("click", function (e) {
  var target = e.target.closest && e.target.closest('[data-testid="test-result-meta-link"]');
  var name = target && !target.querySelector("a") ? target.textContent.trim() : "";
  if (name.indexOf(NAME) === 0) {
    window.open(PAGE + "#regel-" + name.slice(NAME.length).toLowerCase().replace(/[^a-z0-9-]+/g, "-"), "_blank");
  }
});"""

_SHORT = 80


def labels(verdict: VerdictEvent, rule: RuleEvent | None, case: CaseEvent | None) -> dict[str, str]:
    """Epic (chapter), feature (rule), story (case) and severity of one verdict."""
    text = short(rule.text) if rule else ""
    return {
        "epic": chapter_title(verdict.chapter),
        "feature": f"{one_line(verdict.rule)} {text}".strip(),
        "story": one_line((case.title if case else "") or verdict.case or "De hele run"),
        "severity": SEVERITY.get(verdict.strength, "normal"),
    }


def labels_of_others(chapter: str, title: str) -> dict[str, str]:
    """The labels of a test that judges every rule its case does not name: it is about none of them."""
    return {"epic": chapter_title(chapter), "feature": OTHERS, "story": one_line(title), "severity": "normal"}


def parameters(role: str, domain: str, hello: HelloEvent | None) -> dict[str, str]:
    """The system under test, its version, its role and its domain; `hello` is the event of the party under test.

    Allure makes the id of a test's history from its name and these values: two vendors, or two versions of one, never
    collapse into one history.
    """
    party = hello.party if hello else {}
    domein = one_line(domain)
    return {
        "adapter": one_line(party.get("name")) or "onbekend",
        "versie": one_line(party.get("version")) or "onbekend",
        "rol": one_line(role),
        "domein": DOMEINEN.get(domein, domein),
    }


def rule_links(verdicts: Iterable[VerdictEvent], page: str = PAGE) -> tuple[dict[str, str], ...]:
    """A link per rule to where the page of the run shows it, as arguments of `allure.dynamic.link`.

    The link is relative: the Allure page stands beside the page of the run. Allure 2 follows it; Allure 3 follows
    absolute links only, so there `follow_rules` must help. Who publishes a run can make every link absolute with
    pytest's own option: `--allure-link-pattern=tms:https://host/run/{}`.
    """
    names = dict.fromkeys(one_line(verdict.rule) for verdict in verdicts)
    return tuple(
        {"url": f"{page}#{anchor(name)}", "link_type": "tms", "name": f"{_RULE_LABEL}{name}"} for name in names if name
    )


def follow_rules(html: str, page: str = PAGE) -> str:
    """A page of Allure 3 in which a click on the link of a rule opens `page` at that rule."""
    script = _FOLLOW.replace("PAGE", json.dumps(page)).replace("NAME", json.dumps(_RULE_LABEL))
    before, closing, after = html.rpartition("</body>")
    return f"{before}<script>{script}</script>{closing}{after}"


def steps(events: Iterable[StoryEvent]) -> list[str]:
    """One step per message of a case: "15-10-2020 09:00 gemeente → aanbieder 301 (2.4): …"."""
    own = list(events)
    stock = fold(own)
    letters = letters_of(own, stock)
    return [
        f"{instant(event.at)} {one_line(event.from_)} → {one_line(event.to)} "
        f"{one_line(event.code)} ({one_line(event.release)})"
        + (f": {text}" if (text := "; ".join(_says(event, stock, letters))) else "")
        for event in own
        if isinstance(event, MessageEvent)
    ]


def _says(event: MessageEvent, stock: Stock, letters: Mapping[str, str]) -> tuple[str, ...]:
    """A message in words; what cannot be read as the log tells it."""
    bericht, summary = stock.berichten.get(event.n), event.summary
    if bericht is None:
        return (without_bsn(summary, frozenset(letters)),)
    return say_bericht(bericht, stock.lines.get(event.n, ()), summary, letters)


def remark(verdict: VerdictEvent) -> str:
    """The message of a test that did not simply pass; its first words put it in its category.

    Returns "" for a verdict without category.
    """
    if verdict.verdict not in CATEGORIES:
        return ""
    header = f"{CATEGORIES[verdict.verdict][0]}: {one_line(verdict.rule)}"
    return "\n".join((header, *(_finding(finding) for finding in _findings(verdict)), *_again(verdict)))


def description(verdict: VerdictEvent, rule: RuleEvent | None, case: CaseEvent | None) -> str:
    """The description of a test in Dutch, as Markdown in which no text of a party can become markup."""
    lines = [f"**{plain(verdict.rule)}** ({plain(STRENGTHS.get(verdict.strength, verdict.strength))})"]
    if rule:
        lines.append(plain(rule.text))
        if rule.reading:
            lines.append(f"Zo gelezen: {plain(rule.reading)}")
    if case:
        lines.append(f"Geval: {plain(case.title)}")
    lines.extend(plain(_finding(finding)) for finding in _findings(verdict))
    if verdict.source:
        lines.append(f"Bron: {plain(verdict.source)}")
    lines.extend(plain(text) for text in _again(verdict))
    return "\n\n".join(lines)


def write_environment(target: Path, header: HeaderEvent) -> None:
    """Write environment.properties, categories.json and executor.json into the folder of the Allure results.

    Only the kit, the seed and the names of the parties are told: no address, no path, no machine.
    """
    target.mkdir(parents=True, exist_ok=True)
    kit = f"migratietoets {one_line(header.kit)}"
    environment = {"Kit": kit, "Seed": one_line(header.seed)}
    for role, party in sorted(header.adapters.items()):
        if isinstance(party, Mapping):
            parts = (one_line(party.get(field)) for field in ("name", "version", "supplier"))
            environment[one_line(role).capitalize()] = _without_address(", ".join(part for part in parts if part))
    text = "".join(f"{_property(name, key=True)}={_property(value)}\n" for name, value in environment.items())
    (target / "environment.properties").write_text(text, encoding="ascii", newline="\n")
    categories = [
        {"name": name, "matchedStatuses": list(states), "messageRegex": rf"^([\w.]+: )?{name}: [\s\S]*"}
        for name, states in CATEGORIES.values()
    ]
    _write_json(target / "categories.json", categories)
    executor = {
        "name": "migratietoets",
        "type": "migratietoets",
        "buildName": f"{kit}, seed {one_line(header.seed)}",
    }
    _write_json(target / "executor.json", executor)


def short(text: object) -> str:
    """A text on one line of at most 80 characters, cut between words."""
    whole = one_line(text)
    if len(whole) <= _SHORT:
        return whole
    return f"{whole[: _SHORT - 1].rpartition(' ')[0] or whole[: _SHORT - 1]}…"


def _findings(verdict: VerdictEvent) -> list[LoggedFinding]:
    return [finding for finding in verdict.findings if finding.verdict != Verdict.PASS]


def _finding(finding: LoggedFinding) -> str:
    """A finding in words."""
    parts = [
        clean(finding.text),
        *(
            f"{name}: {value}"
            for name, value in (
                ("Over", one_line(finding.subject)),
                ("Verwacht", clean(finding.expected)),
                ("Gevonden", clean(finding.found)),
                ("Datum", format_date(finding.at)),
            )
            if value
        ),
    ]
    return "\n".join(part for part in parts if part)


def _again(verdict: VerdictEvent) -> tuple[str, ...]:
    instruction = clean(verdict.reproduce)
    return (f"Opnieuw uitvoeren: {instruction}",) if instruction else ()


def _without_address(text: str) -> str:
    """A name without anything that looks like an address of a site or a place on a disk."""
    return re.sub(r"\S*(?:://|[/\\])\S*", "…", text)


def _property(text: str, *, key: bool = False) -> str:
    """Escape for a Java properties file."""
    out = text.replace("\\", "\\\\")
    if key:
        out = re.sub(r"([ =:#!])", r"\\\1", out)
    return "".join(symbol if symbol.isascii() else _code_point(symbol) for symbol in out)


def _code_point(symbol: str) -> str:
    raw = symbol.encode("utf-16-be")
    return "".join(f"\\u{raw[place : place + 2].hex()}" for place in range(0, len(raw), 2))


def _write_json(path: Path, content: Any) -> None:  # noqa: ANN401  # JSON
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
