"""A party in the chain: an adapter whose every answer is checked before it is believed."""

from collections.abc import Callable
from typing import Any

from migratietoets.conformance.protocol.shape import safe
from migratietoets.conformance.protocol.verbs import Adapter, AdapterError, JsonObject, check_answer, check_question


class Party:
    """Wraps an adapter. Whatever it does wrong becomes an Adapterfout with a clear text."""

    def __init__(self, name: str, adapter: Adapter) -> None:
        self.name = name
        self._adapter = adapter

    def query(self, verb: str, params: JsonObject) -> JsonObject:
        """Call a verb and check the answer.

        Raises:
            AdapterError: the system raised or answered outside the protocol.
        """
        check_question(verb, params)
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
        return check_answer(verb, answer, instruction)

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
