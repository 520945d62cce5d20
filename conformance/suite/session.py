"""One pytest session of the suite: its tests, its campaigns, its reports and its exit code."""

import os
from collections.abc import Generator, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from migratietoets.conformance.adapters.hand.dialogues import end_dialogues
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.protocol.verbs import AdapterError
from migratietoets.conformance.run.by_hand import go_on_with
from migratietoets.conformance.run.failure import KitFailure
from migratietoets.conformance.run.question import OTHER_RULES
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.run_log import RunLog
from migratietoets.conformance.run.signals import Signals
from migratietoets.conformance.suite import junit, no_start, output
from migratietoets.conformance.suite.allure_results import label, write_beside
from migratietoets.conformance.suite.beside import FOUND, beside, reports, take_found
from migratietoets.conformance.suite.ending import Ending, no_room
from migratietoets.conformance.suite.handover import hand_to_worker, selection_of
from migratietoets.conformance.suite.item import BrokenRule, SuiteItem
from migratietoets.conformance.suite.screen import Progress, Screen, spell
from migratietoets.conformance.suite.tests import SuiteTest, question_in, sentence, verdicts_of
from migratietoets.conformance.trace.gate import gate
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import FooterEvent, VerdictEvent
from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.conformance.vocabulary.outcomes import Stop
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.writing import UnwritableError
from migratietoets.reports.allure.results import worth_a_result
from migratietoets.reports.screen.closing import closing_lines

if TYPE_CHECKING:
    from migratietoets.conformance.run.question import Question

UNWRITABLE = "migratietoets-onschrijfbaar"
"""What a worker hands over when it could write no more: why."""
VERDICT = "oordeel"
"""The property of a test by which its verdicts travel from a worker, and into junit.xml."""


def _leave(error: Exception | str, code: ExitCode) -> NoReturn:
    """End the session with what an error says."""
    pytest.exit(gate().text(str(error)), returncode=code)


