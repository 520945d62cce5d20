"""What a test finds beside its own rule, reported as a test of the rule that it belongs to.

Which rules a case breaks that it does not name, and what a system sent that belongs to no case, is known only when the
campaign was played, and that is after pytest collected its tests. So such a verdict travels as a property of the test
that came upon it, also from a worker, and becomes a report of its own where pytest gathers them.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pytest

from migratietoets.conformance.suite.tests import SuiteTest, sentence

if TYPE_CHECKING:
    from migratietoets.conformance.vocabulary.events import VerdictEvent

FOUND = "bevinding"
"""The property in which it travels."""
OUTSIDE, OUTSIDE_TITLE = "buiten-de-gevallen", "Buiten de gevallen"
"""What stands in the name where there is no case."""
_PHASES: tuple[Literal["setup", "call", "teardown"], ...] = ("setup", "call", "teardown")


@dataclass(frozen=True)
class Beside:
    """A verdict that no collected test stands for.

    Attributes:
        nodeid: the name of the test that it would have had.
        title: of its case.
    """

    nodeid: str
    title: str
    verdict: "VerdictEvent"

    @property
    def told(self) -> str:
        """As a property of a test holds it."""
        return json.dumps([self.nodeid, self.verdict.verdict.value, sentence(self.verdict)])


def beside(item_id: str, suite_test: SuiteTest, verdict: "VerdictEvent") -> Beside:
    """A verdict that was found by the test with this node id."""
    name = SuiteTest(suite_test.campaign, suite_test.case, verdict.rule).name
    title = suite_test.case.title
    if verdict.case is None:
        name, title = f"{OUTSIDE}[{verdict.rule}-{suite_test.campaign.domein}]", OUTSIDE_TITLE
    return Beside(f"{item_id.partition('::')[0]}::{name}", title, verdict)


def take_found(report: pytest.TestReport) -> list[str]:
    """Take what was found out of the properties of a report, so that nobody else tells it."""
    found = [str(value) for name, value in report.user_properties if name == FOUND]
    report.user_properties = [(name, value) for name, value in report.user_properties if name != FOUND]
    return found


def reports(found: Iterable[str], of: pytest.TestReport, verdict_property: str) -> Iterator[pytest.TestReport]:
    """The reports of a failed test, three for each thing that was found; `of`: the test that found it."""
    for told in found:
        nodeid, verdict, text = json.loads(told)
        for when in _PHASES:
            called = when == "call"
            yield pytest.TestReport(
                nodeid,
                (of.location[0], None, nodeid.partition("::")[2]),
                {},
                "failed" if called else "passed",
                text if called else None,
                when,
                start=of.start,
                stop=of.start,
                user_properties=[(verdict_property, verdict)],
            )
