"""What the tests share: made-up runs, sample messages and a play of the reference."""

from pathlib import Path

PROJECT = Path(__file__).parents[2]
"""The root of the repository."""
