from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from migratietoets.conformance.contracts import as_json
from migratietoets.conformance.rules.questions.assess import assess
from migratietoets.conformance.rules.questions.conversion import per
from migratietoets.conformance.rules.questions.reasons import Numbers
from migratietoets.conformance.rules.questions.successor import CHOOSE_VOLUME, FAR_OFF, TOGETHER_MORE
from migratietoets.istandaard.model import InputError, NewContent, Toewijzing
from migratietoets.istandaard.records.template import EXAMPLE as ONE_RECORD

AT = date(2020, 10, 1)
OLD = Toewijzing.from_json(ONE_RECORD)


def answer(**change):
    t = replace(OLD, **change)
    return as_json(assess(t, Numbers([t]), AT))


def successor(**change):
    out = answer(**change)
    last = out["actions"][-1]
    return (last["volume"], last["eenheid"], last["frequentie"]), out["remarks"]


@pytest.mark.parametrize(
    ("old", "wish", "new"),
    [
        ((240, "01", "3"), {"eenheid": "04"}, (1, "04", "2")),
        ((40, "04", "3"), {"eenheid": "01"}, (600, "01", "2")),
        ((8, "04", "3"), {"eenheid": "16"}, (2, "16", "4")),
        ((4, "16", "3"), {"eenheid": "04"}, (4, "04", "2")),
        ((40, "04", "3"), {"frequentie": "4"}, (43, "04", "4")),
        ((40, "04", "3"), {"frequentie": "2"}, (10, "04", "2")),
        ((28, "04", "3"), {"frequentie": "1"}, (1, "04", "1")),
        ((120, "04", "5"), {"frequentie": "4"}, (10, "04", "4")),
        ((104, "04", "5"), {"frequentie": "2"}, (2, "04", "2")),
        ((2, "14", "1"), {"frequentie": "2"}, (14, "14", "2")),
        ((3, "14", "1"), {"frequentie": "4"}, (91, "14", "4")),
        ((40, "04", "3"), {"eenheid": "01", "frequentie": "4"}, (2600, "01", "4")),
        ((40, "04", "3"), {"volume": 7, "frequentie": "2"}, (7, "04", "2")),
    ],
)
def test_a_wish_of_an_eenheid_or_frequentie_converts_the_volume(old, wish, new):
    volume, eenheid, frequentie = old
    given = {"volume": volume, "eenheid": eenheid, "frequentie": frequentie, "nieuw": NewContent(**wish)}
    assert successor(**given) == (new, [])


@pytest.mark.parametrize(
    ("old", "wish", "new"),
    [
        ((40, "04", "3"), {"eenheid": "83"}, (None, "83", "4")),
        ((40, "04", "3"), {"eenheid": "14"}, (None, "14", "4")),
        ((40, "04", "3"), {"frequentie": "6"}, (None, "04", "6")),
        ((None, "04", "3"), {"frequentie": "2"}, (None, "04", "2")),
    ],
)
def test_what_cannot_be_converted_is_left_to_the_gemeente(old, wish, new):
    volume, eenheid, frequentie = old
    given = {"volume": volume, "eenheid": eenheid, "frequentie": frequentie, "nieuw": NewContent(**wish)}
    assert successor(**given) == (new, [CHOOSE_VOLUME])


def test_ten_per_four_weeks_are_not_eleven_per_week():
    wish = NewContent(frequentie="2")
    assert successor(volume=10, vervanging="specifiek_met_omvang", nieuw=wish) == ((3, "04", "2"), [FAR_OFF])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ((1, "5"), (1, "4"), True),
        ((5, "5"), (1, "4"), True),
        ((11, "5"), (1, "4"), False),
        ((13, "5"), (1, "4"), False),
        ((14, "5"), (1, "4"), True),
        ((120, "5"), (10, "4"), False),
        ((0, "3"), (1, "4"), True),
        ((1, "3"), (1, "4"), False),
        ((6, "3"), (7, "4"), False),
    ],
)
def test_rounding_by_more_than_a_tenth_is_said(old, new, said):
    (volume, _, frequentie), remarks = successor(volume=old[0], frequentie=old[1])
    assert ((volume, frequentie), remarks == [FAR_OFF]) == (new, said)


@pytest.mark.parametrize("volume", [0, 1, 7])
def test_82_to_84_keeps_its_volume(volume):
    assert successor(volume=volume, eenheid="82", frequentie="4") == ((volume, "84", "4"), [])


def test_a_frequentie_that_the_eenheid_does_not_have_is_bad_input():
    with pytest.raises(InputError, match="frequentie 1"):
        answer(eenheid="14", nieuw=NewContent(frequentie="1"))


@pytest.mark.parametrize(("begin", "said"), [(date(2020, 12, 31), True), (date(2021, 1, 1), False)])
def test_a_shared_total_says_that_together_they_are_more(begin, said):
    out = answer(eenheid="82", frequentie="6", volume=486, ingangsdatum=begin)
    assert (out["remarks"] == [TOGETHER_MORE]) is said


@pytest.mark.parametrize(("begin", "said"), [(date(2020, 11, 30), True), (date(2020, 12, 1), False)])
def test_a_total_without_number_says_so_unless_the_old_one_is_cancelled(begin, said):
    out = answer(toewijzingnummer=None, eenheid="82", frequentie="6", volume=486, ingangsdatum=begin)
    assert (out["remarks"] == [TOGETHER_MORE]) is said


def test_generiek_with_omvang_is_no_permitted_variant():
    assert answer(categorie=None, code=None, frequentie="2")["reasons"] == ["geen_toegestane_variant"]


@pytest.mark.parametrize(("begin", "told"), [(date(2020, 12, 31), False), (date(2021, 1, 1), True)])
def test_one_that_is_cancelled_without_number_before_30_is_told(begin, told):
    out = answer(toewijzingnummer=None, eenheid="82", ingangsdatum=begin)
    first = out["actions"][0]
    assert (first["action"] == "informeer_aanbieder") is told
    assert (first["latest"], out["deadline"]) == ("2020-11-30", "2020-11-30")


@pytest.mark.parametrize(("old", "new", "volume"), [("6", "2", None), ("2", "6", None), ("6", "6", 40), ("3", "2", 10)])
def test_from_or_to_a_total_nobody_can_know_it(old, new, volume):
    assert per(Fraction(40), old, new) == volume
