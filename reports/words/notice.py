"""What was said outside the messages, in plain words."""

from collections.abc import Mapping

from migratietoets.conformance.vocabulary.events import NoticeEvent
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.reports.words.content import cut
from migratietoets.reports.words.text import one_line

SUBJECTS: Mapping[NoticeCode, str] = {
    NoticeCode.TOEWIJZING_VOLGT: "de nieuwe toewijzing volgt",
    NoticeCode.VERZOEK_AFGEWEZEN: "het verzoek is afgewezen",
    NoticeCode.VERZOEK_IN_ONDERZOEK: "het verzoek is in onderzoek",
    NoticeCode.WOONPLAATSBEGINSEL: "een andere gemeente is verantwoordelijk",
    NoticeCode.MIGRATIEPLAN: "het migratieplan",
    NoticeCode.WEEK_53: "de declaratie van week 53",
    NoticeCode.ANDERS: "iets anders",
}
"""What a notice is about -> how people say it."""
REFERENCE_LENGTH = 20
"""No number and no reference takes more characters than this."""


def say_notice(event: NoticeEvent) -> str:
    """What it is about, what it names, and its own text."""
    parts = [SUBJECTS[NoticeCode(event.code)] if event.code in set(NoticeCode) else "zonder code"]
    if isinstance(event.toewijzing, Mapping):
        number = event.toewijzing.get("toewijzingnummer")
        parts.append(f"toewijzing {_short(number)}" if number else "toewijzing zonder nummer")
    if event.verzoek:
        parts.append(f"verzoek {_short(event.verzoek)}")
    if event.bsn is None:
        parts.append("voor alle cliënten")
    text = one_line(event.about)
    return ", ".join(parts) + (f": {text}" if text else "")


def _short(value: object) -> str:
    return cut(one_line(value), REFERENCE_LENGTH)
