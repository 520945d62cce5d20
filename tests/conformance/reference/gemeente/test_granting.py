"""New care: at once in 2.4, or in part in 3.0."""

from typing import Any

import pytest

from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein
from tests.helpers.play import (
    AANBIEDERS,
    BSNS,
    DOMEINEN,
    PRODUCT,
    Chain,
    cover,
    player,
    toewijzing,
)

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


def wish(domein: Domein, **otherwise: Any) -> dict[str, Any]:
    categorie, code = PRODUCT[domein]
    base: dict[str, Any] = {
        "categorie": categorie,
        "code": code,
        "volume": 8,
        "eenheid": "04",
        "frequentie": "4",
        "budget": None,
        "ingangsdatum": "2020-11-01",
        "einddatum": "2021-10-31",
    }
    return base | otherwise


BUDGET = {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 120000}


@pytest.mark.parametrize(
    ("day", "otherwise", "expected"),
    [
        ("2020-10-01", {}, [("2.4", "2020-10-01", "2020-11-01", "2021-10-31", "04", 8, None)]),
        ("2021-01-02", {}, [("3.0", "2021-01-04", "2020-11-01", "2021-10-31", "04", 8, None)]),
        ("2021-01-20", {"eenheid": "84"}, [("3.0", "2021-01-20", "2020-11-01", "2021-10-31", "84", 8, None)]),
        (
            "2020-12-30",
            {"eenheid": "84"},
            [
                ("2.4", "2020-12-30", "2020-11-01", "2020-12-31", "82", 8, None),
                ("3.0", "2021-01-04", "2021-01-01", "2021-10-31", "84", 8, None),
            ],
        ),
        (
            "2020-10-01",
            {"eenheid": "84", "volume": 365, "frequentie": "6"},
            [
                ("2.4", "2020-10-01", "2020-11-01", "2020-12-31", "82", 61, None),
                ("3.0", "2021-01-04", "2021-01-01", "2021-10-31", "84", 304, None),
            ],
        ),
        (
            "2020-10-01",
            BUDGET,
            [
                ("2.4", "2020-10-01", "2020-11-01", "2020-12-31", None, None, None),
                ("3.0", "2021-01-04", "2021-01-01", "2021-10-31", None, None, 120000),
            ],
        ),
        (
            "2020-10-01",
            BUDGET | {"einddatum": "2020-12-20"},
            [("2.4", "2020-10-01", "2020-11-01", "2020-12-20", None, None, None)],
        ),
        (
            "2020-12-15",
            BUDGET | {"categorie": None, "ingangsdatum": "2021-02-01"},
            [("3.0", "2021-01-04", "2021-02-01", "2021-10-31", None, None, 120000)],
        ),
    ],
)
def test_what_is_wanted_is_granted_in_the_release_of_its_day(domein, day, otherwise, expected):
    g = player("gemeente")
    g.begin("gemeente", [], domein=domein)
    g.to(day)
    gewenst = wish(domein, **otherwise)
    berichten = g.instruction("ken_toe", aanbieder=AANBIEDERS[0], bsn=BSNS[0], uitvoering="inspanning", gewenst=gewenst)
    berichten += g.to("2021-02-28")
    found = [
        (b.release, b.day, str(r.ingangsdatum), str(r.einddatum), r.eenheid, r.volume, r.budget)
        for b in berichten
        for r in b.lines
    ]
    assert found == expected
    numbers = [r.toewijzingnummer for b in berichten for r in b.lines]
    assert numbers == ["5000001", "5000002"][: len(numbers)]


def test_generiek_in_2020_is_not_granted_for_24_cannot_say_it(domein):
    g = player("gemeente", toewijzing(domein))
    params = {
        "aanbieder": AANBIEDERS[0],
        "bsn": BSNS[0],
        "uitvoering": None,
        "gewenst": wish(domein, **BUDGET, categorie=None),
    }
    with pytest.raises(InputError, match="generiek bestaat niet"):
        g.party.instruct({"command": "ken_toe", "params": params})
    params["gewenst"]["ingangsdatum"] = "2021-01-01"
    g.party.instruct({"command": "ken_toe", "params": params})
    assert g.collect() == []
    (bericht,) = g.to("2021-01-04")
    assert (bericht.release, bericht.lines[0].categorie, str(bericht.lines[0].ingangsdatum)) == (
        "3.0",
        None,
        "2021-01-01",
    )


def test_new_care_runs_on_across_the_boundary(domein):
    chain = Chain(from_="2020-10-01", domein=domein)
    params = {
        "aanbieder": AANBIEDERS[0],
        "bsn": BSNS[0],
        "uitvoering": "inspanning",
        "gewenst": wish(domein, eenheid="84"),
    }
    categorie, code = PRODUCT[domein]
    pointer = {
        "aanbieder": AANBIEDERS[0],
        "bsn": BSNS[0],
        "toewijzingnummer": None,
        "categorie": categorie,
        "code": code,
        "ingangsdatum": "2020-11-01",
    }
    chain.plan("2020-10-15", "gemeente", "ken_toe", **params)
    chain.plan("2020-11-02", "aanbieder", "start_zorg", toewijzing=pointer, begindatum="2020-11-01")
    chain.play("2021-01-10")
    assert cover(chain.state(), "2020-11-01", "2021-10-31") == {1}
    assert [(b.day, b.regie[0].begindatum.isoformat()) for b in chain.from_("305")] == [
        ("2020-11-02", "2020-11-01"),
        ("2021-01-04", "2021-01-01"),
    ]


def test_new_numbers_skip_used_ones(domein):
    g = player("gemeente", toewijzing(domein, toewijzingnummer="5000001"))
    g.to("2020-10-01")
    (bericht,) = g.migrate()
    assert [r.toewijzingnummer for r in bericht.lines] == ["5000001", "5000002"]
