"""A party in the chain: an adapter whose every answer is checked before it is believed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from migratietoets.conformance.protocol.earlier import VERSIONS, in_words_of
from migratietoets.conformance.protocol.shape import safe
from migratietoets.conformance.protocol.verbs import (
    LATEST,
    Adapter,
    AdapterError,
    JsonObject,
    check_answer,
    check_question,
)

MOMENT_OF = {"reset": "now", "advance": "to"}
"""Verb that moves the clock -> the param that says where to."""


class Party:
    """Wraps an adapter. Whatever it does wrong becomes an Adapterfout with a clear text."""

    def __init__(self, name: str, adapter: Adapter) -> None:
        self.name = name
        self._adapter = adapter
        self._version = LATEST
        self._now: datetime | None = None

    def query(self, verb: str, params: JsonObject) -> JsonObject:
        """Call a verb and check the answer.

        Raises:
            AdapterError: the system raised or answered outside the protocol.
        """
        params = in_words_of(self._version, verb, params, self._now)
        check_question(verb, params, self._version)
        if verb in MOMENT_OF:
            self._now = datetime.fromisoformat(params[MOMENT_OF[verb]])
        instruction = params["command"] if verb == "instruct" else None
        try:
            answer: Any = getattr(self._adapter, verb)(params)
        except AdapterError:
            raise
        except Exception as error:
            name = f"{verb} ({instruction})" if instruction else verb
            raise AdapterError(
                f"De adapter {self.name} gaf een fout op {name}: {type(error).__name__}: {safe(str(error))[:300]}. "
                "Verwacht: een antwoord; zoek de oorzaak in het systeem of zijn adapter."
            ) from error
        checked = check_answer(verb, answer, instruction, self._version)
        if verb == "hello":
            self._version = VERSIONS[checked["protocol"]]
        return checked

    def attempt(self, verb: str, params: JsonObject, complaint: Callable[[str], None]) -> JsonObject:
        """Call a verb; what goes wrong is told to `complaint` and answered with nothing."""
        try:
            return self.query(verb, params)
        except AdapterError as error:
            complaint(str(error))
            return {}

    def ask_quietly(self, verb: str, params: JsonObject) -> None:
        """Call a verb whose failure no longer matters."""
        self.attempt(verb, params, lambda _: None)
