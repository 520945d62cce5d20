"""The aanbieder in TypeScript: a few of its cases always, and all of them in make test-traag."""

import pytest

from tests.helpers.languages import TYPESCRIPT, paths
from tests.proof.typescript_example import PAGE, page, play

DOUBLE = "declareren/twee-toewijzingen-met-hetzelfde-nummer"
FEW = (DOUBLE, "declareren/week-53-met-en-zonder-opvolger", "toewijzingen/ontvangst-301-tr332")


def test_the_example_does_a_few_cases_right_and_says_what_does_not_apply():
    played = play("--domain", "wmo", "--cases", ",".join((*FEW, "vot-vow/ontvangst-301-tr362")))
    assert played.code == 0, played.screen
    assert {one["case"] for one in played.of("pass")} == set(FEW)
    assert not [one for one in played.verdicts if one["verdict"] not in {"pass", "not_applicable"}]


def test_the_fault_of_the_page_is_found_where_it_is_put_back():
    played = play("--domain", "wmo", "--cases", DOUBLE, before=True)
    assert (played.code, {one["rule"] for one in played.of("fail")}) == (1, {"MT-03"})


@pytest.mark.traag
def test_the_page_shows_what_the_runs_say_today():
    paths(TYPESCRIPT)
    assert page() == PAGE.read_text("utf-8")
    whole = play()
    assert (whole.code, {one["domain"] for one in whole.of("pass")}) == (0, {"wmo", "jw"})
    assert {one["verdict"] for one in whole.verdicts} == {"pass", "not_applicable"}
