"""The dialogue at a terminal, by what is typed and what is shown."""

import io
import sys
from datetime import date

import pytest

from migratietoets.conformance.adapters.hand.folder import Folder
from migratietoets.conformance.adapters.hand.terminal import Terminal
from migratietoets.conformance.adapters.hand.tray import Tray
from migratietoets.conformance.adapters.hand.turn import Asks, Task, Turn
from tests.helpers.by_hand import CLIENT, MESSAGE, NAMED


@pytest.fixture
def tray(tmp_path):
    return Tray(
        Folder(tmp_path),
        date(2020, 12, 1),
        "gemeente",
        ["99990001", "99990002"],
        {"999900079": CLIENT},
        [NAMED],
        shows_notices=True,
    )


@pytest.fixture
def typed(monkeypatch):
    """Have these lines typed; an answer may be a function that is called when its line is read."""

    def type_(*lines):
        class Keyboard(io.StringIO):
            def readline(self):
                if not waiting:
                    return ""
                line = waiting.pop(0)
                return f"{line() or ''}\n" if callable(line) else f"{line}\n"

        waiting = list(lines)
        monkeypatch.setattr(sys, "stdin", Keyboard())

    return type_


def turn(asks):
    return Turn(4, "gemeente in wmo, 1 december 2020", (Task("Doe iets.", ("waarmee: dit",)),), asks)


def test_a_step_says_what_to_do_and_enter_ends_it(tray, typed, capsys):
    typed("")
    assert Terminal().ask(turn(Asks.BUTTON), tray) == {}
    shown = capsys.readouterr().out
    assert "── gemeente in wmo, 1 december 2020 ──\n4. Doe iets.\n   - waarmee: dit\n" in shown


def test_a_button_that_is_not_there_is_said_with_the_reason(tray, typed):
    typed("Kan niet", "er is geen scherm voor")
    assert Terminal().ask(turn(Asks.BUTTON), tray) == {"cannot": "er is geen scherm voor"}


def test_what_means_nothing_at_a_step_is_asked_again(tray, typed, capsys):
    typed("wat?", "kan niet", "")
    assert Terminal().ask(turn(Asks.READY), tray) == {}
    shown = capsys.readouterr().out
    assert "“wat?” past hier niet." in shown
    assert "“kan niet” past hier niet." in shown


@pytest.mark.parametrize("lines", [("stop",), ("STOP",), ()])
def test_stop_and_the_end_of_the_input_stop_the_dialogue(tray, typed, lines):
    typed(*lines)
    with pytest.raises(KeyboardInterrupt):
        Terminal().ask(turn(Asks.MESSAGES), tray)


def test_a_wrong_file_is_told_and_can_be_corrected(tray, typed, capsys):
    tray.folder.add("fout.xml", b"<brief/>")

    def correct():
        tray.folder.remove("fout.xml")
        tray.folder.add("goed.xml", MESSAGE)

    typed("", correct)
    answer = Terminal().ask(turn(Asks.MESSAGES), tray)
    assert [one["code"] for one in answer["messages"]] == ["301"]
    shown = capsys.readouterr().out
    assert "✗ fout.xml: geen bekend bericht" in shown
    assert "Met 1 van de 1 is iets mis." in shown
    assert "✓ goed.xml: WMO301, release 2.4" in shown


def test_a_wrong_file_can_be_left_as_it_is(tray, typed):
    tray.folder.add("fout.xml", b"<brief/>")
    typed("", "laat zo")
    answer = Terminal().ask(turn(Asks.MESSAGES), tray)
    assert answer["messages"] == [{"code": "000", "release": "2.4", "xml": "<brief/>"}]


def test_a_notice_is_made_of_numbers(tray, typed, capsys):
    typed("kennisgeving", "1", "2", "9", "1", "2", "R-1", "Er komt iets.", "")
    answer = Terminal().ask(turn(Asks.MESSAGES), tray)
    assert answer["notices"] == [
        {
            "to": "99990002",
            "bsn": "999900079",
            "code": "toewijzing_volgt",
            "toewijzing": NAMED,
            "verzoek": "R-1",
            "about": "Er komt iets.",
        }
    ]
    assert "Dat past hier niet." in capsys.readouterr().out


def test_the_questions_about_the_system_take_numbers_and_defaults(typed):
    typed("Zaak", "", "1.0", "Lev", "2", "1, 2", "", "3", "2", "")
    assert Terminal().who("") == {
        "name": "Zaak",
        "version": "1.0",
        "supplier": "Lev",
        "roles": ["aanbieder"],
        "domains": ["wmo", "jw"],
        "processes": ["toewijzen", "vot_vow", "declareren", "afsluiten"],
        "clock": "none",
        "notices": "nee",
        "overnight": "nee",
    }
