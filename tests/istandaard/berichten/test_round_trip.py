"""Any valid document, with whatever optional parts, comes back as the same document."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from migratietoets.istandaard.berichten import Bericht, build, read, tree
from migratietoets.istandaard.bsn import elfproef
from migratietoets.istandaard.codelijsten import code_list, code_lists
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF, berichtcodes, fixed_values, kinds, standard_data
from migratietoets.istandaard.schemas.structure import Element, structure
from migratietoets.istandaard.schemas.xsd_writer import list_of
from migratietoets.istandaard.validation import form_errors
from tests.helpers.sample_messages import EVERYTHING, EVERYWHERE

BSNS = [bsn for bsn in map(str, range(999900006, 999900400)) if elfproef(bsn)]
CHARACTERS = st.sampled_from("abcXYZ019 .,-'&<>\"éß€😀ijĲ")
FORMS = {
    "cijfers4": st.from_regex(r"\A[0-9]{4}\Z"),
    "cijfers8": st.from_regex(r"\A[0-9]{8}\Z"),
    "cijfers9": st.sampled_from(BSNS),
    "letters": st.text("abzAZéÀ", min_size=1, max_size=6),
    "versie": st.sampled_from(["0.0.1", "1.0.0", "10.20.30"]),
    "alfanumeriek": st.text("abzABZ019", min_size=1, max_size=12),
    "btw_nummer": st.sampled_from(["NL123456789B01", "NL000000000B99"]),
    "servicebureau": st.sampled_from(["00000000", "98000001", "98123456"]),
    "gevuld_met_regels": st.lists(st.text(CHARACTERS, min_size=1).filter(str.strip), min_size=1).map("\n".join),
}


def dates(element: Element) -> st.SearchStrategy[str]:
    """Every end lies after every other date (CS003)."""
    start, end = (2021, 2099) if element.name.endswith("inddatum") else (1900, 2020)
    return st.dates(date(start, 1, 1), date(end, 12, 31)).map(date.isoformat)


def value(element: Element, release: Release, domein: Domein) -> st.SearchStrategy[str]:
    type_ = str(element.type)
    ldt, listing = standard_data()["ldt"][type_], list_of(type_, domein)
    if listing in code_lists():
        return st.sampled_from(sorted(code_list(str(listing)).codes(release)))
    if element.restriction is not None:
        return restricted(*element.restriction)
    length = ldt.get("max", 20)
    shapes = FORMS | {
        "integer": st.integers(0, ldt.get("hoogste")).map(str),
        "date": dates(element),
        "time": st.times().map(lambda time_of_day: time_of_day.isoformat("seconds")),
        "cijfers": st.text("0123456789", min_size=1, max_size=length),
        "gevuld": st.text(CHARACTERS, min_size=1, max_size=min(length, 20)).filter(str.strip),
    }
    return shapes[ldt.get("basis") or ldt.get("patroon", "gevuld")]


def restricted(facet: str, limit: str) -> st.SearchStrategy[str]:
    """What an element allows beyond its type: a pattern by name, or a lower maximum."""
    if facet == "maxInclusive":
        return st.integers(0, int(limit)).map(str)
    return FORMS[next(name for name, what in standard_data()["patronen"].items() if what["patroon"] == limit)]


@st.composite
def content(
    draw: st.DrawFn, element: Element, release: Release, domein: Domein, fixed: dict[str, str]
) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for child in element.children:
        if child.min == 0 and not draw(st.booleans()):
            continue
        if child.name in fixed:
            out[child.name] = fixed[child.name]
            continue
        one: st.SearchStrategy[Any] = (
            value(child, release, domein) if child.leaf else content(child, release, domein, {})
        )
        if element.name == "Bericht" and child.name == "Header":
            one = content(child, release, domein, fixed)
        out[child.name] = draw(st.lists(one, min_size=1, max_size=2)) if child.repeatable else draw(one)
    return out


def berichten(kind: str, release: Release, domein: Domein) -> st.SearchStrategy[Bericht]:
    fixed, root = fixed_values(kind, release, domein), structure(kind, release, domein)
    codes = st.sampled_from(berichtcodes(kind, domein))
    shape = codes.flatmap(lambda code: content(root, release, domein, fixed | {"BerichtCode": code}))
    return shape.map(lambda fields: Bericht(kind, release, domein, fields))


def shape(element: etree._Element) -> tuple[str, Any]:
    """What a document says, whatever its layout and prefixes."""
    text = element.text or ""
    return (element.tag, [shape(child) for child in element] or (text if text.strip() else ""))


def check(bericht: Bericht) -> None:
    xml = build(bericht)
    assert form_errors(xml) == []
    assert read(xml) == bericht
    laid_out_otherwise = xml.replace(b"\r\n", b"\n").replace(b"  ", b"\t") if b"Commentaar>" not in xml else xml
    assert shape(tree(build(read(laid_out_otherwise)))) == shape(tree(laid_out_otherwise))


ARBITRARY = st.one_of(*(berichten(*what) for what in EVERYWHERE))
CALM = {"deadline": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=50, **CALM)
@given(ARBITRARY)
def test_every_valid_bericht_comes_back_equal(bericht: Bericht) -> None:
    check(bericht)


@pytest.mark.traag
@settings(max_examples=800, **CALM)
@given(ARBITRARY)
def test_very_many_valid_berichten_come_back_equal(bericht: Bericht) -> None:
    check(bericht)


def example(element: Element, release: Release, domein: Domein) -> str:
    type_ = str(element.type)
    ldt, listing = standard_data()["ldt"][type_], list_of(type_, domein)
    if listing in code_lists():
        return max(code_list(str(listing)).codes(release))
    day = "2021-12-31" if element.name.endswith("inddatum") else "2020-01-01"
    if element.restriction is not None:
        return {"([": "Nr1", "99": "9999"}.get(element.restriction[1][:2], "98000001")
    shapes = {"integer": "7", "time": "23:59:59", "date": day, "cijfers4": "0344", "cijfers8": "99990001"}
    shapes |= {"cijfers9": "999900006", "cijfers": "0201", "versie": "1.2.3", "btw_nummer": "NL123456789B01"}
    text: str = shapes.get(ldt.get("basis") or ldt.get("patroon", ""), "Aé")
    return text[: ldt.get("max", 20)]


def everything(element: Element, release: Release, domein: Domein) -> dict[str, Any]:
    """A content with every element that can occur, repeatable ones twice."""
    out: dict[str, Any] = {}
    for child in element.children:
        one = example(child, release, domein) if child.leaf else everything(child, release, domein)
        out[child.name] = [one, one] if child.repeatable else one
    return out


@pytest.mark.parametrize(("kind", "release", "domein"), EVERYWHERE)
def test_a_bericht_with_everything_in_it(kind: str, release: Release, domein: Domein) -> None:
    full = everything(structure(kind, release, domein), release, domein)
    full["Header"] |= fixed_values(kind, release, domein)
    bericht = Bericht(kind, release, domein, full)
    assert form_errors(build(bericht)) == []
    assert read(build(bericht)) == bericht


def test_a_complete_301_of_2_4_has_limitations_and_that_of_3_0_a_budget() -> None:
    old, new = (str(structure("301", release, Domein.WMO)) for release in Release)
    assert "BeperkingScore" in old
    assert "BeperkingScore" not in new
    assert "LDT_Budget" in new
    assert "LDT_Budget" not in old


@pytest.mark.parametrize("kind", RETOUR_OF)
def test_a_retour_with_only_a_header(kind: str) -> None:
    for release, domein in [(release, domein) for release, domein in EVERYTHING if kind in kinds(release)]:
        full = everything(structure(kind, release, domein), release, domein)
        header = full["Header"] | fixed_values(kind, release, domein)
        bericht = Bericht(kind, release, domein, {"Header": header})
        assert read(build(bericht)) == bericht
        assert form_errors(build(bericht)) == []
