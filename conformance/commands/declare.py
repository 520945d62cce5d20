"""`declare`: where a delivery around the turn of the year may be claimed."""

from collections.abc import Iterator, Sequence
from typing import Any

import typer

from migratietoets.conformance.commands.options import Paths
from migratietoets.conformance.commands.screen import tell, write_json
from migratietoets.conformance.contracts import as_json
from migratietoets.conformance.vocabulary.exit_codes import ExitCode


def declare(paths: Paths) -> None:
    """Zeg waar een levering rond de jaarwisseling gedeclareerd mag worden.

    Leest JSON lines, één levering per regel: id, domein, uitvoering, geleverd (een datum, of bij output een ISO-week),
    toewijzing, opvolger, bericht_2020, periode_2020 en afspraak. Het antwoord noemt per levering de berichten,
    perioden en toewijzingen die mogen, en de regels die dat bepalen. Wat onbruikbaar is, krijgt een melding; de
    exitcode is dan 2.

    \b
    Voorbeeld:
      migratietoets declare leveringen.jsonl > plekken.jsonl
    """  # noqa: D301  # \b keeps the lines of the example apart
    passed = errors = 0
    for place, answer in _answers(paths):
        if isinstance(answer, dict):
            write_json(answer)
            passed += 1
        else:
            tell(f"{place}: {answer}" if place else str(answer))
            errors += 1
    tell(f"Leveringen: {passed}. Niet gebruikt: {errors}.")
    if errors or not passed:
        raise typer.Exit(ExitCode.USAGE)


def _answers(paths: Sequence[str]) -> Iterator[tuple[str, dict[str, Any] | Exception | str]]:
    """Per line its place, and the answer or why there is none."""
    from migratietoets.conformance.commands.deliveries import make_delivery
    from migratietoets.conformance.rules.questions.declare import places
    from migratietoets.istandaard.model import InputError
    from migratietoets.istandaard.records.lines import json_lines
    from migratietoets.istandaard.records.sources import find_sources

    for source in find_sources(paths):
        if isinstance(source, InputError):
            yield "", source
            continue
        try:
            for line in json_lines(source.name, source.read()):
                try:
                    yield line.place, line.error or as_json(places(make_delivery(line.value)))
                except InputError as error:
                    yield line.place, error
        except InputError as error:
            yield "", error
