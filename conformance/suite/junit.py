"""junit.xml: written by pytest, staged until the outcome is in the log, and with that outcome in it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from migratietoets.conformance.run.folder import JUNIT, RunFolder
from migratietoets.conformance.vocabulary.events import FooterEvent
from migratietoets.reports.run.outcome import outcome_line


def _junit(config: pytest.Config, folder: RunFolder) -> Any:  # noqa: ANN401  # pytest does not show its type
    """The plugin that writes junit.xml of this run, when there is one."""
    place = str((folder.path / JUNIT).absolute())
    return next((one for one in config.pluginmanager.get_plugins() if getattr(one, "logfile", None) == place), None)


@contextmanager
def staged(config: pytest.Config, folder: RunFolder) -> Iterator[None]:
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


def hide(config: pytest.Config, folder: RunFolder) -> None:
    """Write no junit.xml: this session became no run, and what stands there is of another."""
    junit = _junit(config, folder)
    if junit is not None:
        junit.logfile = os.devnull


def tell(config: pytest.Config, footer: FooterEvent) -> None:
    """Put the outcome among the properties of junit.xml, before pytest writes it; also where it goes elsewhere."""
    for plugin in config.pluginmanager.get_plugins():
        add = getattr(plugin, "add_global_property", None)
        if add is not None:
            for name, value in (("uitkomst", outcome_line(footer)), *footer.counts.items()):
                add(name, value)
