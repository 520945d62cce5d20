"""Settings for the project's own tests: Hypothesis is the same on every machine, and draws more in make test-traag."""

import gc

from hypothesis import settings

settings.register_profile("vast", derandomize=True, deadline=None, database=None)
settings.register_profile("traag", derandomize=True, deadline=None, database=None, max_examples=600)
settings.register_profile("zoek", deadline=None, max_examples=1000)
settings.load_profile("vast")


def pytest_collection_finish() -> None:
    """What was loaded stays; looking through it for garbage again and again takes a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
