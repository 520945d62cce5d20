"""The pytest plugin: what pytest calls, and which part of the suite answers.

It is loaded in every session of an environment, so the parts themselves are only when the suite is played.
"""

from pathlib import Path
from typing import Any

import pytest

from migratietoets.conformance.suite.modules import SESSION, only_suite, suite_role, touches_suite
from migratietoets.conformance.suite.options import add_options


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options under our own name in `pytest --help`."""
    add_options(parser)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Start our part when the suite may run; when nothing else runs, with results for Allure and CI."""
    if not touches_suite(config):
        return
    from migratietoets.conformance.suite.gated import Gated
    from migratietoets.conformance.suite.session import SuiteSession

    session = SuiteSession(config)
    if only_suite(config):
        session.claim()
        _want_results(config.option, session.selection.out)
    config.pluginmanager.register(session, SESSION)
    config.pluginmanager.register(Gated())


def _want_results(options: Any, out: Path) -> None:  # noqa: ANN401  # other plugins add to the namespace
    from migratietoets.conformance.run.folder import ALLURE, JUNIT

    if hasattr(options, "allure_report_dir") and not options.allure_report_dir:
        options.allure_report_dir = str(out / ALLURE)
    if not options.xmlpath:
        options.xmlpath = str(out / JUNIT)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Keep the tests of a campaign on one worker, unless another distribution was asked for."""
    if config.option.dist != "load" or not touches_suite(config):
        return None
    from migratietoets.conformance.suite.workers import PerCampaign

    return PerCampaign(config, log)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """The modules of the suite hold no test functions: their tests follow from the catalogue."""
    if suite_role(module_path) is None:
        return None
    from migratietoets.conformance.suite.collection import SuiteModule

    module: pytest.Module = SuiteModule.from_parent(parent, path=module_path)
    return module
