"""Settings for the project's own tests: Hypothesis is the same on every machine."""

from hypothesis import settings

settings.register_profile("vast", derandomize=True, deadline=None, database=None)
settings.register_profile("zoek", deadline=None, max_examples=1000)
settings.load_profile("vast")
