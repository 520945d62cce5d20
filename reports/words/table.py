"""Assessments as a table on a terminal (`assess --format table`)."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from migratietoets.reports.words.assessment import ACTION_NAMES, REDENEN, ROUTES, Assessment
from migratietoets.reports.words.days import format_date
from migratietoets.reports.words.text import counted, one_line


def show_assessments(assessments: Iterable[Assessment], console: Console) -> None:
    """Print one row per assessed toewijzing, and a line with the totals."""
    table = Table(title="Beoordeling van toewijzingen", title_justify="left", header_style="bold", show_lines=False)
    for column in ("Toewijzing", "Gaat over", "Waarom", "Regels", "Uiterlijk", "Wat te doen", "Opmerkingen"):
        table.add_column(column, overflow="fold")
    assessed = migrating = too_late = 0
    for assessment in assessments:
        assessed += 1
        migrating += bool(assessment["must_migrate"])
        too_late += bool(assessment.get("overdue"))
        table.add_row(*_cells(assessment))
    console.print(table)
    total = counted(assessed, "toewijzing", "toewijzingen")
    closing = f"{total} bekeken; {counted(migrating, 'gaat over', 'gaan over')}, waarvan {too_late} te laat."
    console.print(closing, highlight=False)


def _cells(assessment: Assessment) -> tuple[Text, ...]:
    migrates, late = bool(assessment["must_migrate"]), bool(assessment.get("overdue"))
    term_end = format_date(assessment["deadline"]) if assessment["deadline"] else "–"
    return (
        Text(one_line(assessment["id"])),
        Text("ja" if migrates else "nee", style="bold" if migrates else "dim"),
        Text("\n".join(REDENEN.get(reden, one_line(reden)) for reden in assessment["reasons"])),
        Text(" ".join(one_line(number) for number in assessment["rules"])),
        Text(f"{term_end} (te laat)" if late else term_end, style="bold red" if late else ""),
        Text("\n".join(_to_do(assessment))),
        Text("\n".join(one_line(text) for text in assessment["remarks"])),
    )


def _to_do(assessment: Assessment) -> list[str]:
    """The actions, or the choice that must be made first."""
    if assessment["actions"]:
        return [
            f"{ACTION_NAMES.get(action['action'], one_line(action['action']))}"
            + (f" ({action['message']}, {action['release']})" if action.get("message") else "")
            + (f" t/m {format_date(action['latest'])}" if action.get("latest") else "")
            for action in assessment["actions"]
        ]
    routes = [ROUTES.get(possible["route"], one_line(possible["route"])) for possible in assessment["alternatives"]]
    return ["kies: " + "; ".join(routes)] if routes else ["niets"]
