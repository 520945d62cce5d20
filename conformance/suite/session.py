"""One pytest session of the suite: its tests, its campaigns, its reports and its exit code."""

import sys
from datetime import date
from typing import Any, ClassVar

import pytest

from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.protocol.verbs import AdapterError
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.run_log import RunLog
from migratietoets.conformance.suite import output
from migratietoets.conformance.suite.handover import hand_to_worker, selection_of
from migratietoets.conformance.suite.item import BrokenRule, SuiteItem
from migratietoets.conformance.suite.tests import SuiteTest, sentence, verdicts_of
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import VerdictEvent
from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.model import InputError


class SuiteSession:
    """State of one session, in the main process, in a worker, or in the controller of workers."""

    NAME: ClassVar = "migratietoets-sessie"

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.worker = hasattr(config, "workerinput")
        self.verdicts: list[Verdict] = []
        try:
            self.selection = selection_of(config)
        except InputError as error:
            pytest.exit(str(error), returncode=ExitCode.USAGE)
        self.run_log = RunLog(self.selection)
        self.run = Run(self.selection, self._campaign_log, self._show_progress)

    def test_function(self, suite_test: SuiteTest) -> Any:  # noqa: ANN401  # a test function
        """The test function behind a test."""

        def judge(request: pytest.FixtureRequest) -> None:
            verdicts = verdicts_of(suite_test, self.run.verdicts(suite_test.campaign))
            output.label(suite_test, verdicts, self.run)
            for verdict in verdicts:
                request.node.user_properties.append(("oordeel", verdict.verdict.value))
            self._show(verdicts)

        judge.__doc__ = suite_test.case.title
        return judge

    def _show(self, verdicts: list[VerdictEvent]) -> None:
        strict = self.selection.strict
        failing = [v for v in verdicts if v.verdict.counted(strict=strict).fails]
        if failing:
            raise BrokenRule("\n\n".join(map(sentence, failing)))
        rest = {v.verdict for v in verdicts}
        if rest and rest <= {Verdict.NOT_APPLICABLE}:
            pytest.skip("niet van toepassing: het systeem zegt deze rol, dit domein of dit proces niet te ondersteunen")
        if Verdict.NOT_VERIFIABLE in rest and not rest & {Verdict.PASS, Verdict.WARN}:
            pytest.skip(
                "niet getoetst: " + "; ".join(sentence(v) for v in verdicts if v.verdict is Verdict.NOT_VERIFIABLE)
            )

    def _open_log(self) -> EventLog:
        try:
            return self.run_log.open()
        except AdapterError as error:
            pytest.exit(str(error), returncode=ExitCode.ADAPTER)
        except InputError as error:
            pytest.exit(str(error), returncode=ExitCode.USAGE)

    def _campaign_log(self, campaign: Campaign) -> EventLog:
        """A worker writes each campaign to a file of its own; otherwise events go straight to the log."""
        if self.worker:
            return self.run_log.part(campaign)
        self._open_log()
        return self.run_log.of_campaign()

    def _show_progress(self, campaign: Campaign, day: date) -> None:
        if not self.worker and sys.stderr.isatty():
            print(f"\r{campaign.id}: {day:%d-%m-%Y}", end="\r", file=sys.stderr)  # noqa: T201  # a progress line

    # -- pytest

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:  # noqa: ANN401  # xdist has no types
        """A worker (pytest-xdist) is about to start."""
        hand_to_worker(self.selection, node.workerinput)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Know which cases are asked for; greet the system before anything is played."""
        asked: dict[str, set[str]] = {}
        for item in session.items:
            if isinstance(item, SuiteItem):
                asked.setdefault(item.suite_test.campaign.id, set()).add(item.suite_test.case.id)
        self.run.asked = asked
        if asked and not self.worker and not self.config.option.collectonly:
            self._open_log()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Gather the verdicts of the tests that ran, from workers too."""
        self.verdicts += [
            Verdict(str(value)) for name, value in report.user_properties if name == "oordeel" and report.when == "call"
        ]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Close the log, write the reports, set the exit code."""
        if self.worker or not self.verdicts:
            return
        self._open_log()
        session.exitstatus = self.run_log.end(self.verdicts, int(session.exitstatus))
        output.write(self.selection.out)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:  # noqa: ANN401  # pytest's own type is not public
        """The verdict per chapter, and where the results are."""
        if self.worker or not self.verdicts or self.run_log.log is None:
            return
        terminalreporter.section("migratietoets")
        for line in output.closing_lines(self.run_log.log.events, self.selection):
            terminalreporter.write_line(line)
