from datetime import date, timedelta
from io import StringIO

import pytest

from migratietoets.conformance.catalogue.calendar import BEGIN, END
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.suite.screen import Progress, spell

CAMPAIGNS = Selection().campaigns()


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (59.9, "0:59"), (60, "1:00"), (3700, "61:40")])
def test_a_stretch_of_time_is_minutes_and_seconds(seconds, text):
    assert spell(seconds) == text


def test_every_campaign_says_at_once_that_it_begins():
    said = StringIO()
    progress = Progress(said)
    progress.campaigns = len(CAMPAIGNS)
    for campaign in CAMPAIGNS:
        progress.day(campaign, BEGIN)
    first, *others = said.getvalue().splitlines()
    assert first.startswith("aanbieder, wmo (campagne 1 van 4): 01-09-2020 - 0%, 0:00 bezig")
    assert [line.partition(" (")[0] for line in others] == ["aanbieder, jw", "gemeente, wmo", "gemeente, jw"]


def test_where_nobody_watches_it_is_calm():
    said = StringIO()
    progress = Progress(said)
    for days in range((END - BEGIN).days):
        progress.day(CAMPAIGNS[0], BEGIN + timedelta(days))
    assert len(said.getvalue().splitlines()) == 1


def test_on_a_terminal_each_line_takes_the_place_of_the_one_before():
    said = Terminal()
    progress = Progress(said)
    progress.day(CAMPAIGNS[0], date(2020, 11, 1))
    progress.clear()
    assert "\n" not in said.getvalue()
    assert said.getvalue().endswith("\x1b[K")


def test_of_what_workers_play_the_tests_are_counted():
    said = StringIO()
    progress = Progress(said)
    progress.tests = 200
    progress.answered()
    assert said.getvalue().startswith("1 van 200 toetsen - 0%")
