"""How many toewijzingen a second `assess` handles, from file to JSON; beside reading the JSON alone.

    python benchmarks/assess.py [toewijzingen, default 10000]

A ratio of 10 means that assessing costs ten times what reading the JSON alone costs.
"""

import contextlib
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from migratietoets.conformance.commands.assess import assess
from migratietoets.generators.stock.portfolio import portfolio

COUNT = 10_000
PER_CLIENT = 1.5
ROUNDS = 3


def write_input(target: Path, count: int) -> None:
    """So many generated toewijzingen as JSON lines."""
    records = (
        labelled.toewijzing
        for gemeente in range(344, 1000)
        for dossier in portfolio(f"{gemeente:04d}", clients=min(9000, int(count / PER_CLIENT) + 1), seed=1)
        for labelled in dossier.toewijzingen
    )
    with target.open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(toewijzing.to_json())}\n" for toewijzing in islice(records, count))


def duration(do: Callable[[], object]) -> float:
    """The best of a few rounds, in seconds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        do()
        best = min(best, time.perf_counter() - begin)
    return best


def assess_file(inputs: Path) -> None:
    """The whole command, without the screen."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assess([str(inputs)])


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as work_dir:
        inputs = Path(work_dir) / "toewijzingen.jsonl"
        write_input(inputs, count)
        reading = duration(lambda: [json.loads(line) for line in inputs.read_bytes().splitlines()])
        assessing = duration(lambda: assess_file(inputs))
    print(f"{count} toewijzingen: {count / assessing:,.0f} per seconde beoordeeld, in {assessing:.2f} s")
    print(f"alleen JSON lezen: {count / reading:,.0f} per seconde; verhouding {assessing / reading:.1f}")


if __name__ == "__main__":
    main()
