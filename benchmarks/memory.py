"""How much memory `assess` takes, and how long: on ten times more toewijzingen not ten times more.

    python benchmarks/memory.py [toewijzingen ..., default 10000 100000 1000000]

Each count is assessed in a process of its own, from a file. A million takes some minutes.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from assess import write_input

COUNTS = (10_000, 100_000, 1_000_000)


PROGRAM = """
import re, sys
from migratietoets.conformance.commands.main import main
sys.argv = ["migratietoets", "assess", sys.argv[1]]
try:
    main()
finally:
    print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1], file=sys.stderr)
"""
"""Linux says how much memory a process took at most."""


def measure(inputs: Path) -> tuple[int, float]:
    """The most memory of a process that assesses a file, in MB, and the seconds it takes."""
    begin = time.perf_counter()
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", PROGRAM, str(inputs)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
        text=True,
    )
    return int(done.stderr.splitlines()[-1]) // 1024, time.perf_counter() - begin


def main() -> None:
    """Measure and print."""
    for count in [int(one) for one in sys.argv[1:]] or COUNTS:
        with tempfile.TemporaryDirectory() as work_dir:
            inputs = Path(work_dir) / "toewijzingen.jsonl"
            write_input(inputs, count)
            memory, seconds = measure(inputs)
        print(f"{count} toewijzingen: {memory} MB, {seconds:.0f} s, {count / seconds:,.0f} per seconde", flush=True)


if __name__ == "__main__":
    main()
