"""The elements of a message by their names, whatever message it is: taken out, or found with their lines."""

from collections.abc import Collection
from functools import lru_cache

from lxml import etree

from migratietoets.istandaard.berichten.xml.parser import line_number, tree


def without(data: bytes, names: Collection[str]) -> bytes:
    """A message without the elements of these names, and what is in them.

    Raises:
        BerichtError: not XML, or more than we are willing to read.
    """
    if not names:
        return data
    root = tree(data)
    for element in [one for one in root.iter() if etree.QName(one).localname in names]:
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


@lru_cache(1)
def element_lines(data: bytes, name: str) -> list[dict[str, int]]:
    """For each element of this name its line, under "", and the line of each part by its name in small letters.

    Raises:
        BerichtError: not XML, or more than we are willing to read.
    """
    return [
        {etree.QName(part).localname.lower(): line_number(part) for part in element.iter()} | {"": line_number(element)}
        for element in tree(data).iter(f"{{*}}{name}")
    ]
