"""`assess`: must a toewijzing migrate, why, by when, how."""

from typing import Annotated, Any

import typer

from migratietoets.conformance.commands.options import Facts, On, Paths, Producten, one_of
from migratietoets.conformance.commands.screen import json_line, show, tell, write, write_passed
from migratietoets.conformance.contracts import as_json


def _template(asked: bool) -> None:  # noqa: FBT001  # as typer calls it
    if asked:
        from migratietoets.istandaard.records.template import template

        write(template())
        raise typer.Exit


def assess(
    paths: Paths,
    *,
    at: On = None,
    output_format: Annotated[
        str,
        typer.Option("--format", parser=one_of("jsonl", "table"), metavar="jsonl|table", help="Hoe het antwoord komt."),
    ] = "jsonl",
    producten: Producten = None,
    facts: Facts = None,
    _template_asked: Annotated[
        bool,
        typer.Option("--template", callback=_template, is_eager=True, help="Geef een CSV om in te vullen, en stop."),
    ] = False,
) -> None:
    """Beoordeel toewijzingen: moeten ze over, waarom, wanneer en hoe.

    Leest JSON lines, CSV en 301-berichten (2.4 en 3.0). Het antwoord staat op standaarduitvoer: één JSON-object per
    toewijzing, in de volgorde van de invoer. Al het andere gaat naar standaardfout. Wat onbruikbaar is, krijgt een
    melding; de rest wordt gewoon beoordeeld en de exitcode is dan 2. Een CSV mag uit een spreadsheet komen: datums als
    31-12-2020 en codes zonder voorloopnullen worden herkend waar ze maar één ding kunnen betekenen.

    \b
    Voorbeelden:
      migratietoets assess berichten/
      migratietoets assess toewijzingen.csv --format table
      migratietoets assess berichten/ --facts feiten.jsonl --on 2020-12-15
      cat toewijzingen.jsonl | migratietoets assess - > antwoord.jsonl
      migratietoets assess --template > toewijzingen.csv
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.commands.records import read_question
    from migratietoets.conformance.rules.questions.assessment import Assessment
    from migratietoets.conformance.trace.gate import gate
    from migratietoets.istandaard.model import Toewijzing

    query = read_question(paths, at, producten, facts)
    tally = {"bekeken": 0, "over": 0, "te laat": 0}

    def counted(toewijzing: Toewijzing, assessment: Assessment) -> dict[str, Any]:
        tally["bekeken"] += 1
        tally["over"] += assessment.must_migrate
        tally["te laat"] += assessment.overdue
        answer: dict[str, Any] = as_json(assessment)
        safe = gate().passed(answer)
        return answer if safe is answer else {**safe, "id": gate().id(toewijzing)}

    assessments = (counted(*one) for one in query.assessments())
    if output_format == "table":
        from migratietoets.reports.words.table import assessment_lines

        show(assessment_lines(assessments), to=write_passed, break_words=True)
    else:
        for assessment in assessments:
            write_passed(json_line(assessment))
    if query.toewijzingen:
        tell(
            f"Beoordeeld: {tally['bekeken']}. Moet over: {tally['over']}, waarvan te laat: {tally['te laat']} "
            f"(peildag {query.at:%d-%m-%Y}). Blijft staan: {tally['bekeken'] - tally['over']}."
        )
    query.closing()
