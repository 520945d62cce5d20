"""Many documents judged at once: in several processes, with the answers in order and never many at a time."""

import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from migratietoets.conformance.validation.documents import Document
from migratietoets.conformance.validation.judging import Answer, Question, judge_document
from migratietoets.istandaard.model import InputError

ALONE = 500
"""So few documents are judged here: another process costs more than it brings."""
BATCH = 50
HEAVY = 2_000_000
"""A batch ends at so many documents, or so many bytes."""
AHEAD = 3
"""So many batches a process are under way."""

Judgement = Answer | InputError


def judge_all(found: Iterable[Document], question: Question, workers: int) -> Iterator[Answer]:
    """The answer to every document, in their order.

    Args:
        found: the documents; taken no faster than they are judged.
        question: what is asked of each.
        workers: how many processes; 1 means this one.

    Raises:
        InputError: an official schema cannot be used.
    """
    documents = iter(found)
    first = list(islice(documents, ALONE if workers > 1 else 0))
    if workers <= 1 or len(first) < ALONE:
        for document in (*first, *documents):
            yield judge_document(document, question)
        return
    yield from _in_processes(_batches(_again(first, documents)), question, workers)


def _again(first: Iterable[Document], rest: Iterable[Document]) -> Iterator[Document]:
    yield from first
    yield from rest


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    weight = 0
    for document in documents:
        batch.append(document)
        weight += len(document.source) if isinstance(document.source, bytes) else 0
        if len(batch) >= BATCH or weight >= HEAVY:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _in_processes(batches: Iterator[list[Document]], question: Question, workers: int) -> Iterator[Answer]:
    sys.stdout.flush()  # a process that is split off must not write what waits here
    pool = ProcessPoolExecutor(workers, mp_context=get_context(_method()), initializer=_begin, initargs=(question,))
    waiting: deque[Future[list[Judgement]]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(_judge, batch))
            if len(waiting) > AHEAD * workers:
                yield from _answers(waiting.popleft())
        while waiting:
            yield from _answers(waiting.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _method() -> str:
    """How processes are made: split off where that is safe, since it needs no new start of everything."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _answers(done: Future[list[Judgement]]) -> Iterator[Answer]:
    for answer in done.result():
        if isinstance(answer, InputError):
            raise answer
        yield answer


_question = Question()


def _begin(question: Question) -> None:
    """Prepare a process: who started it hears Ctrl-C, and tells it."""
    global _question  # noqa: PLW0603  # one question a process
    _question = question
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _judge(batch: list[Document]) -> list[Judgement]:
    out: list[Judgement] = []
    for document in batch:
        try:
            out.append(judge_document(document, _question))
        except InputError as error:  # of the schemas: it ends all
            return [*out, error]
    return out
