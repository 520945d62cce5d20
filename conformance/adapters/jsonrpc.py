"""JSON-RPC 2.0 between the kit and a system elsewhere: one question, one answer, whatever carries them."""

import json
from abc import ABC, abstractmethod

from conformance.protocol import Adapterfout, Waarde, omslagfout
from conformance.vormfout import veilig

ADVIES = "Doe dit: schrijf op standaarduitvoer alleen antwoorden, elk als één JSON-object op één regel"
ADVIEZEN = (
    (b"\xef\xbb\xbf", "Doe dit: schrijf UTF-8 zonder BOM."),
    (b"Content-Length", f"{ADVIES}, zonder kopregels."),
    (b"", f"{ADVIES}; logregels horen op stderr."),
)
"""What to do about a line that is no JSON, by how it begins."""


class Gespreksfout(Exception):  # noqa: N818  # a Dutch word for a Dutch reader
    """The conversation with the system cannot go on."""

    def __init__(self, verwacht: str, gevonden: str, advies: str) -> None:
        super().__init__(f"Verwacht: {verwacht}; gevonden: {gevonden}. {advies}")


class Foutantwoord(Adapterfout):
    """The system answered with an error object; the conversation can go on."""


class OpAfstand(ABC):
    """A system outside this process: every verb becomes one question.

    Attributes:
        dood: why no question can be asked any more, or None.
    """

    dood: str | None = None

    @abstractmethod
    def vraag(self, werkwoord: str, params: Waarde) -> Waarde:
        """Ask and wait for the answer; its shape is checked by whoever asked.

        Raises:
            Adapterfout: no answer, no usable one, or the answer is an error.
        """

    def hello(self, params: Waarde) -> Waarde:
        """Say who you are and what you can."""
        return self.vraag("hello", params)

    def reset(self, params: Waarde) -> Waarde:
        """Start clean with a role, a clock and a stock."""
        return self.vraag("reset", params)

    def advance(self, params: Waarde) -> Waarde:
        """It is now `to`."""
        return self.vraag("advance", params)

    def deliver(self, params: Waarde) -> Waarde:
        """A message comes in."""
        return self.vraag("deliver", params)

    def instruct(self, params: Waarde) -> Waarde:
        """A person presses a button."""
        return self.vraag("instruct", params)

    def collect(self, params: Waarde) -> Waarde:
        """Hand over what you sent since last time."""
        return self.vraag("collect", params)

    def stop(self, params: Waarde) -> Waarde:
        """Goodbye."""
        return self.vraag("stop", params)


def schrijf(nummer: int, werkwoord: str, params: Waarde) -> bytes:
    """A question as one line; in ASCII, which is UTF-8 that nobody can misread."""
    vraag = {"jsonrpc": "2.0", "id": nummer, "method": werkwoord, "params": params}
    return json.dumps(vraag, separators=(",", ":")).encode("ascii") + b"\n"


def lees(regel: bytes, nummer: int) -> Waarde:
    """The result in the answer to question `nummer`.

    Raises:
        Gespreksfout: the line is no answer to this question, so that nobody knows what the next line will be.
        Foutantwoord: the answer is an error object.
    """
    antwoord = _ontleed(regel)
    fout = omslagfout(antwoord)
    if fout is not None:
        raise Gespreksfout("een antwoord van JSON-RPC 2.0", fout, f"{ADVIES}, met jsonrpc, id en result of error.")
    if antwoord["id"] != nummer:
        raise Gespreksfout(
            f"het antwoord op vraag {nummer}",
            _andere_id(antwoord, nummer),
            "Doe dit: beantwoord elke vraag één keer, met de id van die vraag.",
        )
    if "error" in antwoord:
        melding = antwoord["error"]
        raise Foutantwoord(
            f"het systeem antwoordt met fout {veilig(str(melding['code']), 20)}: {veilig(melding['message'])}. "
            "Verwacht: een result; zoek de oorzaak in het systeem of zijn adapter."
        )
    uit: Waarde = antwoord["result"]
    return uit


def _andere_id(antwoord: Waarde, nummer: int) -> str:
    gevonden = antwoord["id"]
    if gevonden is None and "error" in antwoord:
        return f"een fout zonder id: {veilig(antwoord['error']['message'])}"
    if isinstance(gevonden, int) and 0 < gevonden < nummer:
        return f"nog een antwoord op vraag {gevonden}"
    return f"id {veilig(json.dumps(gevonden), 40)}"


def _weiger(naam: str) -> None:
    raise ValueError(naam)


def _ontleed(regel: bytes) -> Waarde:
    try:
        antwoord: Waarde = json.loads(regel.decode("utf-8"), parse_constant=_weiger)
    except UnicodeDecodeError as fout:
        raise Gespreksfout(
            "tekst in UTF-8", f"byte {regel[fout.start]:#04x} op plaats {fout.start}", "Doe dit: schrijf UTF-8."
        ) from None
    except RecursionError:
        raise Gespreksfout(
            "een JSON-object", "te veel lagen in elkaar", "Doe dit: stuur alleen wat het protocol vraagt."
        ) from None
    except ValueError:
        advies = next(wat for begin, wat in ADVIEZEN if regel.startswith(begin))
        begin = veilig(regel[:80].decode("utf-8", "replace").strip())
        raise Gespreksfout("een JSON-object", f"“{begin}”" if begin else "een lege regel", advies) from None
    return antwoord
