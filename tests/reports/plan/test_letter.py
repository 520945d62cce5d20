import pytest

from migratietoets.reports.plan.letter import as_markdown
from migratietoets.reports.plan.model import make_plans
from tests.helpers.made_up_assessments import (
    NOTHING,
    WITH_24,
    action,
    assessment,
    inputs,
    rows,
    successor,
    toewijzing,
)
from tests.helpers.made_up_run import Event


def test_the_letter_goes_by_deadline() -> None:
    (plan,) = make_plans(inputs())
    text = as_markdown(plan)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == [
        "# Migratieplan voor aanbieder 99990001",
        "## Uiterlijk 30-11-2020",
        "## Uiterlijk 30-12-2020",
        "## Uiterlijk 31-01-2021",
        "## Hierover beslissen wij nog",
    ]
    for word in (
        "Van gemeente 0344, voor Wmo.",
        "Op 01-01-2021 gaat release 3.0 van iWmo in.",
        "Wij bekeken 5 toewijzingen: 4 gaan over en 1 blijft zoals die is.",
        "stop zorg (307) te melden voor 1 toewijzing, op 30-11-2020 zelf",
        "1 toewijzing in met terugwerkende kracht",
        "Wordt ingetrokken per 31-12-2020.",
        "Opvolger vanaf 01-01-2021 tot en met 30-06-2021: categorie 15, product 15A01, 10 uur per week.",
        "budget € 1.250,50.",
        "van 04-01-2021 t/m 31-01-2021",
        "Aanbieder meldt stop zorg per 30-11-2020.",
        "op 30-11-2020 |",
        "geen uniek nummer",
        "specifiek met omvang; aspecifiek met budget",
    ):
        assert word in text


def test_nothing_to_do_is_said_in_one_line() -> None:
    (plan,) = make_plans([(toewijzing(), NOTHING)])
    text = as_markdown(plan)
    assert "Er hoeft niets te veranderen." in text
    assert "##" not in text
    assert rows(plan) == []


def test_hostile_text_cannot_break_the_letter() -> None:
    malice = 'a|b\n<img src=x> [k](http://x) "q", `c`'
    (plan,) = make_plans([(toewijzing(toewijzingnummer=malice, aanbieder=malice), WITH_24)])
    text = as_markdown(plan)
    assert "<img" not in text
    assert "[k]" not in text
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.replace(r"\|", "").count("|") for line in table} == {9}
    assert {row["toewijzingnummer"] for row in rows(plan)} == {" ".join(malice.split())}


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (action("intrekken", "2020-12-30", einddatum="2020-03-02"), "Wordt geannuleerd"),
        (action("wijzig_einddatum", "2020-12-30"), "Krijgt als einddatum nog te kiezen"),
        (action("wijzig_einddatum", "2020-12-30", einddatum="2021-12-31"), "Krijgt als einddatum 31-12-2021"),
        (action("informeer_aanbieder", "2020-12-30", message=None, release=None), "buiten de berichten om"),
        (successor("2020-12-30", volume=None), "nog te kiezen uur per week"),
        (successor("2020-12-30", eenheid="83", volume=123456), "€ 1.234,56 per week"),
        (successor("2020-12-30", eenheid=None, frequentie=None, code=None), "categorie 15, zonder omvang"),
        (successor("2020-12-30", categorie=None, code=None, budget=5), "generiek, budget € 0,05"),
        (successor("2020-12-30", eenheid="99"), "10 code 99 per week"),
        (action("dansen", "2020-12-30"), "dansen"),
    ],
)
def test_each_action_has_its_sentence(step: Event, sentence: str) -> None:
    (plan,) = make_plans([(toewijzing(), assessment("2020-12-30", step))])
    assert sentence in as_markdown(plan)
