"""What the aanbieder refuses of a 301 and a 319 because of what went before, with which code, and what it takes in."""

from dataclasses import replace
from datetime import date, time

import pytest

from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.retour import line_codes, make_retour
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, granted, make_301
from migratietoets.istandaard.berichten.verzoek import aangevraagde_producten, wijzigingsverzoek
from migratietoets.istandaard.berichten.verzoekantwoord import Answer, make_319
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.play import AANBIEDERS, BSNS, DOMEINEN, GEMEENTE, PRODUCT, gewenst, person, player, ref, toewijzing

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

DAY = date(2021, 1, 13)
OTHER = {Domein.WMO: ("08", "08A03"), Domein.JW: ("44", "44A08")}
OK = ["0200"]
NEW = date(2021, 2, 1)


def running(domein, **changes):
    return toewijzing(domein, **({"volume": 4, "frequentie": "2", "ingangsdatum": date(2021, 1, 1)} | changes))


class Desk:
    """An aanbieder in 3.0, and the gemeente that writes to it."""

    def __init__(self, domein, *stock):
        self.domein, self.number = domein, 0
        self.player = player("aanbieder")
        self.player.begin("aanbieder", list(stock), "2021-01-11", domein)

    def ask(self, **changes):
        wish = gewenst(PRODUCT[self.domein], "2021-02-01", "2021-06-30", **changes)
        asked = {"aanbieder": AANBIEDERS[0], "bsn": BSNS[0], "producten": [wish]}
        (sent,) = self.player.instruction("vraag_toewijzing_aan", **asked) or self.player.to("2021-01-12")
        return sent, aangevraagde_producten(sent.bericht)[0].referentie_aanbieder

    def ask_change(self, t):
        wish = gewenst((t.categorie, t.code), "2021-02-01", "2021-06-30", volume=6)
        asked = {"toewijzing": ref(t), "gewenst": wish}
        (sent,) = self.player.instruction("vraag_wijziging_aan", **asked) or self.player.to("2021-01-12")
        return wijzigingsverzoek(sent.bericht).referentie_aanbieder

    def receive(self, make, **content):
        self.number += 1
        self.player.to(f"2021-01-{12 + self.number}")
        bericht = make(domein=self.domein, gemeente=GEMEENTE, aanbieder=AANBIEDERS[0],
                       identificatie=f"G{self.number}", dagtekening=DAY, **content)  # fmt: skip
        return self.player.deliver(build(bericht).decode(), bericht.kind, "3.0")[0]

    def answer(self, reference, says="2", reden=None):
        return self.receive(make_319, answer=Answer(reference, says, reden)).codes

    def deny(self, reference):
        return self.answer(reference, "1", "1")

    def grant(self, *lines, bsn=BSNS[0]):
        """The codes of each line; one tuple where the message is accepted as a whole."""
        retour = self.receive(make_301, release=Release.R30, client=person(bsn), producten=lines)
        return line_codes(retour.bericht) or [tuple(retour.codes)]

    def line(self, number="2001", product=None, **changes):
        categorie, code = product or PRODUCT[self.domein]
        base = {"volume": 4, "eenheid": "04", "frequentie": "2", "ingangsdatum": NEW, "einddatum": date(2021, 6, 30)}
        return ToegewezenProduct(toewijzingnummer=number, categorie=categorie, code=code, toewijzingsdatum=DAY,
                                 toewijzingstijd=time(9), **(base | changes))  # fmt: skip

    def other(self, number="2002", **changes):
        return self.line(number, OTHER[self.domein], **changes)

    def shortened(self, t, reference=None):
        said = granted(t, self.player.party.context.clock.now, "04", reference)
        return replace(said, einddatum=date(2021, 1, 31), toewijzingsdatum=DAY)


def accepted(desk, *lines):
    return desk.grant(*lines) == [("0200",)]


def test_a_number_of_another_toewijzing_is_refused_at_its_line_alone(domein):
    desk = Desk(domein, running(domein))
    assert desk.grant(desk.other("1001"), desk.other("2001", ingangsdatum=date(2021, 7, 1), einddatum=None,
                                                     frequentie="4")) == [("9332",), ("0200",)]  # fmt: skip
    assert accepted(desk, desk.other("2002"))


def test_a_number_may_not_go_to_another_client_either(domein):
    desk = Desk(domein, running(domein))
    assert desk.grant(desk.line("1001"), bsn=BSNS[1]) == [("9332",)]
    assert desk.grant(desk.line("2001"), bsn=BSNS[1]) == [("0200",)]


def test_the_same_toewijzing_may_come_again_and_a_cancelled_one_never_had_its_number(domein):
    t = running(domein)
    desk = Desk(domein, t)
    assert accepted(desk, granted(t, desk.player.party.context.clock.now))
    cancelled = granted(t, desk.player.party.context.clock.now, "01")
    assert accepted(desk, replace(cancelled, einddatum=t.ingangsdatum, toewijzingsdatum=DAY))
    assert accepted(desk, desk.other("1001"))


def test_a_reference_under_which_nothing_was_asked_is_refused_at_its_line_alone(domein):
    desk = Desk(domein)
    _, reference = desk.ask()
    lines = desk.line(referentie_aanbieder=reference), desk.other(referentie_aanbieder="R99")
    assert desk.grant(*lines) == [("0200",), ("9364",)]


