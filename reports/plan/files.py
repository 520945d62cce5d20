"""Write the migration plan: per gemeente and aanbieder one letter in Markdown and one list in CSV.

The CSV has a header, commas and CR/LF line ends, quoted as RFC 4180 says; days are ISO days, amounts are euro cents.
A cell that a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.writing import make_folder, write_whole
from migratietoets.reports.plan.letter import as_markdown
from migratietoets.reports.plan.model import Choice, Plan, PlanStep, make_plans
from migratietoets.reports.words.assessment import ACTION_NAMES, Assessment, say
from migratietoets.reports.words.text import one_line

COLUMNS = (
    "uiterlijk",
    "niet_voor",
    "door",
    "handeling",
    "bericht",
    "release",
    "gemeente",
    "domein",
    "aanbieder",
    "toewijzing",
    "toewijzingnummer",
    "categorie",
    "code",
    "ingangsdatum",
    "waarom",
    "nieuwe_ingangsdatum",
    "nieuwe_einddatum",
    "nieuwe_categorie",
    "nieuwe_code",
    "volume",
    "eenheid",
    "frequentie",
    "budget",
    "reden_wijziging",
    "omschrijving",
)
"""The columns of the CSV."""

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_UNUSUAL = re.compile(r"[^A-Za-z0-9]+")


def write_plan(assessments: Iterable[tuple[Toewijzing, Assessment]], target: Path) -> list[Path]:
    """Write plan-<gemeente>-<aanbieder>.md and .csv into the folder `target`; return the files in that order.

    No file names a person: a toewijzing goes by its number, or by product and ingangsdatum.

    Raises:
        UnwritableError: the folder, or a file in it, cannot be written.
    """
    make_folder(target)
    paths: list[Path] = []
    for plan in make_plans(assessments):
        stem = f"plan-{_UNUSUAL.sub('_', plan.gemeente)}-{_UNUSUAL.sub('_', plan.aanbieder)}"[:80]
        taken = {path.stem for path in paths}
        name = next(n for n in (stem, *(f"{stem}-{i}" for i in range(2, len(taken) + 3))) if n not in taken)
        for kind, text in (("md", as_markdown(plan)), ("csv", as_csv(plan))):
            path = target / f"{name}.{kind}"
            write_whole(path, text)
            paths.append(path)
    return paths


def as_csv(plan: Plan) -> str:
    """The plan as CSV text: a row per action, and one per choice that is still open, by deadline."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    rows: list[PlanStep | Choice] = [*plan.steps, *plan.choices]
    for row in sorted(rows, key=lambda row: row.latest):
        cells = _step(row) if isinstance(row, PlanStep) else _choice(row)
        writer.writerow({column: _cell(value) for column, value in (_header(row) | cells).items()})
    return out.getvalue()


def _header(row: PlanStep | Choice) -> dict[str, object]:
    """The columns that say which toewijzing it is."""
    old = row.toewijzing
    return {
        "uiterlijk": row.latest,
        "gemeente": old.gemeente,
        "domein": old.domein,
        "aanbieder": old.aanbieder,
        "toewijzing": row.reference.name,
        "toewijzingnummer": row.reference.number,
        "categorie": old.categorie,
        "code": old.code,
        "ingangsdatum": old.ingangsdatum,
        "waarom": ", ".join(row.redenen),
    }


def _step(step: PlanStep) -> dict[str, object]:
    action = step.action
    new = action if action["action"] == "nieuwe_toewijzing" else {}
    return {
        "niet_voor": step.earliest,
        "door": action["by"],
        "handeling": ACTION_NAMES.get(action["action"], action["action"]),
        "bericht": action.get("message"),
        "release": action.get("release"),
        "nieuwe_ingangsdatum": new.get("ingangsdatum"),
        "nieuwe_einddatum": action.get("einddatum"),
        "nieuwe_categorie": new.get("categorie"),
        "nieuwe_code": new.get("code"),
        "volume": new.get("volume"),
        "eenheid": new.get("eenheid"),
        "frequentie": new.get("frequentie"),
        "budget": new.get("budget"),
        "reden_wijziging": action.get("reden_wijziging"),
        "omschrijving": say(action, step.toewijzing),
    }


def _choice(choice: Choice) -> dict[str, object]:
    return {
        "door": "gemeente",
        "handeling": "opvolger kiezen",
        "omschrijving": f"Mogelijk: {', '.join(choice.routes)}.",
    }


def _cell(value: object) -> str:
    text = one_line(value)
    return f"'{text}" if _FORMULA.match(text) else text
