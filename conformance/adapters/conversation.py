"""One conversation with a system elsewhere: number every question, hold every answer to its limits, and end once."""

from abc import abstractmethod

from migratietoets.conformance.adapters import jsonrpc
from migratietoets.conformance.adapters.limits import Limit, limit_of
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.protocol.verbs import AdapterError, JsonObject

SPOKEN = {"load": "het laden"}


def spoken(verb: str, params: JsonObject) -> str:
    """What was asked, as texts name it."""
    return f"{verb} ({params['command']})" if verb == "instruct" else SPOKEN.get(verb, verb)


class Conversation(jsonrpc.Remote):
    """A system that is asked in JSON-RPC. After a time-out or a broken answer every later call says so at once.

    Attributes:
        name: of the adapter, as texts name it.
    """

    advice = jsonrpc.ADVICE
    """What to do about what is no answer."""

    def __init__(self, name: str, timeout: Timeout) -> None:
        self.name = name
        self._timeout = timeout
        self._number = 0

    @abstractmethod
    def exchange(self, verb: str, question: bytes, limit: Limit) -> bytes:
        """Hand over a question and take its answer, within the time and the limit.

        Raises:
            ConversationError: that is not how it went, and the conversation cannot go on.
            ErrorAnswer: the system says that it failed, and the conversation can go on.
        """

    @abstractmethod
    def clean_up(self) -> None:
        """Let go of the system; called once or more."""

    def beside(self) -> str:
        """What the system said beside the conversation, for whoever looks for the cause."""
        return ""

    def shown(self, text: str) -> str:
        """A text about the system as it may be shown."""
        return text

    def query(self, verb: str, params: JsonObject) -> JsonObject:
        """Ask and wait, no longer than the time-out.

        Raises:
            ErrorAnswer: the system answers with an error, and lives on.
            AdapterError: it does not answer in time, in order or at all.
        """
        if self.dead is not None:
            raise AdapterError(self.dead)
        self._number += 1
        what = spoken(verb, params)
        limit = limit_of(params["command"] if verb == "instruct" else verb)
        try:
            answer = self.exchange(verb, jsonrpc.write(self._number, verb, params), limit)
            return jsonrpc.read(answer, self._number, limit.parts, self.advice)
        except jsonrpc.ErrorAnswer as error:
            text, remark = self.shown(f"De adapter {self.name}, op {what}: {error}"), self.shown(error.remark)
            raise jsonrpc.ErrorAnswer(text, remark, error.code) from None
        except jsonrpc.ConversationError as error:
            text = f"De adapter {self.name} werkt niet meer sinds {what}. {error}"
            self.break_off(self.shown(f"{text}{self.beside()}"))
            raise AdapterError(self.dead) from None
        except BaseException:
            self.break_off(f"De adapter {self.name} is afgebroken tijdens {what}.")
            raise

    def stop(self, params: JsonObject) -> JsonObject:
        """Say goodbye, and let go."""
        answer = self.query("stop", params)
        self.end()
        return answer

    def end(self) -> None:
        """End the conversation without a word."""
        self.break_off(f"De adapter {self.name} is gestopt. Start hem opnieuw.")

    def break_off(self, why: str) -> None:
        """End the conversation; `why` is what every later call says."""
        self.dead = why
        self.clean_up()
