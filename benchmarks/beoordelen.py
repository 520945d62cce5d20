"""How many toewijzingen a second `assess` handles, from file to JSON; beside reading the JSON alone.

    python benchmarks/beoordelen.py [toewijzingen, default 10000]

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

from conformance.opdrachten.assess import assess
from generators.portefeuille import portefeuille

AANTAL = 10_000
PER_CLIENT = 1.5
RONDEN = 3


def schrijf_invoer(doel: Path, aantal: int) -> None:
    """So many generated toewijzingen as JSON lines."""
    records = (
        gelabeld.toewijzing
        for gemeente in range(344, 1000)
        for dossier in portefeuille(f"{gemeente:04d}", clients=min(9000, int(aantal / PER_CLIENT) + 1), seed=1)
        for gelabeld in dossier.toewijzingen
    )
    regels = (json.dumps(toewijzing.to_json()) for toewijzing in islice(records, aantal))
    doel.write_text("\n".join(regels) + "\n", encoding="utf-8")


def duur(doe: Callable[[], object]) -> float:
    """The best of a few rounds, in seconds."""
    beste = float("inf")
    for _ in range(RONDEN):
        begin = time.perf_counter()
        doe()
        beste = min(beste, time.perf_counter() - begin)
    return beste


def beoordeel(invoer: Path) -> None:
    """The whole command, without the screen."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assess([str(invoer)])


def main() -> None:
    """Measure and print."""
    aantal = int(sys.argv[1]) if len(sys.argv) > 1 else AANTAL
    with tempfile.TemporaryDirectory() as werkmap:
        invoer = Path(werkmap) / "toewijzingen.jsonl"
        schrijf_invoer(invoer, aantal)
        lezen = duur(lambda: [json.loads(regel) for regel in invoer.read_bytes().splitlines()])
        beoordelen = duur(lambda: beoordeel(invoer))
    print(f"{aantal} toewijzingen: {aantal / beoordelen:,.0f} per seconde beoordeeld, in {beoordelen:.2f} s")
    print(f"alleen JSON lezen: {aantal / lezen:,.0f} per seconde; verhouding {beoordelen / lezen:.1f}")


if __name__ == "__main__":
    main()
