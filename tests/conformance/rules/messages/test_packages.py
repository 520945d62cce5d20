import pytest

from tests.helpers.requests_by_hand import CARE, RUNNING, bericht, decide, retour, verdict, vow


def asked(op="2021-01-11", **more):
    """A 317 that changes T1, and is honoured."""
    return [vow(op, **more), retour(f"{op}T12:00", "318", "3.0", 1), decide(f"{op}T13:00", "honoreren")]


ASKED = asked()
LONGER = asked(volume=4, ingangsdatum="2020-03-02", einddatum="2021-12-31")


def granted(*lines, op="2021-01-15"):
    """A 301 that names R1 on each line."""
    return bericht(op, "gemeente", "301", "3.0", regels=[{**line, "referentie": "R1"} for line in lines])


def new(ingangsdatum="2021-02-15", einddatum="2021-10-31", nummer=11):
    """Six hours a week under a new number."""
    line = {"ref": f"N{nummer}", "nummer": nummer, "volume": 6, **CARE}
    return line | {"ingangsdatum": ingangsdatum, "einddatum": einddatum}


def ended(einddatum, reden="12"):
    """T1 with another einddatum."""
    return {"ref": "T1", "einddatum": einddatum, "reden": reden}


def says(steps):
    """What VOW-01 says of an honoured change."""
    return verdict("VOW-01", steps, given=[RUNNING])


@pytest.mark.parametrize(("day", "found"), [("14", "fail"), ("15", "pass"), ("16", "fail")])
def test_a_granted_change_begins_on_the_day_that_was_asked(day, found):
    assert says([*ASKED, granted(ended("2021-02-14"), new(f"2021-02-{day}"))]) == found


@pytest.mark.parametrize(("day", "found"), [("2021-10-30", "fail"), ("2021-10-31", "pass"), ("2021-11-01", "fail")])
def test_a_granted_change_ends_on_the_day_that_was_asked(day, found):
    assert says([*ASKED, granted(ended("2021-02-14"), new(einddatum=day))]) == found


@pytest.mark.parametrize(("day", "found"), [("2021-12-30", "fail"), ("2021-12-31", "pass"), ("2021-02-28", "fail")])
def test_of_a_change_of_only_the_einddatum_that_day_is_taken_over(day, found):
    assert says([*LONGER, granted(ended(day, "04"))]) == found


@pytest.mark.parametrize(("begin", "found"), [("2021-06-01", "pass"), ("2021-06-02", "fail")])
def test_a_change_may_be_granted_in_parts_that_adjoin(begin, found):
    parts = [new(einddatum="2021-05-31"), new(begin, nummer=12)]
    assert says([*ASKED, granted(ended("2021-02-14"), *parts)]) == found


@pytest.mark.parametrize(("begin", "found"), [("2021-01-04", "pass"), ("2021-01-18", "not_verifiable")])
def test_with_retroactive_effect_the_days_may_be_others(begin, found):
    today = asked("2021-01-04", ingangsdatum="2021-01-04")
    assert says([*today, granted(ended("2021-01-03"), new(begin), op="2021-01-08")]) == found


@pytest.mark.parametrize("again", ["2021-10-31", None])
def test_what_was_granted_wrongly_may_be_mended_within_the_term(again):
    steps = [*ASKED, granted(ended("2021-02-14"), new(einddatum="2021-08-31"))]
    mended = [granted(new(einddatum=again), op="2021-01-18")] if again else []
    assert says([*steps, *mended]) == ("pass" if again else "fail")
    assert verdict("VOW-01", steps, given=[RUNNING], until="2021-01-15") == "not_verifiable"


def test_what_is_granted_twice_is_granted():
    assert says([*ASKED, granted(ended("2021-02-14"), new(), new(nummer=12))]) == "pass"
