"""The transport `cli:`: any program, in any language, with one JSON-RPC 2.0 object a line on stdin and stdout."""

import shlex

from migratietoets.conformance.adapters import jsonrpc
from migratietoets.conformance.adapters.process import Process
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.protocol.shape import safe
from migratietoets.conformance.protocol.verbs import Adapter, AdapterError, JsonObject
from migratietoets.istandaard.model import InputError

STDERR_LINES, STDERR_CHARS = 15, 2000
"""How much of standard error is shown."""


class Program(jsonrpc.Remote):
    """A program that was started. After a time-out or a crash it is dead: every later call says so at once.

    Attributes:
        stopped_by_itself: whether the program ended by itself after stop; None before stop.
    """

    def __init__(self, command_line: str, timeout: Timeout) -> None:
        self.name = f"cli:{command_line}"
        self.stopped_by_itself: bool | None = None
        self._timeout = timeout
        self._number = 0
        self._process = Process(shlex.split(command_line))

    def query(self, verb: str, params: JsonObject) -> JsonObject:
        """Ask and wait, no longer than the time-out.

        Raises:
            ErrorAnswer: the program answers with an error object, and lives on.
            AdapterError: it does not answer in time, in order or at all.
        """
        if self.dead is not None:
            raise AdapterError(self.dead)
        self._number += 1
        what = f"{verb} ({params['command']})" if verb == "instruct" else verb
        try:
            line = self._process.exchange(jsonrpc.write(self._number, verb, params), self._timeout)
            return jsonrpc.read(line, self._number)
        except jsonrpc.ErrorAnswer as error:
            raise jsonrpc.ErrorAnswer(f"De adapter {self.name}, op {what}: {error}") from None
        except jsonrpc.ConversationError as error:
            self._break_off(f"De adapter {self.name} werkt niet meer sinds {what}. {error}{self._stderr()}")
            raise AdapterError(self.dead) from None
        except BaseException:
            self._break_off(f"De adapter {self.name} is afgebroken tijdens {what}.")
            raise

    def stop(self, params: JsonObject) -> JsonObject:
        """Say goodbye and wait until the program ends; what does not end by itself is made to."""
        answer = self.query("stop", params)
        self.stopped_by_itself = self._process.close()
        self.dead = f"De adapter {self.name} is gestopt. Start hem opnieuw."
        return answer

    def _break_off(self, why: str) -> None:
        self.dead = why
        self._process.clean_up()

    def _stderr(self) -> str:
        lines = safe(self._process.stderr, STDERR_CHARS, end=True).strip().splitlines()[-STDERR_LINES:]
        return "".join(f"\n  stderr: {line}" for line in lines)


def load_program(command_line: str, timeout: Timeout) -> Adapter:
    """Start a program from a command line as a shell would read it, without a shell.

    Args:
        command_line: the program and its arguments; quotes hold words together.
        timeout: how long it has for one answer.

    Raises:
        InputError: the command line is empty or cannot be read.
        AdapterError: there is no such program, or it cannot be started.
    """
    try:
        words = shlex.split(command_line)
    except ValueError:
        words = []
    if not words:
        raise InputError(
            f"Adapter cli:{command_line}: verwacht een opdrachtregel, zoals 'cli:python mijn_adapter.py'; "
            "gevonden een lege of een met een aanhalingsteken zonder wederhelft. Verbeter de opdrachtregel."
        )
    try:
        return Program(command_line, timeout)
    except (OSError, ValueError) as error:
        raise AdapterError(
            f"De adapter cli:{command_line} kan niet worden gestart. Verwacht: een programma {words[0]!r}; "
            f"gevonden: {_why(error)}. Doe dit: controleer de naam, het pad en de rechten; "
            "een programma in de huidige map begint met ./."
        ) from error


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "dat bestaat niet"
    if isinstance(error, PermissionError):
        return "dat mag niet worden uitgevoerd"
    return f"{error.strerror}" if isinstance(error, OSError) and error.strerror else f"{error}"
