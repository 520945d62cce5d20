"""Days and instants as they are shown, and the days on which everything turns."""

import re
from datetime import date

from migratietoets.istandaard.releases import DEADLINE_30, FIRST_DAY_30, LAST_DAY_24, NUMBER_DEADLINE
from migratietoets.reports.log.instants import moment
from migratietoets.reports.words.text import one_line

KEY_DATES: tuple[tuple[date, str], ...] = (
    (NUMBER_DEADLINE, "uiterste dag voor toewijzingen zonder uniek nummer"),
    (LAST_DAY_24, "laatste dag van release 2.4"),
    (FIRST_DAY_30, "eerste dag van release 3.0"),
    (DEADLINE_30, "uiterste dag voor opvolgers die alleen in 3.0 kunnen"),
)
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

_DATE_TIME = re.compile(r"\d{2}-\d{2}-\d{4} \d{2}:\d{2}")


def format_date(value: object) -> str:
    """A day or an instant as dd-mm-jjjj; what is neither is shown as it is."""
    shown = instant(value)
    return shown[: len("31-12-2020")] if _DATE_TIME.fullmatch(shown) else shown


def instant(value: object) -> str:
    """An instant as dd-mm-jjjj uu:mm in Europe/Amsterdam; a day as dd-mm-jjjj; anything else as it is."""
    text = one_line(value)
    try:
        if len(text) == len("2020-12-31"):
            return f"{date.fromisoformat(text):%d-%m-%Y}"
        return f"{moment(text):%d-%m-%Y %H:%M}"
    except ValueError:
        return text
