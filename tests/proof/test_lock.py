"""The lock installs with an old pip too: it wants a pin for each extra that anything asks for."""

import re
from importlib.metadata import PackageNotFoundError, requires

from packaging.requirements import Requirement

from tests.helpers import PROJECT


def _pins():
    """Name -> the extras that are pinned with it."""
    lines = re.findall(
        r"^([\w.-]+)(?:\[([\w,-]+)\])?==", (PROJECT / "requirements.lock").read_text("utf-8"), re.MULTILINE
    )
    return {name.lower().replace("_", "-"): {*extras.split(",")} - {""} for name, extras in lines}


def test_the_lock_pins_each_extra_that_is_asked_for():
    pins = _pins()
    missing = []
    for name in pins:
        try:
            asked = [Requirement(text) for text in requires(name) or ()]
        except PackageNotFoundError:  # for another machine
            continue
        missing += [
            (name, str(one))
            for one in asked
            if one.extras and (one.marker is None or one.marker.evaluate({"extra": ""}))
            if not one.extras <= pins[one.name.lower().replace("_", "-")]
        ]
    assert not missing, "draai make lock"
