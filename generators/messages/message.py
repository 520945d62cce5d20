"""Make a valid message: its structure filled with what its sheet says."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from migratietoets.generators.messages.sheet import Sheet, Step, sheet, variants
from migratietoets.generators.people.clients import person
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import xsd_version
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.codelijsten import code_list, code_lists
from migratietoets.istandaard.model import Client
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF, fixed_values
from migratietoets.istandaard.schemas.structure import Element, structure
from migratietoets.istandaard.schemas.xsd_writer import list_of

FIRST_NUMBER = 1001
"""The first message of a family bears it in its identification and in the numbers it hands out."""
_PREFIX = "van"
"""The voorvoegsel of whoever has none, so that every element is there."""


def family(
    kind: str, release: Release, domein: Domein, *, seed: int = 0, number: int = 0, after: int = 0
) -> dict[str, Bericht]:
    """Every variant of a message, by name; together they hold every element of its schema.

    Args:
        kind: "301" and so on.
        release: a release that has the message.
        domein: the domain.
        seed: the same seed gives the same people.
        number: whose message it is: another number gives another person and other toewijzingnummers and references.
        after: how many messages of this kind from the same sender went before: another identification.
    """
    return {
        variant: message(kind, release, domein, variant, seed=seed, number=number, after=place + after)
        for place, variant in enumerate(variants(kind, release, domein))
    }


def message(
    kind: str, release: Release, domein: Domein, variant: str, *, seed: int = 0, number: int = 0, after: int = 0
) -> Bericht:
    """One variant of a message; the arguments are those of `family`."""
    facts = _facts(seed, number, domein) | {
        "n": str(FIRST_NUMBER + number),
        "id": f"{FIRST_NUMBER + number}{after:02d}",
    }
    whole = _Whole(kind, release, domein, sheet(kind, release, domein, variant), facts)
    return Bericht(kind, release, domein, whole.content())


class _Whole:
    """A message in the making."""

    def __init__(self, kind: str, release: Release, domein: Domein, values: Sheet, facts: Mapping[str, str]) -> None:
        self._shape = structure(kind, release, domein)
        self._release, self._domein, self._values, self._facts = release, domein, values, facts
        of = {
            "XsdVersie": RETOUR_OF.get(kind, kind),
            "XsdVersieRetour": kind,
            "XsdVersieDeclaratie": RETOUR_OF.get(kind),
        }
        if kind == "325":
            of["XsdVersie"] = kind
        self._fixed: dict[str, object] = {**fixed_values(kind, release, domein)}
        self._fixed |= {name: xsd_version(str(one), release, domein) for name, one in of.items() if one}

    def content(self) -> dict[str, Any]:
        return dict(self._children(self._shape, ()))

    def _children(self, element: Element, path: tuple[Step, ...]) -> Iterator[tuple[str, Any]]:
        for child in element.children:
            said, value = self._values.find((*path, (child.name, None)), child.type)
            if said and value is None:
                continue
            if not said and child.name in self._fixed and len(path) == 1:
                yield child.name, self._fixed[child.name]
            elif not child.repeatable:
                yield child.name, self._one(child, (*path, (child.name, None)))
            elif child.leaf:
                yield child.name, [self._one(child, (*path, (child.name, None)))]
            else:
                many = value if isinstance(value, int) else 1
                yield child.name, [self._one(child, (*path, (child.name, place))) for place in range(1, many + 1)]

    def _one(self, element: Element, path: tuple[Step, ...]) -> Any:  # noqa: ANN401  # a text, or the content of a class
        if element.children:
            return dict(self._children(element, path))
        said, value = self._values.find(path, element.type)
        return str(value).format_map(self._facts) if said else self._first_code(element)

    def _first_code(self, element: Element) -> str:
        listed = list_of(element.type or "", self._domein)
        if listed not in code_lists():
            raise LookupError(f"values.yaml says nothing of {element.name} ({element.type})")
        return min(code_list(str(listed)).codes(self._release))


@cache
def _facts(seed: int, number: int, domein: Domein) -> dict[str, str]:
    """What a sheet may say of the client, and of a second one."""
    half = len(bsns_for_tests()) // 2
    return {
        **_names(person(seed, number % half, (domein,)).client, ""),
        **_names(person(seed, half + number % half, (domein,)).client, "2"),
    }


def _names(client: Client, end: str) -> dict[str, str]:
    facts = {
        "bsn": client.bsn,
        "geboren": client.geboortedatum.isoformat(),
        "geboortemaand": client.geboortedatum.replace(day=1).isoformat(),
        "geslacht": client.geslacht,
        "achternaam": client.achternaam,
        "voorvoegsel": client.voorvoegsel or _PREFIX,
        "voornamen": client.voornamen,
        "voorletters": client.voorletters,
        "huisnummer": str(client.huisnummer),
        "postcode": client.postcode,
        "straatnaam": client.straatnaam,
        "plaatsnaam": client.plaatsnaam,
    }
    return {f"{name}{end}": value for name, value in facts.items()}
