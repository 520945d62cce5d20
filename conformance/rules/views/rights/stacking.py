"""What is stacked: two toewijzingen of one product on the same day, from 2021, at one aanbieder (OP259, TR302)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from migratietoets.conformance.rules.views.cover import overlap
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.istandaard.codelijsten.codes import CORRECTION
from migratietoets.istandaard.model import Key
from migratietoets.istandaard.releases import START_30


@dataclass(frozen=True, slots=True)
class Held:
    """A toewijzing and the days from 2021 on which it holds."""

    key: Key
    first: date
    last: date


def held_in_2021(key: Key, einddatum: date | None) -> Iterator[Held]:
    """Its days from 2021; none when it ended before."""
    held = Held(key, max(key.ingangsdatum, START_30), einddatum or date.max)
    if held.first <= held.last:
        yield held


def same_product(one: Key, other: Key) -> bool:
    """Whether two may not hold together: the same product, the same categorie without one, or one is generiek."""
    if None in {one.categorie, other.categorie}:
        return True
    return (one.categorie, one.code) == (other.categorie, other.code)


def stacked(one: Held, other: Held) -> bool:
    """Whether two may not hold together, and do on some day."""
    return same_product(one.key, other.key) and overlap((one.first, one.last), (other.first, other.last)) is not None


def stacked_lines(bericht: SentMessage) -> tuple[Held, Held] | None:
    """Two lines of one 301 that may not hold together; a cancelled one does not hold."""
    lines = [
        held
        for line in bericht.lines
        if not (line.product.reden_wijziging == CORRECTION and line.product.einddatum == line.key.ingangsdatum)
        for held in held_in_2021(line.key, line.product.einddatum)
    ]
    pairs = combinations(dict.fromkeys(lines), 2)
    return next(((one, other) for one, other in pairs if one.key != other.key and stacked(one, other)), None)
