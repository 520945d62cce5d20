"""The aanbieders of a gemeente: a handful, a few of which have most of the clients; some work for several gemeenten."""

from functools import cache

from migratietoets.generators.chance import integer
from migratietoets.generators.people.clients import AANBIEDERS

POOL = (*AANBIEDERS, *(f"9999{number:04d}" for number in range(3, 25)))
"""Invented AGB codes."""
FEWEST, MOST = 6, 11
"""So many work for a gemeente."""


@cache
def aanbieders_of(gemeente: str) -> tuple[str, ...]:
    """Who works for a gemeente, the largest first; the first two of all work everywhere."""
    count = FEWEST + integer("aanbieders", gemeente) % (MOST - FEWEST + 1)
    others = sorted(POOL[2:], key=lambda code: integer("aanbieder", gemeente, code))
    return (*AANBIEDERS, *others[: count - 2])


@cache
def sizes(count: int) -> tuple[int, ...]:
    """How many clients each of so many has, compared with the others: half as many at the third as at the first."""
    return tuple(1200 // (place + 2) for place in range(count))
