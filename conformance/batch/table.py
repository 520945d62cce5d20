"""The table of many runs: a row for each system in each of them, read from the logs, and written as JSON and CSV."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import zip_longest
from pathlib import Path

from migratietoets.conformance.batch.job import Job
from migratietoets.conformance.protocol.shape import safe
from migratietoets.conformance.run.folder import RunFolder, footer_of
from migratietoets.conformance.trace.gate import gate
from migratietoets.conformance.vocabulary.event_json import read_line
from migratietoets.conformance.vocabulary.events import FooterEvent, HeaderEvent, VerdictEvent
from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.conformance.vocabulary.outcomes import Outcome
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.writing import write_whole

JSON_FILE, CSV_FILE = "tabel.json", "tabel.csv"
NOT_PLAYED, NO_LOG = "niet gespeeld", "geen uitkomst"
_PROBLEMS = {ExitCode.USAGE: "onbruikbare invoer", ExitCode.ADAPTER: str(Outcome.ADAPTER_ERROR)}
FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for more than a text."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A system in a run.

    Attributes:
        name: of the run.
        role: gemeente, aanbieder, or both.
        system: its name and version, as it says in hello.
        outcome: what the run says of it.
        exit: the exit code of the run; None where it was not played.
        part: which part of what it claims was asked for.
        passed, failed, not_exercised, not_verifiable: how many verdicts there are of these kinds.
        rules: the rules that it broke.
        folder: where the results of the run are.
        remark: why there are none.
    """

    name: str
    role: str = ""
    system: str = ""
    outcome: str = NOT_PLAYED
    exit: int | None = None
    part: str = ""
    passed: int = 0
    failed: int = 0
    not_exercised: int = 0
    not_verifiable: int = 0
    rules: tuple[str, ...] = ()
    folder: str = ""
    remark: str = ""


def rows(jobs: Iterable[Job], codes: Iterable[int], out: Path) -> Iterator[Row]:
    """The rows of some jobs, in their order.

    Args:
        jobs: which.
        codes: the exit code of each, as far as they were played.
        out: the folder of them all, from which their own are named.
    """
    for job, code in zip_longest(jobs, codes):
        name = gate().text(safe(job.name))
        if job.problem:
            yield Row(name=name, outcome=_PROBLEMS[job.code], exit=code, remark=gate().text(job.problem))
            continue
        row = Row(name=name, exit=code, folder=job.folder.relative_to(out).as_posix())
        if code is None:
            yield row
        else:
            yield from _of_run(row, RunFolder(job.folder).log)


def _of_run(row: Row, log: Path) -> Iterator[Row]:
    footer = footer_of(log)
    if footer is None:
        yield Row(**asdict(row) | {"outcome": NO_LOG, "remark": "zie scherm.txt in de map"})
        return
    header, verdicts = _read(log)
    sides = footer.by_role or {"": [footer.verdict, *footer.beside]}
    for role, outcomes in sides.items():
        said = header.adapters[role] if role else next(iter(header.adapters.values()))
        own = [one for one in verdicts if role in {"", one.role}]
        count = Counter(one.verdict for one in own)
        yield Row(
            **asdict(row)
            | {
                "role": role or " en ".join(header.adapters),
                "system": safe(f"{said['name']} {said['version']}".strip() or str(said.get("spec", ""))),
                "outcome": _words(outcomes, footer),
                "part": footer.part,
                "passed": count[Verdict.PASS],
                "failed": count[Verdict.FAIL],
                "not_exercised": count[Verdict.NOT_EXERCISED],
                "not_verifiable": count[Verdict.NOT_VERIFIABLE],
                "rules": tuple(sorted({one.rule for one in own if one.verdict is Verdict.FAIL})),
            }
        )


def _words(outcomes: Sequence[str], footer: FooterEvent) -> str:
    first, *others = outcomes
    stop = f" ({footer.stop})" if footer.stop else ""
    return f"{first}{stop}" + (f"; ook {', '.join(others)}" if others else "")


def _read(log: Path) -> tuple[HeaderEvent, list[VerdictEvent]]:
    with log.open("rb") as lines:
        header = read_line(next(lines))
        verdicts = [read_line(line) for line in lines if line.startswith(b'{"event":"verdict"')]
    assert isinstance(header, HeaderEvent)
    return header, [one for one in verdicts if isinstance(one, VerdictEvent)]


def write_table(table: Sequence[Row], out: Path) -> None:
    """Write the table as JSON, one object a row, and as CSV with the same columns.

    Raises:
        UnwritableError: it cannot be.
    """
    lines = ",\n".join(json.dumps(asdict(row), ensure_ascii=False) for row in table)
    write_whole(out / JSON_FILE, f"[\n{lines}\n]\n")
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, [field.name for field in fields(Row)], lineterminator="\n")
    writer.writeheader()
    for row in table:
        writer.writerow({name: _cell(value) for name, value in asdict(row).items()})
    write_whole(out / CSV_FILE, sheet.getvalue())


def _cell(value: object) -> object:
    """A value as a spreadsheet may have it: a text that begins as a formula, is none."""
    text = " ".join(value) if isinstance(value, tuple) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA) else text
