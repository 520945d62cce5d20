"""A program that is spoken to in JSON-RPC 2.0, one object a line on its standard input and output."""

import os
from collections.abc import Sequence

from migratietoets.conformance.adapters.conversation import Conversation
from migratietoets.conformance.adapters.limits import Limit
from migratietoets.conformance.adapters.process import Process
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.protocol.shape import safe
from migratietoets.conformance.protocol.verbs import JsonObject

STDERR_LINES, STDERR_CHARS = 15, 2000
"""How much of standard error is shown."""


class Program(Conversation):
    """A program that was started.

    Attributes:
        stopped_by_itself: whether the program ended by itself after stop; None before stop.

    Raises:
        OSError, ValueError: it cannot be started.
    """

    def __init__(self, name: str, command: Sequence[str], timeout: Timeout) -> None:
        if os.name != "posix":
            raise OSError(f"dit kan niet op {os.name}; gebruik WSL, of python-inline: voor een klasse")
        super().__init__(name, timeout)
        self.stopped_by_itself: bool | None = None
        self._process = Process(command)

    def exchange(self, verb: str, question: bytes, limit: Limit) -> bytes:  # noqa: ARG002  # all the same to a program
        """Write a line and read one."""
        return self._process.exchange(question, self._timeout, limit.size)

    def stop(self, params: JsonObject) -> JsonObject:
        """Say goodbye and wait until the program ends; what does not end by itself is made to."""
        answer = self.query("stop", params)
        self.stopped_by_itself = self._process.close()
        self.end()
        return answer

    def clean_up(self) -> None:
        """End the program, and whatever it started."""
        self._process.clean_up()

    def beside(self) -> str:
        """The last of what it said on standard error."""
        lines = safe(self._process.stderr, STDERR_CHARS, end=True).strip().splitlines()[-STDERR_LINES:]
        return "".join(f"\n  stderr: {line}" for line in lines)
