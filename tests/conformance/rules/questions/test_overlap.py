from dataclasses import replace
from datetime import date

import pytest

from migratietoets.conformance.rules.questions.assess import assess_all
from migratietoets.conformance.rules.questions.overlap import NAMED
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.records.template import EXAMPLE as ONE_RECORD

ONE = replace(Toewijzing.from_json(ONE_RECORD), frequentie="2", volume=10)
TWO = replace(ONE, id="T2", toewijzingnummer="2", ingangsdatum=date(2020, 5, 4))
BARE = {"code": None, "volume": None, "eenheid": None, "frequentie": None}


def named(*records):
    """Per toewijzing the others that its remark names."""
    said = [" ".join(out.remarks) for out in assess_all(records, date(2020, 10, 1))]
    return [{one.id for one in records if f" {one.id} " in text or f" {one.id}," in text} for text in said]


def test_two_of_the_same_product_name_each_other_though_neither_migrates():
    assert named(ONE, TWO) == [{"T2"}, {"T1"}]


@pytest.mark.parametrize(
    ("end", "overlaps"), [("2020-12-30", False), ("2020-12-31", False), ("2021-01-01", True), (None, True)]
)
def test_only_an_overlap_in_2021_counts(end, overlaps):
    two = replace(TWO, frequentie="4", einddatum=end and date.fromisoformat(end))
    assert named(ONE, two) == ([{"T2"}, {"T1"}] if overlaps else [set(), set()])


@pytest.mark.parametrize("day", [29, 30])
def test_one_that_begins_before_the_other_ends_overlaps(day):
    two = replace(TWO, ingangsdatum=date(2021, 6, day), einddatum=None, frequentie="4")
    assert named(ONE, two) == [{"T2"}, {"T1"}]


def test_one_that_begins_when_the_other_has_ended_does_not_overlap():
    assert named(ONE, replace(TWO, ingangsdatum=date(2021, 7, 1), einddatum=None, frequentie="4")) == [set(), set()]


@pytest.mark.parametrize(
    "change",
    [
        {"aanbieder": "99990002"},
        {"bsn": "999900018"},
        {"gemeente": "0363"},
        {"code": "15A02"},
        {"einddatum": TWO.ingangsdatum},
    ],
)
def test_what_stands_elsewhere_or_is_other_care_does_not_overlap(change):
    assert named(ONE, replace(TWO, **change)) == [set(), set()]


def test_generiek_overlaps_anything():
    generiek = replace(TWO, categorie=None, **BARE, budget=5)
    assert named(ONE, generiek) == [{"T2"}, {"T1"}]


def test_what_becomes_generiek_overlaps_anything():
    becomes = replace(TWO, categorie="07", code=None, vervanging="generiek_met_budget")
    assert named(ONE, becomes) == [{"T2"}, {"T1"}]


def test_where_nobody_can_know_what_it_becomes_each_form_counts():
    unknown = replace(TWO, code=None)
    aspecifiek = replace(ONE, **BARE)
    assert named(aspecifiek, unknown) == [{"T2"}, {"T1"}]
    assert named(replace(aspecifiek, categorie="07"), unknown) == [set(), set()]


def test_two_without_number_are_two():
    first, second = (replace(ONE, id=name, toewijzingnummer=None) for name in ("T1", "T2"))
    assert named(first, second) == [{"T2"}, {"T1"}]
    assert named(ONE, replace(ONE, id="T2")) == [set(), set()]


@pytest.mark.parametrize("count", [NAMED, NAMED + 1, NAMED + 2, 300])
def test_of_many_the_first_are_named_in_the_order_of_the_input(count):
    records = [replace(ONE, id=f"T{number}", toewijzingnummer=str(number)) for number in range(count)]
    said = [" ".join(out.remarks) for out in assess_all(records, date(2020, 10, 1))]
    others = [f"T{number}" for number in range(1, count)]
    assert f"met {', '.join(others[:NAMED])}{' en andere' if count > NAMED + 1 else ''} van" in said[0]
    assert ("en andere" in said[-1]) == (count > NAMED + 1)
