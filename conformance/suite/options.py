"""The options of the plugin: those of `migratietoets run`, under a prefix that no other plugin has."""

import argparse
from collections.abc import Mapping
from typing import Any

import pytest

from migratietoets.conformance.run.options import FLAG, NUMBER, TEXTS, Option
from migratietoets.conformance.run.options import OPTIONS as ALL

PREFIX = "--mt-"
OPTIONS: Mapping[str, Option] = {name: one for name, one in ALL.items() if one.of_suite}


def add_options(parser: pytest.Parser) -> None:
    """Options under our own name in `pytest --help`."""
    group = parser.getgroup("migratietoets", "migratietoets: iWmo/iJw 2.4 naar 3.0")
    for name, one in OPTIONS.items():
        group.addoption(f"{PREFIX}{name}", dest=_place(name), default=None, help=_help(one), **_how(one))


def given(options: argparse.Namespace) -> dict[str, Any]:
    """The values of our options that were given, by name."""
    values = {name: getattr(options, _place(name), None) for name in OPTIONS}
    return {name: value for name, value in values.items() if value is not None}


def with_defaults(values: Mapping[str, Any]) -> dict[str, Any]:
    """A value for each of our options: the given one, or the one it has by itself."""
    return {name: values.get(name, one.default) for name, one in OPTIONS.items()}


def _how(one: Option) -> dict[str, Any]:
    """How argparse reads it."""
    if one.kind is FLAG:
        return {"action": "store_true"}
    if one.kind is TEXTS:
        return {"action": "append", "metavar": one.metavar}
    return {"type": float if one.kind is NUMBER else str, "metavar": one.metavar}


def _help(one: Option) -> str:
    return f"{one.help} (standaard: {one.default})" if one.default else one.help


def _place(name: str) -> str:
    return f"mt_{name}"
