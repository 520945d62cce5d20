"""The input of assess and plan: records with facts, assessed one by one, under ids that hold no outside BSN."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path

import typer

from migratietoets.conformance.commands.screen import progress, tell
from migratietoets.conformance.rules.questions.assess import assess
from migratietoets.conformance.rules.questions.assessment import Assessment
from migratietoets.conformance.rules.questions.overlap import Neighbours
from migratietoets.conformance.rules.questions.reasons import Numbers
from migratietoets.conformance.trace.stand_in import StandIns
from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.istandaard.bsn import NINE_DIGITS, elfproef
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.records import Loaded, Supplement, read_facts, read_input, read_producten
from migratietoets.reports.words.text import counted

NO_SEND_DAY = date(2020, 10, 1)
"""The day of asking when nothing in the input was sent."""
_AT_MOST = 5


class Masker:
    """Makes what is shown safe: every BSN from outside the test range becomes its stand-in."""

    def __init__(self, bsns: Sequence[str] = ()) -> None:
        self._bsns = frozenset(bsns)
        self._names = StandIns(taken=self._bsns)
        self._foreign = {bsn for bsn in dict.fromkeys(bsns) if self._names.of(bsn) != bsn}

    def id(self, toewijzing: Toewijzing) -> str:
        """The id as it may be shown."""
        if not self._foreign:
            return toewijzing.id
        own = toewijzing.bsn
        text = toewijzing.id
        if own in self._foreign:
            text = re.sub(r"\D?".join(own), self._names.of(own), text)
        return NINE_DIGITS.sub(lambda m: self._names.of(m[0]) if m[0] in self._foreign else m[0], text)

    def text(self, text: str) -> str:
        """An error text as it may be shown: a file name may hold a BSN too."""
        return NINE_DIGITS.sub(
            lambda m: self._names.of(m[0]) if m[0] in self._foreign or elfproef(m[0]) else m[0],
            text,
        )


@dataclass
class Question:
    """Everything that was asked about.

    Attributes:
        loaded: the toewijzingen with their facts and the ids under which they are shown.
        at: the day of asking.
        errors: how many lines or files were not used so far.
    """

    loaded: list[Loaded]
    at: date
    errors: int
    masker: Masker

    def error(self, text: str) -> None:
        """Tell that something was not used."""
        self.errors += 1
        tell(self.masker.text(text))

    def assessments(self) -> Iterator[tuple[Toewijzing, Assessment]]:
        """Each toewijzing with its assessment; one that cannot be assessed is told and left out."""
        numbers = Numbers(loaded.toewijzing for loaded in self.loaded)
        neighbours = Neighbours((loaded.toewijzing for loaded in self.loaded), numbers)
        for loaded in self.loaded:
            try:
                yield loaded.toewijzing, assess(loaded.toewijzing, numbers, self.at, neighbours)
            except InputError as error:
                self.error(f"{loaded.place}: {error}")

    def closing(self) -> None:
        """Say what was left out.

        Raises:
            Exit: wrong input, when something was left out or there was nothing.
        """
        if not self.loaded:
            tell("Verwacht minstens één bruikbare toewijzing; gevonden geen. Herstel de invoer of geef iets anders op.")
        elif self.errors:
            tell(f"Niet gebruikt: {counted(self.errors, 'regel of bestand', 'regels of bestanden')}; zie hierboven.")
        if self.errors or not self.loaded:
            raise typer.Exit(ExitCode.USAGE)


def read_question(paths: Sequence[str], at: date | None, producten: Path | None, facts: Path | None) -> Question:
    """Read the input and what belongs to it; what cannot be used is told at once."""
    supplement = Supplement()
    if producten is not None:
        read_producten(producten, supplement)
    if facts is not None:
        read_facts(facts, supplement)
    with progress("Lezen", None) as step:
        counter = count(1)
        inputs = read_input(paths, lambda: step(next(counter)))
    masker = Masker([one.toewijzing.bsn for one in inputs.loaded])
    loaded = []
    for one in inputs.loaded:
        t = supplement.complete(one.toewijzing, masker.id)
        name = masker.id(t)
        loaded.append(replace(one, toewijzing=t if name == t.id else replace(t, id=name)))
    query = Question(loaded, at or inputs.last_sent or NO_SEND_DAY, 0, masker)
    for text in (*supplement.errors, *inputs.errors):
        query.error(text)
    unused = supplement.unused()
    if unused:
        names = ", ".join(unused[:_AT_MOST]) + (" …" if len(unused) > _AT_MOST else "")
        tell(masker.text(f"Let op: {len(unused)} keer feiten bij een id dat niet in de invoer staat: {names}"))
    return query
