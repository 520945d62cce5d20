"""One pytest session of the suite: its tests, its campaigns, its log, its reports and its exit code."""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.protocol.verbs import AdapterError
from migratietoets.conformance.run.run import Run, header
from migratietoets.conformance.run.selection import ROLES, Selection, parts
from migratietoets.conformance.suite import output
from migratietoets.conformance.suite.plugin import SUITES
from migratietoets.conformance.suite.tests import SuiteTest, sentence, suite_tests, verdicts_of
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.conformance.vocabulary.outcomes import exit_code_of, outcome_of
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein


class BrokenRule(AssertionError):  # noqa: N818  # a Dutch word for a Dutch reader
    """A rule was broken; the text is the whole story."""


def selection_from(config: pytest.Config) -> Selection:
    """The choices on the command line.

    Raises:
        InputError: an unknown role or domain.
    """
    option = config.getoption
    roles, domeinen = parts(option("--role")), parts(option("--domain"))
    for name, found, known in (("--role", roles, ROLES), ("--domain", domeinen, tuple(Domein))):
        strange = [w for w in found if w not in known]
        if strange:
            raise InputError(f"{name} {strange[0]} is niet bekend. Verwacht: {' of '.join(known)}.")
    return Selection(
        adapter=option("--adapter"),
        timeout=Timeout(option("--timeout")),
        xsd=Path(option("--xsd")) if option("--xsd") else None,
        roles=tuple(r for r in ROLES if not roles or r in roles),
        domeinen=tuple(d for d in Domein if not domeinen or d in domeinen),
        regels=parts(option("--rules")),
        cases=parts(option("--cases")),
        isolated=option("--isolated"),
        strict="--strict" in config.invocation_params.args,
        out=Path(option("--out")),
    )


class SuiteItem(pytest.Function):
    """One test of the suite; a broken rule reads as a sentence, not as a traceback."""

    suite_test: SuiteTest

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # as pytest has it
        """The text of a broken rule; anything else as usual."""
        if isinstance(excinfo.value, BrokenRule):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **kwargs)


class SuiteModule(pytest.Module):
    """Collects the tests of one role from the catalogue."""

    def collect(self) -> Iterator[SuiteItem]:
        """One item per test, named as a path."""
        suite_session = self.config.pluginmanager.get_plugin("migratietoets-sessie")
        assert isinstance(suite_session, SuiteSession)
        role = SUITES[self.path.name]
        if role not in suite_session.selection.roles:
            return
        for suite_test in suite_tests(suite_session.selection, role):
            item: SuiteItem = SuiteItem.from_parent(
                self, name=suite_test.name, callobj=suite_session.test_function(suite_test)
            )
            item.suite_test = suite_test
            if hasattr(item, "_id"):  # pytest 9.2 compares ids in parts, as read back from the cache by --lf
                item._id = type(item._id).parse(item.nodeid)  # noqa: SLF001  # there is no public way
            yield item


