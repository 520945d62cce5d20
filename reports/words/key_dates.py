"""The days on which everything turns, and what each of them is."""

from datetime import date

from migratietoets.istandaard.releases import DEADLINE_30, FIRST_DAY_30, LAST_DAY_24, NUMBER_DEADLINE

KEY_DATES: tuple[tuple[date, str], ...] = (
    (NUMBER_DEADLINE, "uiterste dag voor toewijzingen zonder uniek nummer"),
    (LAST_DAY_24, "laatste dag van release 2.4"),
    (FIRST_DAY_30, "eerste dag van release 3.0"),
    (DEADLINE_30, "uiterste dag voor opvolgers die alleen in 3.0 kunnen"),
)
