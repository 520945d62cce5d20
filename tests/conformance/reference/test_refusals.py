"""What is refused as a whole was not received: the reference sends it again, once, as things stand by then."""

from datetime import date

import pytest

from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.retour import make_retour
from tests.helpers.play import AANBIEDERS, BSNS, DOMEINEN, PRODUCT, gewenst, player, ref, toewijzing
from tests.helpers.start_stop_by_hand import PREMATURE

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


def refuse(party, sent, codes=("0001",)):
    retour = make_retour(sent.bericht, identificatie="R00000000001", dagtekening=date(2020, 12, 1), retourcodes=codes)
    return party.deliver(build(retour).decode(), retour.kind, str(retour.release))


def test_a_refused_toewijzing_goes_again_once(domein):
    g = player("gemeente", toewijzing(domein, bsn=BSNS[3]))
    g.to("2020-11-16")
    wish = gewenst(PRODUCT[domein], "2020-11-23", "2021-06-30")
    (first,) = g.instruction("ken_toe", aanbieder=AANBIEDERS[0], bsn=BSNS[0], uitvoering=None, gewenst=wish)
    g.to("2020-11-18")
    (second,) = refuse(g, first)
    assert (second.kind, second.day, second.lines) == ("301", "2020-11-18", first.lines)
    assert refuse(g, second) == []


def test_an_accepted_toewijzing_goes_once(domein):
    g = player("gemeente", toewijzing(domein))
    g.to("2020-12-01")
    (first,) = g.migrate()
    assert refuse(g, first, ("0200",)) == []
    assert refuse(g, first) == []


def test_a_refused_start_and_stop_go_again(domein):
    t = toewijzing(domein, gestart=False, ingangsdatum=date(2021, 1, 1), frequentie="2", volume=4)
    a = player("aanbieder", t)
    a.to("2021-01-11")
    (start,) = a.instruction("start_zorg", toewijzing=ref(t), begindatum="2021-01-11")
    (again,) = refuse(a, start)
    assert (again.kind, again.regie) == ("305", start.regie)
    a.to("2021-01-25")
    (stop,) = a.instruction("stop_zorg", toewijzing=ref(t), einddatum="2021-01-25", reden=PREMATURE[domein])
    a.to("2021-01-27")
    (again,) = refuse(a, stop)
    assert (again.kind, again.day, again.regie) == ("307", "2021-01-27", stop.regie)


def test_a_refused_stop_at_the_end_of_a_toewijzing_goes_again(domein):
    a = player("aanbieder", toewijzing(domein, einddatum=date(2020, 10, 15)))
    (stop,) = a.to("2020-10-15")
    (again,) = refuse(a, stop)
    assert (again.kind, again.regie) == ("307", stop.regie)


def test_a_refused_request_goes_again_with_its_reference(domein):
    a = player("aanbieder", toewijzing(domein, bsn=BSNS[3]))
    a.to("2021-01-11")
    wish = gewenst(PRODUCT[domein], "2021-02-01", "2021-06-30")
    (request,) = a.instruction("vraag_toewijzing_aan", aanbieder=AANBIEDERS[0], bsn=BSNS[0], producten=[wish])
    (again,) = refuse(a, request)
    assert (again.kind, again.bericht.content["Client"]) == ("315", request.bericht.content["Client"])
