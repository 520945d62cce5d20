"""The situations under tests/proof, as their files say them."""

from functools import cache

import yaml

from tests.helpers import PROJECT

PROOF = PROJECT / "tests" / "proof"


@cache
def right_situations():
    """File -> the situations in it in which nothing is wrong."""
    paths = sorted((PROOF / "situations").glob("*.yaml"))
    return {path.stem: list(yaml.load_all(path.read_text("utf-8"), Loader=yaml.CSafeLoader)) for path in paths}


@cache
def of_outsiders():
    """What outsiders wrote, and what lies around one boundary."""
    paths = sorted((PROOF / "outsiders").glob("*.yaml"))
    return [one for path in paths for one in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)]
