"""The gate before what pytest writes: its screen, and what a test leaves behind for JUnit and Allure."""

from collections.abc import Generator

import pytest

from migratietoets.conformance.trace.gate import gate
from migratietoets.conformance.trace.guarded import guard, unguarded


class Gated:
    """A pytest plugin through which no BSN from outside passes."""

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Put the gate before the screen, where no command did."""
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        writer = None if reporter is None else reporter._tw  # noqa: SLF001  # pytest has no other way
        if writer is not None and unguarded(writer._file) is writer._file:  # noqa: SLF001  # idem
            writer._file = guard(writer._file, gate())  # noqa: SLF001  # idem

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Make safe what a test said and printed, before anybody reads it."""
        report = yield
        report.sections = [(name, gate().text(text)) for name, text in report.sections]
        if report.longrepr is not None and gate().text(text := report.longreprtext) != text:
            where = report.longrepr
            report.longrepr = (*where[:2], gate().text(where[2])) if isinstance(where, tuple) else gate().text(text)
        return report
