"""Starts and stops of an aanbieder: which are reported, when, and in which message."""

from dataclasses import replace
from datetime import date

import pytest

from tests.helpers.play import AANBIEDERS, BSNS, DOMEINEN, GEMEENTE, player, ref, toewijzing
from tests.helpers.start_stop_by_hand import AS_PLANNED, PREMATURE
from tests.helpers.toewijzing_by_hand import bericht_301, per

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


@pytest.mark.parametrize(
    ("day", "stop_day"), [("2020-11-20", "2020-11-30"), ("2020-11-30", "2020-11-30"), ("2020-12-04", "2020-12-04")]
)
def test_a_stop_on_the_last_day_of_an_intrekking(domein, day, stop_day):
    old = toewijzing(domein, toewijzingnummer=None)
    a = player("aanbieder", old)
    a.to(day, "17:00")
    answer, *rest = a.deliver(bericht_301(day, "2.4", (per(old, "2020-11-30"), "03")))
    assert (answer.kind, answer.release, answer.codes) == ("302", "2.4", ["0200"])
    (stop,) = rest + a.to("2020-12-30")
    assert (stop.kind, stop.release, stop.day) == ("307", "2.4", stop_day)
    (line,) = stop.regie
    assert (line.toewijzingnummer, line.begindatum, line.einddatum) == (None, date(2020, 3, 2), date(2020, 11, 30))
    assert line.reden_beeindiging == PREMATURE[domein]
    assert line.toewijzing_ingangsdatum == old.ingangsdatum


def test_a_stop_after_an_intrekking_waits_for_30(domein):
    old = toewijzing(domein)
    a = player("aanbieder", old)
    a.to("2020-12-30")
    assert [b.kind for b in a.deliver(bericht_301("2020-12-30", "2.4", (per(old, "2020-12-31"), "03")))] == ["302"]
    (stop,) = a.to("2021-02-01")
    assert (stop.kind, stop.release, stop.at.isoformat()) == ("307", "3.0", "2021-01-04T09:00:00+01:00")
    assert (stop.regie[0].reden_beeindiging, stop.regie[0].einddatum) == ("36", date(2020, 12, 31))


def test_without_number_nothing_is_reported_in_30(domein):
    without = toewijzing(domein, toewijzingnummer=None, einddatum=date(2020, 12, 31))
    double = [toewijzing(domein, id=f"D{i}", bsn=BSNS[i], einddatum=date(2021, 1, 10)) for i in (1, 2)]
    a = player("aanbieder", without, *double)
    assert a.to("2021-02-28") == []


@pytest.mark.parametrize(
    ("end", "release", "day"), [("2020-10-15", "2.4", "2020-10-15"), ("2021-01-15", "3.0", "2021-01-15")]
)
def test_a_toewijzing_that_runs_out_gets_a_stop(domein, end, release, day):
    a = player("aanbieder", toewijzing(domein, einddatum=date.fromisoformat(end), frequentie="4"))
    (stop,) = a.to("2021-02-28")
    assert (stop.kind, stop.release, stop.day) == ("307", release, day)
    assert stop.regie[0].reden_beeindiging == AS_PLANNED[domein]


def test_what_was_over_not_started_or_cancelled_gets_no_stop(domein):
    a = player(
        "aanbieder",
        toewijzing(domein, einddatum=date(2020, 8, 31)),
        toewijzing(domein, id="T2", bsn=BSNS[1], gestart=False, einddatum=date(2020, 10, 1)),
        toewijzing(domein, id="T3", bsn=BSNS[2], einddatum=date(2020, 3, 2)),
    )
    assert a.to("2021-02-28") == []


def test_a_cancellation_without_stop_and_the_successor_is_started(domein):
    later = toewijzing(domein, ingangsdatum=date(2020, 12, 10), toewijzingnummer=None)
    new = replace(later, toewijzingnummer="501", frequentie="4")
    a = player("aanbieder", later)
    a.to("2020-11-30")
    a.deliver(bericht_301("2020-11-30", "2.4", (per(later, "2020-12-10"), "01"), (new, None)))
    (start,) = a.to("2020-12-30")
    assert (start.kind, start.day, start.regie[0].toewijzingnummer) == ("305", "2020-12-10", "501")
    assert start.regie[0].begindatum == date(2020, 12, 10)


def test_a_successor_per_1_january_is_started_on_4_january(domein):
    old = toewijzing(domein)
    new = toewijzing(domein, toewijzingnummer="501", ingangsdatum=date(2021, 1, 1), frequentie="4")
    a = player("aanbieder", old)
    a.to("2020-12-15")
    a.deliver(bericht_301("2020-12-15", "2.4", (per(old, "2020-12-31"), "03"), (new, None)))
    stop, start = a.to("2021-01-31")
    assert [(b.kind, b.release, b.day) for b in (stop, start)] == [
        ("307", "3.0", "2021-01-04"),
        ("305", "3.0", "2021-01-04"),
    ]
    assert start.regie[0].begindatum == date(2021, 1, 1)


