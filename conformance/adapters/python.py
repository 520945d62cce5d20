"""The transports `python:` and `python-inline:`: a class with a method per verb, in a process of its own or in ours."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from migratietoets.conformance.adapters import host
from migratietoets.conformance.adapters.conversation import spoken
from migratietoets.conformance.adapters.jsonrpc import ErrorAnswer, Remote
from migratietoets.conformance.adapters.program import Program
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.protocol.shape import safe
from migratietoets.conformance.protocol.verbs import VERBS, Adapter, AdapterError, CannotError, JsonObject, MissingVerbs


def load_apart(name: str, place: str, timeout: Timeout, elsewhere: Callable[[str], Adapter]) -> Adapter:
    """A class in a process of its own: nothing that it does there can change the kit.

    Where a text stands instead of a class, it names the adapter that is meant.

    Args:
        name: of the adapter, as texts name it.
        place: module:Class; modules in the current folder are found too.
        timeout: how long it has to be made, and for one answer.
        elsewhere: loads the adapter that a text names.

    Raises:
        AdapterError: the class cannot be imported, misses a verb, or raises when it is made.
    """
    try:
        program = Program(name, [sys.executable, "-P", host.__file__], timeout)
    except OSError as error:
        raise AdapterError(f"De adapter {name} kan niet worden gestart: {error}.") from error
    try:
        found = program.query(host.LOAD, {"place": place, "path": _path(), "verbs": VERBS})
        if not isinstance(found["elsewhere"], str):
            _check(name, found["missing"])
            return program
    except AdapterError as error:
        program.end()
        if isinstance(error, ErrorAnswer):
            raise _not_made(name, error.remark) from None
        raise
    program.end()
    return elsewhere(found["elsewhere"])


def load_inline(name: str, place: str) -> Adapter:
    """A class in this process, for whoever wants to follow it with a debugger.

    Raises:
        AdapterError: as `load_apart`.
    """
    with _unless_ctrl_c(lambda error: _not_made(name, host.described(error))):
        system = host.make(place, _path())
    _check(name, host.missing(system, VERBS))
    return Inline(name, system)


def load_own(place: str) -> Adapter:
    """A class of the kit itself, which is trusted."""
    system: Adapter = host.make(place, ())  # type: ignore[assignment]  # ours
    return system


class Inline(Remote):
    """A class in this process; it raises what it likes, and what comes out is an AdapterError."""

    def __init__(self, name: str, system: object) -> None:
        self._name, self._system = name, system

    def query(self, verb: str, params: JsonObject) -> JsonObject:
        """Call a verb.

        Raises:
            AdapterError: it raised something.
        """
        with _unless_ctrl_c(lambda error: raised(self._name, verb, params, error)):
            answer: JsonObject = getattr(self._system, verb)(params)
            return answer


def raised(name: str, verb: str, params: JsonObject, error: BaseException) -> AdapterError:
    """What to say of a class that raised something; NotImplementedError says that it does not have a button."""
    if verb == "instruct" and isinstance(error, NotImplementedError):
        return CannotError(params["command"], safe(host.described(error)))
    return AdapterError(
        f"De adapter {name} gaf een fout op {spoken(verb, params)}: {safe(host.described(error))}. "
        "Verwacht: een antwoord; zoek de oorzaak in het systeem of zijn adapter."
    )


@contextmanager
def _unless_ctrl_c(said: Callable[[BaseException], AdapterError]) -> Iterator[None]:
    """Make an AdapterError of whatever comes out, but for a Ctrl-C of whoever runs the kit."""
    before = signal.getsignal(signal.SIGINT)
    pressed = False

    def note(signum: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True
        if callable(before):
            before(signum, frame)

    watched = callable(before) and threading.current_thread() is threading.main_thread()
    if watched:
        signal.signal(signal.SIGINT, note)
    try:
        yield
    except BaseException as error:
        if pressed or isinstance(error, AdapterError):
            raise
        raise said(error) from error
    finally:
        if watched:
            signal.signal(signal.SIGINT, before)


def _path() -> list[str]:
    """Where modules are found: as we do, and in the current folder."""
    return [str(Path(folder).resolve()) for folder in (*sys.path, ".")]


def _not_made(name: str, why: str) -> AdapterError:
    return AdapterError(
        f"De adapter {name} kan niet worden geladen: {safe(why)}. "
        "Verwacht: python:module:Klasse, te importeren vanaf de huidige map of uit een geïnstalleerd pakket."
    )


def _check(name: str, missing: Sequence[str]) -> None:
    if missing:
        raise MissingVerbs(
            f"De adapter {name} mist de methode(n) {', '.join(missing)}. "
            f"Verwacht: een methode per werkwoord ({', '.join(VERBS)}), met een dict erin en een dict eruit.",
            missing,
        )
