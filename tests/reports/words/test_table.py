from migratietoets.reports.words.assessment import Assessment
from migratietoets.reports.words.table import assessment_lines
from tests.helpers.made_up_assessments import NOTHING, ONLY_30, TO_CHOOSE, WITH_24


def show(*assessments: Assessment) -> str:
    return "\n".join(assessment_lines(assessments))


def test_a_row_says_what_why_and_when() -> None:
    text = show(WITH_24, ONLY_30 | {"overdue": True}, NOTHING)
    for word in (
        "frequentie vervalt",
        "TW-03",
        "30-12-2020",
        "31-01-2021 (te laat)",
        "intrekken (301, 2.4) t/m 30-12-2020",
        "nieuwe toewijzing (301, 3.0) t/m 31-01-2021",
        "blijft staan",
    ):
        assert word in text


def test_an_open_choice_is_shown_as_a_choice() -> None:
    assert "kies: specifiek met omvang; aspecifiek met budget" in show(TO_CHOOSE)


def test_markup_and_control_characters_stay_text() -> None:
    text = show(WITH_24 | {"id": "[red]x[/red]\x1b[2J", "remarks": ["[/bold]"]})
    assert "[red]x[/red]" in text
    assert "[/bold]" in text
    assert "\x1b" not in text
