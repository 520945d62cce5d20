"""A toewijzing that is withdrawn, or gets another einddatum."""

from datetime import date

import pytest

from tests.helpers.play import (
    AANBIEDERS,
    BSNS,
    DOMEINEN,
    player,
    ref,
    toewijzing,
)
from tests.helpers.start_stop_by_hand import PREMATURE, regie, stop

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


@pytest.mark.parametrize(("stop_reden", "expected"), [(None, "12"), ("20", "08")])
def test_an_intrekking_in_30_after_a_stop_in_24(domein, stop_reden, expected):
    old = toewijzing(domein, frequentie="4")
    g = player("gemeente", old)
    g.to("2020-12-30")
    line = stop(old, "2020-12-29", reden_beeindiging=stop_reden or PREMATURE[domein])
    g.deliver(regie("307", "2.4", "2020-12-30", line, domein=domein), "307")
    g.to("2021-01-05")
    (bericht,) = g.instruction("trek_in", toewijzing=ref(old), einddatum="2020-12-29", aanleiding="herbeoordeling")
    assert (bericht.release, bericht.lines[0].reden_wijziging) == ("3.0", expected)
    assert bericht.lines[0].einddatum == date(2020, 12, 29)


@pytest.mark.parametrize(
    ("day", "release", "goes"), [("2020-12-30", "2.4", "2020-12-30"), ("2020-12-31", "3.0", "2021-01-04")]
)
def test_trek_in_keeps_to_the_silence(domein, day, release, goes):
    old = toewijzing(domein, frequentie="4")
    g = player("gemeente", old)
    g.to(day)
    asked = {"toewijzing": ref(old), "einddatum": "2021-01-31", "aanleiding": "client"}
    (bericht,) = g.instruction("trek_in", **asked) + g.to("2021-01-04")
    assert (bericht.release, bericht.day, bericht.lines[0].reden_wijziging) == (release, goes, "09")


@pytest.mark.parametrize(("end", "reden"), [("2021-12-31", "04"), ("2021-01-31", "05")])
def test_an_einddatum_is_changed_as_the_desk_asks(domein, end, reden):
    old = toewijzing(domein, frequentie="4")
    g = player("gemeente", old)
    g.to("2020-10-01")
    (bericht,) = g.instruction("wijzig_einddatum", toewijzing=ref(old), einddatum=end)
    line = bericht.lines[0]
    assert (line.toewijzingnummer, str(line.einddatum), line.reden_wijziging) == ("1001", end, reden)


def test_two_changes_at_one_moment_are_one_line(domein):
    old = toewijzing(domein, frequentie="4")
    g = player("gemeente", old)
    g.to("2020-10-01")
    for end in ("2021-12-31", "2021-11-30"):
        g.call("instruct", command="wijzig_einddatum", params={"toewijzing": ref(old), "einddatum": end})
    (bericht,) = g.collect()
    (line,) = bericht.lines
    assert (line.einddatum, line.toewijzingstijd.isoformat()) == (date(2021, 11, 30), "09:00:01")


@pytest.mark.parametrize(("end", "release"), [("2020-12-15", None), ("2021-03-31", "3.0")])
def test_a_waiting_migration_follows_the_new_einddatum(domein, end, release):
    old = toewijzing(domein, eenheid="82", frequentie="4")
    g = player("gemeente", old)
    g.to("2020-10-01")
    assert g.migrate() == []
    g.instruction("wijzig_einddatum", toewijzing=ref(old), einddatum=end)
    berichten = g.to("2021-02-28")
    if release is None:
        assert berichten == []
    else:
        (bericht,) = berichten
        assert [str(line.einddatum) for line in bericht.lines] == ["2020-12-31", end]


def test_withdrawing_drops_a_waiting_successor(domein):
    old = toewijzing(domein, eenheid="82", frequentie="4")
    g = player("gemeente", old)
    g.to("2020-10-01")
    g.migrate("vooraf_intrekken")
    g.instruction("trek_in", toewijzing=ref(old), einddatum="2020-11-15", aanleiding="overlijden")
    assert g.to("2021-02-28") == []


def test_informeer_goes_to_the_aanbieder(domein):
    old = toewijzing(domein)
    g = player("gemeente", old)
    said = {"onderwerp": "migratieplan", "toewijzing": ref(old), "tekst": "plan"}
    g.instruction("informeer", aanbieder=AANBIEDERS[1], bsn=BSNS[0], **said)
    (notice,) = g.notices
    assert (notice["to"], notice["code"], notice["toewijzing"]) == (AANBIEDERS[1], "migratieplan", ref(old))
