"""The aanbieder answers toewijzingen and reports starts and stops."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from migratietoets.conformance.reference.gemeente.toewijzingen import as_product
from migratietoets.conformance.reference.ledger import Entry
from migratietoets.istandaard.berichten import build, validate
from migratietoets.istandaard.berichten.toewijzing import make_301
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.play import AANBIEDERS, BSNS, DOMEINEN, GEMEENTE, person, player, ref, toewijzing

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

PREMATURE = {Domein.WMO: "23", Domein.JW: "34"}
AS_PLANNED = {Domein.WMO: "19", Domein.JW: "31"}


def bericht_301(day: str, release: str, *regels: tuple[Toewijzing, str | None]) -> str:
    """A 301 of the gemeente, decided at 09:00 of its day."""
    moment = datetime.combine(date.fromisoformat(day), time(9))
    first = regels[0][0]
    bericht = make_301(
        release=Release(release),
        domein=first.domein,
        gemeente=GEMEENTE,
        aanbieder=first.aanbieder,
        identificatie="G1",
        dagtekening=moment.date(),
        client=person(first.bsn),
        producten=[as_product(Entry(t, moment, reden)) for t, reden in regels],
    )
    return build(bericht).decode()


def per(t: Toewijzing, day: str) -> Toewijzing:
    return replace(t, einddatum=date.fromisoformat(day))


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


def test_a_301_outside_the_variants_is_refused_in_30_and_not_processed(domein):
    old = toewijzing(domein)
    a = player("aanbieder", old)
    a.to("2021-01-05")
    error = toewijzing(domein, toewijzingnummer="501", ingangsdatum=date(2021, 1, 1))
    (answer,) = a.deliver(
        bericht_301("2021-01-05", "3.0", (per(old, "2020-12-31"), "03"), (error, None)), release="3.0"
    )
    assert (answer.kind, answer.release, answer.codes) == ("302", "3.0", ["0001"])
    assert a.to("2021-01-31") == []


@pytest.mark.parametrize(
    "otherwise",
    [
        {"volume": None, "eenheid": None, "frequentie": None},
        {"frequentie": "2", "einddatum": None},
        {"budget": 5},
        {"code": None, "frequentie": "4"},
        {"eenheid": "14", "frequentie": "1"},
        {"frequentie": "5"},
        {"eenheid": "21", "frequentie": "4"},
        {"code": None, "categorie": None, "volume": None, "eenheid": None, "frequentie": None},
        {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 5, "einddatum": None},
    ],
)
def test_every_variant_rule_counts(domein, otherwise):
    a = player("aanbieder", now="2020-09-01")
    a.begin("aanbieder", [], domein=domein)
    a.to("2021-01-05")
    error = toewijzing(domein, toewijzingnummer="501", **otherwise)
    xml = bericht_301("2021-01-05", "3.0", (error, None))
    (answer,) = a.deliver(xml, release="3.0")
    assert answer.codes == ["0001"]


def test_in_24_the_old_variant_is_still_accepted(domein):
    a = player("aanbieder", toewijzing(domein))
    a.to("2020-10-01")
    (answer,) = a.deliver(bericht_301("2020-10-01", "2.4", (toewijzing(domein, toewijzingnummer="7", code=None), None)))
    assert answer.codes == ["0200"]


def test_a_bericht_outside_the_schema_is_refused(domein):
    old = toewijzing(domein)
    a = player("aanbieder", old)
    a.to("2020-10-01")
    xml = bericht_301("2020-10-01", "2.4", (per(old, "2020-09-30"), "03")).replace(">2020-09-30<", ">30-09-2020<")
    assert validate(xml.encode())
    (answer,) = a.deliver(xml)
    assert answer.codes == ["0001"]


def test_the_answer_waits_until_after_the_silence(domein):
    old = toewijzing(domein)
    a = player("aanbieder", old)
    a.to("2020-12-31")
    assert a.deliver(bericht_301("2020-12-30", "2.4", (per(old, "2020-12-31"), "03"))) == []
    answer, stop = a.to("2021-01-04")
    assert (answer.kind, answer.release, answer.day) == ("302", "2.4", "2021-01-04")
    assert (stop.kind, stop.release) == ("307", "3.0")


def test_the_last_301_counts_and_a_repetition_does_not(domein):
    old = toewijzing(domein, frequentie="4")
    a = player("aanbieder", old)
    a.to("2020-11-10")
    a.deliver(bericht_301("2020-11-10", "2.4", (per(old, "2020-11-20"), "03")))
    a.deliver(bericht_301("2020-11-08", "2.4", (per(old, "2020-11-15"), "03")))
    a.deliver(bericht_301("2020-11-10", "2.4", (per(old, "2020-11-20"), "03")))
    (stop,) = a.to("2020-12-10")
    assert (stop.day, stop.regie[0].reden_beeindiging) == ("2020-11-20", PREMATURE[domein])


def test_what_was_extended_is_not_stopped(domein):
    old = toewijzing(domein, frequentie="4", einddatum=date(2020, 11, 20))
    a = player("aanbieder", old)
    a.to("2020-11-10")
    a.deliver(bericht_301("2020-11-10", "2.4", (per(old, "2021-06-30"), "04")))
    assert a.to("2021-02-28") == []


def test_an_unknown_client_comes_from_the_bericht(domein):
    new = toewijzing(domein, bsn=BSNS[9], ingangsdatum=date(2020, 9, 15), frequentie="4")
    a = player("aanbieder", toewijzing(domein))
    a.to("2020-09-20")
    a.deliver(bericht_301("2020-09-20", "2.4", (new, None)))
    (start,) = a.instruction("start_zorg", toewijzing=ref(new), begindatum="2020-09-20")
    assert start.kind == "305"


def test_informeer_goes_to_the_gemeente(domein):
    a = player("aanbieder", toewijzing(domein))
    a.instruction("informeer", aanbieder=AANBIEDERS[0], bsn=BSNS[0], onderwerp="vraag")
    assert [(k["to"], k["about"]) for k in a.notices] == [(GEMEENTE, "vraag")]


def test_a_repeated_intrekking_stays_an_intrekking(domein):
    old = toewijzing(domein, frequentie="4")
    a = player("aanbieder", old)
    a.to("2020-11-12")
    a.deliver(bericht_301("2020-11-10", "2.4", (per(old, "2020-11-20"), "03")))
    a.deliver(bericht_301("2020-11-12", "2.4", (per(old, "2020-11-20"), None)))
    (stop,) = a.to("2020-12-10")
    assert stop.regie[0].reden_beeindiging == PREMATURE[domein]
