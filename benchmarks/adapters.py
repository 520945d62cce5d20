"""What an adapter outside this process costs: milliseconds a verb, and seconds for the whole suite.

    python benchmarks/adapters.py [rounds, default 20]

`inline` is the reference as a class in this process, `apart` the same class behind `python:`, in a process of its own;
what `cli:` costs is the same two pipes. Both are asked through the checks of a run. The ratio says how many times
longer a call takes through them.
"""

import sys
import time
from collections import defaultdict
from statistics import median
from typing import Any

from migratietoets.conformance.adapters.defaults import DEFAULT_ADAPTER
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
APART = "python:migratietoets.conformance.reference.party:ReferenceParty"


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


def per_verb(name: str, rounds: int) -> dict[str, float]:
    """Milliseconds a call, the median, for each verb."""
    patient = Patient(name, load(name))
    clock = Stopwatch(patient)
    patient.role, patient.domein = "gemeente", Domein.WMO
    stock = samples.toewijzing("gemeente", Domein.WMO), samples.per_four_weeks("gemeente", Domein.WMO)
    for _ in range(rounds):
        clock.query("hello", {})
        patient.begin(*stock)
        patient.instruction("beoordeel", {})
        for _ in range(DAYS):
            patient.next_day()
            heen = samples.heenbericht("gemeente", Domein.WMO, patient.now)
            clock.query("deliver", {"code": heen.kind, "release": str(heen.release), "xml": build(heen).decode()})
            patient.collect()
    clock.query("stop", {})
    return {verb: median(clock.times[verb]) for verb in VERBS}


def suite(name: str) -> tuple[float, list[dict[str, Any]]]:
    """Seconds for all cases, and what was said of them."""
    selection = Selection(adapter=name)
    run = Run(selection, lambda _: EventLog())
    begin = time.perf_counter()
    verdicts = [v for campaign in selection.campaigns() for v in run.verdicts(campaign).values()]
    return time.perf_counter() - begin, verdicts


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    inline, apart = per_verb(DEFAULT_ADAPTER, rounds), per_verb(APART, rounds)
    print(f"{'ms per aanroep':<16}{'inline':>10}{'apart':>10}{'erbij':>10}{'verhouding':>12}")
    for verb in VERBS:
        ours, remote = inline[verb], apart[verb]
        print(f"{verb:<16}{ours:>10.3f}{remote:>10.3f}{remote - ours:>10.3f}{remote / ours:>12.1f}")
    suite(DEFAULT_ADAPTER)
    (ours, own), (remote, other) = suite(DEFAULT_ADAPTER), suite(APART)
    same = [v.verdict for v in own] == [v.verdict for v in other]
    print(f"{'suite, s':<16}{ours:>10.2f}{remote:>10.2f}{remote - ours:>10.2f}{remote / ours:>12.1f}")
    print(f"{len(own)} oordelen, {'dezelfde' if same else 'NIET dezelfde'}")


if __name__ == "__main__":
    main()
