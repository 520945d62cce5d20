from datetime import date
from types import SimpleNamespace

import pytest

from migratietoets.conformance.rules.views.terms import (
    WORKING_DAYS_ANSWER,
    WORKING_DAYS_REACTION,
    WORKING_DAYS_RETOUR,
    after_silence,
    release_in_force,
    retour_deadline,
    term_end,
)


def day(text):
    return date.fromisoformat(text)


def sent(text, release="3.0", kind="301"):
    return SimpleNamespace(day=day(text), release=release, kind=kind)


def test_the_terms_of_the_standard_are_three_and_five_working_days():
    assert (WORKING_DAYS_RETOUR, WORKING_DAYS_ANSWER, WORKING_DAYS_REACTION) == (3, 5, 5)


@pytest.mark.parametrize(
    ("release", "on", "in_force"),
    [
        ("2.4", "2020-12-29", True),
        ("2.4", "2020-12-30", True),
        ("2.4", "2020-12-31", False),
        ("3.0", "2021-01-03", False),
        ("3.0", "2021-01-04", True),
        ("3.0", "2021-01-05", True),
    ],
)
def test_a_release_is_in_force_to_its_last_day_and_from_its_first(release, on, in_force):
    assert release_in_force(sent(on, release)) is in_force


@pytest.mark.parametrize(
    ("on", "resumed"),
    [
        ("2020-12-30", "2020-12-30"),
        ("2020-12-31", "2021-01-04"),
        ("2021-01-01", "2021-01-04"),
        ("2021-01-03", "2021-01-04"),
        ("2021-01-04", "2021-01-04"),
        ("2021-01-05", "2021-01-05"),
    ],
)
def test_what_falls_in_the_quiet_period_is_sent_on_the_first_day_after_it(on, resumed):
    assert after_silence(day(on)) == day(resumed)


@pytest.mark.parametrize(
    ("on", "three", "five"),
    [
        ("2020-12-22", "2020-12-28", "2020-12-30"),
        ("2020-12-23", "2020-12-29", "2021-01-04"),
        ("2020-12-24", "2020-12-30", "2021-01-05"),
        ("2020-12-28", "2021-01-04", "2021-01-06"),
        ("2020-12-29", "2021-01-05", "2021-01-07"),
        ("2020-12-30", "2021-01-06", "2021-01-08"),
        ("2020-12-31", "2021-01-06", "2021-01-08"),
        ("2021-01-01", "2021-01-06", "2021-01-08"),
        ("2021-01-03", "2021-01-06", "2021-01-08"),
        ("2021-01-04", "2021-01-07", "2021-01-11"),
        ("2021-01-08", "2021-01-13", "2021-01-15"),
    ],
)
def test_a_term_stands_still_in_the_quiet_period(on, three, five):
    assert (term_end(day(on), 3), term_end(day(on), 5)) == (day(three), day(five))
    assert retour_deadline(sent(on)) == day(three)


def test_claims_are_answered_in_longer_terms():
    assert retour_deadline(sent("2021-01-04", kind="303")) == day("2021-02-01")
    assert retour_deadline(sent("2021-01-04", kind="323")) == day("2021-01-18")
