"""Lines that stand in a message twice; for the numbers of prestaties see `declaraties`."""

from collections.abc import Iterator
from functools import cache

from lxml import etree

from migratietoets.istandaard.berichtregels.breach import Breach
from migratietoets.istandaard.berichtregels.conditions import BASE, find
from migratietoets.istandaard.berichtregels.counting.counted import Detected, counted, elements, repeated, said_twice
from migratietoets.istandaard.schemas.release_facts import base_namespace, bericht_namespace
from migratietoets.istandaard.schemas.structure import structure

_REGIE = ("ToewijzingNummer", "Product", "Begindatum")
KEYS: dict[str, dict[str, tuple[str, ...]]] = {
    "301": {
        "Client/Relaties/Relatie": ("Nummer",),
        "Client/Contactgegevens/Contact": ("Soort",),
        "Client/ToegewezenProducten/ToegewezenProduct": ("ToewijzingNummer",),
    },
    "303": {"Clienten/Client": ("Bsn",)},
    "305": {"Client/StartProducten/StartProduct": _REGIE},
    "307": {"Client/StopProducten/StopProduct": (*_REGIE, "Einddatum")},
    "315": {"Client/AangevraagdeProducten/AangevraagdProduct": ("Product", "ToewijzingIngangsdatum")},
    "317": {
        "Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct": ("ToewijzingNummer",),
        "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct": ("ToewijzingNummer",),
        "Client/Verzoek/NieuweProducten/NieuwProduct": ("Product", "GewensteIngangsdatum"),
    },
    "323": {"Declaratie/Clienten/Client": ("Bsn",)},
}
"""The logical key of each class that may occur more than once, of which no two stand in a message."""


SEVERAL = {kind: " or ".join(f"{path}[2]" for path in paths) for kind, paths in KEYS.items()}
"""There are two of any of those."""


@cache
def _tag(detected: Detected, path: str, name: str) -> str:
    """An element of a class as the parser names it."""
    prefix, _, local = find((structure(*detected),), f"{path}/{name}").rpartition("/")[2].partition(":")
    space = base_namespace(*detected[1:]) if prefix == BASE else bericht_namespace(*detected)
    return f"{{{space.uri}}}{local}"


def _held(element: etree._Element, tag: str) -> tuple[str, ...] | None:
    """What an element and all below it hold, or None where it is absent."""
    found = next(element.iterchildren(tag), None)
    if found is None:
        return None
    if not len(found):
        return ((found.text or "").strip(),)
    return tuple(part for part in (str(part).strip() for part in found.itertext()) if part)


@counted("TR101", *KEYS, when=SEVERAL)
def no_line_stands_twice(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """No two classes of a kind have the same key."""
    for path, key in KEYS[detected[0]].items():
        lines, firsts = elements(detected, path)(root), elements(detected, f"{path}/{key[0]}")(root)
        if len({(one.text or "").strip() for one in firsts}) == len(firsts) == len(lines):
            continue
        tags = [_tag(detected, path, name) for name in key]
        keyed = ((tuple(_held(one, tag) for tag in tags), one) for one in lines)
        for again in repeated(keyed):
            name = path.rpartition("/")[2]
            expected = f"een {name} met een andere sleutel ({', '.join(key)}) dan alle eerdere"
            yield Breach("TR101", again, name, expected, "dezelfde sleutel nog eens")


@counted("TR347", "315", when={"315": "Client/AangevraagdeProducten/AangevraagdProduct[2]"})
def no_reference_stands_twice(root: etree._Element, detected: Detected) -> Iterator[Breach]:
    """Each product of a request has a reference of its own."""
    path = "Client/AangevraagdeProducten/AangevraagdProduct/ReferentieAanbieder"
    return said_twice("TR347", root, detected, path, "een referentie die nog niet in het bericht staat")