def test_who_stopped_earlier_does_not_start_the_successor(domein):
    old = toewijzing(domein)
    new = toewijzing(domein, toewijzingnummer="501", ingangsdatum=date(2021, 1, 1), frequentie="4")
    a = player("aanbieder", old)
    a.to("2020-12-15")
    (stop,) = a.instruction("stop_zorg", toewijzing=ref(old), einddatum="2020-12-14", reden=PREMATURE[domein])
    assert stop.regie[0].einddatum == date(2020, 12, 14)
    a.deliver(bericht_301("2020-12-15", "2.4", (per(old, "2020-12-31"), "03"), (new, None)))
    assert a.to("2021-01-31") == []


def test_other_new_care_waits_for_start_zorg(domein):
    new = toewijzing(domein, toewijzingnummer="501", ingangsdatum=date(2020, 10, 1), frequentie="4")
    a = player("aanbieder", toewijzing(domein))
    a.to("2020-09-20")
    a.deliver(bericht_301("2020-09-20", "2.4", (new, None)))
    assert a.to("2020-10-01") == []
    pointer = ref(new) | {"toewijzingnummer": None}
    assert a.instruction("start_zorg", toewijzing=pointer, begindatum="2020-10-05") == []
    (start,) = a.to("2020-10-20")
    assert (start.day, start.regie[0].begindatum) == ("2020-10-05", date(2020, 10, 5))
    assert a.instruction("start_zorg", toewijzing=ref(new), begindatum="2020-10-05") == []


def test_stop_zorg_is_repeatable_and_takes_the_begindatum_of_the_start(domein):
    new = toewijzing(domein, toewijzingnummer="501", ingangsdatum=date(2020, 9, 5), frequentie="4", gestart=False)
    a = player("aanbieder", new)
    a.to("2020-09-20")
    a.instruction("start_zorg", toewijzing=ref(new), begindatum="2020-09-18")
    assert a.instruction("stop_zorg", toewijzing=ref(new), einddatum="2020-09-25", reden=PREMATURE[domein]) == []
    (stop,) = a.to("2020-10-01")
    line = stop.regie[0]
    assert (stop.day, line.begindatum, line.einddatum) == ("2020-09-25", date(2020, 9, 18), date(2020, 9, 25))
    assert a.instruction("stop_zorg", toewijzing=ref(new), einddatum="2020-09-25", reden=PREMATURE[domein]) == []
    assert a.to("2021-02-28") == []


def test_after_a_temporary_stop_an_intrekking_brings_the_real_one(domein):
    old = toewijzing(domein, frequentie="4")
    a = player("aanbieder", old)
    a.to("2020-10-01")
    (pause,) = a.instruction("stop_zorg", toewijzing=ref(old), einddatum="2020-10-01", reden="20")
    assert a.instruction("stop_zorg", toewijzing=ref(old), einddatum="2020-10-01", reden="20") == []
    a.to("2020-11-01")
    _, stop = a.deliver(bericht_301("2020-11-01", "2.4", (per(old, "2020-10-31"), "05")))
    assert [b.regie[0].reden_beeindiging for b in (pause, stop)] == ["20", PREMATURE[domein]]


def test_after_a_temporary_stop_care_can_begin_again(domein):
    old = toewijzing(domein, frequentie="4")
    a = player("aanbieder", old)
    a.to("2020-10-01")
    a.instruction("stop_zorg", toewijzing=ref(old), einddatum="2020-10-01", reden="20")
    a.to("2020-10-10")
    (start,) = a.instruction("start_zorg", toewijzing=ref(old), begindatum="2020-10-10")
    assert start.regie[0].begindatum == date(2020, 10, 10)


def test_everything_of_a_client_at_one_moment_in_one_bericht(domein):
    one, two = toewijzing(domein), toewijzing(domein, id="T2", toewijzingnummer="2", ingangsdatum=date(2020, 4, 1))
    elsewhere = toewijzing(domein, id="T3", toewijzingnummer="3", aanbieder=AANBIEDERS[1])
    a = player("aanbieder", one, two, elsewhere)
    a.to("2020-11-30")
    a.deliver(bericht_301("2020-11-30", "2.4", (per(one, "2020-12-01"), "03"), (per(two, "2020-12-01"), "03")))
    a.deliver(bericht_301("2020-11-30", "2.4", (per(elsewhere, "2020-12-01"), "03")))
    stops = a.to("2020-12-10")
    assert [len(b.regie) for b in stops] == [2, 1]


def test_informeer_goes_to_the_gemeente(domein):
    a = player("aanbieder", toewijzing(domein))
    said = {"onderwerp": "week_53", "toewijzing": None, "tekst": "vraag"}
    a.instruction("informeer", aanbieder=AANBIEDERS[0], bsn=BSNS[0], **said)
    assert [(k["to"], k["code"], k["about"]) for k in a.notices] == [(GEMEENTE, "week_53", "vraag")]


def test_a_temporary_stop_on_the_last_day_is_taken_back_before_the_real_one(domein):
    old = toewijzing(domein, frequentie="4")
    a = player("aanbieder", old)
    a.to("2021-01-12")
    (pause,) = a.instruction("stop_zorg", toewijzing=ref(old), einddatum="2021-01-12", reden="20")
    a.to("2021-01-14")
    _, removal, stop = a.deliver(bericht_301("2021-01-14", "3.0", (per(old, "2021-01-12"), "05")))
    (paused,), (removed,), (stopped,) = pause.regie, removal.regie, stop.regie
    assert removed == replace(paused, status="3")
    assert stopped == replace(paused, reden_beeindiging="36")
    assert a.to("2021-02-28") == []
