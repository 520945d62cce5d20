"""A timeline on disk, client by client: tijdlijn.jsonl, uitkomsten.jsonl and tijdlijn/*.xml (generators.timelines)."""

from collections import Counter
from pathlib import Path
from typing import Any

from migratietoets.generators.export.files import BerichtFolder, JsonLines
from migratietoets.generators.stock.portfolio import Dossier
from migratietoets.generators.timelines.outcomes import GRAVITY
from migratietoets.generators.timelines.sending import dispatches
from migratietoets.generators.timelines.steps import TimelineStep
from migratietoets.generators.timelines.timeline import TimelineMaker

STEPS, OUTCOMES, BERICHTEN = "tijdlijn.jsonl", "uitkomsten.jsonl", "tijdlijn"


def file_name(step: TimelineStep) -> str:
    """The file of the message that a step goes in: day, sender, receiver, domein, client, message and release."""
    parts = (
        step.at.isoformat(),
        step.sender,
        step.addressee,
        step.state.domein,
        step.state.bsn,
        step.message,
        step.release,
    )
    return f"{'-'.join(part or '' for part in parts)}.xml"


class TimelineFiles:
    """Writes the timelines of one client after another."""

    def __init__(self, target: Path, name: str) -> None:
        """Begin in an existing directory.

        Args:
            target: the directory of the dataset.
            name: a name from NAMES of timelines.
        """
        self._maker = TimelineMaker(name)
        self._steps, self._outcomes = JsonLines(target / STEPS), JsonLines(target / OUTCOMES)
        self._berichten = BerichtFolder(target / BERICHTEN)
        self._count = 0
        self._counter: Counter[tuple[str, str]] = Counter()

    def add(self, dossier: Dossier) -> None:
        """Write what is sent about one client, and what becomes of the rules."""
        timeline = self._maker.make(dossier.toewijzingen)
        for dispatch in dispatches(
            timeline.steps, {dossier.client.bsn: dossier.client}, starting_at=len(self._berichten) + 1
        ):
            self._berichten.write(file_name(dispatch.steps[0]), dispatch.xml)
        self._steps.write([step.to_json(file_name(step) if step.message else None) for step in timeline.steps])
        self._outcomes.write([outcome.to_json() for outcome in timeline.outcomes])
        self._count += len(timeline.steps)
        self._counter.update(pair for outcome in timeline.outcomes for pair in outcome.rules.items())

    def close(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Close the files: what there is, and the digests, as they stand in the manifest."""
        rules = sorted({rule for rule, _ in self._counter})
        tally = {
            "stappen": self._count,
            "berichten": len(self._berichten),
            "outcomes": {rule: {gravity: self._counter[rule, gravity] for gravity in GRAVITY} for rule in rules},
        }
        digests = {
            BERICHTEN: self._berichten.digest(),
            STEPS: self._steps.close(),
            OUTCOMES: self._outcomes.close(),
        }
        return tally, digests
