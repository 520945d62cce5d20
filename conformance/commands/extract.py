"""`extract`: the smallest case that still shows a finding of a run."""

from pathlib import Path
from typing import Annotated

import typer

from migratietoets.conformance.commands.options import integer
from migratietoets.conformance.commands.screen import tell, write


def extract(
    log: Annotated[Path, typer.Argument(metavar="LOG", help="Het logboek van een run: out/log.jsonl.")],
    finding: Annotated[
        int | None,
        typer.Option("--finding", parser=integer, metavar="N", help="De bevinding; zonder: een lijst met hun nummers."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="BESTAND", help="Waar het geval komt. Zonder: op standaarduitvoer.")
    ] = None,
) -> None:
    """Maak van een bevinding het kleinste geval dat haar nog laat zien.

    Het geval staat in symbolen: geen BSN's, nummers, aanbieders of namen uit het logboek. Stappen, toewijzingen,
    regels en sleutels die er niet toe doen, zijn weggelaten. migratietoets judge leest het terug en vindt hetzelfde.

    \b
    Voorbeelden:
      migratietoets extract out/log.jsonl
      migratietoets extract out/log.jsonl --finding 3 --out geval.yaml
      migratietoets judge geval.yaml
    """  # noqa: D301  # \b keeps the lines of the examples apart
    import yaml

    from migratietoets.conformance.run.extraction import extract as extract_case
    from migratietoets.conformance.run.extraction import numbered_findings
    from migratietoets.conformance.trace.gate import gate
    from migratietoets.istandaard.model import InputError
    from migratietoets.istandaard.writing import write_whole
    from migratietoets.reports.log.log import read_events
    from migratietoets.reports.words.text import counted, one_line
    from migratietoets.reports.words.verdicts import VERDICTS

    events = read_events(log)
    found = list(numbered_findings(events))
    if finding is None:
        for one in found:
            v = one.verdict
            word = VERDICTS[v.verdict].name
            write(
                f"{one.number:>4}  {one_line(v.rule)} {word}  {one_line(v.case)} ({one_line(v.role)}, "
                f"{one_line(v.domain)})  {one_line(one.finding.subject)}: {one_line(one.finding.text)}\n"
            )
        tell(f"{counted(len(found), 'bevinding', 'bevindingen')}. Kies er een met --finding.")
        return
    asked = next((one for one in found if one.number == finding), None)
    if asked is None:
        raise InputError(
            f"--finding {finding}: verwacht een nummer van 1 tot en met {len(found)}; zie migratietoets extract {log}."
            if found
            else f"{log}: verwacht een run met een bevinding; gevonden geen."
        )
    result = extract_case(events, asked)
    data = gate().json(result.data)
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)
    if out is None:
        write(text)
    else:
        write_whole(out, text)
    if not result.smaller:
        tell("Kleiner kan niet: zonder wat er nog staat, is deze bevinding er niet meer.")
