"""The two modules of the suite, and whether a session of pytest plays them."""

from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1]
NAME = "migratietoets.conformance"
SESSION = "migratietoets-sessie"
"""What the plugin of a session is called."""
SUITES = {"test_gemeente.py": "gemeente", "test_aanbieder.py": "aanbieder"}
"""The modules, each with the role whose tests it collects."""


def suite_role(path: Path) -> str | None:
    """The role whose tests a module collects, or None when it is not one of the suite's."""
    return SUITES.get(path.name) if path.resolve().parent == PACKAGE else None


def only_suite(config: pytest.Config) -> bool:
    """True when every argument points into the suite."""
    paths = _paths(config)
    return bool(paths) and all(path == PACKAGE or PACKAGE in path.parents for path in paths)


def touches_suite(config: pytest.Config) -> bool:
    """True when an argument points into the suite, or to a folder in which pytest will find it."""
    inside = [] if config.option.collect_in_virtualenv else [p for p in PACKAGE.parents if (p / "pyvenv.cfg").exists()]
    return any(
        path == PACKAGE
        or PACKAGE in path.parents
        or (path in PACKAGE.parents and not any(path in environment.parents for environment in inside))
        for path in _paths(config)
    )


def _paths(config: pytest.Config) -> list[Path]:
    if config.option.pyargs:
        return [PACKAGE if arg == NAME else Path(arg) for arg in config.args]
    return [Path(str(arg).split("::", maxsplit=1)[0]).resolve() for arg in config.args]
