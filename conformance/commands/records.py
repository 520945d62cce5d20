"""The input of assess and plan: records with facts, assessed one by one."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import typer

from migratietoets.conformance.commands.screen import progress, tell
from migratietoets.conformance.rules.questions.assess import assess, look_through
from migratietoets.conformance.rules.questions.assessment import Assessment
from migratietoets.conformance.trace.gate import gate
from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.records import Supplement, read_facts, read_input, read_producten
from migratietoets.istandaard.records.complaints import Complaints
from migratietoets.istandaard.records.kept import Kept
from migratietoets.reports.words.text import counted

NO_SEND_DAY = date(2020, 10, 1)
"""The day of asking when nothing in the input was sent."""
_AT_MOST = 5


class Completed:
    """The toewijzingen with their facts; each is made anew when asked for."""

    def __init__(self, loaded: Kept, supplement: Supplement) -> None:
        self._loaded, self._supplement = loaded, supplement

    def __len__(self) -> int:
        """How many there are."""
        return len(self._loaded)

    def __getitem__(self, position: int) -> Toewijzing:
        """The toewijzing at a position."""
        return self._supplement.complete(self._loaded[position].toewijzing, gate().id)

    def __iter__(self) -> Iterator[Toewijzing]:
        """All of them, in order."""
        return (self[position] for position in range(len(self)))

    def place(self, position: int) -> str:
        """Where a toewijzing was read."""
        return self._loaded[position].place


class Question:
    """Everything that was asked about: the toewijzingen and the day of asking."""

    def __init__(self, toewijzingen: Completed, at: date) -> None:
        self.toewijzingen, self.at = toewijzingen, at
        self._unused = 0
        self._numbers, self._neighbours = look_through(toewijzingen)

    def tell(self, errors: Complaints) -> None:
        """Tell what was not used."""
        self._unused += len(errors)
        for text in errors:
            tell(text)

    def assessments(self) -> Iterator[tuple[Toewijzing, Assessment]]:
        """Each toewijzing with its assessment; what cannot be assessed is left out, and told in the end."""
        errors = Complaints()
        for position, t in enumerate(self.toewijzingen):
            try:
                yield t, assess(t, self._numbers, self.at, self._neighbours)
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
    gate().meet(inputs.bsns)
    query = Question(Completed(inputs.loaded, supplement), at or inputs.last_sent or NO_SEND_DAY)
    query.tell(supplement.errors)
    query.tell(inputs.errors)
    for remark in (*supplement.remarks, *inputs.remarks):
        tell(f"Let op: {remark}")
    unused = supplement.unused()
    if unused:
        names = ", ".join(unused[:_AT_MOST]) + (" …" if len(unused) > _AT_MOST else "")
        tell(f"Let op: {len(unused)} keer feiten bij een id dat niet in de invoer staat: {names}")
    return query
