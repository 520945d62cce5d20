"""Register a rule that compares many lines, and find those lines: compiled paths, one walk a path."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lxml import etree

from migratietoets.istandaard.berichten.bericht import quote
from migratietoets.istandaard.berichtregels.breach import Breach
from migratietoets.istandaard.berichtregels.conditions import BERICHT, find, ready
from migratietoets.istandaard.modelregels import modelregels
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.structure import structure

Detected = tuple[str, Release, Domein]
Root = etree._Element  # noqa: SLF001  # its only public name
Count = Callable[[Root, Detected], Iterator[Breach]]
Elements = Callable[[Root], list[Root]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A rule with a function of its own.

    Attributes:
        id: the official id.
        kinds: the messages it is held to.
        ook_24: in release 2.4 too, where it is assumed and thus only warns.
        count: from the root of a message to what it breaks, in linear time.
        when: for each message the condition, as the table writes one, without which nothing can be broken.
    """

    id: str
    kinds: tuple[str, ...]
    ook_24: bool
    count: Count
    when: Mapping[str, str]

    def holds_for(self, kind: str, release: Release, domein: Domein) -> bool:
        """Whether a message of this kind is held to it."""
        known = release == Release.R30 or self.ook_24
        return known and kind in self.kinds and domein in modelregels()[self.id].domeinen


_ALWAYS: Mapping[str, str] = MappingProxyType({})

COUNTED: list[Counted] = []
"""Every such rule; one may have more than one function."""


def counted(
    rule_id: str, *kinds: str, ook_24: bool = False, when: Mapping[str, str] = _ALWAYS
) -> Callable[[Count], Count]:
    """Hold messages of these kinds to a rule; `when` spares those of which a glance shows that they keep it."""

    def decorate(count: Count) -> Count:
        COUNTED.append(Counted(rule_id, kinds, ook_24, count, when))
        return count

    return decorate


@cache
def elements(detected: Detected, path: str) -> Elements:
    """From the root of such a message to every element at a path below it: "Client/ToegewezenProducten".

    Raises:
        UnknownElementError: such a message has no such element.
    """
    compiled: Elements = ready(f"/{BERICHT}:Bericht/{find((structure(*detected),), path)}", detected)
    return compiled


def repeated(lines: Iterable[tuple[object, etree._Element]]) -> Iterator[etree._Element]:
    """Each element whose key an earlier one had."""
    known = list(lines)
    if len({key for key, _ in known}) == len(known):
        return
    seen = set()
    for key, element in known:
        if key in seen:
            yield element
        seen.add(key)


def said_twice(rule: str, root: etree._Element, detected: Detected, path: str, expected: str) -> Iterator[Breach]:
    """Each element at a path that holds what an earlier one holds."""
    for again in repeated((one.text, one) for one in elements(detected, path)(root)):
        yield Breach(rule, again, path.rpartition("/")[2], expected, quote(again.text or ""))
