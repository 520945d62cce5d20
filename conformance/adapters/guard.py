"""The process between the kit and a program: when either of them ends, whatever the program started ends too.

It is run by its path and with the standard library alone, so that it starts in a moment:
python -I -S guard.py SOCKET PATIENCE PROGRAM [ARGUMENT ...]

Nothing of the conversation passes through it. On the socket it tells the kit what became of the program; that the
kit is gone, however it went, is the end of that socket.
"""

import ctypes
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
"""Linux: orphans among our descendants become our children, also those that left for a session of their own."""
IGNORED_BY_PYTHON = (signal.SIGPIPE, signal.SIGXFSZ)
LAST_RESORT = 5.0
"""Seconds in which a process that was killed should be gone."""
TICK = 0.01
PROC = Path("/proc")


def main(kit: int, patience: float, command: list[str]) -> None:
    """Start a program, wait until it or the kit ends, and end the rest."""
    os.set_inheritable(kit, False)  # noqa: FBT003  # as os has it
    adopting = _adopt_orphans()
    bell = _ring_when_a_child_ends()
    try:
        program = os.posix_spawnp(command[0], command, os.environ, setpgroup=0, setsigdef=IGNORED_BY_PYTHON)
    except OSError as error:
        _tell(kit, f"error {error.errno}")
        return
    _let_go_of_the_conversation()
    _tell(kit, f"start {program}")
    ended: dict[int, int] = {}
    while program not in ended and kit not in select.select([kit, bell], [], [])[0]:
        os.read(bell, 4096)
        _take_in(ended)
    _end_all(program, patience, ended, adopting=adopting)
    _tell(kit, f"end {ended.get(program, -signal.SIGKILL)}")


def _adopt_orphans() -> bool:
    with suppress(OSError, AttributeError):
        return sys.platform == "linux" and not ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    return False


def _ring_when_a_child_ends() -> int:
    """The end of a pipe that can be read when a child ended. Signals that would end us only ring too."""
    bell, ringer = os.pipe()
    os.set_blocking(ringer, False)
    os.set_blocking(bell, False)
    signal.set_wakeup_fd(ringer, warn_on_full_buffer=False)
    for signum in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, lambda *_: None)  # a handler, for what is ignored would be ignored by the program too
    return bell


def _let_go_of_the_conversation() -> None:
    """Close our ends, so that each side sees it when the other closes its own."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)


def _tell(kit: int, what: str) -> None:
    with suppress(OSError):
        os.write(kit, f"{what}\n".encode())


def _take_in(ended: dict[int, int]) -> None:
    """Take in the children that ended, and note how."""
    with suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            ended[found[0]] = os.waitstatus_to_exitcode(found[1])


def _end_all(program: int, patience: float, ended: dict[int, int], *, adopting: bool) -> None:
    """Ask all that is left to end, and make it."""
    polite = True
    begin = time.monotonic()
    while True:
        _take_in(ended)
        left = list(_descendants()) if adopting else [-program]
        insist = time.monotonic() - begin > patience
        sent = [_send(process, signal.SIGKILL if insist else signal.SIGTERM if polite else 0) for process in left]
        polite = False
        if not any(sent) or time.monotonic() - begin > patience + LAST_RESORT:
            return
        time.sleep(TICK)


def _send(process: int, signum: int) -> bool:
    """Send a signal to a process, or to a group by its negative; whether there is such a one."""
    try:
        os.kill(process, signum)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _descendants() -> Iterator[int]:
    """Every process that comes from us and still runs."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                state, parent = (entry / "stat").read_bytes().rpartition(b")")[2].split()[:2]
                if state != b"Z":
                    children.setdefault(int(parent), []).append(int(entry.name))
    family = [os.getpid()]
    for member in family:
        family += children.get(member, ())
    yield from family[1:]


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:])
