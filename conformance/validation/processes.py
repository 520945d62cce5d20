"""Batches of work done in several processes, with the answers in order and never many at a time."""

import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

B = TypeVar("B")
A = TypeVar("A")

AHEAD = 3
"""So many batches a process are under way."""


def in_processes(
    batches: Iterator[B], do: Callable[[B], A], workers: int, prepare: Callable[..., None], *about: object
) -> Iterator[A]:
    """What is made of each batch, in their order; no more batches are taken than the processes can use.

    Args:
        batches: the work.
        do: what makes something of a batch; a function of a module.
        workers: how many processes.
        prepare: called once in each process, with `about`.
        about: what every batch needs to be told.
    """
    sys.stdout.flush()  # a process that is split off must not write what waits here
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context(_method()), initializer=_begin, initargs=(prepare, about)
    )
    waiting: deque[Future[A]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(do, batch))
            if len(waiting) > AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _method() -> str:
    """How processes are made: split off where that is safe, since it needs no new start of everything."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _begin(prepare: Callable[..., None], about: tuple[object, ...]) -> None:
    """Prepare a process: who started it hears Ctrl-C, and tells it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    prepare(*about)
