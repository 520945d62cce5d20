"""A party in the chain: an adapter whose every answer is checked before it is believed."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from migratietoets.conformance.adapters.jsonrpc import ErrorAnswer
from migratietoets.conformance.adapters.python import raised
from migratietoets.conformance.protocol.control import ClockLevel, clock_of, lacking
from migratietoets.conformance.protocol.earlier import VERSIONS, in_words_of
from migratietoets.conformance.protocol.parts import BadPart, sound_parts
from migratietoets.conformance.protocol.shape import plain
from migratietoets.conformance.protocol.verbs import (
    CANNOT,
    LATEST,
    Adapter,
    AdapterError,
    CannotError,
    JsonObject,
    check_answer,
    check_question,
)

MOMENT_OF = {"reset": "now", "advance": "to"}
"""Verb that moves the clock -> the param that says where to."""
MOST_AT_ONCE, MOST_IN_ALL = 500, 2_500
"""How many messages, and how many notices, a party may hand over at one collect, and in a campaign.

The reference needs 68 and 420 of them, for all cases together; all in one case, the most of them take half a minute.
"""
KINDS = {"messages": "berichten", "notices": "kennisgevingen"}


class Party:
    """Wraps an adapter, between which and the kit only copies pass.

    Whatever it does wrong becomes an AdapterError with a clear text; when it floods the kit, it is asked nothing more.
    """

    def __init__(self, name: str, adapter: Adapter) -> None:
        self.name = name
        self._adapter = adapter
        self._version = LATEST
        self._now: datetime | None = None
        self._capabilities: JsonObject = {}
        self._handed_over = Counter[str]()
        self._flood: AdapterError | None = None

    @property
    def alive(self) -> bool:
        """Whether it can still be asked something: what went wrong in one answer ends no conversation."""
        return self._flood is None and getattr(self._adapter, "dead", None) is None

    def query(self, verb: str, params: JsonObject) -> JsonObject:
        """Call a verb and check the answer.

        Raises:
            CannotError: the system does not have the button.
            AdapterError: the system raised or answered outside the protocol.
        """
        command = _command(verb, params)
        if command is not None and lacking(self._capabilities, [command]):
            raise CannotError(command, "hello noemt haar niet bij instructions")
        answer = self._ask(verb, params)
        checked = check_answer(verb, answer, command, self._version)
        if verb == "hello":
            self._version, self._capabilities = VERSIONS[checked["protocol"]], checked["capabilities"]
        return checked

    def collect(self) -> tuple[JsonObject, tuple[BadPart, ...]]:
        """What the system sent since last time, without the messages and notices that cannot be used, and those.

        What a system with a time of its own hands over, counts as sent at this moment.

        Raises:
            AdapterError: the system raised, or the whole answer cannot be used.
        """
        answer, unusable = sound_parts(self._ask("collect", {}), self._version)
        own_time = clock_of(self._capabilities) is not ClockLevel.VIRTUAL
        for part in (*answer["messages"], *answer["notices"]):
            said = self._now if own_time and self._now is not None else datetime.fromisoformat(part["sent_at"])
            part["sent_at"] = said.isoformat()
        return answer, unusable

    def _ask(self, verb: str, params: JsonObject) -> Any:  # noqa: ANN401  # whatever it answers
        if self._flood is not None and verb != "stop":
            raise self._flood
        params = in_words_of(self._version, verb, params, self._now)
        check_question(verb, params, self._version)
        if verb in MOMENT_OF:
            self._now = datetime.fromisoformat(params[MOMENT_OF[verb]])
        try:
            answer = getattr(self._adapter, verb)(plain(params))
        except ErrorAnswer as error:
            if verb == "instruct" and error.code == CANNOT:
                raise CannotError(params["command"], error.remark) from None
            raise
        except AdapterError:
            raise
        except Exception as error:
            raise raised(self.name, verb, params, error) from error
        if verb == "collect":
            self._count(answer)
        return answer

    def _count(self, answer: object) -> None:
        """See that a party hands over no more than the kit can judge."""
        for key, what in KINDS.items():
            found = answer.get(key) if isinstance(answer, dict) else None
            count = len(found) if isinstance(found, list) else 0
            self._handed_over[key] += count
            in_all = self._handed_over[key]
            if count > MOST_AT_ONCE or in_all > MOST_IN_ALL:
                error = AdapterError(
                    f"De adapter {self.name} gaf te veel {what} bij collect. Verwacht: hoogstens {MOST_AT_ONCE} "
                    f"per keer en {MOST_IN_ALL} in een campagne; gevonden: {count} en {in_all}. "
                    "Doe dit: geef alleen wat er sinds de vorige collect is verstuurd, en elk bericht één keer."
                )
                self._flood = error if in_all > MOST_IN_ALL else None
                raise error

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


def _command(verb: str, params: JsonObject) -> str | None:
    """Which button is pressed, where one is."""
    return params["command"] if verb == "instruct" else None
