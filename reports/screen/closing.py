"""How a run ends on the screen: what is wrong a line a rule, the chapters, what was written, the outcome last."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from migratietoets.conformance.vocabulary.events import (
    CountEvent,
    ErrorEvent,
    Event,
    FooterEvent,
    HeaderEvent,
    RuleEvent,
    VerdictEvent,
)
from migratietoets.reports.allure.labels import remark
from migratietoets.reports.log.log import add_up
from migratietoets.reports.run.outcome import outcome_line, sides
from migratietoets.reports.run.scoreboard import scoreboard
from migratietoets.reports.words.text import counted, one_line
from migratietoets.reports.words.verdicts import VERDICTS

WIDE = 80
"""No line is wider where there is no terminal that says otherwise, but for a path or an outcome."""
WRITTEN = {"Rapport:": "rapport.html", "Log:": "log.jsonl", "Allure:": "allure-results"}
AT_MOST = 18
"""So many lines of what is wrong; the page has the rest."""


def closing_lines(events: Sequence[Event], footer: FooterEvent, out: Path) -> Iterator[str]:
    """The last lines of a run.

    Args:
        events: of its log.
        footer: its outcome, whether or not that could be written.
        out: where the results are.
    """
    verdicts = [e for e in events if isinstance(e, VerdictEvent)]
    yield from _wrong(verdicts, [e for e in events if isinstance(e, ErrorEvent)], footer)
    headers = (e for e in events if isinstance(e, HeaderEvent))
    shown = [side for header in headers for side in sides(header, footer)]
    for side in shown:
        yield f"  {side.role.capitalize()} {side.name}: {side.outcome}"
        yield from _chapters([e for e in verdicts if e.role == side.role], strict=footer.strict)
        yield ""
    if not shown:
        yield from _chapters(verdicts, strict=footer.strict)
    texts = {e.id: e.text for e in events if isinstance(e, RuleEvent)}
    for rule, (unmet, count) in sorted(add_up(e for e in events if isinstance(e, CountEvent)).items()):
        yield from _wrap("  Geteld:   ", f"{unmet} van {count} niet zoals geadviseerd ({rule}: {texts.get(rule, '')})")
    for name, place in WRITTEN.items():
        if (out / place).exists():
            yield f"  {name:<9} {out / place}"
    yield f"  Uitkomst: {outcome_line(footer)}"


def everything_wrong(events: Iterable[Event]) -> Iterator[str]:
    """Every verdict that is not in order, in full: what, expected, found, how to see it again, and the source."""
    for event in events:
        if isinstance(event, VerdictEvent) and (text := remark(event)):
            yield f"{text}\nBron: {event.source}"


def _chapters(verdicts: Iterable[VerdictEvent], *, strict: bool) -> Iterator[str]:
    for score in scoreboard(verdicts, strict=strict):
        yield from _wrap(f"  {score.title:<22} {score.outcome:<14} ", score.words)


def _wrong(verdicts: Iterable[VerdictEvent], errors: Iterable[ErrorEvent], footer: FooterEvent) -> Iterator[str]:
    """A line a rule that is broken or was not exercised, the gravest and most frequent first, and a line an error."""
    found: dict[tuple[int, str, str], list[VerdictEvent]] = {}
    for event in verdicts:
        if event.verdict.counted(strict=footer.strict).fails:
            whose = event.role if footer.by_role else ""
            found.setdefault((event.verdict.severity, event.rule, whose), []).append(event)
    lines = list(dict.fromkeys(map(_error, errors)))
    for (_, _, whose), events in sorted(found.items(), key=lambda pair: (pair[0][0], -len(pair[1]), pair[0][1:])):
        lines.append(_example(events, whose))
    yield from lines[:AT_MOST]
    if len(lines) > AT_MOST:
        yield f"  en nog {counted(len(lines) - AT_MOST, 'regel', 'regels')}; de pagina heeft ze alle"
    if lines:
        yield ""


def _example(events: Sequence[VerdictEvent], whose: str) -> str:
    first = events[0]
    text = next((one_line(finding.text) for finding in first.findings if finding.verdict == first.verdict), "")
    where = f"{one_line(first.case) or 'de hele run'} ({first.domain})"
    rule = f"{one_line(whose)}: {one_line(first.rule)}" if whose else one_line(first.rule)
    said = f"  {rule} {VERDICTS[first.verdict].name}, {len(events)}x, zoals {where}: {text}"
    return _short(said)


def _error(error: ErrorEvent) -> str:
    return _short(f"  {VERDICTS[error.verdict].name}: {one_line(error.text)}")


def _short(text: str) -> str:
    return text if len(text) <= _width() else f"{text[: _width() - 1].rstrip()}…"


def _wrap(begin: str, text: str) -> list[str]:
    return textwrap.wrap(text, _width(), initial_indent=begin, subsequent_indent=" " * len(begin)) or [begin.rstrip()]


def _width() -> int:
    return shutil.get_terminal_size((WIDE, 24)).columns
