from datetime import date

from migratietoets.istandaard import kalender, releases


def days(module):
    return {name: str(value) for name, value in vars(module).items() if type(value) is date}


def test_the_days_of_the_standard_are_these():
    """A day that moves is another standard: here they stand once more, to be compared with the source."""
    assert days(releases) == {
        "LATEST_DECISION": "2020-08-31",
        "NUMBER_DEADLINE": "2020-11-30",
        "DECEMBER_START": "2020-12-01",
        "LAST_DAY_24": "2020-12-30",
        "VARIANT_DEADLINE": "2020-12-30",
        "SILENCE_START": "2020-12-31",
        "SILENCE_END": "2021-01-03",
        "END_OF_2020": "2020-12-31",
        "START_30": "2021-01-01",
        "FIRST_DAY_30": "2021-01-04",
        "DEADLINE_30": "2021-01-31",
    }


def test_the_days_of_the_calendar_are_these():
    assert days(kalender) == {
        "END_OF_2020": "2020-12-31",
        "WEEK_53_START": "2020-12-28",
        "WEEK_53_END": "2021-01-03",
        "CERTAIN_FROM": "2020-12-07",
        "EARLIEST": "1900-01-01",
        "LATEST": "2199-12-31",
    }
    assert {name: (str(one.rhythm), str(one.first)) for name, one in kalender.CALENDARS.items()} == {
        "A": ("2020-01-06", "2020-01-06"),
        "B": ("2019-12-30", "2019-12-30"),
        "C": ("2019-12-30", "2020-01-01"),
        "D": ("2020-01-06", "2020-01-01"),
    }
