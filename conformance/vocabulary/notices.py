"""What can be said outside the messages: the closed list of the protocol."""

from enum import StrEnum


class NoticeCode(StrEnum):
    """What a notice is about."""

    TOEWIJZING_VOLGT = "toewijzing_volgt"
    VERZOEK_AFGEWEZEN = "verzoek_afgewezen"
    VERZOEK_IN_ONDERZOEK = "verzoek_in_onderzoek"
    WOONPLAATSBEGINSEL = "woonplaatsbeginsel"
    MIGRATIEPLAN = "migratieplan"
    WEEK_53 = "week_53"
    ANDERS = "anders"
