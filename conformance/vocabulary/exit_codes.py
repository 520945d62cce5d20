"""The exit codes of every command, whether started by pytest or by the command line."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended; where several hold, the highest counts."""

    CONFORM = 0
    NOT_CONFORM = 1
    USAGE = 2
    """Wrong options or bad input."""
    ADAPTER = 3
    KIT = 4
    BROKEN_PIPE = 141
    """Whoever read the output had enough: what a shell makes of SIGPIPE."""
