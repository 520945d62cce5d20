"""The log of a run: one file, and of a run with workers first a part for each campaign."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.run.run import header
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.event_json import read_line
from migratietoets.conformance.vocabulary.events import ErrorEvent, Event, FooterEvent
from migratietoets.conformance.vocabulary.outcomes import exit_code_of, outcome_of
from migratietoets.conformance.vocabulary.verdicts import Verdict


class RunLog:
    """Writes log.jsonl of a run, once there is something to write.

    Attributes:
        log: None until it is opened.
    """

    def __init__(self, selection: Selection) -> None:
        self.log: EventLog | None = None
        self._selection = selection

    def open(self) -> EventLog:
        """The log; at the first question the system is greeted, and the header and the rules are written.

        Raises:
            InputError: the name of the adapter has no known form.
            AdapterError: the adapter cannot be imported, raises, or answers in the wrong shape.
        """
        if self.log is None:
            path = self._selection.out / "log.jsonl"
            path.unlink(missing_ok=True)
            self.log = EventLog(path)
            self.log.take_over(header(self._selection))
        return self.log

    def of_campaign(self) -> EventLog:
        """The log of one campaign: its own events, also written to the log of the run.

        Raises:
            InputError, AdapterError: as `open`.
        """
        return _PassThrough(self.open())

    def part(self, campaign: Campaign) -> EventLog:
        """The log of one campaign in a worker: a file of its own, which `end` takes over."""
        path = self._part(campaign)
        path.unlink(missing_ok=True)
        return EventLog(path)

    def end(self, verdicts: Sequence[Verdict], status: int) -> int:
        """Take over what the workers wrote, write the outcome, and close the log.

        Args:
            verdicts: of everything that was judged.
            status: the exit code so far.

        Returns:
            The exit code of the run.

        Raises:
            InputError, AdapterError: as `open`.
        """
        log = self.open()
        self._take_over_parts(log)
        failures = [event.verdict for event in log.events if isinstance(event, ErrorEvent)]
        strict = self._selection.strict
        code = max(status, exit_code_of([*verdicts, *failures], strict=strict))
        log.write(
            FooterEvent(
                counts={verdict: verdicts.count(verdict) for verdict in sorted(set(verdicts))},
                exit=code,
                verdict=outcome_of([*verdicts, *failures], strict=strict),
            )
        )
        log.close()
        return code

    def _part(self, campaign: Campaign) -> Path:
        return self._selection.out / "delen" / f"{campaign.id}.jsonl"

    def _take_over_parts(self, log: EventLog) -> None:
        for campaign in self._selection.campaigns():
            part = self._part(campaign)
            if part.exists():
                # A text may hold U+2028 or U+0085, which no event ends at.
                lines = part.read_text("utf-8").split("\n")
                log.take_over(read_line(line) for line in lines if line)
        shutil.rmtree(self._selection.out / "delen", ignore_errors=True)


class _PassThrough(EventLog):
    """The log of one campaign inside the log of the run: keeps its own events, writes through."""

    def __init__(self, target: EventLog) -> None:
        super().__init__()
        self._target = target
        self.stand_ins = target.stand_ins

    def take_over(self, events: Iterable[Event]) -> None:
        """Append here and in the log of the run."""
        taken = tuple(events)
        super().take_over(taken)
        self._target.take_over(taken)
