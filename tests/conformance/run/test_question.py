import pytest

from migratietoets.conformance.run.question import OTHER_RULES, asked_part, claimed

EVERYTHING = {
    "roles": ["gemeente", "aanbieder"],
    "domains": ["wmo", "jw"],
    "processes": ["toewijzen", "vot_vow", "declareren", "afsluiten"],
}
WHOLE = frozenset(claimed(EVERYTHING))


def asked(**wanted):
    return {one for one in WHOLE if all(getattr(one, key) in values for key, values in wanted.items())}


def test_everything_that_is_claimed_is_the_whole():
    assert asked_part(WHOLE, EVERYTHING) == ""
    assert asked_part(asked(role={"gemeente"}), EVERYTHING | {"roles": ["gemeente"]}) == ""
    assert asked_part(asked(domein={"jw"}), EVERYTHING | {"domains": ["jw"]}) == ""
    assert asked_part(WHOLE, EVERYTHING | {"processes": ["toewijzen"]}) == ""


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"role": {"gemeente"}}, "de rol gemeente"),
        ({"domein": {"jw"}}, "het domein jw"),
        ({"role": {"aanbieder"}, "domein": {"wmo"}}, "de rol aanbieder, het domein wmo"),
        ({"case": {"toewijzingen/per-4-weken-deelbaar"}}, "de rol gemeente, 1 van "),
        ({"rule": {"MT-04", "TW-06"}}, "2 van "),
        ({"role": {"gemeente"}, "rule": {"MT-04"}}, "de rol gemeente, 1 van "),
        ({"rule": {OTHER_RULES}}, "toetsen"),
    ],
)
def test_a_part_is_named_by_what_was_chosen(wanted, words):
    assert words in asked_part(asked(**wanted), EVERYTHING)


def test_one_question_less_is_no_longer_the_whole():
    assert asked_part(WHOLE - {min(WHOLE)}, EVERYTHING) != ""


def test_a_question_beside_the_whole_adds_nothing():
    assert asked_part({*WHOLE, min(WHOLE)._replace(rule="PL-01")}, EVERYTHING) == ""
