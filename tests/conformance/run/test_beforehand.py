import pytest

from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.conformance.run.beforehand import unseen_beforehand
from migratietoets.conformance.run.question import Question, claimed

WHO = ReferenceParty().hello({})
ASKED = [one for one in claimed(WHO) if one.role == "gemeente"]


def told(asked=ASKED, *, isolated=False, **capabilities):
    who = WHO | {"capabilities": WHO["capabilities"] | capabilities}
    return " ".join(line.strip() for line in unseen_beforehand(who, "gemeente", asked, isolated=isolated))


def test_of_a_system_that_can_do_all_nothing_is_told_beforehand():
    assert told() == ""


def test_of_a_system_in_a_time_of_its_own_the_rules_about_a_day_are_named_and_counted():
    text = told(clock="none")
    assert text.startswith("Het systeem heeft een eigen tijd (clock: none): over een dag is niet te oordelen.")
    assert "regels gaan over een dag: PL-01, " in text
    assert "MT-04" in text
    assert "NT-05" not in text


@pytest.mark.parametrize(
    ("isolated", "day"),
    [
        (False, "01-09-2020 (met --isolated begint elk geval op de dag van zijn eerste stap)."),
        (True, "die van de eerste stap van elk geval."),
    ],
)
def test_of_a_clock_that_is_set_at_reset_the_day_that_can_be_judged_is_told(isolated, day):
    assert f"op de dag van de reset, {day}" in told(clock="at-reset", isolated=isolated)


def test_what_rests_on_notices_is_named_where_the_system_shows_none():
    assert "regels kijken ernaar: " in told(notices=False)


def test_the_cases_that_need_a_button_that_is_not_there_are_named():
    asked = [Question("gemeente", "wmo", "toewijzingen/per-jaar", "TW-03")]
    text = told(asked, instructions=["beoordeel"])
    assert "Het systeem heeft de opdracht migreer niet" in text
    assert text.endswith("1 van de 1 gevallen vragen haar: toewijzingen/per-jaar.")
