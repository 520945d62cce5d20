"""The whole suite on the reference, as a user runs it: seconds with one worker and with two, and the ratio.

    python benchmarks/suite.py [rounds, default 3]

Every round runs `migratietoets run` as a program of its own, in turn without and with `-n 2`; the median counts.
"""

import subprocess
import sys
import tempfile
import time
from statistics import median

ROUNDS = 3


def seconds(*options: str) -> tuple[float, str]:
    """How long a run took, and the last line it printed.

    Raises:
        subprocess.CalledProcessError: the reference is not conform, or the run failed.
    """
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "migratietoets.conformance.commands.main", "run", "--out", out, *options]
        begin = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # our own program
        return time.perf_counter() - begin, done.stdout.strip().splitlines()[-1]


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    one, two, closing = [], [], ""
    for _ in range(rounds):
        duration, closing = seconds()
        one.append(duration)
        two.append(seconds("--", "-n", "2")[0])
    print(f"een werker   {median(one):6.1f} s   {closing}")
    print(f"twee werkers {median(two):6.1f} s   {median(two) / median(one):.2f} keer zo lang")


if __name__ == "__main__":
    main()
