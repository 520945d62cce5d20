"""The transport `cli:`: any program, in any language, started from a command line."""

import shlex

from migratietoets.conformance.adapters.program import Program
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.protocol.verbs import Adapter, AdapterError
from migratietoets.istandaard.model import InputError


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
        return Program(f"cli:{command_line}", words, timeout)
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
