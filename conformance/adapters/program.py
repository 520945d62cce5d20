"""A program that is spoken to in JSON-RPC 2.0, one object a line on its standard input and output."""

import os
from collections.abc import Sequence

from migratietoets.conformance.adapters import jsonrpc
from migratietoets.conformance.adapters.limits import limit_of
from migratietoets.conformance.adapters.process import Process
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.protocol.shape import safe
from migratietoets.conformance.protocol.verbs import AdapterError, JsonObject

STDERR_LINES, STDERR_CHARS = 15, 2000
"""How much of standard error is shown."""
SPOKEN = {"load": "het laden"}


def spoken(verb: str, params: JsonObject) -> str:
    """What was asked, as texts name it."""
    return f"{verb} ({params['command']})" if verb == "instruct" else SPOKEN.get(verb, verb)


class Program(jsonrpc.Remote):
    """A program that was started. After a time-out or a crash it is dead: every later call says so at once.

    Attributes:
        name: of the adapter, as texts name it.
        stopped_by_itself: whether the program ended by itself after stop; None before stop.

    Raises:
        OSError, ValueError: it cannot be started.
    """

    def __init__(self, name: str, command: Sequence[str], timeout: Timeout) -> None:
        if os.name != "posix":
            raise OSError(f"dit kan niet op {os.name}; gebruik WSL, of python-inline: voor een klasse")
        self.name = name
        self.stopped_by_itself: bool | None = None
        self._timeout = timeout
        self._number = 0
        self._process = Process(command)

    def query(self, verb: str, params: JsonObject) -> JsonObject:
        """Ask and wait, no longer than the time-out.

        Raises:
            ErrorAnswer: the program answers with an error object, and lives on.
            AdapterError: it does not answer in time, in order or at all.
        """
        if self.dead is not None:
            raise AdapterError(self.dead)
        self._number += 1
        what = spoken(verb, params)
        limit = limit_of(params["command"] if verb == "instruct" else verb)
        try:
            line = self._process.exchange(jsonrpc.write(self._number, verb, params), self._timeout, limit.size)
            return jsonrpc.read(line, self._number, limit.parts)
        except jsonrpc.ErrorAnswer as error:
            raise jsonrpc.ErrorAnswer(f"De adapter {self.name}, op {what}: {error}", error.remark, error.code) from None
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
        self.dead = self._ended
        return answer

    def end(self) -> None:
        """End the program without a word."""
        self._break_off(self._ended)

    @property
    def _ended(self) -> str:
        return f"De adapter {self.name} is gestopt. Start hem opnieuw."

    def _break_off(self, why: str) -> None:
        self.dead = why
        self._process.clean_up()

    def _stderr(self) -> str:
        lines = safe(self._process.stderr, STDERR_CHARS, end=True).strip().splitlines()[-STDERR_LINES:]
        return "".join(f"\n  stderr: {line}" for line in lines)
