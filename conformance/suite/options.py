"""The options of the plugin: those of `migratietoets run`, under a prefix that no other plugin has."""

import argparse
from collections.abc import Mapping
from typing import Any

import pytest

from migratietoets.conformance.adapters.defaults import DEFAULT_ADAPTER, SECONDS

PREFIX = "--mt-"
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "adapter": {
        "default": DEFAULT_ADAPTER,
        "help": "het systeem: python:module:Klasse, 'cli:opdrachtregel' of een geïnstalleerde naam",
    },
    "timeout": {
        "type": float,
        "default": SECONDS,
        "help": "seconden die het systeem per vraag krijgt (standaard: 10)",
    },
    "role": {"action": "append", "default": [], "help": "gemeente of aanbieder (standaard: beide)"},
    "domain": {"action": "append", "default": [], "help": "wmo of jw (standaard: beide)"},
    "rules": {"action": "append", "default": [], "help": "alleen deze regels, bijvoorbeeld MT-04 of 'MT-*,TW-01'"},
    "cases": {"action": "append", "default": [], "help": "alleen deze gevallen, bijvoorbeeld 'migratie/*'"},
    "xsd": {"default": None, "help": "map met de officiële XSD's, in plaats van die van de kit"},
    "isolated": {"action": "store_true", "default": False, "help": "speel elk geval alleen, op een eigen kalender"},
    "strict": {"action": "store_true", "default": False, "help": "een waarschuwing telt als niet conform"},
    "out": {
        "default": "out",
        "help": "map voor log, rapport, berichten en Allure-resultaten (standaard: out)",
    },
    "resume": {
        "action": "store_true",
        "default": False,
        "help": "ga verder met de run in die map die niet is afgemaakt, na de laatste campagne die af is",
    },
    "force": {
        "action": "store_true",
        "default": False,
        "help": "vervang de run in die map, in plaats van haar in vorige/ te bewaren",
    },
}


def add_options(parser: pytest.Parser) -> None:
    """Options under our own name in `pytest --help`."""
    group = parser.getgroup("migratietoets", "migratietoets: iWmo/iJw 2.4 naar 3.0")
    for name, how in OPTIONS.items():
        group.addoption(f"{PREFIX}{name}", dest=_place(name), **{**how, "default": None})


def given(options: argparse.Namespace) -> dict[str, Any]:
    """The values of our options that were given, by name."""
    values = {name: getattr(options, _place(name), None) for name in OPTIONS}
    return {name: value for name, value in values.items() if value is not None}


def with_defaults(values: Mapping[str, Any]) -> dict[str, Any]:
    """A value for each of our options: the given one, or the one it has by itself."""
    return {name: values.get(name, how["default"]) for name, how in OPTIONS.items()}


def _place(name: str) -> str:
    return f"mt_{name}"
