"""A 301 as an aanbieder takes it in, refuses it and answers it."""

from datetime import date

import pytest

from migratietoets.istandaard.validation import form_errors
from tests.helpers.play import BSNS, DOMEINEN, player, ref, toewijzing
from tests.helpers.start_stop_by_hand import PREMATURE
from tests.helpers.toewijzing_by_hand import bericht_301, per

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


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
    assert form_errors(xml.encode())
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


def test_a_repeated_intrekking_stays_an_intrekking(domein):
    old = toewijzing(domein, frequentie="4")
    a = player("aanbieder", old)
    a.to("2020-11-12")
    a.deliver(bericht_301("2020-11-10", "2.4", (per(old, "2020-11-20"), "03")))
    a.deliver(bericht_301("2020-11-12", "2.4", (per(old, "2020-11-20"), None)))
    (stop,) = a.to("2020-12-10")
    assert stop.regie[0].reden_beeindiging == PREMATURE[domein]
