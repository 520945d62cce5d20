"""What `rules` and `cases` share: which of them are asked for, and how they are listed."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Annotated, Any

import typer

from migratietoets.conformance.commands import completion
from migratietoets.conformance.commands.options import choice
from migratietoets.conformance.commands.screen import write
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.spelling import meant, split_commas, unknown

STRENGTHS = "must", "should", "may", "info"

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[WOORD]", help="Alleen waar elk van deze woorden in staat: in het id of in de tekst."),
]
ByChapter = Annotated[
    list[str] | None,
    typer.Option(
        "--chapter",
        metavar="NAAM",
        help="Alleen dit hoofdstuk, zoals migratie; mag vaker.",
        autocompletion=completion.chapters,
    ),
]
ByRole = Annotated[str | None, choice("--role", *ROLES, more="Alleen wat deze rol raakt.")]
ByStrength = Annotated[str | None, choice("--strength", *STRENGTHS, more="Alleen regels van deze sterkte.")]
Format = Annotated[str, choice("--format", "table", "json", more="Een lijst of JSON.")]


def chapters_asked(names: Sequence[str] | None, known: Iterable[str]) -> frozenset[str]:
    """The chapters that were asked for; all of them when none are named.

    Raises:
        InputError: there is no such chapter.
    """
    chapters = tuple(dict.fromkeys(known))
    asked = split_commas(names or ())
    for name in asked:
        if name not in chapters:
            raise InputError(unknown(f"--chapter {name}", name, chapters))
    return frozenset(asked or chapters)


def with_words(texts: Mapping[str, str], words: Sequence[str] | None, what: str) -> list[str]:
    """The ids of which the text, with the id, holds every word.

    Args:
        texts: what can be found, by id.
        words: what to look for; capitals play no part.
        what: the name of an entry, as a text for users has it: regel or geval.

    Raises:
        InputError: nothing is found.
    """
    asked = [word.casefold() for word in words or ()]
    found = [id_ for id_, text in texts.items() if all(word in f"{id_} {text}".casefold() for word in asked)]
    if not found:
        question = meant(words[0], texts) if words and len(words) == 1 else ""
        raise InputError(f"Geen {what} gevonden.{question} Verruim de keuze, of laat haar weg voor de hele lijst.")
    return found


def per_chapter(entries: Iterable[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """Entries as lines, under the title of each chapter.

    Args:
        entries: each with its chapter; the first line of one is its head, the rest stands further in.
    """
    from migratietoets.reports.words.chapters import chapter_title

    for chapter, group in groupby(entries, key=lambda entry: entry[0]):
        title = chapter_title(chapter)
        yield from (title, "-" * len(title), "")
        for _, (head, *rest) in group:
            yield head
            yield from (f"  {line}" for line in rest)
            yield ""


def write_list(objects: Iterable[Mapping[str, Any]]) -> None:
    """A list of JSON objects on standard output, one on a line."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in objects)
    write(f"[\n{lines}\n]\n")
