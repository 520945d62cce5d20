from datetime import date, datetime

from migratietoets.conformance.catalogue.case.case import Case, Kind
from migratietoets.conformance.catalogue.case.content import Given, GivenToewijzing
from migratietoets.conformance.catalogue.case.instructions import AboutToewijzing, Instruction, RegisterDelivery
from migratietoets.conformance.catalogue.case.messages import (
    Credit,
    Debit,
    DeclaratieMessage,
    Message,
    Period,
    RetourMessage,
    ToewijzingLine,
    ToewijzingMessage,
)
from migratietoets.conformance.script.instructions import FILLERS, parameters
from migratietoets.conformance.script.messages import MAKERS, can_be_said, make_message
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.istandaard.berichten.declaratie import declaratie_header, prestaties
from migratietoets.istandaard.berichten.retour import make_retour
from migratietoets.istandaard.berichten.toewijzing import toegewezen_producten
from migratietoets.istandaard.kalender import AMSTERDAM
from migratietoets.istandaard.releases import Domein, Release

AT = datetime(2020, 12, 7, 9, tzinfo=AMSTERDAM)
GIVEN = GivenToewijzing(
    ref="T1", number=1, product="begeleiding", specifiek=True, volume=4, eenheid="04", frequentie="2",
    ingangsdatum=date(2020, 3, 2), einddatum=None,
)  # fmt: skip


def symbols(number=7):
    case = Case(number=number, id="migratie/een", title="", kind=Kind.NEGATIVE, source="", given=Given((GIVEN,)))
    return Symbols(case, Domein.WMO)


def lines(known, *lines_, step=1):
    message = ToewijzingMessage(sender="gemeente", kind="301", release=Release.R30, lines=lines_)
    return list(toegewezen_producten(make_message(known, step, AT, message)))


def test_every_kind_of_message_and_of_instruction_can_be_made():
    assert set(MAKERS) == set(Message.__subclasses__())
    assert set(FILLERS) == set(Instruction.__subclasses__())


def test_a_line_with_a_ref_alone_is_sent_as_it_was():
    known = symbols()
    before = known.producten["T1"]
    assert lines(known, ToewijzingLine(ref="T1")) == [before]


def test_a_line_changes_what_it_names_and_keeps_the_rest():
    known = symbols()
    (line,) = lines(known, ToewijzingLine(ref="T1", einddatum=date(2020, 12, 31), reden="01"))
    assert (line.volume, line.eenheid, line.frequentie, line.toewijzingnummer) == (4, "04", "2", "701")
    assert (line.einddatum, line.reden_wijziging, line.toewijzingsdatum) == (date(2020, 12, 31), "01", AT.date())
    assert known.producten["T1"] == line


def test_the_symbols_of_two_cases_stand_for_different_values():
    one, other = symbols(7), symbols(8)
    assert one.referentie("R1") != other.referentie("R1")
    assert one.key("T1").toewijzingnummer != other.key("T1").toewijzingnummer
    assert one.key("T1").bsn != other.key("T1").bsn


def test_a_credit_repeats_what_the_case_leaves_out():
    known = symbols()
    debit = Debit(
        referentie="P1", ref="T1", begindatum=date(2020, 11, 2), einddatum=date(2020, 11, 29), volume=40, tarief=4700
    )
    message = DeclaratieMessage(
        sender="aanbieder", kind="303", release=Release.R24, prestaties=(debit, Credit(referentie="P2", previous="P1")),
        period=Period(begin=date(2020, 11, 2), end=date(2020, 11, 29)),
    )  # fmt: skip
    bericht = make_message(known, 1, AT, message)
    first, second = prestaties(bericht)
    assert (first.bedrag, first.saldo, second.saldo) == (188000, 188000, -188000)
    assert second.previous_referentienummer == first.referentienummer
    assert declaratie_header(bericht).totaalbedrag == 0


def claimed(known, **says):
    line = Debit(referentie="P1", ref="T1", begindatum=date(2021, 1, 1), einddatum=date(2021, 1, 31), volume=4, **says)
    message = DeclaratieMessage(sender="aanbieder", kind="323", release=Release.R30, prestaties=(line,),
                                period=Period(begin=date(2021, 1, 1), end=date(2021, 1, 31)))  # fmt: skip
    (found,) = prestaties(make_message(known, 1, AT, message))
    return found, can_be_said(known, message)


def test_a_prestatie_can_name_a_number_of_nobody_and_take_back_what_is_not_there():
    known = symbols()
    assert (claimed(known)[0].toewijzingnummer, claimed(known, number=99)[0].toewijzingnummer) == ("701", "799")
    credit, _ = claimed(known, previous="P9", tarief=4700)
    assert (credit.previous_referentienummer, credit.saldo) == (known.referentie("P9"), -18800)


def test_a_prestatie_on_a_successor_is_said_once_that_is_granted():
    known, begin = symbols(), date(2021, 1, 1)
    assert (claimed(known)[1], claimed(known, successor_from=begin)[1]) == (True, False)
    lines(known, ToewijzingLine(ref="N1", number=2, product="begeleiding", specifiek=True, ingangsdatum=begin,
                                einddatum=None))  # fmt: skip
    found, said = claimed(known, successor_from=begin)
    assert (found.toewijzingnummer, said) == ("702", True)


def test_a_retour_answers_the_message_of_an_earlier_step_also_in_the_wrong_release():
    known = symbols()
    lines(known, ToewijzingLine(ref="T1"))
    answer = make_message(known, 2, AT, RetourMessage(sender="aanbieder", kind="302", release=Release.R24, answers=1))
    assert (answer.kind, answer.release) == ("302", Release.R24)


def test_a_delivery_takes_the_eenheid_and_the_product_of_its_toewijzing():
    delivery = RegisterDelivery(
        to="aanbieder",
        command="registreer_levering",
        toewijzing="T1",
        delivered="2020-W53",
        uitvoering="output",
        volume=3,
    )
    known = symbols()
    params = parameters(known, delivery)
    assert (params["eenheid"], params["geleverd"], params["volume"]) == ("04", "2020-W53", 3)
    assert params["code"] == known.producten["T1"].code


def start_of_successor(known, begin="2021-01-01"):
    day = date.fromisoformat(begin)
    return parameters(known, AboutToewijzing(
        to="aanbieder", command="start_zorg", toewijzing="T1", successor_from=day, begindatum=day,
    ))["toewijzing"]  # fmt: skip


def test_a_successor_is_named_by_the_number_it_was_granted_under():
    known = symbols()
    own = parameters(known, AboutToewijzing(to="aanbieder", command="start_zorg", toewijzing="T1"))["toewijzing"]
    assert start_of_successor(known) == own | {"toewijzingnummer": None, "ingangsdatum": "2021-01-01"}
    new = ToewijzingLine(
        ref="N1", number=2, product="begeleiding", specifiek=True, ingangsdatum=date(2021, 1, 1), einddatum=None
    )
    heen = make_message(
        known, 1, AT, ToewijzingMessage(sender="gemeente", kind="301", release=Release.R30, lines=(new,))
    )
    assert start_of_successor(known)["toewijzingnummer"] == "702"
    assert start_of_successor(known, "2021-01-02")["toewijzingnummer"] is None
    party = symbols()
    assert party.successor("T1", date(2021, 1, 1)) is None
    party.saw(heen)
    assert start_of_successor(party)["toewijzingnummer"] == "702"
    party.saw(make_retour(heen, identificatie="302000000001", dagtekening=AT.date(), retourcodes=("0001",)))
    assert party.successor("T1", date(2021, 1, 1)) is None
