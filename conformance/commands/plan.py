"""`plan`: a migration plan for each aanbieder."""

from pathlib import Path

from migratietoets.conformance.commands.options import Facts, On, Out, Paths, Producten
from migratietoets.conformance.commands.screen import tell, write
from migratietoets.conformance.contracts import as_json


def plan(
    paths: Paths, out: Out = Path("out/plan"), at: On = None, producten: Producten = None, facts: Facts = None
) -> None:
    """Maak per gemeente en aanbieder een migratieplan: een brief (Markdown) en een lijst (CSV).

    De invoer is die van assess. Op standaarduitvoer staan de namen van de bestanden. In een plan staat geen BSN.

    \b
    Voorbeelden:
      migratietoets plan berichten/ --facts feiten.jsonl
      migratietoets plan toewijzingen.jsonl --out plannen
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.commands.records import read_question
    from migratietoets.conformance.trace.gate import gate
    from migratietoets.reports.plan.files import write_plan

    query = read_question(paths, at, producten, facts)
    assessments = list(query.assessments())
    if assessments:
        passed = [(gate().record(toewijzing), gate().passed(as_json(one))) for toewijzing, one in assessments]
        files = write_plan(passed, out)
        write("".join(f"{file}\n" for file in files))
        migrating = sum(assessment.must_migrate for _, assessment in assessments)
        tell(f"Plannen: {len(files) // 2}. Beoordeeld: {len(assessments)}. Moet over: {migrating}.")
    query.closing()
