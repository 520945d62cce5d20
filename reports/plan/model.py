"""A migration plan as data: the steps of one gemeente and one aanbieder, in the order in which they fall due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein
from migratietoets.reports.words.assessment import REDENEN, Action, Assessment, ToewijzingName, refer, without_bsn
from migratietoets.reports.words.text import one_line


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One action on one toewijzing."""

    latest: date
    earliest: date | None
    action: Action
    toewijzing: Toewijzing
    reference: ToewijzingName
    redenen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A toewijzing whose successor only the gemeente can choose; `routes` are the names of the possibilities."""

    latest: date
    toewijzing: Toewijzing
    reference: ToewijzingName
    redenen: tuple[str, ...]
    routes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark of the assessment."""

    reference: ToewijzingName
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What one gemeente and one aanbieder have to do.

    Attributes:
        assessed, migrating: how many toewijzingen were assessed, and how many of them migrate.
        steps, choices: by deadline, and within it in the order of the input.
    """

    gemeente: str
    aanbieder: str
    domeinen: tuple[Domein, ...]
    assessed: int
    migrating: int
    steps: tuple[PlanStep, ...]
    choices: tuple[Choice, ...]
    remarks: tuple[Remark, ...]

    @property
    def moments(self) -> tuple[date, ...]:
        """The deadlines of the plan, the first one first."""
        return tuple(sorted({step.latest for step in self.steps}))

    def at(self, moment: date) -> tuple[PlanStep, ...]:
        """The steps due on one deadline."""
        return tuple(step for step in self.steps if step.latest == moment)


def make_plans(assessments: Iterable[tuple[Toewijzing, Assessment]]) -> tuple[Plan, ...]:
    """One plan per gemeente and aanbieder, in the order of their codes."""
    pairs = list(assessments)
    bsns = frozenset(toewijzing.bsn for toewijzing, _ in pairs)
    groups: dict[tuple[str, str], list[tuple[Toewijzing, Assessment]]] = {}
    for toewijzing, assessment in pairs:
        groups.setdefault((toewijzing.gemeente, toewijzing.aanbieder), []).append((toewijzing, assessment))
    return tuple(_plan(groups[key], bsns) for key in sorted(groups))


def _plan(members: Sequence[tuple[Toewijzing, Assessment]], bsns: frozenset[str]) -> Plan:
    steps: list[PlanStep] = []
    choices: list[Choice] = []
    remarks: list[Remark] = []
    rank = 0
    for toewijzing, assessment in members:
        who = refer(toewijzing, rank + 1, bsns)
        rank += not who.number
        redenen = tuple(REDENEN.get(reden, one_line(reden)) for reden in assessment["reasons"])
        remarks.extend(Remark(who, without_bsn(text, bsns)) for text in assessment["remarks"])
        if not assessment["must_migrate"]:
            continue
        term_end = date.fromisoformat(assessment["deadline"])
        if not assessment["actions"]:
            routes = tuple(possible["route"] for possible in assessment["alternatives"])
            choices.append(Choice(term_end, toewijzing, who, redenen, routes))
        for action in assessment["actions"]:
            latest = date.fromisoformat(action["latest"]) if action.get("latest") else term_end
            earliest = date.fromisoformat(action["earliest"]) if action.get("earliest") else None
            steps.append(PlanStep(latest, earliest, action, toewijzing, who, redenen))
    first = members[0][0]
    return Plan(
        gemeente=first.gemeente,
        aanbieder=first.aanbieder,
        domeinen=tuple(sorted({toewijzing.domein for toewijzing, _ in members})),
        assessed=len(members),
        migrating=sum(1 for _, assessment in members if assessment["must_migrate"]),
        steps=tuple(sorted(steps, key=lambda step: step.latest)),
        choices=tuple(sorted(choices, key=lambda choice: choice.latest)),
        remarks=tuple(remarks),
    )
