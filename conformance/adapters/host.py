"""The process of a `python:` adapter: it makes the class and answers the kit line by line, as a program would.

It is run by its path and with the standard library alone, so that whatever a module of the system is called, or does,
touches nothing of the kit. Standard output is kept for answers: what the system prints goes to standard error.
"""

import json
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

LOAD = "load"
"""The question before the seven verbs: make this class."""
UNKNOWN, FAILED, CANNOT = -32601, -32000, -32001
"""Error codes of JSON-RPC 2.0; the last two are our own: CANNOT says of a button that the system does not have it."""
OURS = Path(__file__).parent
LONGEST = 1000
"""Characters of the text of an error."""

Content = dict[str, Any]


def main() -> None:
    """Answer every question until stop, or until the kit says no more."""
    questions, answers = _kept(0, "rb", os.open(os.devnull, os.O_RDONLY)), _kept(1, "wb", 2)
    sys.stdout = sys.stderr
    here, system, verbs = os.getpid(), None, ()
    for line in questions:
        query = json.loads(line)
        verb, params = query["method"], query["params"]
        try:
            if verb == LOAD:
                verbs = params["verbs"]
                system = make(params["place"], params["path"])
                elsewhere = system if isinstance(system, str) else None
                content: Content = {"result": {"missing": missing(system, verbs), "elsewhere": elsewhere}}
            elif verb in verbs:
                content = {"result": getattr(system, verb)(params)}
            else:
                content = _error(UNKNOWN, f"dit systeem kent {verb} niet")
            out = _line(query["id"], content)
        except BaseException as error:  # noqa: BLE001  # whatever goes wrong is told, not died of
            code = CANNOT if isinstance(error, NotImplementedError) else FAILED
            out = _line(query["id"], _error(code, described(error)))
        if os.getpid() != here:  # a fork of the system, that came back here
            os._exit(0)
        answers.write(out)
        answers.flush()
        if verb == "stop":
            return


def make(place: str, path: Sequence[str]) -> object:
    """An instance of module:Class, with these folders to find it in besides our own; whatever it raises comes out.

    What is a text instead of a class is the name of an adapter elsewhere, and stays one.
    """
    sys.path += [folder for folder in path if folder not in sys.path]
    module, _, name = place.partition(":")
    found = getattr(import_module(module), name)
    return found if isinstance(found, str) else found()


def missing(system: object, verbs: Sequence[str]) -> list[str]:
    """The verbs that a system has no method for."""
    return [verb for verb in verbs if not callable(getattr(system, verb, None))]


def described(error: BaseException) -> str:
    """What was raised, and where, for whoever wrote the system."""
    try:
        files = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
        theirs = [(file.name, line) for file, line in files if file.is_file() and file.parent != OURS]
        where = " ({}, regel {})".format(*theirs[-1]) if theirs else ""
        return f"{type(error).__name__}: {str(error)[:LONGEST]}{where}"
    except BaseException:  # noqa: BLE001  # an error that raises when it is shown
        return "een fout die zelf niet te lezen is"


def _kept(stream: int, mode: str, other: int) -> BinaryIO:
    """A pipe of the conversation under a number that nobody knows; another takes its place."""
    kept = os.dup(stream)
    os.dup2(other, stream)
    return os.fdopen(kept, mode)  # type: ignore[return-value]  # binary modes only


def _error(code: int, text: str) -> Content:
    return {"error": {"code": code, "message": text}}


def _line(number: int, content: Content) -> bytes:
    answer = {"jsonrpc": "2.0", "id": number} | content
    return json.dumps(answer, allow_nan=False, separators=(",", ":")).encode("ascii") + b"\n"


if __name__ == "__main__":
    main()
