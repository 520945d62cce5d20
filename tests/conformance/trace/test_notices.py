from dataclasses import replace
from datetime import datetime

import pytest

from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.trace.trace import Notice
from migratietoets.conformance.vocabulary.events import CampaignEvent, EndEvent, NoticeEvent, StockEvent
from migratietoets.conformance.vocabulary.notices import NoticeCode
from tests.helpers.play import AANBIEDERS, BSNS, GEMEENTE, ref, toewijzing
from tests.systems.foreign import FOREIGN_BSN

AT = "2020-12-14T09:00:00+01:00"
ONE, TWO = toewijzing(aanbieder=AANBIEDERS[0]), toewijzing(aanbieder=AANBIEDERS[1], bsn=BSNS[1])


def said(case=None, **rest):
    return NoticeEvent(campaign="c", case=case, at=AT, **{"from_": "gemeente", "to": AANBIEDERS[0], **rest})


def folded(*events):
    begin = CampaignEvent(campaign="c", role="gemeente", domain="wmo", begin="2020-09-01", end="2021-02-28")
    stock = [StockEvent(campaign="c", case=name, toewijzing=t.to_json()) for name, t in (("een", ONE), ("twee", TWO))]
    found = traces([begin, *stock, *events, EndEvent(campaign="c", at=AT)])
    return found["c", "een"].notices, found["c", "twee"].notices


def test_a_notice_carries_its_code_and_what_it_names():
    (notice,), other = folded(
        said("een", bsn=BSNS[0], code="toewijzing_volgt", toewijzing=ref(ONE), verzoek="R1", about="tekst")
    )
    assert (notice.code, notice.verzoek, notice.about) == (NoticeCode.TOEWIJZING_VOLGT, "R1", "tekst")
    assert notice.toewijzing == ref(ONE)
    assert other == ()


def test_a_notice_without_code_keeps_none_and_names_nothing():
    (notice,), _ = folded(said("een", bsn=BSNS[0], about="de toewijzing volgt"))
    assert notice.code is None
    assert notice.toewijzing is None


def test_what_is_said_of_all_clients_reaches_every_case_of_that_aanbieder():
    (notice,), other = folded(said(code="migratieplan"))
    assert notice.concerns(BSNS[0])
    assert notice.concerns(BSNS[1])
    assert other == ()


def test_what_an_aanbieder_says_of_all_clients_reaches_every_case():
    one, other = folded(said(code="anders", from_="aanbieder", to=GEMEENTE))
    assert len(one) == len(other) == 1


def test_what_names_a_stranger_reaches_no_case():
    assert folded(said(code="anders", bsn=BSNS[2])) == ((), ())


@pytest.mark.parametrize(("bsn", "about_him"), [(BSNS[0], True), (BSNS[1], False), (None, True)])
def test_a_notice_is_about_its_client_or_about_all(bsn, about_him):
    notice = Notice(datetime.fromisoformat(AT), "gemeente", AANBIEDERS[0], bsn)
    assert notice.concerns(BSNS[0]) is about_him


def test_no_foreign_bsn_is_written_where_a_notice_names_a_toewijzing():
    written = EventLog().write(said("een", bsn=FOREIGN_BSN, toewijzing=ref(ONE) | {"bsn": FOREIGN_BSN}))
    assert FOREIGN_BSN not in str(written)
    assert written.toewijzing["bsn"] == written.bsn


def test_what_is_said_of_all_clients_stays_in_its_campaign():
    begin = CampaignEvent(campaign="a", role="gemeente", domain="wmo", begin="2020-09-01", end="2021-02-28")
    events = [begin, StockEvent(campaign="a", case="een", toewijzing=ONE.to_json())]
    events += [replace(one, campaign=name) for name in ("b", "c") for one in events]
    found = traces([*events, replace(said(code="migratieplan"), campaign="b")])
    assert [len(trace.notices) for trace in found.values()] == [0, 1, 0]