def test_a_refused_request_was_never_made(domein):
    desk = Desk(domein)
    sent, reference = desk.ask()
    retour = make_retour(sent.bericht, identificatie="G0", dagtekening=DAY, retourcodes=["0001"])
    desk.player.deliver(build(retour).decode(), "316", "3.0")
    desk.player.party.party.verzoeken.asked.clear()  # what was asked again in its place
    assert desk.grant(desk.line(referentie_aanbieder=reference)) == [("9364",)]
    assert desk.answer(reference) == ["9355"]


def test_a_request_is_not_named_by_another_product_or_for_another_client(domein):
    desk = Desk(domein)
    _, reference = desk.ask()
    assert desk.grant(desk.other(referentie_aanbieder=reference)) == [("9362",)]
    assert desk.grant(desk.line(referentie_aanbieder=reference), bsn=BSNS[1]) == [("9362",)]
    assert accepted(desk, desk.line(referentie_aanbieder=reference))


@pytest.mark.parametrize(
    "changes", [{}, {"volume": 5}, {"ingangsdatum": date(2021, 2, 2)}, {"einddatum": date(2021, 7, 1)}]
)
def test_a_toewijzing_may_be_what_was_asked_and_name_it_or_not(domein, changes):
    desk = Desk(domein)
    _, reference = desk.ask()
    assert accepted(desk, desk.line("2001", **changes))
    desk = Desk(domein)
    _, reference = desk.ask()
    assert accepted(desk, desk.line("2001", referentie_aanbieder=reference, **changes))


def test_a_granted_change_is_named_on_every_toewijzing_it_is_about(domein):
    t = running(domein)
    beside = running(domein, id="T2", toewijzingnummer="1002", categorie=OTHER[domein][0], code=OTHER[domein][1])
    desk = Desk(domein, t, beside)
    reference = desk.ask_change(t)
    new = desk.line(volume=6, referentie_aanbieder=reference)
    unchanged = granted(beside, desk.player.party.context.clock.now, None, reference)
    assert desk.grant(desk.shortened(t), new, unchanged) == [("9363",), ("0200",), ("0200",)]
    bare = replace(unchanged, referentie_aanbieder=None)
    assert desk.grant(desk.shortened(t, reference), new, bare) == [("0200",), ("0200",), ("9363",)]
    assert accepted(desk, desk.shortened(t, reference), new, unchanged)


def test_what_a_change_grants_anew_names_it_and_what_it_is_not_about_does_not(domein):
    t = running(domein)
    desk = Desk(domein, t)
    reference = desk.ask_change(t)
    old, new = desk.shortened(t, reference), desk.line(volume=6)
    assert desk.grant(old, new, desk.other()) == [("0200",), ("9363",), ("0200",)]
    assert desk.grant(desk.other("2003", referentie_aanbieder=reference)) == [("9362",)]


def test_a_change_may_be_named_on_all_that_comes_with_what_it_grants(domein):
    t = running(domein)
    desk = Desk(domein, t)
    reference = desk.ask_change(t)
    new = desk.line(volume=6, referentie_aanbieder=reference)
    assert accepted(desk, desk.shortened(t, reference), new, desk.other(referentie_aanbieder=reference))


def test_an_answer_on_a_request_of_another_aanbieder_or_of_nobody_is_refused(domein):
    desk = Desk(domein)
    _, reference = desk.ask()
    assert desk.answer("R99") == ["9355"]
    asked = desk.player.party.party.verzoeken.asked
    asked["R98"] = replace(asked[reference], aanbieder=AANBIEDERS[1])
    assert desk.answer("R98") == ["9355"]
    assert desk.answer(reference) == OK


def test_after_a_toewijzing_no_answer_comes(domein):
    desk = Desk(domein)
    _, reference = desk.ask()
    assert accepted(desk, desk.line(referentie_aanbieder=reference))
    assert desk.answer(reference) == ["9359"]
    assert desk.deny(reference) == ["9359"]


def test_an_investigation_is_reported_once_and_may_end_in_a_denial(domein):
    desk = Desk(domein)
    _, reference = desk.ask()
    assert desk.answer(reference) == OK
    assert desk.answer(reference) == ["9360"]
    assert desk.deny(reference) == OK


@pytest.mark.parametrize("again", ["1", "2"])
def test_after_a_denial_nothing_is_answered(domein, again):
    desk = Desk(domein)
    _, reference = desk.ask()
    assert desk.deny(reference) == OK
    assert desk.answer(reference, again, "1" if again == "1" else None) == ["9365"]


def test_a_refused_answer_was_not_given(domein):
    desk = Desk(domein)
    _, reference = desk.ask()
    assert desk.answer(reference, "1", None) == ["0001"]
    assert desk.deny(reference) == OK


def test_a_change_is_answered_as_a_request_for_a_toewijzing_is(domein):
    t = running(domein)
    desk = Desk(domein, t)
    reference = desk.ask_change(t)
    assert [desk.answer(reference), desk.answer(reference), desk.deny(reference)] == [OK, ["9360"], OK]
