"""The pytest plugin: options, collection of the suite, one campaign behind many tests, results and exit codes."""

from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).resolve().parents[1]
NAME = "migratietoets.conformance"
SUITES = {"test_gemeente.py": "gemeente", "test_aanbieder.py": "aanbieder"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options under our own name in `pytest --help`."""
    group = parser.getgroup(
        "migratietoets",
        "migratietoets: iWmo/iJw 2.4 naar 3.0 (met --strict telt een waarschuwing als niet conform)",
    )
    group.addoption(
        "--adapter",
        default="referentie",
        help="het systeem: python:module:Klasse, 'cli:opdrachtregel' of een geïnstalleerde naam",
    )
    group.addoption(
        "--timeout", type=float, default=10.0, help="seconden die een cli:-systeem per vraag krijgt (standaard: 10)"
    )
    group.addoption("--role", action="append", default=[], help="gemeente of aanbieder (standaard: beide)")
    group.addoption("--domain", action="append", default=[], help="wmo of jw (standaard: beide)")
    group.addoption(
        "--rules", action="append", default=[], help="alleen deze regels, bijvoorbeeld MT-04 of 'MT-*,TW-01'"
    )
    group.addoption("--cases", action="append", default=[], help="alleen deze gevallen, bijvoorbeeld 'migratie/*'")
    group.addoption("--xsd", default=None, help="map met de officiële XSD's, in plaats van die van de kit")
    group.addoption("--isolated", action="store_true", help="speel elk geval alleen, op een eigen kalender")
    group.addoption(
        "--out", default="out", help="map voor log, rapport, berichten en Allure-resultaten (standaard: out)"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start our part when the suite may run; other people's tests do not pay for it."""
    if not touches_suite(config):
        return
    from migratietoets.conformance.suite.session import SuiteSession

    config.pluginmanager.register(SuiteSession(config), "migratietoets-sessie")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """When nothing but the suite runs: results for Allure and CI."""
    if not only_suite(config):
        return
    options: Any = config.option
    out = Path(options.out)
    if hasattr(options, "allure_report_dir") and not options.allure_report_dir:
        options.allure_report_dir = str(out / "allure-results")
        options.clean_alluredir = True
    if not options.xmlpath:
        options.xmlpath = str(out / "junit.xml")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Keep the tests of a campaign on one worker, unless another distribution was asked for."""
    if config.option.dist != "load" or not touches_suite(config):
        return None
    from migratietoets.conformance.suite.workers import scheduler

    return scheduler(config, log)


def _paths(config: pytest.Config) -> list[Path]:
    if config.option.pyargs:
        return [PACKAGE if arg == NAME else Path(arg) for arg in config.args]
    return [Path(str(arg).split("::", maxsplit=1)[0]).resolve() for arg in config.args]


def only_suite(config: pytest.Config) -> bool:
    """True when every argument points into the suite."""
    paths = _paths(config)
    return bool(paths) and all(path == PACKAGE or PACKAGE in path.parents for path in paths)


def touches_suite(config: pytest.Config) -> bool:
    """True when an argument points into the suite or holds it."""
    return any(path == PACKAGE or PACKAGE in path.parents or path in PACKAGE.parents for path in _paths(config))


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """The modules of the suite hold no test functions: their tests follow from the catalogue."""
    if module_path.resolve().parent != PACKAGE or module_path.name not in SUITES:
        return None
    from migratietoets.conformance.suite.session import SuiteModule

    module: pytest.Module = SuiteModule.from_parent(parent, path=module_path)
    return module
