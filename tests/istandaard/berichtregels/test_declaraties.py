"""Totals and numbers of a 303 and a 323."""

from dataclasses import replace
from datetime import date

import pytest

from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.bedrag import make_total
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation import validate
from tests.helpers.edited import edited, remarks
from tests.helpers.sample_messages import CLIENT, EVERYTHING, OTHER_CLIENT, declaratie, declaratie_323, prestatie

JANUARY = {"begindatum": date(2021, 1, 1), "einddatum": date(2021, 1, 31)}
VAT = {"btw_vrijstelling": "2", "btw_percentage": 2100, "btw_bedrag": 39480}
TOTAL_303 = "Header/DeclaratieFactuurBedragen/DeclaratieFactuurTotaalBedrag"
BTW_303 = "Header/DeclaratieFactuurBedragen/BtwTotaalBedrag"
TOTAL_323 = "Declaratie/TotaalIngediendBedrag"


def credit(domein, number, previous, **changes):
    return prestatie(domein, number, debet_credit="C", previous_referentienummer=previous, **changes)


def invoice(release, domein, *prestaties):
    return declaratie(release, domein, *prestaties, kind="F", btw_nummer="NL999999999B01")


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
@pytest.mark.parametrize(
    ("path", "total", "expected"),
    [
        (TOTAL_303, 188000 - 100, set()),
        (TOTAL_303, 188000 + 100, {"TR312"}),
        (TOTAL_303, 188000 - 101, {"TR312"}),
        (TOTAL_303, -(188000 - 100), {"TR312"}),
        (BTW_303, 39480 - 21, set()),
        (BTW_303, 39480, {"TR313"}),
    ],
)
def test_the_totals_of_a_303_are_those_of_its_prestaties(release, domein, path, total, expected):
    lines = [prestatie(domein, **VAT), credit(domein, "P2", "P0", bedrag=100, **VAT | {"btw_bedrag": 21})]
    changed = edited(invoice(release, domein, *lines), {path: make_total(total)})
    assert remarks(changed) == expected
    assert all(one.assumed == (release == Release.R24) for one in validate(build(changed)))


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(("total", "expected"), [(187900, set()), (188100, {"TR358"}), (0, {"TR358"})])
def test_the_total_of_a_323_is_that_of_its_prestaties(domein, total, expected):
    lines = [prestatie(domein, **JANUARY), credit(domein, "P2", "P0", volume=2, tarief=50, bedrag=100, **JANUARY)]
    assert remarks(edited(declaratie_323(domein, *lines), {TOTAL_323: make_total(total)})) == expected


def test_what_a_total_should_be_is_said_in_words():
    lines = [prestatie(Domein.WMO, **JANUARY)]
    (remark,) = validate(build(edited(declaratie_323(Domein.WMO, *lines), {TOTAL_323: make_total(-5)})))
    assert (remark.code, remark.element) == ("TR358", "Declaratie/TotaalIngediendBedrag")
    assert remark.text == (
        "TotaalIngediendBedrag: verwacht 188000 cent, de som van de prestaties; gevonden 5 cent credit."
    )


NUMBERS = [
    (("P1", None), ("P2", None), set()),
    (("P1", None), ("P2", "P0"), set()),
    (("P1", "P8"), ("P2", "P9"), set()),
    (("P1", "P0"), ("P1", None), {"TR314"}),
    (("P1", "P0"), ("P2", "P0"), {"TR315"}),
    (("P1", None), ("P2", "P1"), {"TR316"}),
]


@pytest.mark.parametrize(("one", "other", "expected"), NUMBERS)
@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize("kind", ["303", "323"])
@pytest.mark.parametrize("client", [CLIENT.bsn, OTHER_CLIENT])
def test_numbers_are_used_and_credited_once(domein, kind, one, other, expected, client):
    days = {} if kind == "303" else JANUARY
    first, second = (
        credit(domein, number, previous, **days) if previous else prestatie(domein, number, **days)
        for number, previous in (one, other)
    )
    make = declaratie_323 if kind == "323" else lambda *args: declaratie(Release.R30, *args)
    assert remarks(make(domein, first, replace(second, bsn=client))) == expected


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(("kind", "changes", "expected"), [
    ("303", {}, {"TR101", "TR314"}),
    ("323", {}, {"TR101", "TR314"}),
    ("303", {"code": None}, {"TR314"}),
    ("303", {"bsn": OTHER_CLIENT}, {"TR314"}),
    ("323", {"bsn": OTHER_CLIENT}, {"TR314"}),
])  # fmt: skip
def test_a_prestatie_stands_in_a_message_once(domein, kind, changes, expected):
    days = {} if kind == "303" else JANUARY
    line = prestatie(domein, **days)
    changes = changes | ({"code": f"{line.categorie}A04"} if "code" in changes else {})
    make = declaratie_323 if kind == "323" else lambda *args: declaratie(Release.R30, *args)
    assert remarks(make(domein, line, replace(line, **changes))) == expected
