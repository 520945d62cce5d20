"""`matrix`: every gemeente against every aanbieder."""

from pathlib import Path
from typing import Annotated

import typer

from migratietoets.conformance.adapters.defaults import SECONDS
from migratietoets.conformance.catalogue.set_names import EVERYTHING, SETS
from migratietoets.conformance.commands import completion
from migratietoets.conformance.commands.batch import Folder, Resume
from migratietoets.conformance.commands.many import play_and_show
from migratietoets.conformance.commands.options import CA, Seconds, asked, choice
from migratietoets.conformance.run.options import OPTIONS

Systems = Annotated[
    list[str],
    typer.Argument(metavar="ADAPTER", help="De systemen, zoals bij run --adapter.", autocompletion=completion.adapters),
]


def matrix(  # noqa: PLR0913  # the options of run that hold for every pair
    *,
    systems: Systems,
    domein: Annotated[list[str] | None, choice("--domain", "wmo", "jw", more=OPTIONS["domain"].help)] = None,
    cases: Annotated[list[str] | None, asked("cases", autocompletion=completion.cases)] = None,
    cases_of: Annotated[str, choice("--set", *SETS, more=OPTIONS["set"].help)] = EVERYTHING,
    timeout: Seconds = SECONDS,
    ca: CA = None,
    out: Folder = Path("out/matrix"),
    resume: Resume = False,
) -> None:
    """Zet elk systeem dat een gemeente is tegenover elk ander dat een aanbieder is.

    Wie welke rol speelt, zegt elk systeem in hello; met zichzelf speelt niemand. Elk paar krijgt een eigen run in een
    eigen map, en de tabel van alle uitkomsten staat op het scherm en in MAP/tabel.json en MAP/tabel.csv. Exitcode: de
    hoogste van alle runs; 130 na Ctrl-C.

    \b
    Voorbeelden:
      migratietoets matrix referentie python:mijn_adapter:Systeem --domain wmo
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.adapters.discovery import check_unattended
    from migratietoets.conformance.adapters.timeout import Timeout
    from migratietoets.conformance.batch.job import make_jobs
    from migratietoets.conformance.batch.pairings import pairings
    from migratietoets.conformance.run.selection import Selection

    for system in systems:
        check_unattended(system, "matrix")
    options = {"domain": domein or [], "cases": cases or [], "set": cases_of, "timeout": timeout, "ca": ca}
    given = {name: value for name, value in options.items() if value != OPTIONS[name].default and value}
    greeting = Selection(timeout=Timeout(timeout), ca=ca)
    asked_pairs, absent = pairings(list(dict.fromkeys(systems)), greeting, given)
    raise typer.Exit(play_and_show([*make_jobs(asked_pairs, out), *absent], out, resume=resume))
