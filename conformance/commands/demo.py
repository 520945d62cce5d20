"""`demo`: the whole kit in one command, on the reference."""

import shutil
from pathlib import Path

import typer

from migratietoets.conformance.commands.options import Out
from migratietoets.conformance.commands.screen import show, tell, write
from migratietoets.conformance.contracts import as_json

CLIENTS, SEED, EXAMPLES = 25, 1, 5
_OWN = frozenset(
    {
        "berichten",
        "toewijzingen.jsonl",
        "labels.jsonl",
        "declaraties",
        "leveringen.jsonl",
        "leveringfeiten.jsonl",
        "leveringlabels.jsonl",
        "manifest.json",
        "niet-af.txt",
    }
)
"""What generate writes, and so what a later demo may replace."""


def _clean_up(target: Path) -> None:
    if target.is_dir() and {path.name for path in target.iterdir()} <= _OWN:
        shutil.rmtree(target)


def demo(out: Out = Path("out")) -> None:
    """Laat alles een keer zien: genereer een portefeuille, beoordeel haar en toets de referentie."""
    from migratietoets.conformance.commands.generate import generate
    from migratietoets.conformance.commands.records import read_question
    from migratietoets.conformance.commands.run import play
    from migratietoets.conformance.run.selection import Selection
    from migratietoets.reports.words.table import assessment_lines

    target = out / "demo"
    _clean_up(target)
    write(f"\n1. Testgegevens: migratietoets generate --clients {CLIENTS} --seed {SEED} --out {target}\n\n")
    generate(out=target, clients=CLIENTS, seed=SEED)
    berichten, facts = target / "berichten", target / "toewijzingen.jsonl"
    write(f"\n2. Beoordelen: migratietoets assess {berichten} --facts {facts} --format table\n\n")
    query = read_question([str(berichten)], None, None, facts)
    migrating = [assessment for _, assessment in query.assessments() if assessment.must_migrate]
    show(assessment_lines(map(as_json, migrating[:EXAMPLES])))
    tell(
        f"De eerste {min(EXAMPLES, len(migrating))} van {len(migrating)} die over moeten; "
        f"{len(query.toewijzingen)} bekeken."
    )
    write(f"\n3. Toetsen: migratietoets run --out {out}\n\n")
    raise typer.Exit(play(Selection(out=out)))
