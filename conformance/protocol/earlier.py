"""How a system of protocol 1.0 is spoken to: what 1.1 asks, in the words that it knows."""

from collections.abc import Callable, Mapping
from datetime import datetime

from migratietoets.conformance.protocol.verbs import LATEST, OLDER, JsonObject
from migratietoets.istandaard.kalender import day_of
from migratietoets.istandaard.releases import LAST_DAY_24

VERSIONS: Mapping[str, str] = {"1": OLDER, OLDER: OLDER, "1.1": LATEST, LATEST: LATEST}
"""What a system says in hello -> the version that it is spoken to in: 1.2 asks nothing new of one of 1.1."""


REDENEN: Mapping[str, str] = {
    "client": "09",
    "overlijden": "02",
    "aanbieder": "08",
    "wijzigingsverzoek": "05",
    "herbeoordeling": "05",
    "migratie": "03",
    "annuleren": "01",
}
"""Occasion to withdraw a toewijzing -> the code that a person at the desk gave with it in 1.0."""
BEGUN_BY_AANBIEDER, CODE_IN_30 = frozenset({"aanbieder", "wijzigingsverzoek"}), "12"


def _inform(params: JsonObject, _: datetime) -> JsonObject:
    """Free text alone."""
    text = params["tekst"] or params["onderwerp"].replace("_", " ")
    return {"aanbieder": params["aanbieder"], "bsn": params["bsn"], "onderwerp": text}


def _withdraw(params: JsonObject, now: datetime) -> JsonObject:
    """The code itself, of the release in which it is sent."""
    occasion = params["aanleiding"]
    new = occasion in BEGUN_BY_AANBIEDER and day_of(now) > LAST_DAY_24
    reden = CODE_IN_30 if new else REDENEN[occasion]
    return {"toewijzing": params["toewijzing"], "einddatum": params["einddatum"], "reden": reden}


_WORDS: Mapping[str, Callable[[JsonObject, datetime], JsonObject]] = {"informeer": _inform, "trek_in": _withdraw}
"""Command that changed -> how it was asked in 1.0."""


def in_words_of(version: str, verb: str, params: JsonObject, now: datetime | None) -> JsonObject:
    """A question as a system of this version knows it; `now`: the moment of the chain, None before a reset."""
    if now is None or version != OLDER or verb != "instruct" or params["command"] not in _WORDS:
        return params
    return {**params, "params": _WORDS[params["command"]](params["params"], now)}
