"""The family of every message: valid, complete, and about nobody."""

import re
from collections.abc import Iterator
from itertools import product

import pytest

from migratietoets.generators.messages.message import family
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.bsn import NINE_DIGITS, TEST_RANGE
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import kinds
from migratietoets.istandaard.schemas.structure import Element, structure
from migratietoets.istandaard.validation import validate

SORTS = [(kind, release, domein) for release, domein in product(Release, Domein) for kind in kinds(release)]
every_sort = pytest.mark.parametrize("sort", SORTS, ids="-".join)


def _paths(content: object, above: str = "") -> Iterator[str]:
    for one in content if isinstance(content, list) else [content]:
        for name, value in one.items() if isinstance(one, dict) else ():
            yield f"{above}/{name}"
            yield from _paths(value, f"{above}/{name}")


def _known(element: Element, above: str = "") -> Iterator[str]:
    for child in element.children:
        yield f"{above}/{child.name}"
        yield from _known(child, f"{above}/{child.name}")


@every_sort
def test_every_message_of_a_family_is_valid(sort: tuple[str, Release, Domein]) -> None:
    for variant, bericht in family(*sort).items():
        assert validate(build(bericht)) == [], variant


@every_sort
def test_a_family_holds_every_element_of_its_schema(sort: tuple[str, Release, Domein]) -> None:
    there = {path for bericht in family(*sort).values() for path in _paths(bericht.content)}
    assert there == set(_known(structure(*sort)))


@every_sort
def test_a_message_is_about_nobody(sort: tuple[str, Release, Domein]) -> None:
    for bericht in family(*sort, seed=3, number=7).values():
        text = build(bericht).decode()
        assert all(int(found) in TEST_RANGE or found == "999999999" for found in NINE_DIGITS.findall(text))
        assert set(re.findall(r"Postcode>([^<\s]+)<", text)) <= {"9999XX"}
        assert all(code.startswith(("9999", "9800")) for code in re.findall(r">(\d{8})<", text))


@every_sort
def test_the_same_arguments_give_the_same_bytes_and_another_number_another_message(
    sort: tuple[str, Release, Domein],
) -> None:
    first, again, other = (
        [build(one) for one in family(*sort, seed=1, number=number).values()] for number in (2, 2, 3)
    )
    assert first == again
    assert not {*first} & {*other}
    assert len({*first}) == len(first)
