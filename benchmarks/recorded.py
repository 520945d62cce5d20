"""`check` on recorded traffic, in a process per processor: seconds, and the most memory that one of them takes.

Usage: python benchmarks/recorded.py [MESSAGES ...]
"""

import re
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

from migratietoets.conformance.catalogue.loose import loose_case
from migratietoets.conformance.script.script import script
from migratietoets.conformance.vocabulary.events import MessageEvent
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.releases import Domein

GEMEENTEN = ("0344", "0363", "0518", "0599", "0014", "0034", "0080", "0106", "0150", "0153", "0193", "0202")
OLD = {
    "ref": "T1", "nummer": 1, "product": "begeleiding", "specifiek": True, "volume": 40, "eenheid": "04",
    "frequentie": "3", "ingangsdatum": "2020-03-02", "einddatum": "2021-06-30",
}  # fmt: skip
NEW = OLD | {"ref": "N1", "nummer": 2, "volume": 10, "frequentie": "2", "ingangsdatum": "2021-01-01"}
STEPS = [
    {"op": "2020-12-10", "bericht": {"van": "gemeente", "soort": "301", "release": "2.4",
     "regels": [{"ref": "T1", "einddatum": "2020-12-31", "reden": "03"}, NEW]}},
    {"op": "2020-12-11", "bericht": {"van": "aanbieder", "soort": "302", "release": "2.4", "op_stap": 1}},
    {"op": "2021-02-08", "bericht": {"van": "gemeente", "soort": "301", "release": "3.0",
     "regels": [NEW | {"einddatum": "2021-03-31", "reden": "01"}]}},
    {"op": "2021-02-09", "bericht": {"van": "aanbieder", "soort": "302", "release": "3.0", "op_stap": 3}},
]  # fmt: skip
"""A migration and its withdrawal, each with its retourbericht."""
PEAK = """
import resource, runpy, sys
sys.argv = ["migratietoets", "check", sys.argv[1], "--format", "json"]
try:
    runpy.run_module("migratietoets.conformance.commands.main", run_name="__main__")
finally:
    used = [resource.getrusage(one) for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(one.ru_utime + one.ru_stime for one in used)
    print(f"{cpu:.0f} {max(one.ru_maxrss for one in used) // 1024}", file=sys.stderr)
"""


def write(folder: Path, count: int) -> None:
    """Traffic of ever other clients, of several gemeenten: the same life, with numbers of its own."""
    case = loose_case("verkeer", "verkeer", {"gegeven": {"toewijzingen": [OLD]}, "verloop": STEPS})
    life = [event.xml for event in script(case, Domein.WMO, "gemeente") if isinstance(event, MessageEvent)]
    numbers = re.findall(r":ToewijzingNummer>(\d+)<", life[0])
    bsns = cycle(bsns_for_tests())
    for number in range(count // len(life)):
        bsn, gemeente = next(bsns), GEMEENTEN[number // len(bsns_for_tests())]
        own = f"{number:07d}"
        for step, xml in enumerate(life):
            text = re.sub(r"(:Bsn>)\d{9}", rf"\g<1>{bsn}", xml)
            for nth, old in enumerate(numbers):
                text = text.replace(f":ToewijzingNummer>{old}<", f":ToewijzingNummer>{nth + 1}{own}<")
            text = re.sub(r"(:(?:Afzender|Ontvanger)>)\d{4}<", rf"\g<1>{gemeente}<", text)
            text = re.sub(r"(:Identificatie>)[^<]+(?=</)", rf"\g<1>B{own}{step // 2}", text)
            text = re.sub(r"(:IdentificatieRetour>)[^<]+(?=</)", rf"\g<1>R{own}{step}", text)
            place = folder / f"{number // 1000:03d}"
            place.mkdir(exist_ok=True)
            (place / f"{own}-{step}.xml").write_text(text, "utf-8", newline="")


def main() -> None:
    """Measure each size in a process of its own."""
    for count in [int(one) for one in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            write(folder, count)
            begin = time.perf_counter()
            done = subprocess.run(  # noqa: S603  # this program
                [sys.executable, "-c", PEAK, str(folder)], capture_output=True, text=True, check=False
            )
            seconds = time.perf_counter() - begin
            *_, outcome, used = done.stderr.strip().splitlines()
            cpu, peak = used.split()
            print(f"check: {count} berichten in {seconds:.0f} s ({cpu} s rekentijd), hoogstens {peak} MiB; {outcome}")


if __name__ == "__main__":
    main()
