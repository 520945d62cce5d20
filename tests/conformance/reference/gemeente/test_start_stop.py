"""A start or a stop as a gemeente takes it in, refuses it and answers it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.helpers.play import (
    BSNS,
    DOMEINEN,
    player,
    toewijzing,
)
from tests.helpers.start_stop_by_hand import regie, stop

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


@pytest.mark.parametrize("number", ["1001", None])
def test_a_stop_in_24_with_or_without_number(domein, number):
    old = toewijzing(domein, toewijzingnummer=number)
    g = player("gemeente", old)
    g.to("2020-11-30")
    (answer,) = g.deliver(regie("307", "2.4", "2020-11-30", stop(old, "2020-11-30"), domein=domein), "307")
    assert (answer.kind, answer.release, answer.codes, answer.day) == ("308", "2.4", ["0200"], "2020-11-30")


def test_a_stop_in_30_asks_a_unique_known_number(domein):
    passed = toewijzing(domein)
    double = toewijzing(domein, id="T2", toewijzingnummer="2", ingangsdatum=date(2020, 4, 1))
    other = toewijzing(domein, id="T3", toewijzingnummer="2", bsn=BSNS[1])
    elsewhere = toewijzing(domein, id="T4", toewijzingnummer="4", bsn=BSNS[1])
    g = player("gemeente", passed, double, other, elsewhere)
    g.to("2021-01-05")
    lines = [stop(t, "2020-12-31", reden_beeindiging="36") for t in (passed, double, elsewhere)]
    lines.append(replace(lines[0], toewijzingnummer="999"))
    lines.append(replace(lines[0], toewijzingnummer=None))
    (answer,) = g.deliver(regie("307", "3.0", "2021-01-05", *lines, domein=domein), "307", "3.0")
    per_rule = answer.bericht.content["Client"]["StopProducten"]["StopProduct"]
    assert [line["RetourCodes"]["RetourCode"] for line in per_rule] == [["0200"]] + [["9019"]] * 4
    assert "RetourCodes" not in answer.bericht.content["Header"]


def test_a_start_outside_the_schema(domein):
    old = toewijzing(domein)
    g = player("gemeente", old)
    g.to("2020-10-01")
    xml = regie(
        "305",
        "2.4",
        "2020-10-01",
        replace(stop(old, "2020-09-30"), einddatum=None, reden_beeindiging=None),
        domein=domein,
    )
    (passed,) = g.deliver(xml, "305")
    (error,) = g.deliver(xml.replace(">2020-03-02<", ">gisteren<"), "305")
    assert (passed.kind, passed.codes, error.codes) == ("306", ["0200"], ["0001"])


def test_line_ends_are_no_reason_to_refuse(domein):
    old = toewijzing(domein)
    g = player("gemeente", old)
    g.to("2020-11-30")
    xml = regie("307", "2.4", "2020-11-30", stop(old, "2020-11-30"), domein=domein).replace("\r\n", "\n")
    (answer,) = g.deliver(xml, "307")
    assert answer.codes == ["0200"]


def test_a_start_that_was_taken_back_does_not_count(domein):
    old = toewijzing(domein, gestart=False)
    g = player("gemeente", old)
    g.to("2020-10-01")
    start = replace(stop(old, "2020-09-30"), einddatum=None, reden_beeindiging=None)
    for status in ("1", "3"):
        g.deliver(regie("305", "2.4", "2020-10-01", replace(start, status=status), domein=domein), "305")
        assert (g.party.context.ledger["T1"].start is None) == (status == "3")
