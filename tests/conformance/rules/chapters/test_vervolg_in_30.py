import pytest

from tests.helpers.requests_by_hand import bericht, verdict

STUKS = {"product": "vervoer", "specifiek": True, "volume": 6, "frequentie": "2"}
ORDER = {"op": "2020-10-14", "aan": "gemeente", "opdracht": "ken_toe", "client": "A", "aanbieder": 1}
ORDER |= {"uitvoering": "inspanning"}
ORDER |= {"gewenst": {**STUKS, "eenheid": "84", "ingangsdatum": "2020-10-19", "einddatum": "2021-10-18"}}


def part(op="2020-10-15", einddatum="2020-12-31", client="A"):
    """The part in 2.4."""
    line = {"ref": "N1", "nummer": 11, **STUKS, "eenheid": "82", "ingangsdatum": "2020-10-19", "einddatum": einddatum}
    return bericht(op, "gemeente", "301", "2.4", client=client, regels=[line])


def sequel(op, client="A"):
    """What follows in 3.0."""
    line = {"ref": "N2", "nummer": 12, **STUKS, "eenheid": "84"}
    line |= {"ingangsdatum": "2021-01-01", "einddatum": "2021-10-18"}
    return bericht(op, "gemeente", "301", "3.0", client=client, regels=[line])


@pytest.mark.parametrize(("until", "found"), [("2020-12-29", "not_verifiable"), ("2020-12-30", "fail")])
def test_a_part_in_24_may_come_as_long_as_24_goes_on(until, found):
    assert verdict("NT-06", [ORDER], until=until) == found


@pytest.mark.parametrize(("day", "found"), [("2020-12-30", "fail"), ("2020-12-31", "pass"), ("2021-01-01", "fail")])
def test_the_part_in_24_ends_with_2020(day, found):
    assert verdict("NT-06", [ORDER, part(einddatum=day)]) == found


@pytest.mark.parametrize(("until", "found"), [("2021-01-30", "not_verifiable"), ("2021-01-31", "fail")])
def test_a_sequel_is_missing_when_january_is_over(until, found):
    assert verdict("NT-07", [ORDER, part()], until=until) == found


@pytest.mark.parametrize(("day", "found"), [("2021-01-30", "pass"), ("2021-01-31", "pass"), ("2021-02-01", "fail")])
def test_the_sequel_comes_in_january(day, found):
    assert verdict("NT-07", [ORDER, part(), sequel(day)]) == found


@pytest.mark.parametrize("domein", ["wmo", "jw"])
def test_what_another_client_gets_is_no_part_and_no_sequel(domein):
    assert verdict("NT-06", [ORDER, part(client="B")], domein=domein) == "fail"
    assert verdict("NT-07", [ORDER, part(), sequel("2021-01-05", "B")], domein=domein) == "fail"


def test_a_sequel_that_the_desk_takes_back_leaves_the_part_of_2020_due():
    back = {"op": "2021-01-12", "aan": "gemeente", "opdracht": "wijzig_einddatum", "toewijzing": "N2"}
    steps = [ORDER, sequel("2021-01-06"), back | {"einddatum": "2020-10-01"}]
    assert verdict("NT-06", steps) == "fail"
    assert verdict("NT-06", [steps[0], part(), *steps[1:]]) == "pass"
