"""The tests of the suite: one per case and rule, and one per case for every rule it does not name (beside.py)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.run.question import OTHER_RULES, Question
from migratietoets.conformance.run.run import Verdicts
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.suite.modules import SUITES
from migratietoets.conformance.verdict.judge import checkable
from migratietoets.conformance.vocabulary.events import VerdictEvent
from migratietoets.reports.allure.labels import remark


@dataclass(frozen=True)
class SuiteTest:
    """One test: a rule (or the rules a case does not name) on a case in a campaign."""

    campaign: Campaign
    case: Case
    rule: str

    @property
    def name(self) -> str:
        """Reads as a path: toewijzingen/per-4-weken-specifiek[MT-04-wmo]."""
        return f"{self.case.id}[{self.rule}-{self.campaign.domein}]"

    @property
    def question(self) -> Question:
        """What it asks."""
        return Question(self.campaign.role, self.campaign.domein, self.case.id, self.rule)


def question_in(nodeid: str) -> Question | None:
    """What a test of the suite asks, by the name that a worker gives it; None for any other test."""
    path, _, name = nodeid.partition("::")
    case, _, rest = name.removesuffix("]").rpartition("[")
    rule, _, domein = rest.rpartition("-")
    role = SUITES.get(path.rpartition("/")[2])
    return Question(role, domein, case, rule) if role is not None and rule else None


def suite_tests(selection: Selection, role: str, named: Collection[Question] = ()) -> Iterator[SuiteTest]:
    """Every test for one role, in a fixed order; `named`: what is asked by name, also of a rule that no case names."""
    for campaign in selection.campaigns():
        if campaign.role != role:
            continue
        for case in campaign.cases:
            for rule_id in case.expectation.rules:
                if selection.wants_rule(rule_id) and register()[rule_id].binds_role(role):
                    yield SuiteTest(campaign, case, rule_id)
            yield from (SuiteTest(campaign, case, rule) for rule in _unnamed(selection, campaign, case, named))
            if not selection.rules:
                yield SuiteTest(campaign, case, OTHER_RULES)


def _unnamed(selection: Selection, campaign: Campaign, case: Case, named: Collection[Question]) -> Iterator[str]:
    """The rules that are asked of a case and that it does not name, so that what one of them found can be seen again.

    They are asked together with the case, or by the name of a test that was made for what they found.
    """
    if not named and not (selection.rules and selection.cases):
        return
    by_name = {one.rule for one in named if one[:3] == (campaign.role, campaign.domein, case.id)}
    for rule in checkable(campaign.role):
        asked = selection.wants_rule(rule.id) and bool(selection.rules and selection.cases)
        if rule.id not in case.expectation.rules and (asked or rule.id in by_name):
            yield rule.id


def verdicts_of(suite_test: SuiteTest, verdicts: Verdicts) -> list[VerdictEvent]:
    """The verdicts a test stands for: its own rule, which may have had nothing to judge, or every other rule's."""
    if suite_test.rule != OTHER_RULES:
        own = verdicts.get((suite_test.case.id, suite_test.rule))
        return [] if own is None else [own]
    return [
        v
        for (case, line), v in verdicts.items()
        if case == suite_test.case.id and line not in suite_test.case.expectation.rules
    ]


def sentence(verdict: VerdictEvent) -> str:
    """A verdict as a reader needs it: what, expected, found, the command that shows it again, and the source."""
    return f"{remark(verdict)}\nBron: {verdict.source}"