class SuiteSession:
    """State of one session, in the main process, in a worker, or in the controller of workers."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.worker = hasattr(config, "workerinput")
        self.outcomes: list[Verdict] = []
        self.log: EventLog | None = None
        try:
            self.selection = selection_from(config)
            self.selection.selected_cases()
            self.selection.check_xsd()
        except InputError as error:
            pytest.exit(str(error), returncode=ExitCode.USAGE)
        self.run = Run(self.selection, self._campaign_log, self._show_progress)

    def test_function(self, suite_test: SuiteTest) -> Any:  # noqa: ANN401  # a test function
        """The test function behind a test."""

        def judge(request: pytest.FixtureRequest) -> None:
            verdicts = verdicts_of(suite_test, self.run.verdicts(suite_test.campaign))
            output.label(suite_test, verdicts, self.run)
            for verdict in verdicts:
                request.node.user_properties.append(("oordeel", Verdict(verdict["verdict"]).value))
            self._show(verdicts)

        judge.__doc__ = suite_test.case.title
        return judge

    def _show(self, verdicts: list[dict[str, Any]]) -> None:
        strict = self.selection.strict
        broken_off = [v for v in verdicts if Verdict(v["verdict"]).counted(strict=strict).fails]
        if broken_off:
            raise BrokenRule("\n\n".join(map(sentence, broken_off)))
        rest = {v["verdict"] for v in verdicts}
        if rest and rest <= {Verdict.NOT_APPLICABLE}:
            pytest.skip("niet van toepassing: het systeem zegt deze rol, dit domein of dit proces niet te ondersteunen")
        if Verdict.NOT_VERIFIABLE in rest and not rest & {Verdict.PASS, Verdict.WARN}:
            pytest.skip(
                "niet getoetst: " + "; ".join(sentence(v) for v in verdicts if v["verdict"] == Verdict.NOT_VERIFIABLE)
            )

    # -- log

    def _part(self, campaign: str) -> Path:
        return self.selection.out / "delen" / f"{campaign}.jsonl"

    def _campaign_log(self, campaign: Campaign) -> EventLog:
        """A worker writes each campaign to a file of its own; otherwise events go straight to the log."""
        if self.worker:
            path = self._part(campaign.id)
            path.unlink(missing_ok=True)
            return EventLog(path)
        self._open_log()
        return _PassThrough(self.log)

    def _open_log(self) -> None:
        if self.log is None:
            (self.selection.out / "log.jsonl").unlink(missing_ok=True)
            self.log = EventLog(self.selection.out / "log.jsonl")
            try:
                self.log.take_over(header(self.selection))
            except AdapterError as error:
                pytest.exit(str(error), returncode=ExitCode.ADAPTER)
            except InputError as error:
                pytest.exit(str(error), returncode=ExitCode.USAGE)

    def _show_progress(self, campaign: Campaign, day: date) -> None:
        if not self.worker and sys.stderr.isatty():
            print(f"\r{campaign.id}: {day:%d-%m-%Y}", end="\r", file=sys.stderr)  # noqa: T201  # a progress line

    # -- pytest

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
        self.outcomes += [
            Verdict(str(value)) for name, value in report.user_properties if name == "oordeel" and report.when == "call"
        ]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Close the log, write the reports, set the exit code."""
        if self.worker or not self.outcomes:
            return
        self._open_log()
        if self.log is None:
            return
        self._merge_parts(self.log)
        failures = [Verdict(f"{e['kind']}_error") for e in self.log.events if e["event"] == "error"]
        code = exit_code_of([*self.outcomes, *failures], strict=self.selection.strict)
        session.exitstatus = max(int(session.exitstatus), code)
        self.log.write(
            "footer",
            counts={u: self.outcomes.count(u) for u in sorted(set(self.outcomes))},
            exit=int(session.exitstatus),
            verdict=outcome_of([*self.outcomes, *failures], strict=self.selection.strict),
        )
        self.log.close()
        output.write(self.selection.out)

    def _merge_parts(self, log: EventLog) -> None:
        for campaign in self.selection.campaigns():
            part = self._part(campaign.id)
            if part.exists():
                log.take_over(map(json.loads, part.read_text("utf-8").splitlines()))
        shutil.rmtree(self.selection.out / "delen", ignore_errors=True)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:  # noqa: ANN401  # pytest's own type is not public
        """The verdict per chapter, and where the results are."""
        if self.worker or not self.outcomes or self.log is None:
            return
        terminalreporter.section("migratietoets")
        for line in output.closing_lines(self.log.events, self.selection):
            terminalreporter.write_line(line)


class _PassThrough(EventLog):
    """The log of one campaign inside the log of the run: keeps its own events, writes through."""

    def __init__(self, to: EventLog | None) -> None:
        super().__init__()
        self._target = to
        if to is not None:
            self.stand_ins = to.stand_ins

    def take_over(self, events: Iterable[dict[str, Any]]) -> None:
        """Append here and in the log of the run."""
        listing = list(events)
        super().take_over(listing)
        if self._target is not None:
            self._target.take_over(listing)
