"""What a transport costs: milliseconds a verb, and seconds for a whole campaign, side by side.

    python benchmarks/adapters.py [rounds, default 20]

The reference behind each: as a class in this process (`python-inline:`), the same class in a process of its own
(`python:`), the example program (`cli:`) and the example server (`http:`) on this machine. All are asked through the
checks of a run, in turns, so that what else the machine does touches them alike. The ratio says how many times longer a
call takes than inline.
"""

import re
import shlex
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from migratietoets.conformance.adapters.defaults import SECONDS
from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.doctor import samples
from migratietoets.conformance.doctor.patient import Patient
from migratietoets.conformance.protocol.verbs import VERBS, JsonObject
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.releases import Domein

ROUNDS = 20
DAYS = 10
EXAMPLES = Path(__file__).parents[1] / "examples"
REFERENCE = "migratietoets.conformance.reference.party:ReferenceParty"
INLINE = "python-inline"


class Stopwatch:
    """An adapter that notes how long every call took."""

    def __init__(self, patient: Patient) -> None:
        self.times: dict[str, list[float]] = defaultdict(list)
        self._ask = patient.party.query
        patient.party.query = self.query  # type: ignore[method-assign]

    def query(self, verb: str, params: JsonObject) -> JsonObject:
        """Ask, and note the time."""
        begin = time.perf_counter()
        answer = self._ask(verb, params)
        self.times[verb].append((time.perf_counter() - begin) * 1000)
        return answer


@contextmanager
def systems() -> Iterator[dict[str, str]]:
    """The reference behind each transport: its name as an adapter."""
    cli = shlex.join([sys.executable, str(EXAMPLES / "cli_adapter" / "cli_adapter.py")])
    server = [sys.executable, str(EXAMPLES / "http_adapter" / "http_adapter.py"), "0"]
    with subprocess.Popen(server, stderr=subprocess.PIPE, text=True) as program:  # noqa: S603  # our own example
        assert program.stderr is not None
        found = re.search(r"http://\S+/", program.stderr.readline())
        assert found is not None
        try:
            yield {
                INLINE: f"{INLINE}:{REFERENCE}",
                "python": f"python:{REFERENCE}",
                "cli": f"cli:{cli}",
                "http": found[0],
            }
        finally:
            program.kill()


def one_round(patient: Patient, clock: Stopwatch) -> None:
    """Ask everything once or more."""
    stock = samples.toewijzing("gemeente", Domein.WMO), samples.per_four_weeks("gemeente", Domein.WMO)
    clock.query("hello", {})
    patient.begin(*stock)
    patient.instruction("beoordeel", {})
    for _ in range(DAYS):
        patient.next_day()
        heen = samples.heenbericht("gemeente", Domein.WMO, patient.now)
        clock.query("deliver", {"code": heen.kind, "release": str(heen.release), "xml": build(heen).decode()})
        patient.collect()


def per_verb(names: Mapping[str, str], rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds a call, the median, for each transport and verb."""
    patients = {transport: Patient(name, load(name), SECONDS) for transport, name in names.items()}
    clocks = {transport: Stopwatch(patient) for transport, patient in patients.items()}
    for patient in patients.values():
        patient.role, patient.domein = "gemeente", Domein.WMO
    for _ in range(rounds):
        for transport, patient in patients.items():
            one_round(patient, clocks[transport])
    for clock in clocks.values():
        clock.query("stop", {})
    return {transport: {verb: median(clock.times[verb]) for verb in VERBS} for transport, clock in clocks.items()}


def campaign(name: str) -> tuple[float, list[Any]]:
    """Seconds for all cases of one role and domain, and what was said of them."""
    selection = Selection(adapter=name, roles=("gemeente",), domeinen=(Domein.WMO,))
    run = Run(selection, lambda _: EventLog())
    begin = time.perf_counter()
    verdicts = [v.verdict for one in selection.campaigns() for v in run.verdicts(one).values()]
    return time.perf_counter() - begin, verdicts


def show(what: str, figures: Mapping[str, float]) -> None:
    """A row: each figure, with how many times that of inline it is."""
    cells = (f"{figures[one]:>10.3f}{figures[one] / figures[INLINE]:>8.2f}x" for one in figures)
    print(f"{what:<16}{''.join(cells)}")


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with systems() as names:
        print(f"{'ms per aanroep':<16}{''.join(f'{transport:>19}' for transport in names)}")
        found = per_verb(names, rounds)
        for verb in VERBS:
            show(verb, {transport: times[verb] for transport, times in found.items()})
        campaign(names[INLINE])
        played = {transport: campaign(name) for transport, name in names.items()}
    show("campagne, s", {transport: seconds for transport, (seconds, _) in played.items()})
    same = len({tuple(verdicts) for _, verdicts in played.values()}) == 1
    print(f"{len(played[INLINE][1])} oordelen, {'dezelfde' if same else 'NIET dezelfde'}")


if __name__ == "__main__":
    main()
