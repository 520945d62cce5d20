"""Where a value of digits is no name for a person: an amount, a day, a code of an aanbieder. By place, never by guess.

One in eleven of such values would pass the elfproef. A value of another kind in such a place is text again.
"""

import re
from collections.abc import Mapping

_AMOUNT = re.compile("-?[0-9]{1,8}")
_TOTAL = re.compile("-?[0-9]{1,12}")
_AGB = re.compile("[0-9]{8}")
_DAY = re.compile("(?:19|20|21)[0-9]{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12][0-9]|3[01])")

ELEMENTS: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(("Afzender", "Aanbieder", "Ontvanger", "Servicebureau", "ZorgverlenerCode"), _AGB),
    **dict.fromkeys(("Bedrag", "Budget", "GeleverdVolume", "ProductTarief", "Volume"), _AMOUNT),
    "TotaalBedrag": _TOTAL,
    **dict.fromkeys(
        (
            "Afgiftedatum",
            "Begindatum",
            "BeschikkingIngangsdatum",
            "Dagtekening",
            "DagtekeningRetour",
            "Datum",
            "DeclaratieDagtekening",
            "Einddatum",
            "FactuurDagtekening",
            "GewensteIngangsdatum",
            "Ingangsdatum",
            "RetourDagtekening",
            "ToewijzingEinddatum",
            "ToewijzingIngangsdatum",
            "Toewijzingsdatum",
        ),
        _DAY,
    ),
}
"""Element of a message -> what it holds by its type in the standard."""

TEXTS: Mapping[str, re.Pattern[str]] = dict.fromkeys(("aanbieder", "aanbieders", "to"), _AGB)
"""Key of a record, an event or an answer -> the text that it holds by its schema."""

NUMBERS: Mapping[str, re.Pattern[str]] = dict.fromkeys(("bedrag", "budget", "tarief", "uurtarief", "volume"), _AMOUNT)
"""Key of a record, an event or an answer -> the number that it holds by its schema."""
