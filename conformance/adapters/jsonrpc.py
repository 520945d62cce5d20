"""JSON-RPC 2.0 between the kit and a system elsewhere: one question, one answer, whatever carries them."""

import json
from abc import ABC, abstractmethod

from migratietoets.conformance.protocol.shape import safe
from migratietoets.conformance.protocol.verbs import AdapterError, JsonObject, envelope_error

ADVICE = "Doe dit: schrijf op standaarduitvoer alleen antwoorden, elk als één JSON-object op één regel"
ADVICE_BY_START = (
    (b"\xef\xbb\xbf", "Doe dit: schrijf UTF-8 zonder BOM."),
    (b"Content-Length", "{}, zonder kopregels."),
    (b"", "{}; logregels horen op stderr."),
)
"""What to do about an answer that is no JSON, by how it begins."""


class ConversationError(Exception):
    """The conversation with the system cannot go on."""

    def __init__(self, expected: str, found: str, advice: str) -> None:
        super().__init__(f"Verwacht: {expected}; gevonden: {found}. {advice}")


class ErrorAnswer(AdapterError):  # noqa: N818  # it is an answer
    """The system answered with an error object; the conversation can go on.

    Attributes:
        remark: what it said itself.
        code: of the error.
    """

    def __init__(self, text: str, remark: str, code: object = None) -> None:
        super().__init__(text)
        self.remark = remark
        self.code = code


class Remote(ABC):
    """A system outside this process: every verb becomes one question.

    Attributes:
        dead: why no question can be asked any more, or None.
    """

    dead: str | None = None

    @abstractmethod
    def query(self, verb: str, params: JsonObject) -> JsonObject:
        """Ask and wait for the answer; its shape is checked by whoever asked.

        Raises:
            AdapterError: no answer, no usable one, or the answer is an error.
        """

    def hello(self, params: JsonObject) -> JsonObject:
        """Say who you are and what you can."""
        return self.query("hello", params)

    def reset(self, params: JsonObject) -> JsonObject:
        """Start clean with a role, a clock and a stock."""
        return self.query("reset", params)

    def advance(self, params: JsonObject) -> JsonObject:
        """It is now `to`."""
        return self.query("advance", params)

    def deliver(self, params: JsonObject) -> JsonObject:
        """A message comes in."""
        return self.query("deliver", params)

    def instruct(self, params: JsonObject) -> JsonObject:
        """A person presses a button."""
        return self.query("instruct", params)

    def collect(self, params: JsonObject) -> JsonObject:
        """Hand over what you sent since last time."""
        return self.query("collect", params)

    def stop(self, params: JsonObject) -> JsonObject:
        """Goodbye."""
        return self.query("stop", params)


def write(number: int, verb: str, params: JsonObject) -> bytes:
    """A question as one line; in ASCII, which is UTF-8 that nobody can misread."""
    query = {"jsonrpc": "2.0", "id": number, "method": verb, "params": params}
    return json.dumps(query, separators=(",", ":")).encode("ascii") + b"\n"


def read(line: bytes, number: int, most: int, advice: str = ADVICE) -> JsonObject:
    """The result in the answer to question `number`.

    Args:
        line: what the system wrote.
        number: of the question.
        most: commas and opening brackets; more of them cost more time and memory than an answer is worth.
        advice: what to do about what is no answer.

    Raises:
        ConversationError: the line is no answer to this question, so that nobody knows what the next line will be.
        ErrorAnswer: the answer is an error object.
    """
    if sum(map(line.count, (b",", b"[", b"{"))) > most:
        raise ConversationError(
            f"hoogstens {most} komma's en haken",
            "meer",
            "Doe dit: stuur alleen wat het protocol vraagt.",
        )
    answer = _parse(line, advice)
    error = envelope_error(answer)
    if error is not None:
        raise ConversationError(
            "een antwoord van JSON-RPC 2.0", error, f"{advice}, met jsonrpc, id en result of error."
        )
    if answer["id"] != number:
        raise ConversationError(
            f"het antwoord op vraag {number}",
            _other_id(answer, number),
            "Doe dit: beantwoord elke vraag één keer, met de id van die vraag.",
        )
    if "error" in answer:
        remark = safe(answer["error"]["message"])
        raise ErrorAnswer(
            f"het systeem antwoordt met fout {safe(str(answer['error']['code']), 20)}: {remark}. "
            "Verwacht: een result; zoek de oorzaak in het systeem of zijn adapter.",
            remark,
            answer["error"]["code"],
        )
    out: JsonObject = answer["result"]
    return out


def _other_id(answer: JsonObject, number: int) -> str:
    found = answer["id"]
    if found is None and "error" in answer:
        return f"een fout zonder id: {safe(answer['error']['message'])}"
    if isinstance(found, int) and 0 < found < number:
        return f"nog een antwoord op vraag {found}"
    return f"id {safe(json.dumps(found), 40)}"


def beginning(answer: bytes) -> str:
    """How an answer begins, to show what it is."""
    begin = safe(answer[:80].decode("utf-8", "replace").strip())
    return f"“{begin}”" if begin else "een leeg antwoord"


def _refuse(name: str) -> None:
    raise ValueError(name)


def _parse(line: bytes, advice: str) -> JsonObject:
    try:
        answer: JsonObject = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise ConversationError(
            "tekst in UTF-8", f"byte {line[error.start]:#04x} op plaats {error.start}", "Doe dit: schrijf UTF-8."
        ) from None
    except RecursionError:
        raise ConversationError(
            "een JSON-object", "te veel lagen in elkaar", "Doe dit: stuur alleen wat het protocol vraagt."
        ) from None
    except ValueError:
        what = next(what for begin, what in ADVICE_BY_START if line.startswith(begin))
        raise ConversationError("een JSON-object", beginning(line), what.format(advice)) from None
    return answer
