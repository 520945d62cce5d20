"""What a run leaves behind and says meanwhile: the page, the messages as files, what goes with the Allure results."""

import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from migratietoets.conformance.run.folder import ALLURE, PAGE, RunFolder
from migratietoets.conformance.trace.gate import gate
from migratietoets.conformance.vocabulary.events import EndEvent, Event, FooterEvent
from migratietoets.istandaard.writing import writing
from migratietoets.reports.allure.labels import write_environment
from migratietoets.reports.log.log import read_log
from migratietoets.reports.page.page import write_page
from migratietoets.reports.run.message_files import write_berichten


def tell(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"{gate().text(text)}\n")


def tell_goodbyes(events: Iterable[Event]) -> None:
    """What went wrong when systems were told to stop, on standard error; once where it is the same."""
    for remark in dict.fromkeys(event.remark for event in events if isinstance(event, EndEvent) and event.remark):
        tell(remark)


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
