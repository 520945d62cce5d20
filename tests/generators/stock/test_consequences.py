"""Labels against literals: two or more for every defect."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from migratietoets.generators.chance import seeded
from migratietoets.generators.stock.consequences import label, pro_rata
from migratietoets.generators.stock.defects.content import BREAKS
from migratietoets.generators.stock.defects.frequentie import DateSituation
from migratietoets.generators.stock.defects.names import DEFECTS
from tests.helpers.labels_with_number import WITH_NUMBER
from tests.helpers.labels_without_number import WITHOUT_NUMBER
from tests.helpers.made_up_labels import (
    CONTENTS,
    EURO,
    HOUSING,
    INFORM,
    KEYS,
    NO,
    RIDES,
    WITHDRAW_24,
    D,
    V,
    build,
    check,
    expected,
    grant,
    volume,
    wanted,
)


def test_the_example_of_the_contract_letter_by_letter() -> None:
    toewijzing, received = build("per_4_weken", HOUSING, "2020-03-02", "2021-06-30", volume(40, "3"))
    assert toewijzing.to_json() == {
        "id": "0344:wmo:99990001:999900006:1001:2020-03-02:15:15A01",
        "gemeente": "0344", "domein": "wmo", "aanbieder": "99990001", "bsn": "999900006", "toewijzingnummer": "1001",
        "categorie": "15", "code": "15A01", "volume": 40, "eenheid": "04", "frequentie": "3", "budget": None,
        "ingangsdatum": "2020-03-02", "einddatum": "2021-06-30",
        "uitvoering": "inspanning", "vervanging": None, "nieuw": None, "gestart": True, "instemming": True,
    }  # fmt: skip
    assert list(received) == [
        "id", "must_migrate", "reasons", "rules", "deadline", "remarks", "actions", "alternatives",
    ]  # fmt: skip
    assert received == {
        "id": "0344:wmo:99990001:999900006:1001:2020-03-02:15:15A01",
        "must_migrate": True,
        "reasons": ["frequentie_vervallen"],
        "rules": ["TW-03"],
        "deadline": "2020-12-30",
        "remarks": [],
        "actions": [
            {
                "by": "gemeente", "action": "intrekken", "message": "301", "release": "2.4", "earliest": None,
                "latest": "2020-12-30", "reden_wijziging": "03", "ingangsdatum": None, "einddatum": "2020-12-31",
                "categorie": None, "code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": None,
            },
            {
                "by": "gemeente", "action": "nieuwe_toewijzing", "message": "301", "release": "2.4", "earliest": None,
                "latest": "2020-12-30", "reden_wijziging": None, "ingangsdatum": "2021-01-01",
                "einddatum": "2021-06-30", "categorie": "15", "code": "15A01", "volume": 10, "eenheid": "04",
                "frequentie": "2", "budget": None,
            },
        ],
        "alternatives": [],
    }  # fmt: skip
    assert all(tuple(step) == KEYS for step in received["actions"])


@pytest.mark.parametrize("case", WITH_NUMBER)
def test_a_defect_with_a_unique_number_has_the_label_of_the_contract(case: str) -> None:
    content, product, from_, until, wish, expectation, remarks = WITH_NUMBER[case]
    check(build(content, product, from_, until, wish)[1], expectation, remarks)


def test_without_consent_there_is_one_route() -> None:
    _, received = build("stuks_inspanning", RIDES, "2020-03-02", "2021-06-30", volume(17, "4"), instemming=False)
    successor = grant("3.0", D, "2021-01-01", "2021-06-30", "08", "08A01", 17, "84", "4", None)
    check(received, expected(["stuks_inspanning"], deadline=V, actions=[INFORM, WITHDRAW_24, successor]), 0)


def test_without_consent_the_budget_alternative_withdraws_beforehand() -> None:
    _, received = build("aspecifiek_met_omvang", EURO, "2020-03-02", None, wanted(None, NO, "4"), instemming=False)
    successor = grant("3.0", D, "2021-01-01", None, "10", None, None, None, None, None)
    assert received["alternatives"][2]["actions"] == [INFORM, WITHDRAW_24, successor]


@pytest.mark.parametrize("number", [None, "1001"], ids=["geen", "dubbel"])
@pytest.mark.parametrize("case", WITHOUT_NUMBER)
def test_a_defect_without_a_unique_number_has_the_label_of_the_contract(case: str, number: str | None) -> None:
    content, product, from_, until, wish, gestart, expectation, remarks = WITHOUT_NUMBER[case]
    _, received = build(content, product, from_, until, wish, number=number, number_broken=True, gestart=gestart)
    check(received, expectation, remarks)


def test_every_kind_of_defect_has_two_literals() -> None:
    def cases(table: dict[str, Any], name: str) -> int:
        return sum(case.startswith(name) or content == name for case, (content, *_) in table.items())

    kinds = {name for name in BREAKS if name != "heel" and "+" not in name} - {
        name for names in CONTENTS.values() for name in names
    } | {*CONTENTS}
    assert all(cases(WITH_NUMBER, name) >= 2 and cases(WITHOUT_NUMBER, name) >= 2 for name in kinds), kinds
    for name in ("schoon", "start_in_december", "start_in_2021"):
        assert cases(WITH_NUMBER, name) + cases(WITHOUT_NUMBER, name) >= 2, name
    assert cases(WITHOUT_NUMBER, "heel") >= 2
    assert {content for defect in DEFECTS.values() for _, content in defect.kinds} == {*BREAKS}


@pytest.mark.parametrize(
    ("whole", "days", "every", "part"),
    [(365, 31, 731, 15), (10, 1, 4, 3), (10, 1, 20, 1), (1, 1, 1000, 1), (365, 731, 731, 365), (5, 1, 2, 3)],
)
def test_a_share_by_days_rounds_half_up_and_is_at_least_one(whole: int, days: int, every: int, part: int) -> None:
    def period(length: int) -> tuple[date, date]:
        return date(2020, 1, 1), date.fromordinal(date(2020, 1, 1).toordinal() + length - 1)

    assert pro_rata(whole, period(days), period(every)) == part


def test_a_wish_plays_no_part_when_nothing_is_wrong() -> None:
    toewijzing, _ = build("heel", HOUSING, "2020-03-02", "2021-06-30", volume(10, "2"))
    flaw = BREAKS["heel"].inject(seeded(0), HOUSING, DateSituation())
    assert not label(replace(toewijzing, vervanging="gelijk"), flaw, number_broken=False).must_migrate
