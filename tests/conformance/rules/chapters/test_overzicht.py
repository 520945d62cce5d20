"""A message of a script fits the schema and the code lists of its release, as one of a run does (PL-01)."""

import pytest

from tests.helpers.requests_by_hand import bericht, verdict

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
