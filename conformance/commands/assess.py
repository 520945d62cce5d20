"""`assess`: must a toewijzing migrate, why, by when, how."""

from typing import Annotated, Any

import typer

from migratietoets.conformance.commands.options import Facts, On, Paths, Producten, one_of
from migratietoets.conformance.commands.screen import show, tell, write_json
from migratietoets.conformance.contracts import as_json


def assess(
    paths: Paths,
    at: On = None,
    output_format: Annotated[
        str,
        typer.Option("--format", parser=one_of("jsonl", "table"), metavar="jsonl|table", help="Hoe het antwoord komt."),
    ] = "jsonl",
    producten: Producten = None,
    facts: Facts = None,
) -> None:
    """Beoordeel toewijzingen: moeten ze over, waarom, wanneer en hoe.

    Leest JSON lines, CSV en 301-berichten (2.4 en 3.0). Het antwoord staat op standaarduitvoer: één JSON-object per
    toewijzing, in de volgorde van de invoer. Al het andere gaat naar standaardfout. Wat onbruikbaar is, krijgt een
    melding; de rest wordt gewoon beoordeeld en de exitcode is dan 2.

    \b
    Voorbeelden:
      migratietoets assess berichten/
      migratietoets assess toewijzingen.csv --format table
      migratietoets assess berichten/ --facts feiten.jsonl --on 2020-12-15
      cat toewijzingen.jsonl | migratietoets assess - > antwoord.jsonl
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.commands.records import read_question
    from migratietoets.conformance.rules.questions.assessment import Assessment

    query = read_question(paths, at, producten, facts)
    tally = {"bekeken": 0, "over": 0, "te laat": 0}

    def counted(assessment: Assessment) -> dict[str, Any]:
        tally["bekeken"] += 1
        tally["over"] += assessment.must_migrate
        tally["te laat"] += assessment.overdue
        answer: dict[str, Any] = as_json(assessment)
        return answer

    assessments = (counted(assessment) for _, assessment in query.assessments())
    if output_format == "table":
        from migratietoets.reports.words.table import assessment_lines

        if query.loaded:
            show(assessment_lines(assessments))
    else:
        for assessment in assessments:
            write_json(assessment)
    if query.loaded:
        tell(
            f"Beoordeeld: {tally['bekeken']}. Moet over: {tally['over']}, waarvan te laat: {tally['te laat']} "
            f"(peildag {query.at:%d-%m-%Y}). Blijft staan: {tally['bekeken'] - tally['over']}."
        )
    query.closing()
