"""`declare`: where a delivery around the turn of the year may be claimed."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import typer

from migratietoets.conformance.commands.options import Paths
from migratietoets.conformance.commands.screen import tell, write_json
from migratietoets.conformance.contracts import as_json
from migratietoets.conformance.vocabulary.exit_codes import ExitCode

if TYPE_CHECKING:
    from migratietoets.istandaard.records.complaints import Complaints


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
    from migratietoets.istandaard.records.complaints import Complaints

    passed, errors = 0, Complaints()
    for answer in _answers(paths, errors):
        write_json(answer)
        passed += 1
    for text in errors:
        tell(text)
    tell(f"Leveringen: {passed}. Niet gebruikt: {len(errors)}.")
    if errors or not passed:
        raise typer.Exit(ExitCode.USAGE)


def _answers(paths: Sequence[str], errors: "Complaints") -> Iterator[dict[str, Any]]:
    """An answer a line; what has none is put among the errors."""
    from migratietoets.conformance.commands.deliveries import make_delivery
    from migratietoets.conformance.rules.questions.declare import places
    from migratietoets.istandaard.model import InputError
    from migratietoets.istandaard.records.lines.json_lines import json_lines
    from migratietoets.istandaard.records.sources.finding import find_sources

    for source in find_sources(paths):
        if isinstance(source, InputError):
            errors.add("", str(source))
            continue
        try:
            with source.open() as stream:
                for line in json_lines(source.name, stream):
                    try:
                        yield as_json(places(make_delivery(line.read())))
                    except InputError as error:
                        errors.add(line.place, str(error))
        except InputError as error:
            errors.add(source.name, str(error))
