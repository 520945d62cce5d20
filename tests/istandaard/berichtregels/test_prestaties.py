"""The rows about a prestatie: amounts, btw, tarief and eenheid."""

from datetime import date

import pytest

from migratietoets.istandaard.berichten.bedrag import make_bedrag, make_total
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.edited import edited, remarks
from tests.helpers.sample_messages import EVERYTHING, declaratie, declaratie_323, prestatie

LINE_303 = "Clienten/Client/0/Prestaties/Prestatie/0"
AMOUNTS = f"{LINE_303}/IngediendeBedragPrestatie"
LINE_323 = "Declaratie/Clienten/Client/0/Prestaties/Prestatie/0"
BTW_TOTAL = "Header/DeclaratieFactuurBedragen/BtwTotaalBedrag"
IDENTIFICATIE = "Header/DeclaratieFactuurIdentificatie"
JANUARY = {"begindatum": date(2021, 1, 1), "einddatum": date(2021, 1, 31)}
EXEMPT = {"btw_vrijstelling": "1"}
VAT = {"btw_vrijstelling": "2", "btw_percentage": 2100, "btw_bedrag": 39480}
CREDIT = {"debet_credit": "C", "previous_referentienummer": "P0"}
FACTUUR = {"kind": "F", "btw_nummer": "NL999999999B01"}


def changed(path, value):
    return {f"{AMOUNTS}/{path}": value}


IN_A_303 = [
    ({}, {}, changed("BerekendBedrag", make_bedrag(188000, "D")), set()),
    ({}, {}, changed("BerekendBedrag", make_bedrag(188001, "D")), set()),
    ({}, {}, changed("BerekendBedrag", make_bedrag(187999, "D")), {"CS323"}),
    ({}, {}, changed("BerekendBedrag", make_bedrag(188000 + 21, "D")), {"TR317"}),
    ({"eenheid": "82"}, {}, changed("BerekendBedrag", make_bedrag(188001, "D")), {"TR317"}),
    ({}, {}, changed("BerekendBedrag", make_bedrag(188000, "C")), {"CS327"}),
    (CREDIT, {}, changed("BerekendBedrag", make_bedrag(188000, "C")), set()),
    (CREDIT, {}, changed("BerekendBedrag", make_bedrag(188000, "D")), {"CS327"}),
    (CREDIT, {}, {f"{LINE_303}/ProductReferentie/VorigReferentieNummer": None}, {"CD060"}),
    ({}, {}, {f"{LINE_303}/ProductReferentie/VorigReferentieNummer": "P0"}, {"CD060"}),
    (EXEMPT, FACTUUR, {}, set()),
    (VAT, FACTUUR, {}, set()),
    ({}, {}, {}, set()),
    ({}, FACTUUR, {}, {"CD059"}),
    (VAT, FACTUUR, changed("BtwPercentage", None), {"CD055"}),
    (VAT, FACTUUR, changed("BtwBedrag", None) | {BTW_TOTAL: make_total(0)}, {"CD055"}),
    (VAT, FACTUUR, changed("BtwBedrag", make_bedrag(39480, "C"))
     | {BTW_TOTAL: make_total(-39480)}, {"CS327"}),
    (VAT, FACTUUR, {BTW_TOTAL: None}, {"CD055"}),
    (VAT, FACTUUR, {f"{IDENTIFICATIE}/BtwIDNummer": None}, {"CD055"}),
    (EXEMPT, FACTUUR, changed("BtwPercentage", "2100"), {"CD056"}),
    (EXEMPT, FACTUUR, changed("BtwBedrag", make_bedrag(0, "D")), {"CD056"}),
    ({}, {}, {"Header/BetalingAanID": "01"}, {"CD058"}),
    ({}, {}, {"Header/BetalingAanID": "01", "Header/Servicebureau": "98000001"}, set()),
    ({"eenheid": "83", "volume": 188000, "tarief": None}, {}, {}, set()),
    ({"eenheid": "83", "volume": 188000, "tarief": 1}, {}, {}, {"CD062"}),
    ({"eenheid": "81", "begindatum": date(2019, 3, 31), "einddatum": date(2019, 4, 30)}, {}, {}, set()),
    ({"eenheid": "81", "begindatum": date(2019, 4, 1), "einddatum": date(2019, 4, 30)}, {}, {}, {"CS331"}),
    ({"eenheid": "21", "begindatum": date(2020, 11, 2)}, {}, {}, {"CS331"}),
    ({"bedrag": 0, "volume": 0}, {}, {}, set()),
    ({"bedrag": 0, "volume": 0} | CREDIT, {}, {}, {"CS325"}),
]  # fmt: skip


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
@pytest.mark.parametrize(("fields", "header", "changes", "expected"), IN_A_303)
def test_a_prestatie_in_a_303(release, domein, fields, header, changes, expected):
    bericht = declaratie(release, domein, prestatie(domein, **fields), **header)
    assert remarks(edited(bericht, changes)) == expected


EUROS = {"eenheid": "83", "volume": 188000, "tarief": None}
MINUTES = {"eenheid": "01", "volume": 90, "tarief": 78, "bedrag": 7050}
IN_A_323 = [
    ({}, set()),
    ({"bedrag": 188001}, {"TR346"}),
    ({"bedrag": 187999}, {"TR346"}),
    (MINUTES, set()),
    (MINUTES | {"bedrag": 7065}, set()),
    (MINUTES | {"bedrag": 7066}, {"TR346"}),
    (MINUTES | {"bedrag": 6974}, {"TR346"}),
    ({"tarief": None}, {"CD087"}),
    (EUROS, set()),
    (EUROS | {"tarief": 1}, {"CD087"}),
    (EUROS | {"bedrag": 187999}, {"TR345"}),
    (EUROS | {"bedrag": 188001}, {"TR345"}),
    ({"eenheid": "21"}, {"CS330"}),
    ({"eenheid": "81"}, {"CS330"}),
    ({"volume": 0, "bedrag": 0}, {"IV079"}),
    ({"volume": 0, "bedrag": 0, "eenheid": "82"}, set()),
    ({"volume": 1, "bedrag": 4700} | CREDIT, set()),
    ({"volume": 0, "bedrag": 0, "eenheid": "82"} | CREDIT, {"CS325"}),
    ({"previous_referentienummer": "P0"}, {"CD060"}),
    ({"debet_credit": "C"}, {"CD060"}),
]


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(("fields", "expected"), IN_A_323)
def test_a_prestatie_in_a_323(domein, fields, expected):
    assert remarks(declaratie_323(domein, prestatie(domein, **JANUARY | fields))) == expected


@pytest.mark.parametrize("kind", ["303", "323"])
def test_a_total_of_0_is_debit(kind):
    lines = {"bedrag": 0, "volume": 0, "eenheid": "82"}
    if kind == "303":
        bericht, total = (
            declaratie(Release.R30, Domein.WMO, prestatie(Domein.WMO, **lines)),
            ("Header/DeclaratieFactuurBedragen/DeclaratieFactuurTotaalBedrag"),
        )
    else:
        bericht, total = (
            declaratie_323(Domein.WMO, prestatie(Domein.WMO, **JANUARY | lines)),
            ("Declaratie/TotaalIngediendBedrag"),
        )
    assert remarks(bericht) == set()
    assert remarks(edited(bericht, {f"{total}/DebetCredit": "C"})) == {"CS325"}
