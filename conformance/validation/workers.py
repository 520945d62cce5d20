"""Many documents judged at once: in several processes, with the answers in order and never many at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice

from migratietoets.conformance.validation.documents import Document
from migratietoets.conformance.validation.judging import Answer, Question, judge_document
from migratietoets.conformance.validation.processes import in_processes
from migratietoets.istandaard.model import InputError

ALONE = 500
"""So few documents are judged here: another process costs more than it brings."""
BATCH = 50
HEAVY = 2_000_000
"""A batch ends at so many documents, or so many bytes."""

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
    for answers in in_processes(_batches(_again(first, documents)), _judge, workers, _begin, question):
        for answer in answers:
            if isinstance(answer, InputError):
                raise answer
            yield answer


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


_question = Question()


def _begin(question: Question) -> None:
    global _question  # noqa: PLW0603  # one question a process
    _question = question


def _judge(batch: list[Document]) -> list[Judgement]:
    out: list[Judgement] = []
    for document in batch:
        try:
            out.append(judge_document(document, _question))
        except InputError as error:  # of the schemas: it ends all
            return [*out, error]
    return out
