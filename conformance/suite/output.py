"""What a run leaves behind: the page, the messages as files, what goes with the Allure results."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from migratietoets.conformance.run.folder import ALLURE, JUNIT, PAGE, RunFolder
from migratietoets.conformance.trace.gate import gate
from migratietoets.conformance.vocabulary.events import (
    FooterEvent,
)
from migratietoets.istandaard.writing import writing
from migratietoets.reports.allure.labels import write_environment
from migratietoets.reports.log.log import read_log
from migratietoets.reports.page.page import write_page
from migratietoets.reports.run.message_files import write_berichten
from migratietoets.reports.run.outcome import outcome_line


def tell(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"{gate().text(text)}\n")


def write(folder: RunFolder, footer: FooterEvent, made: str) -> None:
    """The page, waiting for the outcome; the messages as files; what stands beside the Allure results: all of the log.

    Args:
        folder: of the run.
        footer: its outcome.
        made: when it was played and how long that took, in words; that alone does not come from the log.

    Raises:
        UnwritableError: there is no room for them.
    """
    log = replace(read_log(folder.log), footer=footer)
    with writing(folder.path):
        write_berichten(log, folder.path)
        write_page(log, folder.staged(PAGE), made)
        if (folder.path / ALLURE).exists():
            write_environment(folder.path / ALLURE, log.header)


def _junit(config: pytest.Config, folder: RunFolder) -> Any:  # noqa: ANN401  # pytest does not show its type
    """The plugin that writes junit.xml of this run, when there is one."""
    place = str((folder.path / JUNIT).absolute())
    return next((one for one in config.pluginmanager.get_plugins() if getattr(one, "logfile", None) == place), None)


@contextmanager
def staged_junit(config: pytest.Config, folder: RunFolder) -> Iterator[None]:
    """Meanwhile junit.xml is written where it waits for the outcome."""
    junit = _junit(config, folder)
    if junit is None:
        yield
        return
    place, junit.logfile = junit.logfile, str(folder.staged(JUNIT))
    try:
        yield
    finally:
        junit.logfile = place


def hide_junit(config: pytest.Config, folder: RunFolder) -> None:
    """Write no junit.xml: this session became no run, and what stands there is of another."""
    junit = _junit(config, folder)
    if junit is not None:
        junit.logfile = os.devnull


def expect_allure(config: pytest.Config) -> None:
    """See that the plugin of Allure finds its folder, after that of an earlier run was set aside."""
    place = getattr(config.option, "allure_report_dir", None)
    if place:
        Path(place).mkdir(parents=True, exist_ok=True)


def leave_nothing(folder: RunFolder) -> None:
    """Take away what was made for a run that did not come about."""
    with suppress(OSError):
        (folder.path / ALLURE).rmdir()


def end_workers(config: pytest.Config) -> None:
    """See that no worker still writes."""
    workers = config.pluginmanager.get_plugin("dsession")
    if workers is not None and getattr(workers, "nodemanager", None) is not None:
        workers.nodemanager.teardown_nodes()


def tell_junit(config: pytest.Config, footer: FooterEvent) -> None:
    """Put the outcome among the properties of junit.xml, before pytest writes it."""
    for plugin in config.pluginmanager.get_plugins():
        add = getattr(plugin, "add_global_property", None)
        if add is not None:
            for name, value in (("uitkomst", outcome_line(footer)), *footer.counts.items()):
                add(name, value)
