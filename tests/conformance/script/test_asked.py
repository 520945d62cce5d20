"""A message names what the system asked by number: the reference is the one that the system chose itself."""

from datetime import date, datetime

import pytest

from migratietoets.conformance.catalogue.case.case import Case, Kind, Step
from migratietoets.conformance.catalogue.case.messages import ToewijzingLine, ToewijzingMessage, VerzoekAnswer
from migratietoets.conformance.script.messages import make_message
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.istandaard.berichten import Bericht, read
from migratietoets.istandaard.berichten.retour import make_retour
from migratietoets.istandaard.berichten.toewijzing import toegewezen_producten
from migratietoets.istandaard.berichten.verzoek import TeWijzigenProduct, Wijzigingsverzoek
from migratietoets.istandaard.berichten.verzoekantwoord import read_answer
from migratietoets.istandaard.kalender import AMSTERDAM
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.verzoek_by_hand import requested, vot, vow

AT = datetime(2021, 1, 13, 9, tzinfo=AMSTERDAM)
MORE = TeWijzigenProduct("1001", date(2021, 2, 1), None, volume=6, eenheid="04", frequentie="2")
ANSWER = {"sender": "gemeente", "kind": "319", "release": Release.R30, "answer": "2"}


def asked(*berichten: Bericht) -> Symbols:
    steps = (Step(AT, VerzoekAnswer(**ANSWER, verzoek=1)),)
    symbols = Symbols(
        Case(number=7, id="vot-vow/een", title="", kind=Kind.POSITIVE, source="", steps=steps), Domein.WMO
    )
    for bericht in berichten:
        symbols.saw(bericht)
    return symbols


def products(*references: str) -> Bericht:
    lines = (requested(Domein.WMO, one, volume=n) for n, one in enumerate(references, start=1))
    return read(vot(Domein.WMO, "2021-01-11", *lines).encode())


def change(reference: str) -> Bericht:
    return read(vow(Domein.WMO, "2021-01-12", Wijzigingsverzoek(reference, "1", to_change=(MORE,))).encode())


def refused(bericht: Bericht, code: str = "0001") -> Bericht:
    return make_retour(bericht, identificatie="G1", dagtekening=date(2021, 1, 12), retourcodes=[code])


@pytest.mark.parametrize(("number", "reference"), [(1, "A"), (2, "B")])
def test_each_product_of_a_315_is_asked_in_the_order_of_the_message(number, reference):
    answer = VerzoekAnswer(**ANSWER, verzoek=number)
    symbols = asked(products("A", "B"))
    assert symbols.has_asked(answer.asked)
    assert read_answer(make_message(symbols, 1, AT, answer)).referentie_aanbieder == reference


def test_a_line_of_a_301_names_the_317_that_it_grants():
    line = ToewijzingLine(ref="N1", number=11, product=None, budget=1, ingangsdatum=date(2021, 2, 1),
                          einddatum=date(2021, 6, 30), referentie=1)  # fmt: skip
    message = ToewijzingMessage(sender="gemeente", kind="301", release=Release.R30, lines=(line,))
    symbols = asked(change("C"))
    assert symbols.has_asked(message.asked)
    assert [one.referentie_aanbieder for one in toegewezen_producten(make_message(symbols, 1, AT, message))] == ["C"]


@pytest.mark.parametrize(("heen", "left"), [(products("A", "B"), 0), (change("C"), 0)])
def test_what_was_refused_was_not_asked_and_what_was_accepted_was(heen, left):
    (references,) = asked(heen).asked.values()
    many = len(references)
    assert asked(heen, refused(heen)).has_asked([many]) is False
    assert asked(heen, refused(heen, "0200")).has_asked([many]) is True
    assert asked(heen, refused(heen)).has_asked([left]) is True


@pytest.mark.parametrize(("number", "known"), [(1, True), (2, True), (3, False)])
def test_no_more_was_asked_than_was_sent(number, known):
    assert asked(products("A", "B")).has_asked([1, number]) is known


def test_a_toewijzing_can_be_what_was_asked_to_the_letter():
    line = ToewijzingLine(ref="N1", number=11, as_asked=2)
    message = ToewijzingMessage(sender="gemeente", kind="301", release=Release.R30, lines=(line,))
    assert message.asked == (2,)
    (made,) = toegewezen_producten(make_message(asked(products("A", "B")), 1, AT, message))
    wanted = requested(Domein.WMO, "B", volume=2)
    assert (made.categorie, made.code, made.omvang) == (wanted.categorie, wanted.code, wanted.omvang)
    assert (made.ingangsdatum, made.einddatum) == (wanted.ingangsdatum, wanted.einddatum)
    assert (made.toewijzingnummer, made.referentie_aanbieder) == ("711", None)


def test_a_message_that_names_its_request_by_a_symbol_needs_none():
    assert VerzoekAnswer(**ANSWER, verzoek="V1").asked == ()
    assert ToewijzingMessage(
        sender="gemeente", kind="301", release=Release.R30, lines=(ToewijzingLine(ref="T1", referentie="V1"),)
    ).asked == ()  # fmt: skip
