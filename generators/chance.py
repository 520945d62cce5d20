"""Chance from a seed: the same seed gives the same choices on any machine."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")


def seeded(*parts: object) -> Random:
    """A source of chance that depends on its parts only, for example seed, gemeente and position."""
    return Random(":".join(str(part) for part in parts))  # noqa: S311  # reproducible on purpose, nothing is secret


def integer(*parts: object) -> int:
    """A number of 32 bits that depends on its parts only; cheaper than `seeded` where one choice is enough."""
    return crc32(":".join(str(part) for part in parts).encode())


def chance(rng: Random, share: float) -> bool:
    """True in this share of the cases (0 .. 1)."""
    return rng.random() < share


def weighted(rng: Random, choices: Sequence[T], weights: Sequence[float]) -> T:
    """One of the choices, each as often as its weight says."""
    return rng.choices(choices, weights)[0]
