"""Messages that break a rule, asked for by its id."""

from itertools import islice

import pytest

from migratietoets.generators.mutations.broken import broken, choose_rules, rules
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein
from migratietoets.istandaard.validation import validate


@pytest.mark.parametrize("rule", rules())
def test_every_rule_can_be_broken_alone(rule: str) -> None:
    made = [one for one in islice(broken(rule), 2) if not one.before]
    assert made
    for one in made:
        assert one.valid is not None
        assert validate(one.valid) == []
        assert {remark.code for remark in validate(one.broken)} == {rule, *one.besides}


def test_each_message_has_an_identification_and_a_person_of_its_own() -> None:
    made = [one.valid for one in broken("CS002")]
    assert len({*made}) == len(made)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_people() -> None:
    first, again, other = (list(broken("CD075", seed=seed)) for seed in (1, 1, 2))
    assert first == again
    assert [one.broken for one in first] != [one.broken for one in other]


def test_a_domein_can_be_chosen() -> None:
    assert {one.domein for one in broken("CS002", domeinen=[Domein.JW])} == {Domein.JW}


def test_a_pattern_stands_for_every_rule_that_fits_it() -> None:
    assert choose_rules(["CD07?", "CS002"]) == tuple(one for one in rules() if one == "CS002" or one.startswith("CD07"))


@pytest.mark.parametrize(
    ("asked", "known", "said"),
    [
        ("CD57", None, "Bedoelde u CD0"),
        ("ZZ9", None, "niet bekend"),
        ("UP026", None, "niet met een breuk te maken"),
        ("TR332", rules(), "met één bericht niet te breken"),
    ],
)
def test_an_unknown_rule_is_told_in_words(asked: str, known: tuple[str, ...] | None, said: str) -> None:
    with pytest.raises(InputError, match=said):
        choose_rules([asked], known)


def test_a_message_that_breaks_a_rule_beside_others_comes_with_those() -> None:
    (wmo, jw) = broken("TR326", seed=3)
    assert (wmo.domein, jw.domein) == (Domein.WMO, Domein.JW)
    assert [kind for kind, _ in wmo.before] == ["301", "305"]
    assert wmo.valid is None
    assert all(validate(data) == [] for data in (*dict(wmo.before).values(), wmo.broken))
