from collections import Counter
from datetime import date

import pytest

from migratietoets.istandaard import modelregels as table
from migratietoets.istandaard.codelijsten import RETOURCODE, code_list
from migratietoets.istandaard.modelregels import FILES, modelregels
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import KINDS

R24, R30 = Release
WMO, JW = Domein
ONLY_323 = (
    "TR346",
    "CD087",
    "TR322",
    "TR341",
    "TR369",
    "TR358",
    "OP302",
    "IV091",
    "IV085",
    "IV086",
    "IV078",
    "IV079",
    "IV076",
    "IV077",
    "IV089",
    "TR345",
    "CS100",
)
ONLY_303 = ("CD062", "TR312", "TR303", "IV051", "IV053", "IV054", "IV061", "IV062", "IV063", "OP278")


def test_every_rule_of_the_model_stands_in_the_table_once() -> None:
    assert Counter(one.kind for one in modelregels().values()) == {
        "UP": 16,
        "OP": 86,
        "TR": 72,
        "IV": 56,
        "CS": 32,
        "CD": 30,
    }
    assert all(rule_id == one.id and rule_id.startswith(one.kind) for rule_id, one in modelregels().items())


def test_a_rule_that_stands_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "FILES", (*FILES, FILES[0]))
    modelregels.cache_clear()
    try:
        with pytest.raises(ValueError, match="UP001"):
            modelregels()
    finally:
        modelregels.cache_clear()


def test_messages_and_retourcodes_exist_in_the_standard() -> None:
    for one in modelregels().values():
        assert set(one.berichten) <= set(KINDS), one.id
        assert one.retourcode is None or one.retourcode in code_list(RETOURCODE).codes(R30), one.id
        assert not one.only_303_304 or set(one.berichten) <= {"303", "304"}, one.id
        assert {domein for _, domein in one.used_in} <= set(one.domeinen), one.id


@pytest.mark.parametrize("rule_id", ONLY_323)
def test_what_holds_for_the_323_does_not_hold_for_the_303(rule_id: str) -> None:
    one = modelregels()[rule_id]
    assert one.berichten == ("323",)
    assert one.applies_to("323", R30, WMO, date(2021, 1, 31))
    assert not one.applies_to("303", R30, WMO, date(2020, 12, 31))


@pytest.mark.parametrize("rule_id", ONLY_303)
def test_what_holds_for_the_303_does_not_hold_for_the_323(rule_id: str) -> None:
    assert modelregels()[rule_id].berichten == ("303",)
    assert modelregels()[rule_id].only_303_304


def test_a_rule_of_3_0_is_not_one_of_2_4() -> None:
    tr332 = modelregels()["TR332"]
    assert tr332.applies_to("301", R30, JW)
    assert not tr332.applies_to("301", R24, JW)
    assert not tr332.applies_to("305", R30, JW)
    assert tr332.retourcode == "9332"


def test_a_message_of_one_domein_is_one_of_that_domein_alone() -> None:
    cs023, cd088, iv095 = (modelregels()[rule_id] for rule_id in ("CS023", "CD088", "IV095"))
    assert cs023.applies_to("315", R30, WMO)
    assert not cs023.applies_to("315", R30, JW)
    assert cs023.applies_to("307", R30, JW)
    assert cd088.domeinen == iv095.domeinen == (JW,)
    assert not cd088.applies_to("319", R30, WMO)


@pytest.mark.parametrize("rule_id", ["CD080", "CD081", "CS104", "TR375"])
def test_a_toewijzing_that_ends_in_2020_may_keep_its_old_form(rule_id: str) -> None:
    one = modelregels()[rule_id]
    assert not one.applies_to("317", R30, WMO, date(2020, 12, 31))
    assert one.applies_to("317", R30, WMO, date(2021, 1, 1))
    assert one.applies_to("317", R30, WMO)


def test_a_claim_by_303_lies_before_2021() -> None:
    cs103 = modelregels()["CS103"]
    assert cs103.applies_to("303", R30, WMO, date(2020, 12, 31))
    assert not cs103.applies_to("303", R30, WMO, date(2021, 1, 1))
    assert not cs103.applies_to("303", R30, WMO)


def test_a_general_rule_holds_for_every_message_and_for_a_retour_only_when_it_says_so() -> None:
    assert modelregels()["OP090"].applies_to("301", R30, WMO)
    assert not modelregels()["TR056"].applies_to("302", R30, WMO)
    assert modelregels()["IV028"].applies_to("302", R30, WMO)
