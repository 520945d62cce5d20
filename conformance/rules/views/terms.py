"""When a message may be sent: the release in force on a day, and terms in working days (PL-01, OP090, OP274)."""

from collections.abc import Iterable
from datetime import date

from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.kalender import working_days_after
from migratietoets.istandaard.releases import FIRST_DAY_30, LAST_DAY_24, SILENCE_END, SILENCE_START, Release

WORKING_DAYS_RETOUR = 3
WORKING_DAYS_RETOUR_OF = {"303": 20, "323": 10}
"""Working days within which a message is answered, and those of the messages that get longer (OP090, x3, x4)."""
WORKING_DAYS_REPORT = 5
"""Working days within which a start or stop is reported (OP271, OP272)."""
WORKING_DAYS_ANSWER = 5
"""Working days within which a decision on a request, or a request of the desk, is sent (OP274, OP346)."""
WORKING_DAYS_REACTION = 5
"""Working days for whatever the standard gives no term of its own: to do what the desk orders, to send again what was
refused, to set a mistake right. As long as it gives for any reaction (OP271, OP272, OP274, OP346)."""


def after_silence(day: date) -> date:
    """The day itself, or the first one on which messages are sent again where it falls in the quiet period."""
    return FIRST_DAY_30 if SILENCE_START <= day <= SILENCE_END else day


def term_end(day: date, working_days: int) -> date:
    """The day that lies a number of working days after a day; terms stand still during the quiet period (PL-01)."""
    begin = SILENCE_END if SILENCE_START <= day <= SILENCE_END else day
    latest = working_days_after(begin, working_days)
    if begin < SILENCE_START <= latest:
        elapsed = sum(1 for n in range(1, working_days) if working_days_after(begin, n) < SILENCE_START)
        return working_days_after(SILENCE_END, working_days - elapsed)
    return latest


def retour_deadline(heen: SentMessage) -> date:
    """Last day for the retourbericht (OP090)."""
    return term_end(heen.day, WORKING_DAYS_RETOUR_OF.get(heen.kind, WORKING_DAYS_RETOUR))


def release_in_force(bericht: SentMessage) -> bool:
    """Whether its release is in use on the day of sending (PL-01)."""
    return bericht.day <= LAST_DAY_24 if bericht.release == Release.R24 else bericht.day >= FIRST_DAY_30


def resend_due(trace: Trace, refused: Iterable[SentMessage]) -> date:
    """The last day on which what was refused is sent again."""
    days = [answer.day for bericht in refused if (answer := trace.answer_to(bericht)) is not None]
    return max((term_end(day, WORKING_DAYS_REACTION) for day in days), default=date.min)
