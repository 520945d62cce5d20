"""How many messages a second `generate` makes, writing included, alone and with a timeline.

    python benchmarks/genereren.py [clients]

The disk decides as much as we do (set TMPDIR to compare).
"""

import sys
import tempfile
import time
from pathlib import Path

from generators.dataset import schrijf

AANTAL = 5000
RONDEN = 3
TIJDLIJN = "op_tijd"


def meet(clients: int, doel: Path, tijdlijn: str | None = None) -> float:
    """Messages a second for one dataset."""
    begin = time.perf_counter()
    telling = schrijf(doel, clients=clients, seed=1, tijdlijn=tijdlijn).counts
    berichten = telling["berichten"] + (telling["tijdlijn"]["berichten"] if tijdlijn else 0)
    return float(berichten / (time.perf_counter() - begin))


def main() -> None:
    """Warm up, then print the figures of each round."""
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else AANTAL
    with tempfile.TemporaryDirectory() as werkmap:
        meet(50, Path(werkmap) / "opwarmen", TIJDLIJN)
        for ronde in range(RONDEN):
            kaal = meet(clients, Path(werkmap) / f"{ronde}")
            met = meet(clients, Path(werkmap) / f"{ronde}-{TIJDLIJN}", TIJDLIJN)
            print(f"ronde {ronde + 1}: {kaal:,.0f} berichten per seconde; met tijdlijn {TIJDLIJN} {met:,.0f}")


if __name__ == "__main__":
    main()
