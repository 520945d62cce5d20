"""The input of assess and plan: records with facts, assessed one by one, under ids that hold no outside BSN."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
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
from migratietoets.istandaard.records import Supplement, read_facts, read_input, read_producten
from migratietoets.istandaard.records.complaints import Complaints
from migratietoets.istandaard.records.kept import Kept
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


class Completed:
    """The toewijzingen with their facts, under the ids under which they are shown; each is made anew when asked for."""

    def __init__(self, loaded: Kept, supplement: Supplement, masker: Masker) -> None:
        self._loaded, self._supplement, self._masker = loaded, supplement, masker

    def __len__(self) -> int:
        """How many there are."""
        return len(self._loaded)

    def __getitem__(self, position: int) -> Toewijzing:
        """The toewijzing at a position."""
        t = self._supplement.complete(self._loaded[position].toewijzing, self._masker.id)
        shown = self._masker.id(t)
        return t if shown == t.id else replace(t, id=shown)

    def __iter__(self) -> Iterator[Toewijzing]:
        """All of them, in order."""
        return (self[position] for position in range(len(self)))

    def place(self, position: int) -> str:
        """Where a toewijzing was read."""
        return self._loaded[position].place


class Question:
    """Everything that was asked about: the toewijzingen and the day of asking."""

    def __init__(self, toewijzingen: Completed, at: date, masker: Masker) -> None:
        self.toewijzingen, self.at = toewijzingen, at
        self._masker = masker
        self._unused = 0
        self._numbers = Numbers(toewijzingen)

    def tell(self, errors: Complaints) -> None:
        """Tell what was not used."""
        self._unused += len(errors)
        for text in errors:
            tell(self._masker.text(text))

    def assessments(self) -> Iterator[tuple[Toewijzing, Assessment]]:
        """Each toewijzing with its assessment; what cannot be assessed is left out, and told in the end."""
        neighbours = Neighbours(self.toewijzingen, self._numbers)
        errors = Complaints()
        for position, t in enumerate(self.toewijzingen):
            try:
                yield t, assess(t, self._numbers, self.at, neighbours)
            except InputError as error:
                errors.add(self.toewijzingen.place(position), str(error))
        self.tell(errors)

    def closing(self) -> None:
        """Say what was left out.

        Raises:
            Exit: wrong input, when something was left out or there was nothing.
        """
        if not self.toewijzingen:
            tell("Verwacht minstens één bruikbare toewijzing; gevonden geen. Herstel de invoer of geef iets anders op.")
        elif self._unused:
            tell(f"Niet gebruikt: {counted(self._unused, 'regel of bestand', 'regels of bestanden')}; zie hierboven.")
        if self._unused or not self.toewijzingen:
            raise typer.Exit(ExitCode.USAGE)


def read_question(paths: Sequence[str], at: date | None, producten: Path | None, facts: Path | None) -> Question:
    """Read the input and what belongs to it; what cannot be used is told at once."""
    supplement = Supplement()
    if producten is not None:
        read_producten(producten, supplement)
    if facts is not None:
        read_facts(facts, supplement)
    with progress("Lezen", None) as step:
        inputs = read_input(paths, step)
    masker = Masker(list(inputs.bsns))
    toewijzingen = Completed(inputs.loaded, supplement, masker)
    query = Question(toewijzingen, at or inputs.last_sent or NO_SEND_DAY, masker)
    query.tell(supplement.errors)
    query.tell(inputs.errors)
    for remark in (*supplement.remarks, *inputs.remarks):
        tell(masker.text(f"Let op: {remark}"))
    unused = supplement.unused()
    if unused:
        names = ", ".join(unused[:_AT_MOST]) + (" …" if len(unused) > _AT_MOST else "")
        tell(masker.text(f"Let op: {len(unused)} keer feiten bij een id dat niet in de invoer staat: {names}"))
    return query
