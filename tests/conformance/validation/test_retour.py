from datetime import date

import pytest

from migratietoets.conformance.validation.retour import answer
from migratietoets.istandaard.berichten import build, read
from migratietoets.istandaard.berichten.retour import line_codes, retourcodes
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation import Remark, judge, validate
from tests.helpers.sample_messages import (
    declaratie_323,
    prestatie,
    product,
    replaced,
    retour,
    toewijzing,
    wijziging_bericht,
)

WMO = Domein.WMO
JANUARY = {"begindatum": date(2021, 1, 1), "einddatum": date(2021, 1, 31)}
TWO = build(toewijzing(Release.R30, WMO, product(WMO), product(WMO, toewijzingnummer="2", code="02A04")))
CLAIM = build(declaratie_323(WMO, prestatie(WMO, **JANUARY), prestatie(WMO, "P2", **JANUARY)))
PRODUCT = "Client/ToegewezenProducten/ToegewezenProduct"
PRESTATIE = "Declaratie/Clienten/Client/Prestaties/Prestatie"


def answered(data, *found):
    """The answer to a message of which so many pairs of an element and a rule are said."""
    made = answer(data, judge(data).detected, [Remark(element, 1, code, "") for element, code in found])
    assert validate(made.xml) == []
    return read(made.xml)


@pytest.mark.parametrize(
    ("data", "found", "codes"),
    [
        (TWO, (), ["0200"]),
        (TWO, ((f"{PRODUCT}[2]/Einddatum", "TR300"),), ["0200", "0200", "9300", "0200"]),
        (TWO, ((f"{PRODUCT}[2]/Einddatum", "TR300"), (f"{PRODUCT}[1]", "XSD")), ["0001"]),
        (TWO, (("Header/BerichtIdentificatie/Dagtekening", "CS064"),), ["8848"]),
        (TWO, ((f"{PRODUCT}[2]", "IV096"),), ["0200"]),
        (CLAIM, (), ["0200", "8001"]),
        (CLAIM, ((f"{PRESTATIE}[2]/ProductPeriode", "TR307"),), ["0200", "9307", "0200", "0200"]),
        (CLAIM, (("Declaratie/TotaalIngediendBedrag", "TR307"),), ["0200", "9307"]),
        (CLAIM, (("", "OP192"), (f"{PRESTATIE}[1]", "TR307")), ["0001"]),
    ],
)
def test_the_answer_carries_the_codes_where_the_model_says(data, found, codes):
    assert retourcodes(answered(data, *found)) == codes


def test_a_code_stands_at_the_product_it_is_about():
    made = answered(build(wijziging_bericht()), ("Client/Verzoek/NieuweProducten/NieuwProduct[2]/Einddatum", "TR361"))
    assert line_codes(made) == [("0200",), ("0200",), ("0200",), ("9361",)]


def test_what_a_message_breaks_is_what_its_answer_says():
    data = replaced("Nummer>P2", "Nummer>P1", CLAIM)
    found = judge(data)
    assert [remark.code for remark in found.remarks] == ["TR101", "TR314"]
    made = answer(data, found.detected, found.remarks)
    assert "0001" in retourcodes(read(made.xml))
    assert validate(made.xml) == []


def test_a_bom_refuses_the_message_and_leaves_its_header_to_be_repeated():
    data = b"\xef\xbb\xbf" + TWO
    found = judge(data)
    assert [one.retourcode for one in found.remarks] == ["0001"]
    assert retourcodes(read(answer(data, found.detected, found.remarks).xml)) == ["0001"]


def test_what_is_only_assumed_refuses_nothing():
    remark = Remark(f"{PRODUCT}[1]", 1, "CS003", "", assumed=True)
    assert retourcodes(read(answer(TWO, judge(TWO).detected, [remark]).xml)) == ["0200"]


def test_nobody_answers_a_retour():
    data = build(retour(toewijzing(), "0200"))
    assert answer(data, judge(data).detected, []) is None
