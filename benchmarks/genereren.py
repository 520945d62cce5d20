"""How many 301 messages a second `generate` makes, writing included: python benchmarks/genereren.py [clients]."""

import sys
import tempfile
import time
from pathlib import Path

from generators.dataset import schrijf

AANTAL = 5000
RONDEN = 3


def meet(clients: int, doel: Path) -> float:
    """Messages a second for one dataset."""
    begin = time.perf_counter()
    manifest = schrijf(doel, clients=clients, seed=1)
    return float(manifest.counts["berichten"] / (time.perf_counter() - begin))


def main() -> None:
    """Warm up, then print the figure of each round; the disk decides as much as we do (set TMPDIR to compare)."""
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else AANTAL
    with tempfile.TemporaryDirectory() as werkmap:
        meet(50, Path(werkmap) / "opwarmen")
        for ronde in range(RONDEN):
            print(f"ronde {ronde + 1}: {meet(clients, Path(werkmap) / str(ronde)):,.0f} berichten per seconde")


if __name__ == "__main__":
    main()
