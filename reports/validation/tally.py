"""What was found in all messages together: counts, and of each mistake the first places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from re import compile as expression

from migratietoets.istandaard.validation.judged import Judged, Outcome
from migratietoets.istandaard.validation.remark import Remark
from migratietoets.reports.words.text import counted

_NUMBER = expression(r"\[\d+\]")
EXAMPLES = 3
"""So many places are kept of each mistake."""
MOST_MISTAKES = 10_000
"""So many mistakes are told apart."""


@dataclass(slots=True)
class Mistake:
    """The same mistake in any number of places.

    Attributes:
        remark: as it was first found.
        messages, places: in how many messages, in how many places.
        examples: the first, each with where it was found.
    """

    remark: Remark
    messages: int = 0
    places: int = 0
    examples: list[tuple[str, Remark]] = field(default_factory=list)


class Tally:
    """Counts what passes; holds no more, however much that is.

    Attributes:
        outcomes: how many messages of each outcome.
        mistakes: by message, element and rule, in the order found.
    """

    def __init__(self) -> None:
        self.outcomes = dict.fromkeys(Outcome, 0)
        self.mistakes: dict[tuple[str, str, str], Mistake] = {}
        self.more = 0

    def add(self, judged: Judged) -> None:
        """Count one message."""
        self.outcomes[judged.outcome] += 1
        here = set()
        for remark in judged.remarks:
            key = (f"{judged.name} {judged.release or ''}".strip(), _NUMBER.sub("", remark.element), remark.code)
            if key not in self.mistakes and len(self.mistakes) >= MOST_MISTAKES:
                self.more += 1
                continue
            mistake = self.mistakes.setdefault(key, Mistake(remark))
            mistake.places += 1
            mistake.messages += key not in here
            here.add(key)
            if len(mistake.examples) < EXAMPLES:
                mistake.examples.append((_place(judged, remark), remark))

    @property
    def total(self) -> int:
        """How many messages there were; what is unreadable is none."""
        return sum(count for outcome, count in self.outcomes.items() if outcome is not Outcome.UNREADABLE)

    def summary(self) -> str:
        """One sentence with all counts."""
        unreadable = self.outcomes[Outcome.UNREADABLE]
        rest = f", {unreadable} onleesbaar" if unreadable else ""
        return (
            f"{counted(self.total, 'bericht', 'berichten')}, {self.outcomes[Outcome.PASS]} goed, "
            f"{self.outcomes[Outcome.FAIL]} fout, {self.outcomes[Outcome.WARN]} waarschuwing{rest}"
        )

    def worst_first(self) -> list[tuple[tuple[str, str, str], Mistake]]:
        """Every mistake: what fails before what warns, the most frequent first."""
        return sorted(
            self.mistakes.items(), key=lambda one: (one[1].remark.assumed, -one[1].messages, -one[1].places, one[0])
        )


def _place(judged: Judged, remark: Remark) -> str:
    """Where a mistake is; in an envelope or a line of JSON a line is one of the message itself."""
    if not remark.line:
        return judged.place
    within = " van het bericht" if judged.line is not None else ""
    return f"{judged.place}, regel {remark.line}{within}"


def table_lines(tally: Tally) -> Iterator[str]:
    """The mistakes with counts and examples, and the summary last."""
    for (name, element, code), mistake in tally.worst_first():
        yield from _mistake_lines(name, element, code, mistake)
    if tally.more:
        yield f"en nog {counted(tally.more, 'opmerking', 'opmerkingen')}; --format json geeft ze alle"
    yield tally.summary()


def _mistake_lines(name: str, element: str, code: str, mistake: Mistake) -> Iterable[str]:
    how = "waarschuwing" if mistake.remark.assumed else "fout"
    retour = f", retourcode {mistake.remark.retourcode}" if mistake.remark.retourcode else ""
    where = f" {element}" if element else ""
    often = counted(mistake.messages, "bericht", "berichten")
    more = f", {mistake.places} plaatsen" if mistake.places > mistake.messages else ""
    yield f"{how} {code}{retour}: {name}{where} ({often}{more})"
    for place, remark in mistake.examples:
        yield f"  - {place}: {remark.text}"
    if mistake.places > len(mistake.examples):
        yield f"  - en nog {mistake.places - len(mistake.examples)} keer"
    yield ""
