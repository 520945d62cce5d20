"""How many messages a second `generate` makes, writing included, alone and with a timeline.

    python benchmarks/generate.py [clients, default 5000]

The disk decides as much as we do (set TMPDIR to compare).
"""

import sys
import tempfile
import time
from pathlib import Path

from migratietoets.generators.export.dataset import write

COUNT = 5000
ROUNDS = 3
TIMELINE = "op_tijd"


def measure(clients: int, target: Path, timeline: str | None = None) -> float:
    """Messages a second for one dataset."""
    begin = time.perf_counter()
    tally = write(target, clients=clients, seed=1, timeline=timeline).counts
    berichten = tally["berichten"] + (tally["tijdlijn"]["berichten"] if timeline else 0)
    return float(berichten / (time.perf_counter() - begin))


def main() -> None:
    """Warm up, then print the figures of each round."""
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as work_dir:
        measure(50, Path(work_dir) / "opwarmen", TIMELINE)
        for turn in range(ROUNDS):
            bare = measure(clients, Path(work_dir) / f"{turn}")
            timed = measure(clients, Path(work_dir) / f"{turn}-{TIMELINE}", TIMELINE)
            print(f"ronde {turn + 1}: {bare:,.0f} berichten per seconde; met tijdlijn {TIMELINE} {timed:,.0f}")


if __name__ == "__main__":
    main()
