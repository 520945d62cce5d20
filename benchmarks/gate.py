"""What the gate costs: writing the log of a run of the reference with and without it, and beside the run itself.

    python benchmarks/gate.py [rounds, default 3]

The gate looks for a BSN in everything that is written. Beside plain writing it has a ratio above 1, and of the whole
run it takes the share that is told last.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from migratietoets.conformance.catalogue.parties import aanbieders
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.gate import Gate
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.event_json import event_line
from migratietoets.conformance.vocabulary.events import Event


def seconds(do: Callable[[], object]) -> float:
    """Processor time."""
    begin = time.process_time()
    do()
    return time.process_time() - begin


def write(events: Sequence[Event], folder: Path, gate: Gate | None) -> None:
    """Write a log, through a gate or straight."""
    with EventLog(folder / "log.jsonl", gate) as log:
        for event in events:
            log.take_line(event, event_line(event)) if gate is None else log.write(event)
    (folder / "log.jsonl").unlink()


def main() -> None:
    """Play every campaign once, then write what happened."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    selection = Selection()
    campaigns = selection.campaigns()
    events: list[Event] = []
    known = {code for campaign in campaigns for code in aanbieders(campaign.to_play)}

    def play() -> None:
        run = Run(selection, lambda _: EventLog())
        for campaign in campaigns:
            run.verdicts(campaign)
            events.extend(run.events(campaign))

    def gate() -> Gate:
        made = Gate()
        made.allow(known)
        return made

    whole = seconds(play)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        straight = min(seconds(lambda: write(events, folder, None)) for _ in range(rounds))
        gated = min(seconds(lambda: write(events, folder, gate())) for _ in range(rounds))
    print(f"{len(events):,} events; the run itself {whole:.1f} s")
    print(f"{'writing the log':<26}{straight:>8.2f} s")
    print(f"{'through the gate':<26}{gated:>8.2f} s   ratio {gated / straight:.2f}")
    print(f"{'of the whole run':<26}{(gated - straight) / whole:>8.1%}")


if __name__ == "__main__":
    main()
