"""Settings for the project's own tests: Hypothesis is the same on every machine, and no_cover means untraced."""

import sys
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("vast", derandomize=True, deadline=None, database=None)
settings.register_profile("zoek", deadline=None, max_examples=1000)
settings.load_profile("vast")


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """A test marked no_cover runs untraced; in a worker pytest-cov leaves a tracer that it started early."""
    if item.get_closest_marker("no_cover") is None:
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
