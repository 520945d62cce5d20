"""Chance from a seed: the same seed gives the same choices on any machine."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")


def bron(*delen: object) -> Random:
    """A source of chance that depends on its parts only, for example seed, gemeente and position."""
    return Random(":".join(str(deel) for deel in delen))  # noqa: S311  # reproducible on purpose, nothing is secret


def getal(*delen: object) -> int:
    """A number of 32 bits that depends on its parts only; cheaper than `bron` where one choice is enough."""
    return crc32(":".join(str(deel) for deel in delen).encode())


def kans(rng: Random, aandeel: float) -> bool:
    """True in this share of the cases (0 .. 1)."""
    return rng.random() < aandeel


def gewogen(rng: Random, keuzes: Sequence[T], gewichten: Sequence[int]) -> T:
    """One of the choices, each as often as its weight says."""
    return rng.choices(keuzes, gewichten)[0]
