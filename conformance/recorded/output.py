"""The log of recorded traffic: written line by line, of which only what a page shows is kept."""

from collections import Counter
from importlib.metadata import version
from pathlib import Path

from migratietoets.conformance.catalogue.clients import SEED
from migratietoets.conformance.catalogue.register import reading_versions, register
from migratietoets.conformance.recorded.scene import OTHERS, Part
from migratietoets.conformance.recorded.told import Told
from migratietoets.conformance.run.run import rule_event
from migratietoets.conformance.trace.gate import Gate
from migratietoets.conformance.trace.line_file import LineFile
from migratietoets.conformance.vocabulary.events import (
    FORMAT,
    Event,
    FooterEvent,
    HeaderEvent,
    StoryEvent,
)
from migratietoets.conformance.vocabulary.outcomes import Account
from migratietoets.conformance.vocabulary.verdicts import Verdict

PART = "wat in dit verkeer te zien was"
SHOWN = 100
"""So many clients with something wrong the page shows, and so many without."""
_WRONG = frozenset({Verdict.FAIL, Verdict.WARN, Verdict.KIT_ERROR})


class Output:
    """Counts the verdicts and, where there is a place for it, writes them with what happened.

    Attributes:
        kept: what the page shows.
    """

    def __init__(self, path: Path | None, gate: Gate, command: str) -> None:
        self.kept: list[Event] = []
        self.counts: Counter[Verdict] = Counter()
        self._gate = gate
        self._file = None if path is None else LineFile(path)
        self._left = {True: SHOWN, False: SHOWN}
        said = {"spec": "opgenomen verkeer", "name": "opgenomen verkeer", "version": "", "supplier": ""}
        adapters = dict.fromkeys(("gemeente", "aanbieder"), said)
        self._write(
            HeaderEvent(
                format=FORMAT,
                kit=version("migratietoets"),
                seed=SEED,
                adapters=adapters,
                command=command,
                readings=reading_versions(),
            )
        )
        for rule in register().values():
            self._write(rule_event(rule))

    def begin(self, part: Part) -> None:
        """A role and a domain begin."""
        for event in part.opening():
            self._write(event)

    def take(self, one: Told) -> None:
        """A client was judged."""
        self.counts.update(each.verdict for each in one.verdicts)
        if self._file is None:
            return
        wrong = any(each.verdict in _WRONG for each in one.verdicts)
        keep = self._left[wrong] > 0
        self._left[wrong] -= keep
        story = (event for event in one.events if not (isinstance(event, StoryEvent) and event.case == OTHERS))
        for event in (one.case, *story, *one.verdicts):
            self._write(event, keep=keep)

    def end(self, part: Part) -> None:
        """A role and a domain were judged."""
        self._write(part.closing())

    def finish(self) -> FooterEvent:
        """The outcome, which the log ends with."""
        account = Account.of(self.counts, part=PART)
        first, *others = account.outcomes
        footer = FooterEvent(
            counts=dict(sorted(self.counts.items())), exit=account.exit_code, verdict=first, beside=others, part=PART
        )
        self._write(footer)
        if self._file is not None:
            self._file.sync()
            self._file.close()
        return footer

    def _write(self, event: Event, *, keep: bool = True) -> None:
        if self._file is None:
            return
        safe, line = self._gate.event(event)
        self._file.write(line)
        if keep:
            self.kept.append(safe)
