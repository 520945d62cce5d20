"""Timelines: what a gemeente with a labelled portfolio sends, and when.

The steps follow from the actions of the labels; the timeline decides the days, and what only the gemeente can choose
is chosen. So a timeline also knows, from how it was built, which rules it keeps and breaks.

    vroeg                in october, what needs release 3.0 on its first day
    op_tijd              everything on its last day
    te_laat              everything a day after
    halverwege           in good time up to the withdrawals and the stops; nothing follows
    andere_route         in good time; withdrawn beforehand where it could have run on (BS-03)
    nieuw_in_november    in good time; clients with nothing to migrate get new care, each in another way,
    nieuw_in_december      in 2.4: right in every variant, and wrong in every way (timelines.new_care)

As an option of `generate` a timeline writes, beside the dataset (generators.export.timeline_files):

- `tijdlijn.jsonl`: one step a line, client by client, each in the order of the days. Keys: `op` (the day), `by`
  (gemeente or aanbieder), `van`, `aan` (their codes), `action` (as in a label, or ken_toe: new care is decided on),
  `message`, `release` (null outside the messages), `toewijzing` (id of the toewijzing it is about; of a successor the
  one it follows), `bestand` (file of the message, or null), `reden_wijziging`, `domein`, `bsn`, and the toewijzing as
  it stands after the step: `toewijzingnummer`, `categorie`, `code`, `volume`, `eenheid`, `frequentie`, `budget`,
  `ingangsdatum`, `einddatum`.
- `uitkomsten.jsonl`: one toewijzing a line: `id`, `weg` (how it goes over) and `outcomes`: what becomes of each rule
  that is at stake for the gemeente: rule id to pass, warn or fail.
- `tijdlijn/*.xml`: the messages of the steps, 301s and 307s.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from migratietoets.generators.chance import integer, seeded
from migratietoets.generators.people.numbers import FIRST_NEW, NumberSupply
from migratietoets.generators.stock.building import Location
from migratietoets.generators.stock.choices import complete
from migratietoets.generators.stock.consequences import WITHDRAW_BEFOREHAND
from migratietoets.generators.stock.defects.names import Labelled
from migratietoets.generators.timelines.agenda import (
    AGENDA,
    EARLY,
    HALFWAY,
    NEW_IN_DECEMBER,
    NEW_IN_NOVEMBER,
    ON_TIME,
    OTHER_ROUTE,
    TOO_LATE,
)
from migratietoets.generators.timelines.new_care import (
    DUPLICATE,
    GENERIEK,
    KINDS,
    MONTHS,
    WITHOUT_GENERIEK,
    WITHOUT_NUMBER,
    new_care,
    new_care_outcomes,
)
from migratietoets.generators.timelines.outcomes import FAIL, STAYS, WARN, Journey, gravest, outcomes
from migratietoets.generators.timelines.steps import NEW, ORDER, TimelineStep, step
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import START_30
from migratietoets.istandaard.spelling import meant

NAMES = (EARLY, ON_TIME, TOO_LATE, HALFWAY, OTHER_ROUTE, NEW_IN_NOVEMBER, NEW_IN_DECEMBER)
"""The timelines by name."""
NEW_CARE = "nieuwe_zorg"
"""The way of a toewijzing that a timeline newly grants."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of the rules at stake for one toewijzing: rule id to pass, warn or fail."""

    id: str
    route: str
    rules: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """A line of uitkomsten.jsonl."""
        return {"id": self.id, "weg": self.route, "outcomes": self.rules}


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is sent about some toewijzingen that belong together.

    Attributes:
        name: a name from NAMES.
        toewijzingen: the stock that it starts from.
        steps: in the order of their days.
        outcomes: of each toewijzing of the stock, and of what is newly granted.
    """

    name: str
    toewijzingen: tuple[Labelled, ...]
    steps: tuple[TimelineStep, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def rules(self) -> dict[str, str]:
        """The gravest outcome of each rule."""
        return gravest([outcome.rules for outcome in self.outcomes])

    @property
    def breaks(self) -> frozenset[str]:
        """The rules that it breaks."""
        return frozenset(rule for rule, outcome in self.rules.items() if outcome == FAIL)

    @property
    def warns(self) -> frozenset[str]:
        """The rules that it keeps, but not as it should."""
        return frozenset(rule for rule, outcome in self.rules.items() if outcome == WARN)


def choose_timeline(name: str) -> str:
    """The name itself.

    Raises:
        InputError: an unknown name; the text lists the known ones.
    """
    if name not in NAMES:
        raise InputError(f"Onbekende tijdlijn: {name}.{meant(name, NAMES)} Kies uit: {', '.join(NAMES)}.")
    return name


def case(name: str, labelled: Labelled) -> Journey:
    """Which way a toewijzing goes in a timeline, with every choice made; the choice depends on its id only."""
    label, toewijzing = labelled.label, labelled.toewijzing
    beforehand = next((other.actions for other in label.alternatives if other.route == WITHDRAW_BEFOREHAND), ())
    other_route, chosen = bool(beforehand) and name == OTHER_ROUTE, not label.actions and bool(label.alternatives)
    actions = beforehand if other_route else label.actions
    if chosen:
        actions = label.alternatives[integer("vervanging", toewijzing.id) % len(label.alternatives)].actions
    return Journey(labelled, tuple(complete(toewijzing, action) for action in actions), other_route, chosen)


@dataclass(slots=True)
class TimelineMaker:
    """Makes the timelines of one client after another, with numbers that none of them has.

    Attributes:
        name: a name from NAMES.
        kinds: kinds of new care, in turn, for timelines that grant any: names from KINDS of new_care.
            Where a duplicate number is asked and there is none to take, it has no number. Where generiek care is
            asked and other care would stand beside it, it is aspecifiek with a budget.
    """

    name: str
    kinds: Sequence[str] = tuple(KINDS)
    numbers: NumberSupply = field(default_factory=lambda: NumberSupply(FIRST_NEW))
    _turn: int = 0

    def __post_init__(self) -> None:
        """Refuse an unknown name."""
        choose_timeline(self.name)

    def make(self, toewijzingen: Sequence[Labelled]) -> Timeline:
        """The timeline of toewijzingen that belong together: of one client, or those that share a number."""
        steps: list[TimelineStep] = []
        found: list[Outcome] = []
        for part in toewijzingen:
            own = case(self.name, part)
            steps += self._steps(own)
            found.append(Outcome(part.toewijzing.id, own.route, outcomes(self.name, own)))
        if self.name in MONTHS and all(outcome.route == STAYS for outcome in found):
            new_one, outcome = self._new([part.toewijzing for part in toewijzingen])
            steps += new_one
            found.append(outcome)
        steps.sort(key=lambda step: (step.at, ORDER.index(step.action)))
        return Timeline(self.name, tuple(toewijzingen), tuple(steps), tuple(found))

    def _steps(self, case: Journey) -> list[TimelineStep]:
        old = case.labelled.toewijzing
        out = []
        for action in case.actions:
            day = AGENDA[self.name](old, action)
            if day is not None:
                number = self.numbers.next_one(old.gemeente, old.domein) if action.action == NEW else None
                out.append(step(day, old, action, number))
        return out

    def _new(self, stock: Sequence[Toewijzing]) -> tuple[tuple[TimelineStep, ...], Outcome]:
        """New care for the client of the first toewijzing; a duplicate number is one that a toewijzing here has."""
        first = stock[0]
        together = [t for t in stock if (t.gemeente, t.domein) == (first.gemeente, first.domein)]
        taken = next((t.toewijzingnummer for t in together if t.toewijzingnummer and not t.cancelled), None)
        kind = self.kinds[self._turn % len(self.kinds)]
        if taken is None and KINDS[kind].number == DUPLICATE:
            kind = WITHOUT_NUMBER
        self._turn += 1
        aanbieder: str | None = first.aanbieder
        if kind == GENERIEK:
            aanbieder = _nothing_beside(first, together)
            kind = kind if aanbieder else WITHOUT_GENERIEK
        categories = frozenset(t.categorie or "" for t in together if t.bsn == first.bsn)
        place = Location(first.gemeente, first.domein, aanbieder or first.aanbieder, first.bsn, categories)

        def number() -> str:
            return self.numbers.next_one(first.gemeente, first.domein)

        steps = new_care(kind, self.name, seeded(self.name, kind, first.id), place, number, taken=taken)
        return steps, Outcome(steps[0].toewijzing_id, NEW_CARE, new_care_outcomes(kind))


def _nothing_beside(first: Toewijzing, together: Sequence[Toewijzing]) -> str | None:
    """An aanbieder where nothing of the client holds in 2021, so that generiek care may come there (OP259)."""
    held = {t.aanbieder for t in together if t.bsn == first.bsn and not t.cancelled and _in_2021(t)}
    return next((t.aanbieder for t in (first, *together) if t.aanbieder not in held), None)


def _in_2021(toewijzing: Toewijzing) -> bool:
    return toewijzing.einddatum is None or toewijzing.einddatum >= START_30


def timeline(name: str, toewijzingen: Sequence[Labelled], *, kind: str | None = None) -> Timeline:
    """One timeline on its own.

    Args:
        name: a name from NAMES.
        toewijzingen: at least one; all that share a number, so that a successor gets one that nobody has.
        kind: the kind of new care, for a timeline that grants any; None for the first.

    Raises:
        InputError: an unknown name.
    """
    return TimelineMaker(name, tuple(KINDS) if kind is None else (kind,)).make(toewijzingen)
