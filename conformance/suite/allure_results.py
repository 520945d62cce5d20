"""What Allure shows of a test: its labels, what happened, and a result of its own for each rule it found beside."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.run.question import OTHER_RULES
from migratietoets.conformance.run.run import Run, case_event, rule_event
from migratietoets.conformance.vocabulary.events import (
    HelloEvent,
    MessageEvent,
    RuleEvent,
    StockEvent,
    StoryEvent,
    VerdictEvent,
)
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.reports.allure.labels import (
    description,
    labels,
    labels_of_others,
    parameters,
    rule_links,
    steps,
)
from migratietoets.reports.allure.results import Attached, Context, attach, worth_a_result, write_result
from migratietoets.reports.pictures.drawing import loose
from migratietoets.reports.pictures.pictures import pictures

if TYPE_CHECKING:
    from migratietoets.conformance.suite.beside import Beside
    from migratietoets.conformance.suite.tests import SuiteTest

AT_MOST = 12
"""At most this many messages are attached to one failure."""
SHOWN = frozenset({Verdict.FAIL, Verdict.WARN, Verdict.ADAPTER_ERROR, Verdict.KIT_ERROR})
"""The verdicts of which messages and stock are attached."""


def label(suite_test: "SuiteTest", verdicts: Sequence[VerdictEvent], run: Run) -> None:
    """Tell Allure what this test is, and attach messages and stock where something failed.

    A test of every rule that its case does not name, is about none of them: what it finds stands under the rule itself.
    """
    import allure

    case, domein = case_event(suite_test.campaign, suite_test.case), suite_test.campaign.domein
    verdict = None if suite_test.rule == OTHER_RULES else next(iter(verdicts), None)
    if verdict is None:
        named = labels_of_others(suite_test.case.chapter, suite_test.case.title)
    else:
        named = labels(verdict, _rule(verdict), case)
        allure.dynamic.description(description(verdict, _rule(verdict), case))
        for rule_link in rule_links(verdicts):
            allure.dynamic.link(**rule_link)
    for kind, value in named.items():
        allure.dynamic.severity(value) if kind == "severity" else allure.dynamic.label(kind, value)
    for name, value in parameters(suite_test.campaign.role, str(domein), _hello(suite_test, run)).items():
        allure.dynamic.parameter(name, value)
    allure.dynamic.title(f"{suite_test.case.title} [{suite_test.rule}, {domein}]")
    if verdict is not None and verdict.verdict in SHOWN:
        events = _story(suite_test, run, suite_test.case.id)
        for step in steps(events):
            with allure.step(step):
                pass
        for one in _attachments(events, suite_test.case.id):
            allure.attach(one.text, one.name, getattr(allure.attachment_type, one.kind))


def write_beside(suite_test: "SuiteTest", found: Sequence["Beside"], run: Run, folder: Path) -> None:
    """A result for each verdict that a test found beside its own."""
    from allure_commons.utils import now

    for case in dict.fromkeys(one.verdict.case for one in found):
        own = [one for one in found if one.verdict.case == case and worth_a_result(one.verdict)]
        if not own:
            continue
        events = _story(suite_test, run, case)
        context = Context(
            folder,
            None if case is None else case_event(suite_test.campaign, suite_test.case),
            _hello(suite_test, run),
            steps(events),
            attach(folder, _attachments(events, case or "")),
            now(),
        )
        for one in own:
            title = f"{one.title} [{one.verdict.rule}, {suite_test.campaign.domein}]"
            write_result(context, one.nodeid, title, one.verdict, _rule(one.verdict))


def _rule(verdict: VerdictEvent) -> RuleEvent | None:
    rule = register().get(verdict.rule)
    return rule_event(rule) if rule else None


def _hello(suite_test: "SuiteTest", run: Run) -> HelloEvent | None:
    events = (e for e in run.events(suite_test.campaign) if isinstance(e, HelloEvent))
    return next((e for e in events if e.role == suite_test.campaign.role), None)


def _story(suite_test: "SuiteTest", run: Run, case: str | None) -> list[StoryEvent]:
    return [e for e in run.events(suite_test.campaign) if isinstance(e, StoryEvent) and e.case == case]


def _attachments(events: Sequence[StoryEvent], case: str) -> Iterator[Attached]:
    for picture in pictures(events, case):
        yield Attached(picture.heading, "SVG", loose(picture.svg))
    stock = [e.toewijzing for e in events if isinstance(e, StockEvent)]
    yield Attached("stock.json", "JSON", json.dumps(stock, ensure_ascii=False, indent=1))
    for e in [e for e in events if isinstance(e, MessageEvent)][:AT_MOST]:
        text = e.xml.encode("utf-8", "replace").decode()
        yield Attached(f"{e.n:03d}-{e.from_}-{e.code}-{e.release}.xml", "XML", text)
