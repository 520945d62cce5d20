"""What a command says when it cannot go on: one Dutch sentence, and the exit code that goes with it."""

import os
import sys
import traceback
from contextlib import suppress
from typing import Any, TextIO

from migratietoets.conformance.commands.screen import tell
from migratietoets.conformance.commands.settled import origin_of
from migratietoets.conformance.run.signals import Terminated
from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.conformance.vocabulary.outcomes import Stop
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.spelling import meant

NAME = "migratietoets"


def ended(error: KeyboardInterrupt) -> int:
    """Say that somebody ended it; gives the exit code."""
    stop = Stop.TERMINATED if isinstance(error, Terminated) else Stop.INTERRUPT
    return _say(f"Afgebroken: {stop}. Wat er nog niet was, is niet gemaakt.", stop.exit_code)


def silence(stream: TextIO) -> None:
    """Let nothing more fail on a stream that takes nothing more, not even when the program ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def report(error: Exception) -> int:
    """Say what is wrong, and with what; gives the exit code."""
    if isinstance(error, InputError):
        return _say(str(error), ExitCode.USAGE)
    if hasattr(error, "format_message") and hasattr(error, "exit_code"):
        return _say(_usage(error), ExitCode.USAGE)
    from migratietoets.conformance.protocol.verbs import AdapterError
    from migratietoets.istandaard.refusals import refusal
    from migratietoets.istandaard.writing import STREAM_FAULTS, unwritable

    if isinstance(error, AdapterError):
        return _say(str(error), ExitCode.ADAPTER)
    if os.environ.get("MIGRATIETOETS_DEBUG"):
        traceback.print_exception(error)
    if isinstance(error, OSError) and error.errno in STREAM_FAULTS and not error.filename:
        silence(sys.stdout)
        return _say(str(unwritable("standaarduitvoer", error)), ExitCode.USAGE)
    if isinstance(error, OSError) and error.filename:
        return _say(
            f"{error.filename}: verwacht een plek om te lezen of te schrijven; gevonden: {refusal(error)}. "
            "Kies een andere plek.",
            ExitCode.USAGE,
        )
    return _say(
        f"Er ging iets mis in de kit zelf ({type(error).__name__}). Dit ligt niet aan uw systeem of invoer; meld het, "
        "met de uitvoer van dezelfde opdracht onder MIGRATIETOETS_DEBUG=1.",
        ExitCode.KIT,
    )


def _say(text: str, code: int) -> int:
    try:
        tell(text)
        sys.stderr.flush()
    except OSError:  # nobody can be told
        silence(sys.stderr)
    return code


def _usage(error: Any) -> str:  # noqa: ANN401  # typer keeps its types private
    """A usage error in Dutch; its kinds are told apart by name, since typer does not export them."""
    kind, command = type(error).__name__, getattr(error.ctx, "command_path", NAME)
    if kind == "NoArgsIsHelpError":
        return str(error.format_message())
    param = getattr(error, "param", None)
    name = " / ".join(param.opts) if param is not None and param.param_type_name == "option" else None
    name = name or ((param.metavar or param.name) if param is not None else None)
    name = (origin_of(error.ctx, param.name) if param is not None and error.ctx is not None else None) or name
    texts = {
        "NoSuchOption": lambda: f"optie {error.option_name} bestaat niet.{meant(error.option_name, _options(error))}",
        "MissingParameter": lambda: f"verwacht {name}; dat ontbreekt",
        "BadOptionUsage": lambda: f"optie {error.option_name} kan niet zonder waarde, of neemt er juist geen",
        "BadParameter": lambda: f"{name}: {error.message}" if name else str(error.message),
    }
    text = texts.get(kind, lambda: f"zo is de opdracht niet te lezen: {error.format_message()}")()
    return f"{command}: {text.rstrip('.')}{'' if text.endswith('?') else '.'} Zie {command} --help."


def _options(error: Any) -> list[str]:  # noqa: ANN401  # typer keeps its types private
    """The long options of the command that an error is about."""
    return [name for param in error.ctx.command.get_params(error.ctx) for name in param.opts if name.startswith("--")]