class SuiteSession:
    """State of one session, in the main process, in a worker, or in the controller of workers."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self._began = datetime.now().astimezone()
        self.worker = hasattr(config, "workerinput")
        self._parent = os.getppid()
        self.footer: FooterEvent | None = None
        self._asked: dict[str, Question] = {}
        self._answered: set[str] = set()
        self._beside: set[str] = set()
        self._kit_errors: list[str] = []
        self._other_failed = False
        self._stop: Stop | None = None
        self._remark = ""
        try:
            self.selection = selection_of(config)
            self.selection.check_workers(getattr(config.option, "numprocesses", None) or 1)
            self.run_log = RunLog(self.selection, output.tell)
        except InputError as error:
            _leave(error, ExitCode.USAGE)
        self._signals = Signals(Stop.TESTER if self.selection.by_hand else Stop.INTERRUPT)
        config.add_cleanup(self._signals.end)
        for lock in (self.run_log.folder.lock, *self.run_log.hand_locks):
            config.add_cleanup(lock.release)
        screens = (one for one in config.pluginmanager.get_plugins() if isinstance(one, Screen))
        self._progress: Progress | None = next((s.progress for s in screens if not self.selection.by_hand), None)
        self.run = Run(self.selection, self._campaign_log, self._show_progress, self.run_log.earlier)

    def claim(self) -> None:
        """Be the only run in the folder, before anything is done in it."""
        if self.worker or self.config.option.collectonly:
            return
        self._signals.start()
        try:
            self.run_log.folder.lock.take()
        except InputError as error:
            _leave(error, ExitCode.USAGE)

    def test_function(self, suite_test: SuiteTest) -> Any:  # noqa: ANN401  # a test function
        """The test function behind a test."""

        def judge(request: pytest.FixtureRequest) -> None:
            try:
                own = self._answer(request.node, suite_test)
            except KitFailure:
                request.node.user_properties.append((VERDICT, Verdict.KIT_ERROR.value))
                raise
            except (OSError, UnwritableError) as error:
                self._give_up(error)
                raise
            self._show(own)

        judge.__doc__ = suite_test.case.title
        return judge

    def _answer(self, item: pytest.Item, suite_test: SuiteTest) -> list[VerdictEvent]:
        """What a test has to say itself, after everything is labelled and what it found beside is told."""
        verdicts = verdicts_of(suite_test, self.run.verdicts(suite_test.campaign))
        others = [one for one in verdicts if self._is_told_elsewhere(suite_test, one)]
        own = [one for one in verdicts if one not in others]
        label(suite_test, own, self.run)
        item.user_properties += [(VERDICT, verdict.verdict.value) for verdict in own]
        self._tell_beside(item, suite_test, [*others, *self.run.take_strays(suite_test.campaign)])
        return own

    def _is_told_elsewhere(self, suite_test: SuiteTest, verdict: VerdictEvent) -> bool:
        """What a test of every rule that its case does not name finds, is told under the rule itself."""
        return suite_test.rule == OTHER_RULES and (worth_a_result(verdict) or self._fails(verdict))

    def _fails(self, verdict: VerdictEvent) -> bool:
        return verdict.verdict.counted(strict=self.selection.strict).fails

    def _tell_beside(self, item: pytest.Item, suite_test: SuiteTest, verdicts: list[VerdictEvent]) -> None:
        """What belongs to another rule than the test is about, is told under that rule, in Allure and in pytest."""
        asked = self.run.asked or ()
        verdicts = [one for one in verdicts if suite_test.question._replace(rule=one.rule) not in asked]
        found = [beside(item.nodeid, suite_test, verdict) for verdict in verdicts]
        folder = getattr(self.config.option, "allure_report_dir", None)
        if folder and found:
            write_beside(suite_test, found, self.run, Path(folder))
        item.user_properties += [(FOUND, one.told) for one in found if self._fails(one.verdict)]

    def _show(self, verdicts: list[VerdictEvent]) -> None:
        failing = [v for v in verdicts if self._fails(v)]
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
            log = self.run_log.open(self._asked.values())
        except AdapterError as error:
            _leave(error, ExitCode.ADAPTER)
        except InputError as error:
            _leave(error, ExitCode.USAGE)
        except KeyboardInterrupt:
            if not self.selection.by_hand:
                raise
            _leave(f"{Stop.TESTER.capitalize()}. {go_on_with(self.selection)}", ExitCode.NOT_CONFORM)
        output.expect_allure(self.config)
        if self.run_log.no_start:
            no_start.leave(self.config, self.run_log.no_start)
        return log

    def _campaign_log(self, campaign: Campaign) -> EventLog:
        """A worker writes each campaign to a file of its own; otherwise events go straight to the log."""
        if self.worker:
            if os.getppid() != self._parent:  # the run that it belongs to is gone, and another may have begun
                pytest.exit("De run is er niet meer.", returncode=ExitCode.USAGE)
            return self.run_log.part(campaign)
        self._open_log()
        return self.run_log.of_campaign()

    def _give_up(self, error: Exception) -> None:
        """Nothing more can be written: end the session. Any other error is somebody else's."""
        told = no_room(error, self.selection.out)
        if told is not None:
            self._stop = Stop.UNWRITABLE
            if self.worker:
                self.config.workeroutput[UNWRITABLE] = told  # type: ignore[attr-defined]  # of xdist
            pytest.exit(told, returncode=ExitCode.USAGE)

    def _show_progress(self, campaign: Campaign, day: date) -> None:
        self._signals.check()
        if self._progress is not None:
            self._progress.day(campaign, day)

    # -- pytest

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:  # noqa: ANN401  # xdist has no types
        """A worker (pytest-xdist) is about to start."""
        hand_to_worker(self.selection, node.workerinput)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Know what is asked; greet the system before anything is played."""
        self._asks({item.nodeid: item.suite_test.question for item in session.items if isinstance(item, SuiteItem)})

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """Know what the workers are asked, each the same."""
        questions = {nodeid: question_in(nodeid) for nodeid in ids}
        self._asks({nodeid: question for nodeid, question in questions.items() if question is not None})

    def _asks(self, asked: "dict[str, Question]") -> None:
        self._asked = asked
        self.run.asked = frozenset(asked.values())
        if self._progress is not None:
            self._progress.tests = len(asked)
            self._progress.campaigns = len({one[: 3 if self.selection.isolated else 2] for one in asked.values()})
        if self._asked and not self.worker and not self.config.option.collectonly:
            self._signals.start()
            self._open_log()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401  # xdist has no types
        """A worker ended; where it could write no more, neither can the run."""
        told = getattr(node, "workeroutput", {}).get(UNWRITABLE)
        if told:
            self._stop, self._remark = Stop.UNWRITABLE, told

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """However the tests end, know what ended them."""
        try:
            return (yield)
        except (session.Failed, session.Interrupted, pytest.exit.Exception):
            raise
        except KeyboardInterrupt:
            self._stop = self._signals.stop or self._signals.interrupt
            raise
        except Exception as error:
            self._give_up(error)
            self._kit_errors.append(f"{type(error).__name__}: {error}")
            raise

    def _stopped(self, session: pytest.Session) -> Stop | None:
        if self._stop or self._signals.stop or self.run_log.no_start:
            return self._stop or self._signals.stop
        if session.shouldfail or session.shouldstop:
            return Stop.ENOUGH
        return Stop.UNPLAYED if self._asked.keys() - self._answered else None

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Generator[None, object, object]:
        """What a test found beside its own rule becomes a test of that rule, once the test itself has been told."""
        if self.worker:
            return (yield)
        found = take_found(report)
        self._take_in(report)
        out = yield
        for one in reports(found, report, VERDICT) if report.when == "teardown" else ():
            self._beside.add(one.nodeid)
            self.config.hook.pytest_runtest_logreport(report=one)
        return out

    def _take_in(self, report: pytest.TestReport) -> None:
        """Know which tests came to an answer, in workers too; one that failed without a verdict broke in the kit."""
        if report.nodeid in self._beside:
            return
        if report.nodeid not in self._asked:
            self._other_failed |= report.failed
            return
        if report.when == "call":
            self._answered.add(report.nodeid)
        if report.failed and not any(name == VERDICT for name, _ in report.user_properties):
            self._kit_errors.append(f"{report.nodeid}: {report.longreprtext}")

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, object, object]:
        """Make the reports, show them once the outcome is in the log, and set the exit code."""
        if self.worker or self.run_log.log is None:
            junit.hide(self.config, self.run_log.folder)
            result = yield
            if not self.worker:
                output.leave_nothing(self.run_log.folder)
                session.exitstatus = self._signals.stop.exit_code if self._signals.stop else session.exitstatus
            return result
        stop = self._stopped(session)
        if stop or self.run_log.no_start:
            output.end_workers(self.config)
        ending = Ending(self.config, self.run_log, self._asked.values(), stop)
        result = yield from ending.steps(self._signals, self._kit_errors, self._made)
        self.footer, self._remark = ending.footer, ending.remark or self._remark
        session.exitstatus = self.footer.exit or int(self._other_failed)
        if self.selection.by_hand:
            end_dialogues([line.strip() for line in self.closing_lines()])
        return result

    def _made(self) -> str:
        """When it was played and how long that took, in words."""
        now = datetime.now().astimezone()
        return f"gespeeld op {now:%d-%m-%Y} om {now:%H:%M}, in {spell((now - self._began).total_seconds())} minuten"

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:  # noqa: ANN401  # pytest's own type is not public
        """The verdict per chapter, and where the results are."""
        if self.footer is None:
            return
        output.tell_goodbyes(self.run_log.log.written if self.run_log.log else ())
        terminalreporter.section("migratietoets")
        for line in self.closing_lines():
            terminalreporter.write_line(line)

    def closing_lines(self) -> Iterator[str]:
        """What is said of the run when it ends, the outcome last; nothing where no run came about."""
        if self.footer is None or self.run_log.log is None:
            return
        if self._remark:
            yield f"  {self._remark}"
        if self.footer.stop == Stop.TESTER:
            yield f"  {go_on_with(self.selection)}"
        yield from closing_lines(self.run_log.log.written, self.footer, self.selection.out)
