"""Settings for the project's own tests: mutants can be imported, and Hypothesis is the same on every machine."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent / "tests"))

settings.register_profile("vast", derandomize=True, deadline=None, database=None)
settings.register_profile("zoek", deadline=None, max_examples=1000)
settings.load_profile("vast")
