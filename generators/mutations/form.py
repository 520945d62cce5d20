"""Mutations of the form of a message: each element against each keyword of its schema."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from lxml import etree

from migratietoets.generators.messages.message import family
from migratietoets.generators.mutations.keywords import OF_PLACE, Keyword, codes_of, of_place, of_text, unknown_name
from migratietoets.istandaard.berichten import build, tree
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.structure import Element, structure


@dataclass(frozen=True, slots=True)
class FormMutation:
    """A message of which one element is against one keyword.

    Attributes:
        path: the names to the element, below the root; empty: the root itself.
        keyword: what it is against.
        variant: which of the valid messages it is made of.
        valid: that message.
        broken: what is made of it.
    """

    path: str
    keyword: Keyword
    variant: str
    valid: bytes
    broken: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """An element with what its schema asks of it.

    Attributes:
        path: the names to it, below the root; empty: the root itself.
        texts: keyword -> a text against it; None for what is asked of its place.
        codes: the rules of the model behind it.
    """

    path: str
    texts: dict[Keyword, str | None]
    codes: frozenset[str]


@cache
def asked(kind: str, release: Release, domein: Domein) -> tuple[Asked, ...]:
    """Every element of a schema with what is asked of it, in the order of the schema."""
    root = structure(kind, release, domein)
    return (Asked("", {Keyword.UNKNOWN: None}, frozenset()), *_asked(root, "", release, domein))


def _asked(parent: Element, above: str, release: Release, domein: Domein) -> Iterator[Asked]:
    for child in parent.children:
        path = f"{above}{child.name}"
        place: dict[Keyword, str | None] = dict.fromkeys(of_place(child, len(parent.children) - 1))
        yield Asked(path, {**place, **of_text(child, release, domein)}, codes_of(child, release, domein))
        yield from _asked(child, f"{path}/", release, domein)


def form_mutations(  # what a message depends on
    kind: str,
    release: Release,
    domein: Domein,
    *,
    code: str | None = None,
    seed: int = 0,
    number: int = 0,
) -> Iterator[FormMutation]:
    """Each element of a message against each keyword of its schema, in the order of the schema.

    Args:
        kind: "301" and so on.
        release: a release that has the message.
        domein: the domain.
        code: only of elements behind which this rule of the model stands.
        seed: as of `family`.
        number: as of `family`.
    """
    wanted = [one for one in asked(kind, release, domein) if code is None or code in one.codes]
    if not wanted:
        return
    whole = {name: build(one) for name, one in family(kind, release, domein, seed=seed, number=number).items()}
    trees = {name: tree(whole[name]) for name in sorted(whole, key=lambda name: len(whole[name]))}
    for one in wanted:
        name, place, which = _find(trees, one)
        for keyword, text in one.texts.items():
            if (broken := _against(trees[name], place, which, keyword, text)) is not None:
                yield FormMutation(one.path, keyword, name, whole[name], broken)


def _find(trees: dict[str, etree._Element], one: Asked) -> tuple[str, str, int]:
    """The smallest message with an element, the path to it, and which of them: one with a neighbour if there is any."""
    place = "/".join(f"{{*}}{step}" for step in one.path.split("/")) if one.path else "."
    there = [(name, which, found) for name, root in trees.items() for which, found in enumerate(root.findall(place))]
    name, which, _ = next((found for found in there if _neighbours(found[2])), there[0])
    return name, place, which


def _neighbours(element: etree._Element) -> list[etree._Element]:
    """What stands beside an element under another name."""
    parent = element.getparent()
    return [] if parent is None else [one for one in parent if one.tag != element.tag]


def _against(root: etree._Element, place: str, which: int, keyword: Keyword, text: str | None) -> bytes | None:
    """The message with that element against a keyword; None where it has nothing beside it to change places with."""
    root = deepcopy(root)
    element = root.findall(place)[which]
    if keyword not in OF_PLACE:
        element.text = text
    elif keyword == Keyword.UNKNOWN:
        etree.SubElement(element, f"{{{etree.QName(root).namespace}}}{unknown_name()}")
    elif not _move(element, keyword):
        return None
    written = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _move(element: etree._Element, keyword: Keyword) -> bool:
    """Take an element out, put it there twice, or put it where it does not belong."""
    parent = element.getparent()
    if parent is None:
        return False
    beside = _neighbours(element)
    if keyword == Keyword.TWICE:
        element.addnext(deepcopy(element))
        return True
    if keyword == Keyword.ORDER:
        if not beside:
            return False
        last = parent.index(beside[-1]) > parent.index(element)
        beside[-1].addnext(element) if last else beside[0].addprevious(element)
        return True
    for one in [one for one in parent if one.tag == element.tag]:
        parent.remove(one)
    return True
