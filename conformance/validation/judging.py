"""One document judged: read, taken out of its envelope, held against the schema and every rule."""

from dataclasses import dataclass
from pathlib import Path

from migratietoets.conformance.validation.documents import MOST_READ, Document
from migratietoets.conformance.validation.retour import Retour, answer
from migratietoets.istandaard.berichten.bericht import short
from migratietoets.istandaard.envelopes import opened
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.sources.signatures import HEAD, foreign
from migratietoets.istandaard.records.sources.stream import unreadable
from migratietoets.istandaard.validation import judge
from migratietoets.istandaard.validation.judged import Judged


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every document.

    Attributes:
        xsd: a folder with official schemas.
        retour: make the retourbericht as well.
    """

    xsd: Path | None = None
    retour: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found in a document, with the retourbericht when that was asked for."""

    judged: Judged
    retour: Retour | None = None


def judge_document(document: Document, question: Question) -> Answer:
    """Judge one document.

    Raises:
        InputError: the official schema for this message cannot be used.
    """
    taken = take_out(document)
    if isinstance(taken.content, InputError):
        complaint = short(str(taken.content))
        return Answer(Judged(document.file, document.part, taken.line, taken.part, None, None, None, (), complaint))
    found = judge(taken.content, question.xsd)
    remarks = tuple(found.remarks)
    kind, release, domein = found.detected or (None, None, None)
    judged = Judged(document.file, document.part, taken.line, taken.part, kind, release, domein, remarks)
    return Answer(judged, answer(taken.content, found.detected, remarks) if question.retour else None)


@dataclass(frozen=True, slots=True)
class Taken:
    """A message out of its envelope, or why there is none.

    Attributes:
        part: the kind of envelope, "" without.
        line: the line on which the message begins; None where that cannot be told.
    """

    content: bytes | InputError
    part: str = ""
    line: int | None = None


def take_out(document: Document) -> Taken:
    """The message itself, out of the envelope that it may be in."""
    try:
        data = contents(document)
        inside = opened(data)
    except InputError as error:
        return Taken(error, line=document.line)
    if inside is None:
        return Taken(data, line=document.line)
    return Taken(inside.content, inside.part, inside.line if document.line is None else document.line)


def contents(document: Document) -> bytes:
    """What was found: a message, or an envelope with one.

    Raises:
        InputError: it cannot be read, or is something else than text.
    """
    source = document.source
    if isinstance(source, bytes):
        return source
    if isinstance(source, InputError):
        raise source
    try:
        with source.open("rb") as file:
            data = file.read(MOST_READ)
    except OSError as error:
        raise unreadable(error) from None
    if complaint := foreign(data[:HEAD]):
        raise InputError(complaint)
    return data
