"""Fixtures over the made-up run of `tests.helpers.made_up_run`."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from migratietoets.conformance.vocabulary.event_json import event_json
from migratietoets.conformance.vocabulary.events import Event as Typed
from migratietoets.reports.log.log import Log, read_log
from tests.helpers.made_up_run import Event, MakeLog, WriteLog, berichten, closing, opening, verdicts


def as_json(event: Event | Typed) -> Event:
    """An event as it stands in a log; a made-up run writes its own."""
    return event_json(event) if isinstance(event, Typed) else event


@pytest.fixture
def write_log(tmp_path: Path) -> WriteLog:
    """Write events to a log file."""

    def write(events: Iterable[Event]) -> Path:
        path = tmp_path / "log.jsonl"
        path.write_text(
            "".join(json.dumps(as_json(event), ensure_ascii=False) + "\n" for event in events), encoding="utf-8"
        )
        return path

    return write


@pytest.fixture
def make_log(write_log: WriteLog) -> MakeLog:
    """Write events to a log file and read it."""
    return lambda events: read_log(write_log(events))


@pytest.fixture
def log(make_log: MakeLog) -> Log:
    """A whole run with every verdict."""
    return make_log([*opening(), *berichten(), *verdicts(), closing()])
