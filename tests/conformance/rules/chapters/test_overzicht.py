"""A message of a script fits the schema and the code lists of its release, as one of a run does (PL-01)."""

import pytest

from tests.helpers.requests_by_hand import bericht, retour, verdict

RUNNING = {"ref": "T1", "nummer": 1, "product": "begeleiding", "specifiek": True, "volume": 4, "eenheid": "04",
           "frequentie": "2", "ingangsdatum": "2020-03-02", "einddatum": "2021-10-31"}  # fmt: skip


@pytest.mark.parametrize(("reden", "found"), [("19", "pass"), ("32", "fail"), ("38", "fail")])
def test_a_reason_to_stop_stands_in_the_list_of_its_domein_and_release(reden, found):
    line = {"ref": "T1", "begindatum": "2020-03-02", "einddatum": "2021-01-10", "reden": {"wmo": reden, "jw": reden}}
    sent = bericht("2021-01-11", "aanbieder", "307", "3.0", producten=[line])
    assert verdict("PL-01", [sent], role="aanbieder", given=[RUNNING]) == found


@pytest.mark.parametrize(("until", "found"), [("2020-03-02", "pass"), ("2020-03-01", "fail")])
def test_a_period_does_not_end_before_it_begins(until, found):
    line = {"ref": "T1", "einddatum": until, "reden": "01"}
    sent = bericht("2021-01-06", "gemeente", "301", "3.0", regels=[line])
    assert verdict("PL-01", [sent], given=[RUNNING]) == found


@pytest.mark.parametrize(
    ("until", "found"),
    [("2020-12-30", "not_exercised"), ("2020-12-31", "not_exercised"), ("2021-01-01", "fail"), ("2021-01-02", "fail")],
)
def test_what_ends_in_2020_is_not_refused_for_its_form(until, found):
    line = {"ref": "N1", "nummer": 11, "product": "begeleiding", "specifiek": False, "volume": 4, "eenheid": "04"}
    line |= {"frequentie": "2", "ingangsdatum": "2020-12-01", "einddatum": until}
    steps = [
        bericht("2021-01-06", "gemeente", "301", "3.0", regels=[line]),
        retour("2021-01-07", "302", "3.0", 1, "aanbieder"),
    ]
    assert verdict("PL-06", steps, role="aanbieder") == found
