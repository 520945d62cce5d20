"""Lines of a message that say the same, and then break the same: each thing said is judged once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from migratietoets.istandaard.berichtregels.conditions import prefixed, ready
from migratietoets.istandaard.berichtregels.counting.counted import Detected, Elements
from migratietoets.istandaard.schemas.structure import Element

_MANY = 20
"""From so many elements of a class on it pays to look first at which of them say the same."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A class of which many may say the same, and then break the same: a few texts, and no look at what is beside.

    Attributes:
        every: from the root to all of them.
        texts: from the root to what they say, text by text.
        width: how many texts one of them holds.
    """

    every: Elements
    texts: Callable[[etree._Element], list[str]]
    width: int

    def broken(self, root: etree._Element, breaks: Callable[[etree._Element], bool]) -> Sequence[etree._Element] | None:
        """Those of a valid message that break a row, asked of one of each; None where that saves nothing."""
        lines, texts = self.every(root), self.texts(root)
        if len(texts) != self.width * len(lines):
            return None
        said = list(zip(*[iter(texts)] * self.width, strict=True))
        one_of_each = dict(zip(said, lines, strict=True))
        if len(one_of_each) * _MANY > len(lines):
            return None
        broken = {what for what, line in one_of_each.items() if breaks(line)}
        return [line for what, line in zip(said, lines, strict=True) if what in broken] if broken else ()


def lines_of(path: tuple[Element, ...], broken: str, detected: Detected) -> Lines | None:
    """The lines at the end of a path, of which those that say the same break the same; None where that is not so.

    Args:
        path: the class and all above it, from the root.
        broken: what it must not be, as XPath.
        detected: what message it is.
    """
    texts, place = path[-1].children, "/".join(prefixed(path[1:]))
    few = all(one.leaf and not one.repeatable for one in texts)
    if not few or ".." in broken or sum(one.repeatable for one in path) <= 1:
        return None
    return Lines(ready(place, detected), ready(f"{place}/*/text()", detected), len(texts))


def many_of(path: tuple[Element, ...]) -> str:
    """Whether there are many; those of the first that may be repeated are counted without a walk over the rest."""
    first = next(number for number, one in enumerate(path) if one.repeatable)
    outer, place = ("/".join(prefixed(path[1:end])) for end in (first + 1, len(path)))
    return f"{outer}[{_MANY}] or ({place})[{_MANY}]"
