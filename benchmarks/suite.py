"""The whole suite on the reference, as a user runs it: seconds with one worker and with two, and the ratio.

    python benchmarks/suite.py [rounds, default 3]

Every round runs `migratietoets run` as a program of its own, in turn without and with `-n 2`; the median counts.
"""

import subprocess
import sys
import tempfile
import time
from statistics import median

RONDEN = 3


def seconden(*opties: str) -> tuple[float, str]:
    """How long a run took, and the last line it printed.

    Raises:
        subprocess.CalledProcessError: the reference is not conform, or the run failed.
    """
    with tempfile.TemporaryDirectory() as uit:
        opdracht = [sys.executable, "-m", "conformance.cli", "run", "--out", uit, *opties]
        begin = time.perf_counter()
        gedaan = subprocess.run(opdracht, check=True, capture_output=True, text=True)  # noqa: S603  # our own program
        return time.perf_counter() - begin, gedaan.stdout.strip().splitlines()[-1]


def main() -> None:
    """Measure and print."""
    ronden = int(sys.argv[1]) if len(sys.argv) > 1 else RONDEN
    een, twee, slot = [], [], ""
    for _ in range(ronden):
        duur, slot = seconden()
        een.append(duur)
        twee.append(seconden("--", "-n", "2")[0])
    print(f"een werker   {median(een):6.1f} s   {slot}")
    print(f"twee werkers {median(twee):6.1f} s   {median(twee) / median(een):.2f} keer zo lang")


if __name__ == "__main__":
    main()
