"""The pytest plugin: options, collection of the suite, one campaign behind many tests, results and exit codes."""

from pathlib import Path
from typing import Any

import pytest

PAKKET = Path(__file__).parent
SUITES = {"test_gemeente.py": "gemeente", "test_aanbieder.py": "aanbieder"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options under our own name in `pytest --help`."""
    groep = parser.getgroup(
        "migratietoets",
        "migratietoets: iWmo/iJw 2.4 naar 3.0 (met --strict telt een waarschuwing als niet conform)",
    )
    groep.addoption(
        "--adapter",
        default="referentie",
        help="het systeem: python:module:Klasse, 'cli:opdrachtregel' of een geïnstalleerde naam",
    )
    groep.addoption(
        "--timeout", type=float, default=10.0, help="seconden die een cli:-systeem per vraag krijgt (standaard: 10)"
    )
    groep.addoption("--role", action="append", default=[], help="gemeente of aanbieder (standaard: beide)")
    groep.addoption("--domain", action="append", default=[], help="wmo of jw (standaard: beide)")
    groep.addoption(
        "--rules", action="append", default=[], help="alleen deze regels, bijvoorbeeld MT-04 of 'MT-*,TW-01'"
    )
    groep.addoption("--cases", action="append", default=[], help="alleen deze gevallen, bijvoorbeeld 'migratie/*'")
    groep.addoption("--xsd", default=None, help="map met de officiële XSD's, in plaats van die van de kit")
    groep.addoption("--isolated", action="store_true", help="speel elk geval alleen, op een eigen kalender")
    groep.addoption(
        "--out", default="out", help="map voor log, rapport, berichten en Allure-resultaten (standaard: out)"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start our part when the suite may run; other people's tests do not pay for it."""
    if not raakt_suite(config):
        return
    from conformance.sessie import Sessie

    config.pluginmanager.register(Sessie(config), "migratietoets-sessie")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """When nothing but the suite runs: results for Allure and CI."""
    if not alleen_suite(config):
        return
    opties: Any = config.option
    uit = Path(opties.out)
    if hasattr(opties, "allure_report_dir") and not opties.allure_report_dir:
        opties.allure_report_dir = str(uit / "allure-results")
        opties.clean_alluredir = True
    if not opties.xmlpath:
        opties.xmlpath = str(uit / "junit.xml")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Keep the tests of a campaign on one worker, unless another distribution was asked for."""
    if config.option.dist != "load" or not raakt_suite(config):
        return None
    from conformance.werkers import planner

    return planner(config, log)


def _paden(config: pytest.Config) -> list[Path]:
    if config.option.pyargs:
        return [PAKKET if arg.partition(".")[0] == PAKKET.name else Path(arg) for arg in config.args]
    return [Path(str(arg).split("::", maxsplit=1)[0]).resolve() for arg in config.args]


def alleen_suite(config: pytest.Config) -> bool:
    """True when every argument points into the suite."""
    paden = _paden(config)
    return bool(paden) and all(pad == PAKKET or PAKKET in pad.parents for pad in paden)


def raakt_suite(config: pytest.Config) -> bool:
    """True when an argument points into the suite or holds it."""
    return any(pad == PAKKET or PAKKET in pad.parents or pad in PAKKET.parents for pad in _paden(config))


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """The modules of the suite hold no test functions: their tests follow from the catalogue."""
    if module_path.parent != PAKKET or module_path.name not in SUITES:
        return None
    from conformance.sessie import Suitemodule

    module: pytest.Module = Suitemodule.from_parent(parent, path=module_path)
    return module
