"""`replay`: a log of an earlier run judged by the rules of today."""

from pathlib import Path
from typing import Annotated, Any

import typer

from migratietoets.conformance.commands.options import choice
from migratietoets.conformance.commands.screen import show, tell, write_json


def replay(
    log: Annotated[Path, typer.Argument(metavar="LOG", help="Het logboek van een run: out/log.jsonl.")],
    output_format: Annotated[str, choice("--format", "table", "json", more="Hoe het antwoord komt.")] = "table",
) -> None:
    """Beoordeel een run van toen met de regels van nu, en zeg welke oordelen anders zijn en waarom.

    Er wordt niets gespeeld: wat er gebeurde, staat in het logboek. Is een lezing sindsdien gewijzigd, dan staat erbij
    welke en waarom; alle lezingen staan in docs/lezingen.md. Exitcodes: 0 niets is nu overtreden, 1 er is nu iets
    overtreden of niets getoetst, 2 onbruikbaar logboek.

    \b
    Voorbeelden:
      migratietoets replay out/log.jsonl
      migratietoets replay out/vorige/log.jsonl --format json
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.recorded.replay import changes, judged_again
    from migratietoets.conformance.vocabulary.events import ErrorEvent, HeaderEvent
    from migratietoets.conformance.vocabulary.outcomes import Account
    from migratietoets.reports.log.log import read_events
    from migratietoets.reports.words.replayed import changed_lines, replayed_line

    events = read_events(log)
    header = next(event for event in events if isinstance(event, HeaderEvent))
    if header.readings is None:
        tell(f"Dit logboek is van een kit ({header.kit}) die nog niet zei welke lezingen golden.")
    again = list(judged_again(events))
    found = list(changes(events, again))
    if output_format == "json":
        for one in found:
            write_json(_as_json(one))
    else:
        show(line for one in found for line in changed_lines(one.place, one.before, one.after, one.now, one.why))
    errors = [event.verdict for event in events if isinstance(event, ErrorEvent)]
    account = Account.of([*(event.verdict for event in again), *errors])
    tell(replayed_line(len(found), account.outcome))
    if account.exit_code:
        raise typer.Exit(account.exit_code)


def _as_json(one: Any) -> dict[str, Any]:  # noqa: ANN401  # what is imported late
    """What the contract says of a verdict that changed."""
    campaign, case, rule = one.place
    first = next(iter(one.now.findings), None) if one.now is not None else None
    return {
        "campaign": campaign,
        "case": case,
        "rule": rule,
        "before": one.before,
        "after": one.after,
        "why": one.why,
        "text": first.text if first is not None else "",
    }
