"""What a session of pytest is asked to do: handed over by a command or a controller, or read from its own options."""

import os
import pickle
from dataclasses import dataclass
from typing import Any

import pytest

from migratietoets.conformance.run.options import RUN
from migratietoets.conformance.run.selection import Selection, read_selection
from migratietoets.conformance.run.settings import settings
from migratietoets.conformance.suite.modules import only_suite
from migratietoets.conformance.suite.options import OPTIONS, PREFIX, given, with_defaults

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
        for name in given(early_config.known_args_namespace):
            raise pytest.UsageError(f"{PREFIX}{name} is er voor pytest zelf. Geef deze optie zonder mt- en vóór --.")
        early_config.stash[SELECTION] = self.selection


def selection_of(config: pytest.Config) -> Selection:
    """What this session is asked to do, read once.

    Raises:
        InputError: an option has no usable value.
    """
    if SELECTION not in config.stash:
        config.stash[SELECTION] = _received(config) or _asked(config)
    return config.stash[SELECTION]


def _asked(config: pytest.Config) -> Selection:
    """What the options ask, and where they are silent the environment and the folder; not when other tests run too.

    Raises:
        InputError: an option or setting has no usable value.
    """
    own = given(config.option)
    more = settings(RUN, config.invocation_params.dir, os.environ) if only_suite(config) else {}
    if "max-fail" in more and not config.option.maxfail:
        config.option.maxfail = more["max-fail"].value
    left = {name: one for name, one in more.items() if name in OPTIONS and name not in own}
    values = with_defaults({name: one.value for name, one in left.items()} | own)
    return read_selection(values, PREFIX, {name: one.origin for name, one in left.items()})


def hand_to_worker(selection: Selection, workerinput: dict[str, Any]) -> None:
    """Give a worker the selection of its controller."""
    workerinput[IN_WORKER] = pickle.dumps(selection)


def _received(config: pytest.Config) -> Selection | None:
    received = getattr(config, "workerinput", {}).get(IN_WORKER)
    if received is None:
        return None
    selection: Selection = pickle.loads(received)  # noqa: S301  # from our own controller, which started this process
    return selection
