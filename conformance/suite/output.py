"""What a run leaves behind: the page, the messages as files, what goes with the Allure results, the closing lines."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.vocabulary.events import (
    CountEvent,
    Event,
    FooterEvent,
    VerdictEvent,
)
from migratietoets.reports.allure.labels import write_environment
from migratietoets.reports.log.log import add_up, read_log
from migratietoets.reports.page.page import write_page
from migratietoets.reports.run.message_files import write_berichten
from migratietoets.reports.run.outcome import outcome_line
from migratietoets.reports.run.scoreboard import scoreboard

if TYPE_CHECKING:
    from migratietoets.conformance.run.selection import Selection


def write(out: Path) -> None:
    """The page, the messages as files, and what stands beside the Allure results; all from the log."""
    log = read_log(out / "log.jsonl")
    write_berichten(log, out)
    write_page(log, out / "rapport.html")
    if (out / "allure-results").exists():
        write_environment(out / "allure-results", log.header)


def tell_junit(config: pytest.Config, footer: FooterEvent) -> None:
    """Put the outcome among the properties of junit.xml, before pytest writes it."""
    for plugin in config.pluginmanager.get_plugins():
        add = getattr(plugin, "add_global_property", None)
        if add is not None:
            for name, value in (("uitkomst", outcome_line(footer)), *footer.counts.items()):
                add(name, value)


def closing_lines(events: Iterable[Event], selection: "Selection") -> Iterator[str]:
    """The outcome per chapter in a few lines, the names of what was written, and the outcome of the run."""
    events = tuple(events)
    footer = next(e for e in events if isinstance(e, FooterEvent))
    for score in scoreboard((e for e in events if isinstance(e, VerdictEvent)), strict=footer.strict):
        yield f"  {score.title:<22} {score.outcome:<14} {score.words}"
    for rule_id, (unmet, count) in sorted(add_up(e for e in events if isinstance(e, CountEvent)).items()):
        advice = f"{rule_id}: {register()[rule_id].text}"
        yield f"  Geteld:   {unmet} van {count} niet zoals geadviseerd ({advice})"
    yield f"  Rapport:  {selection.out / 'rapport.html'}"
    yield f"  Log:      {selection.out / 'log.jsonl'}"
    if (selection.out / "allure-results").exists():
        yield f"  Allure:   {selection.out / 'allure-results'}"
    yield f"  Uitkomst: {outcome_line(footer)}"
