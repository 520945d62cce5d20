from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migratietoets.generators.export.granted import bericht
from migratietoets.generators.people.clients import person
from migratietoets.generators.stock.defects.names import ABSENT, CLEAN, DEFECTS, NAMES, NUMBERS, TRAPS, Labelled
from migratietoets.generators.stock.label import REDENEN
from migratietoets.generators.strategies import broken_messages, days, labelled, toewijzingen
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.validation import form_errors, validate
from migratietoets.istandaard.varianten import ALLOWED, FREQUENTIES_WITH_EINDDATUM

ORDER = ("informeer_aanbieder", "intrekken", "wijzig_einddatum", "stop_zorg", "nieuwe_toewijzing")
LATEST = {"2.4": {"2020-11-30", "2020-12-30"}, "3.0": {"2021-01-31"}, None: {"2020-12-30"}}
GENEROUS = settings(suppress_health_check=[HealthCheck.too_slow])


def routes(label: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Every way to carry the label out."""
    alternatives = [alternative["actions"] for alternative in label["alternatives"]]
    return [actions for actions in [label["actions"], *alternatives] if actions]


@GENEROUS
@given(labelled())
def test_a_label_is_whole_and_in_order(parts: tuple[Labelled, ...]) -> None:
    assert 1 <= len(parts) <= 2
    for part in parts:
        label = part.label.to_json()
        positions = [REDENEN.index(reden) for reden in label["reasons"]]
        assert positions == sorted(set(positions))
        assert label["rules"] == sorted(label["rules"])
        assert label["must_migrate"] == bool(label["reasons"]) == bool(label["rules"]) == bool(routes(label))
        assert label["must_migrate"] == (label["deadline"] is not None)
        for actions in routes(label):
            kinds = [ORDER.index(action["action"]) for action in actions]
            assert kinds == sorted(kinds)
            begin = [action["ingangsdatum"] for action in actions if action["action"] == "nieuwe_toewijzing"]
            assert begin == sorted(begin)
            assert all(action["latest"] in LATEST[action["release"]] for action in actions)
            assert all((action["earliest"] == "2021-01-04") == (action["release"] == "3.0") for action in actions)


@GENEROUS
@given(labelled())
def test_old_and_new_adjoin_without_gap_or_overlap(parts: tuple[Labelled, ...]) -> None:
    """TW-06: no day without cover, no double cover; and never longer than it was."""
    for part in parts:
        old = part.toewijzing
        for actions in routes(part.label.to_json()):
            intrekking = next((action for action in actions if action["action"] == "intrekken"), None)
            if intrekking is None:
                assert [action["action"] for action in actions] == ["wijzig_einddatum"]
                continue
            until = date.fromisoformat(intrekking["einddatum"])
            cancelled = intrekking["reden_wijziging"] == "01"
            assert cancelled == (until == old.ingangsdatum)
            next_one = old.ingangsdatum if cancelled else until + timedelta(days=1)
            new_one = [action for action in actions if action["action"] == "nieuwe_toewijzing"]
            for action in new_one:
                assert action["ingangsdatum"] == next_one.isoformat()
                if action["einddatum"] is not None:
                    next_one = date.fromisoformat(action["einddatum"]) + timedelta(days=1)
            assert new_one[-1]["einddatum"] == (None if old.einddatum is None else old.einddatum.isoformat())


@GENEROUS
@given(labelled())
def test_what_is_valid_in_2021_is_a_permitted_variant(parts: tuple[Labelled, ...]) -> None:
    """MS-01, for as far as the gemeente has nothing left to choose."""
    for part in parts:
        for actions in routes(part.label.to_json()):
            for action in actions:
                if action["action"] != "nieuwe_toewijzing" or (action["einddatum"] or "9999") <= "2020-12-31":
                    continue
                if action["frequentie"] is not None:
                    assert action["frequentie"] in ALLOWED[action["eenheid"]]
                    assert action["budget"] is None
                if action["einddatum"] is None and action["frequentie"] in FREQUENTIES_WITH_EINDDATUM:
                    assert any("einddatum" in remark for remark in part.label.remarks)
                if action["eenheid"] == "84" or action["budget"] is not None:
                    assert action["release"] == "3.0"


@pytest.mark.parametrize("name", NAMES)
def test_every_name_can_be_drawn(name: str) -> None:
    @settings(max_examples=settings().max_examples // 20)
    @given(labelled(defects=[name]))
    def check(parts: tuple[Labelled, ...]) -> None:
        assert parts[0].defect == name
        if name == CLEAN or name in TRAPS:
            assert not parts[0].label.must_migrate
        if len(parts) == 2:
            assert parts[0].toewijzing.toewijzingnummer == parts[1].toewijzing.toewijzingnummer is not None
            assert name in TRAPS or {number for number, _ in DEFECTS[name].kinds} & {*NUMBERS.values()} - {ABSENT}

    check()


@GENEROUS
@given(st.one_of(toewijzingen(), labelled().map(lambda parts: parts[0].toewijzing)))
def test_24_records_survive_json_and_make_valid_messages(toewijzing: Toewijzing) -> None:
    assert Toewijzing.from_json(toewijzing.to_json()) == toewijzing
    who = person(0, bsns_for_tests().index(toewijzing.bsn)).client
    assert form_errors(bericht(who, [toewijzing], seed=0, sequence_number=1)[0]) == []


@given(toewijzingen(also_30=True))
def test_30_records_survive_json(toewijzing: Toewijzing) -> None:
    assert Toewijzing.from_json(toewijzing.to_json()) == toewijzing
    assert toewijzing.categorie or toewijzing.budget
    assert not (toewijzing.budget and toewijzing.omvang)


@given(days(date(2020, 12, 31), date(2020, 12, 31)))
def test_days_stay_between_their_ends(day: date) -> None:
    assert day == date(2020, 12, 31)


@given(days(date(2022, 5, 1), date(2022, 5, 9)))
def test_days_without_a_turning_point(day: date) -> None:
    assert date(2022, 5, 1) <= day <= date(2022, 5, 9)


@GENEROUS
@given(broken_messages("C[DS]*"))
def test_a_broken_message_breaks_its_rule(made: tuple[bytes, str]) -> None:
    message, rule = made
    assert rule in {remark.code for remark in validate(message)}
