"""How a system of protocol 1.0 is spoken to: what 1.1 asks, in the words that it knows."""

from collections.abc import Callable, Mapping

from migratietoets.conformance.protocol.verbs import LATEST, OLDER, JsonObject

VERSIONS: Mapping[str, str] = {"1": OLDER, OLDER: OLDER, LATEST: LATEST}
"""What a system says in hello -> the version that it speaks."""


def _inform(params: JsonObject) -> JsonObject:
    """Free text alone."""
    text = params["tekst"] or params["onderwerp"].replace("_", " ")
    return {"aanbieder": params["aanbieder"], "bsn": params["bsn"], "onderwerp": text}


_WORDS: Mapping[str, Callable[[JsonObject], JsonObject]] = {"informeer": _inform}
"""Command that changed -> how it was asked in 1.0."""


def in_words_of(version: str, verb: str, params: JsonObject) -> JsonObject:
    """A question as a system of this version knows it."""
    if version != OLDER or verb != "instruct" or params["command"] not in _WORDS:
        return params
    return {**params, "params": _WORDS[params["command"]](params["params"])}
