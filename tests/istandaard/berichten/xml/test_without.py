from migratietoets.istandaard.berichten import build, read, without
from tests.helpers.sample_messages import toewijzing


def test_elements_go_wherever_they_stand_with_all_that_is_in_them():
    data = build(toewijzing())
    less = read(without(data, {"Omvang", "Toewijzingstijd"}))
    text = str(less.content)
    assert "Omvang" not in text
    assert "Toewijzingstijd" not in text
    assert "Ingangsdatum" in text


def test_nothing_to_take_out_leaves_every_byte():
    data = build(toewijzing())
    assert without(data, ()) is data
