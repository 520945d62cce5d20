"""A system that could not be greeted: one failed test says why, for CI and Allure, and the session ends."""

from pathlib import Path
from typing import NoReturn

import pytest

from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.reports.allure.results import write_no_start

TEST = "adapter::start"
"""The name of that test."""


def leave(config: pytest.Config, why: str) -> NoReturn:
    """Tell why, and end the session; the exit code is that of the outcome, once the reports are made."""
    phases = [_report("setup"), _report("call", why), _report("teardown")]
    for plugin in config.pluginmanager.get_plugins():
        if hasattr(plugin, "add_global_property"):  # it writes junit.xml, which without a test would look all right
            for phase in phases:
                plugin.pytest_runtest_logreport(phase)
    folder = getattr(config.option, "allure_report_dir", None)
    if folder:
        write_no_start(Path(folder), TEST, why)
    pytest.exit(why, returncode=ExitCode.NOT_CONFORM)


def _report(when: str, why: str | None = None) -> pytest.TestReport:
    outcome = "passed" if why is None else "failed"
    return pytest.TestReport(TEST, (TEST, None, "start"), {}, outcome, why, when)  # type: ignore[arg-type]  # its words
