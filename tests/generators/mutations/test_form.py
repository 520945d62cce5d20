"""Every element of every schema is hit, keyword by keyword, and what is wrong is said where it is."""

import re
from itertools import product

import pytest
from lxml import etree

from migratietoets.generators.mutations.form import FormMutation, asked, form_mutations
from migratietoets.generators.mutations.keywords import MEANING, OF_PLACE, Keyword
from migratietoets.istandaard.berichten import tree
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import kinds
from migratietoets.istandaard.schemas.structure import Element, structure
from migratietoets.istandaard.schemas.xsd_writer import XSD_FOLDER
from migratietoets.istandaard.validation import form_errors

SORTS = [(kind, release, domein) for release, domein in product(Release, Domein) for kind in kinds(release)]
every_sort = pytest.mark.parametrize("sort", SORTS, ids="-".join)


@every_sort
def test_every_element_is_hit_and_reported_there_or_at_its_class(sort: tuple[str, Release, Domein]) -> None:
    made = set()
    for mutation in form_mutations(*sort):
        made.add((mutation.path, mutation.keyword))
        found = form_errors(mutation.broken)
        assert found, (mutation.path, mutation.keyword)
        assert all(_at(remark.element, mutation) for remark in found), (mutation.path, mutation.keyword, found)
    assert made == {(one.path, keyword) for one in asked(*sort) for keyword in one.texts}


def _at(found: str, mutation: FormMutation) -> bool:
    """Whether it is said of the element, of its class, or of what stands where it belongs."""
    place, above = re.sub(r"\[\d+\]", "", found), mutation.path.rpartition("/")[0]
    if mutation.keyword not in OF_PLACE:
        return place == mutation.path
    return place in {mutation.path, above} or place.rpartition("/")[0] in {mutation.path, above}


@every_sort
def test_every_element_of_a_schema_is_asked_something(sort: tuple[str, Release, Domein]) -> None:
    def paths(element: Element, above: str) -> list[str]:
        return [
            path
            for child in element.children
            for path in (f"{above}{child.name}", *paths(child, f"{above}{child.name}/"))
        ]

    assert [one.path for one in asked(*sort)] == ["", *paths(structure(*sort), "")]
    assert all(one.texts for one in asked(*sort))


def test_every_keyword_is_used_and_has_a_meaning() -> None:
    assert {keyword for sort in SORTS for one in asked(*sort) for keyword in one.texts} == set(Keyword) == set(MEANING)


def test_no_schema_has_a_keyword_that_nothing_hits() -> None:
    """What stands in the XSD files beside the names of elements and types is hit."""
    names = {"schema", "import", "element", "complexType", "simpleType", "restriction"}
    tags = {
        etree.QName(one).localname for path in XSD_FOLDER.rglob("*.xsd") for one in tree(path.read_bytes()).iter("{*}*")
    }
    assert tags - names <= {str(keyword) for keyword in Keyword}


def test_the_codes_behind_an_element_are_those_that_are_reported_there() -> None:
    for sort in (("301", Release.R30, Domein.WMO), ("303", Release.R24, Domein.JW), ("323", Release.R30, Domein.JW)):
        codes = {one.path: one.codes for one in asked(*sort)}
        for mutation in form_mutations(*sort):
            assert {remark.code for remark in form_errors(mutation.broken)} <= {"XSD", *codes[mutation.path]}
