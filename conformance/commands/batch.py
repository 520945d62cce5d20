"""`batch`: many systems unattended, from one list."""

from pathlib import Path
from typing import Annotated

import typer

from migratietoets.conformance.commands.many import play_and_show

Listed = Annotated[Path, typer.Argument(metavar="BESTAND", help="De lijst: TOML, of CSV met een kop.")]
Folder = Annotated[Path, typer.Option("--out", metavar="MAP", help="Waar elke run zijn eigen map krijgt, en de tabel.")]
Resume = Annotated[bool, typer.Option("--resume", help="Sla over wat af is, en ga verder met wat is afgebroken.")]


def batch(*, list_file: Listed, out: Folder = Path("out/batch"), resume: Resume = False) -> None:
    """Toets veel systemen na elkaar, uit één lijst.

    Elk systeem krijgt een eigen run in een eigen map; wat er met het ene misgaat, raakt de andere niet. De tabel van
    alle uitkomsten staat op het scherm en in MAP/tabel.json en MAP/tabel.csv. Per systeem: name en adapter (of gemeente
    en aanbieder, voor twee tegenover elkaar), en desgewenst role, domain, rules, cases, set, timeout, ca, xsd en
    strict, zoals bij run. Exitcode: de hoogste van alle runs; 130 na Ctrl-C.

    \b
    Voorbeelden:
      migratietoets batch leveranciers.toml
      migratietoets batch leveranciers.csv --out out/leveranciers --resume
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.batch.job import make_jobs
    from migratietoets.conformance.batch.list_file import read_list

    raise typer.Exit(play_and_show(make_jobs(read_list(list_file), out), out, resume=resume))
