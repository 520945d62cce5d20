"""What a run leaves behind: labels and attachments for Allure, the page, the messages as files, the closing lines."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.run.run import Run, case_event, rule_event
from migratietoets.conformance.vocabulary.events import (
    CountEvent,
    Event,
    FooterEvent,
    HelloEvent,
    MessageEvent,
    StockEvent,
    StoryEvent,
    VerdictEvent,
)
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.reports.allure.labels import description, labels, parameters, rule_links, steps, write_environment
from migratietoets.reports.log.log import add_up, read_log
from migratietoets.reports.page.page import write_page
from migratietoets.reports.pictures.drawing import loose
from migratietoets.reports.pictures.pictures import pictures
from migratietoets.reports.run.message_files import write_berichten
from migratietoets.reports.run.outcome import outcome_line
from migratietoets.reports.run.scoreboard import scoreboard

if TYPE_CHECKING:
    from migratietoets.conformance.run.selection import Selection
    from migratietoets.conformance.suite.tests import SuiteTest

AT_MOST = 12
"""At most this many messages are attached to one failure."""
SHOWN = frozenset({Verdict.FAIL, Verdict.WARN, Verdict.ADAPTER_ERROR, Verdict.KIT_ERROR})
"""The verdicts of which messages and stock are attached."""


def label(suite_test: "SuiteTest", verdicts: list[VerdictEvent], run: Run) -> None:
    """Tell Allure what this test is, and attach messages and stock where something failed."""
    import allure

    events = run.events(suite_test.campaign)
    verdict = verdicts[0] if verdicts else _empty(suite_test)
    rule = register().get(verdict.rule)
    known = rule_event(rule) if rule else None
    case = case_event(suite_test.campaign, suite_test.case)
    for kind, value in labels(verdict, known, case).items():
        allure.dynamic.severity(value) if kind == "severity" else allure.dynamic.label(kind, value)
    hello = next((e for e in events if isinstance(e, HelloEvent) and e.under_test), None)
    for name, value in parameters(verdict, hello).items():
        allure.dynamic.parameter(name, value)
    for rule_link in rule_links(verdicts):
        allure.dynamic.link(**rule_link)
    allure.dynamic.title(f"{suite_test.case.title} [{suite_test.rule}, {suite_test.campaign.domein}]")
    allure.dynamic.description(description(verdict, known, case))
    if any(v.verdict in SHOWN for v in verdicts):
        _attachments(
            [e for e in events if isinstance(e, StoryEvent) and e.case == suite_test.case.id], suite_test.case.id
        )


def _empty(suite_test: "SuiteTest") -> VerdictEvent:
    return VerdictEvent(
        campaign=suite_test.campaign.id,
        rule=suite_test.rule,
        chapter=suite_test.case.id.partition("/")[0],
        strength="must",
        case=suite_test.case.id,
        role=suite_test.campaign.role,
        domain=str(suite_test.campaign.domein),
        verdict=Verdict.PASS,
        findings=(),
        source=suite_test.case.source,
        reproduce="",
    )


def _attachments(events: list[StoryEvent], case: str) -> None:
    import json

    import allure

    berichten = [e for e in events if isinstance(e, MessageEvent)]
    for step in steps(events):
        with allure.step(step):
            pass
    for picture in pictures(events, case):
        allure.attach(loose(picture.svg), picture.heading, allure.attachment_type.SVG)
    stock = [e.toewijzing for e in events if isinstance(e, StockEvent)]
    allure.attach(json.dumps(stock, ensure_ascii=False, indent=1), "stock.json", allure.attachment_type.JSON)
    for e in berichten[:AT_MOST]:
        allure.attach(e.xml, f"{e.n:03d}-{e.from_}-{e.code}-{e.release}.xml", allure.attachment_type.XML)


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
