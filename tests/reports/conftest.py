"""Fixtures over the made-up run of verzonnen_run."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from verzonnen_run import Event, MaakLog, SchrijfLog, berichten, oordelen, opening, slot

from reports.logboek import Log, lees_log


@pytest.fixture
def schrijf_log(tmp_path: Path) -> SchrijfLog:
    """Write events to a log file."""

    def schrijf(events: Iterable[Event]) -> Path:
        pad = tmp_path / "log.jsonl"
        pad.write_text("".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events), encoding="utf-8")
        return pad

    return schrijf


@pytest.fixture
def maak_log(schrijf_log: SchrijfLog) -> MaakLog:
    """Write events to a log file and read it."""
    return lambda events: lees_log(schrijf_log(events))


@pytest.fixture
def log(maak_log: MaakLog) -> Log:
    """A whole run with every verdict."""
    return maak_log([*opening(), *berichten(), *oordelen(), slot()])
