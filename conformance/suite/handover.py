"""What a session of pytest is asked to do: handed over by a command or a controller, or read from its own options."""

import pickle
from dataclasses import dataclass
from typing import Any

import pytest

from migratietoets.conformance.run.selection import Selection, read_selection
from migratietoets.conformance.suite.options import PREFIX, changed, given

SELECTION = pytest.StashKey[Selection]()
IN_WORKER = "migratietoets"


@dataclass(frozen=True)
class Handover:
    """A plugin by which a command hands its selection to the session that it starts."""

    selection: Selection

    def pytest_load_initial_conftests(self, early_config: pytest.Config) -> None:
        """Lay the selection down for the session.

        Raises:
            UsageError: one of our options was given to pytest as well.
        """
        twice = changed(early_config.known_args_namespace)
        if twice:
            raise pytest.UsageError(f"{twice[0]} is er voor pytest zelf. Geef deze optie zonder mt- en vóór --.")
        early_config.stash[SELECTION] = self.selection


def selection_of(config: pytest.Config) -> Selection:
    """What this session is asked to do, read once.

    Raises:
        InputError: an option has no usable value.
    """
    if SELECTION not in config.stash:
        config.stash[SELECTION] = _received(config) or read_selection(given(config.option), PREFIX)
    return config.stash[SELECTION]


def hand_to_worker(selection: Selection, workerinput: dict[str, Any]) -> None:
    """Give a worker the selection of its controller."""
    workerinput[IN_WORKER] = pickle.dumps(selection)


def _received(config: pytest.Config) -> Selection | None:
    received = getattr(config, "workerinput", {}).get(IN_WORKER)
    if received is None:
        return None
    selection: Selection = pickle.loads(received)  # noqa: S301  # from our own controller, which started this process
    return selection
