import pytest

from migratietoets.generators.deliveries.credit_chains import CREDIT_SITUATIONS
from migratietoets.generators.deliveries.delivery import DELIVERY_SITUATIONS
from migratietoets.generators.situations import (
    ASSESSMENT,
    CHOICE,
    CLAIMING,
    CREDITING,
    MUST,
    OUTCOMES,
    Situation,
    as_text,
    situations,
    table,
)
from migratietoets.generators.stock.defects.names import DEFECTS
from migratietoets.generators.stock.defects.names import NAMES as DEFECT_NAMES
from migratietoets.generators.timelines.new_care import KINDS, MONTHS
from migratietoets.generators.timelines.timeline import NAMES


@pytest.fixture(scope="module")
def counter() -> dict[Situation, int]:
    return situations(times=4)


def test_every_defect_and_kind_is_counted_in_every_timeline(counter: dict[Situation, int]) -> None:
    seen = {(situation.timeline, situation.name) for situation in counter}
    piece = {name for name in DEFECTS if "2020-11" not in name and not name.startswith("einddatum_2020-12")}
    assert {name for timeline_name, name in seen if timeline_name == ASSESSMENT} == {*DEFECT_NAMES}
    for timeline_name in NAMES:
        names = {name for from_, name in seen if from_ == timeline_name}
        assert names == {*KINDS} if timeline_name in MONTHS else names >= piece


def test_every_delivery_and_every_credit_chain_is_counted(counter: dict[Situation, int]) -> None:
    assert {s.name for s in counter if s.timeline == CLAIMING} == {*DELIVERY_SITUATIONS}
    assert {s.name for s in counter if s.timeline == CREDITING} == {*CREDIT_SITUATIONS}
    rules = {s.rule for s in counter if s.timeline in {CLAIMING, CREDITING}}
    assert rules >= {"DC-03", "DC-05", "DC-06", "DC-07", "DC-08", "DC-10", "DC-11", "DC-14", "CR-01", "CR-02"}
    assert {s.rule for s in counter if s.outcome == CHOICE} == {"DC-11", "DC-14"}


def test_outcomes_are_known_and_every_one_occurs(counter: dict[Situation, int]) -> None:
    assert {situation.outcome for situation in counter} == {*OUTCOMES}
    assert list(counter) == sorted(counter)
    assert min(counter.values()) >= 1
    assert {s.rule for s in counter if s.outcome == MUST} == {"TW-02", "TW-03"}
    assert {s.rule for s in counter if s.outcome == "fail"} >= {
        "MT-01", "MT-02", "MT-04", "MT-05", "MS-01", "PL-01", "TW-01", "TW-02", "TW-03", "TW-06", "TW-08",
        "BS-02", "BS-06", "BS-07", "NT-01", "NT-02", "NT-03", "NT-04", "NT-05", "NT-06", "NT-07", "NT-08",
    }  # fmt: skip


def test_the_table_adds_up(counter: dict[Situation, int]) -> None:
    header, *rows, total = table(counter)
    assert header == ("regel", *OUTCOMES, "samen")
    assert total[0] == "totaal"
    assert int(total[-1]) == len(counter) == sum(int(row[-1]) for row in rows)


def test_the_text_is_a_row_for_each_rule_or_a_line_for_each_situation() -> None:
    small = situations(times=1)
    assert as_text(small, every=False)[-1].split()[-1] == str(len(small))
    assert len(as_text(small, every=True)) == len(small)
