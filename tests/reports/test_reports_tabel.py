import io

from rich.console import Console
from verzonnen_beoordelingen import ALLEEN_30, MET_24, NIETS, TE_KIEZEN

from reports.assess import Beoordeling
from reports.tabel import toon_beoordelingen


def toon(*beoordelingen: Beoordeling) -> str:
    uit = io.StringIO()
    toon_beoordelingen(beoordelingen, Console(file=uit, width=200, force_terminal=False))
    return uit.getvalue()


def test_a_row_says_what_why_and_when() -> None:
    tekst = toon(MET_24, ALLEEN_30 | {"overdue": True}, NIETS)
    for woord in (
        "frequentie vervalt",
        "TW-03",
        "30-12-2020",
        "31-01-2021 (te laat)",
        "intrekken (301, 2.4) t/m 30-12-2020",
        "nieuwe toewijzing (301, 3.0) t/m 31-01-2021",
        "niets",
        "3 toewijzingen bekeken; 2 gaan over, waarvan 1 te laat.",
    ):
        assert woord in tekst


def test_an_open_choice_is_shown_as_a_choice() -> None:
    assert "kies: specifiek met omvang; aspecifiek met budget" in toon(TE_KIEZEN)


def test_markup_and_control_characters_stay_text() -> None:
    tekst = toon(MET_24 | {"id": "[red]x[/red]\x1b[2J", "remarks": ["[/bold]"]})
    assert "[red]x[/red]" in tekst
    assert "[/bold]" in tekst
    assert "\x1b" not in tekst
