import pytest

from migratietoets.conformance.run.question import OTHER_RULES, asked_part, claimed
from migratietoets.conformance.vocabulary.events import VerdictEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict

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


def verdict(question, said):
    return VerdictEvent(
        campaign="",
        case=question.case,
        rule=question.rule,
        role=question.role,
        domain=question.domein,
        strength="must",
        chapter="",
        verdict=said,
        findings=(),
    )


def test_a_case_that_does_not_apply_was_not_asked():
    who = EVERYTHING | {"processes": ["toewijzen"]}
    wanted = {one for one in WHOLE if one.case == "toewijzingen/per-jaar" or one.case.startswith("afsluiten-zorg/")}
    claims = set(claimed(who))
    said = [verdict(one, Verdict.PASS if one in claims else Verdict.NOT_APPLICABLE) for one in wanted]
    assert asked_part(wanted, who, said).startswith("1 van ")
    assert asked_part(wanted, who).startswith("1 van ")
    assert len({one.case for one in wanted}) > 1


def test_a_rule_that_does_not_apply_was_not_asked():
    wanted = asked(rule={"MT-04", "TW-06", "MS-02"})
    said = [verdict(one, Verdict.NOT_APPLICABLE if one.rule == "MS-02" else Verdict.PASS) for one in wanted]
    assert {one.rule for one in wanted} == {"MT-04", "TW-06", "MS-02"}
    assert ", 2 van " in asked_part(wanted, EVERYTHING, said)


def test_a_rule_that_applies_somewhere_was_asked():
    wanted = asked(rule={"MT-04"})
    said = [verdict(one, Verdict.PASS if one == min(wanted) else Verdict.NOT_APPLICABLE) for one in wanted]
    assert ", 1 van " in asked_part(wanted, EVERYTHING, said)


def test_what_applies_nowhere_is_no_part():
    wanted = asked(case={"toewijzingen/per-jaar"}, role={"gemeente"})
    said = [verdict(one, Verdict.NOT_APPLICABLE) for one in wanted]
    assert asked_part(wanted, EVERYTHING, said) == "de rol gemeente"
