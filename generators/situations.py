"""What the generators can make, counted: rule, situation, outcome; `migratietoets situations` prints the table.

A situation is a named defect together with a named timeline (or, for new care, its kind); the outcome is what becomes
of a rule there. Two rules of the assessment come first, TW-02 and TW-03: there the outcome is whether the toewijzing
must migrate, and the situation is the defect alone. Last come what is delivered and what is credited: there the outcome
is whether it may be claimed in one place, in one of two, or nowhere, and whether it may be taken back. Every situation
is made some times over; what differs between those (dates, consent, whether care has started, who claims how) can give
a rule several outcomes in one situation, and each counts.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from migratietoets.generators.deliveries.credit_chains import CREDIT_SITUATIONS
from migratietoets.generators.deliveries.delivery import AFSPRAKEN, DECLARANTS, DELIVERY_SITUATIONS, delivery
from migratietoets.generators.scenarios import scenario
from migratietoets.generators.stock.defects.names import NAMES as DEFECT_NAMES
from migratietoets.generators.timelines.new_care import KINDS, MONTHS
from migratietoets.generators.timelines.timeline import NAMES, NEW_CARE, timeline
from migratietoets.istandaard.releases import Domein

TIMES = 24
"""How often each situation is made, alternately in both domeinen."""
ASSESSMENT = "beoordeling"
MUST, NEED_NOT = "moet", "hoeft_niet"
CLAIMING, CREDITING = "declareren", "crediteren"
MAY, CHOICE, MAY_NOT = "mag", "keus", "mag_niet"
OUTCOMES = (MUST, NEED_NOT, "pass", "not_verifiable", "warn", "fail", MAY, CHOICE, MAY_NOT)
_DOMEINEN = tuple(Domein)


@dataclass(frozen=True, slots=True, order=True)
class Situation:
    """A rule in a situation with an outcome.

    Attributes:
        rule: rule id.
        timeline: a timeline, or ASSESSMENT, CLAIMING, CREDITING.
        name: a name of a defect, of a kind of new care, of a delivery or of a credit chain.
        outcome: one of OUTCOMES.
    """

    rule: str
    timeline: str
    name: str
    outcome: str


def _from_assessment(name: str, nth: int) -> Iterator[Situation]:
    first = scenario(name, seed=nth, domein=_DOMEINEN[nth % 2])[0]
    for rule in ("TW-02", "TW-03"):
        yield Situation(rule, ASSESSMENT, name, MUST if rule in first.label.rules else NEED_NOT)


def _from_timeline(timeline_name: str, name: str, nth: int) -> Iterator[Situation]:
    first = timeline(timeline_name, scenario(name, seed=nth, domein=_DOMEINEN[nth % 2])).outcomes[0]
    for rule, outcome in first.rules.items():
        yield Situation(rule, timeline_name, name, outcome)


def _from_new_care(timeline_name: str, kind: str, nth: int) -> Iterator[Situation]:
    stock = scenario("zelfde_nummer_geannuleerde", seed=nth, domein=_DOMEINEN[nth % 2])
    last = timeline(timeline_name, stock, kind=kind).outcomes[-1]
    if last.route == NEW_CARE:
        for rule, outcome in last.rules.items():
            yield Situation(rule, timeline_name, kind, outcome)


def _from_deliveries(nth: int) -> Iterator[Situation]:
    declarant, afspraak = DECLARANTS[nth % 4], AFSPRAKEN[nth // 4 % 3]
    for name in DELIVERY_SITUATIONS:
        label = delivery(name, domein=_DOMEINEN[nth % 2], declarant=declarant, afspraak=afspraak).label
        outcome = (MAY_NOT, MAY, CHOICE)[len(label.places)]
        for rule in label.rules:
            yield Situation(rule, CLAIMING, name, outcome)


def _from_credits() -> Iterator[Situation]:
    for name, situation in CREDIT_SITUATIONS.items():
        for rule in situation.rules:
            yield Situation(rule, CREDITING, name, MAY if situation.allowed else MAY_NOT)


def situations(times: int = TIMES) -> Counter[Situation]:
    """Every rule, situation and outcome, with how often it came up; the same each time, in order.

    Args:
        times: how often each situation is made.
    """
    counter: Counter[Situation] = Counter()
    for nth in range(times):
        for name in DEFECT_NAMES:
            counter.update(_from_assessment(name, nth))
        for timeline_name in NAMES:
            if timeline_name in MONTHS:
                for kind in KINDS:
                    counter.update(_from_new_care(timeline_name, kind, nth))
            else:
                for name in DEFECT_NAMES:
                    counter.update(_from_timeline(timeline_name, name, nth))
        counter.update(_from_deliveries(nth))
        counter.update(_from_credits())
    return Counter({situation: counter[situation] for situation in sorted(counter)})


def table(counter: Counter[Situation]) -> list[tuple[str, ...]]:
    """A row for each rule: in how many situations it has each outcome; and the totals."""
    per_rule: Counter[tuple[str, str]] = Counter((situation.rule, situation.outcome) for situation in counter)
    rules = sorted({rule for rule, _ in per_rule})
    rows = [[per_rule[rule, outcome] for outcome in OUTCOMES] for rule in rules]
    total = [sum(column) for column in zip(*rows, strict=True)]
    return [
        ("regel", *OUTCOMES, "samen"),
        *((rule, *map(str, row), str(sum(row))) for rule, row in zip(rules, rows, strict=True)),
        ("totaal", *map(str, total), str(sum(total))),
    ]


def as_text(counter: Counter[Situation], *, every: bool) -> list[str]:
    """The lines of the table; or, with `every`, a line for each rule, situation and outcome."""
    if every:
        return [
            "\t".join((situation.rule, situation.timeline, situation.name, situation.outcome, str(count)))
            for situation, count in counter.items()
        ]
    rows = [[str(value) for value in row] for row in table(counter)]
    widths = [max(map(len, column)) + 1 for column in zip(*rows, strict=True)]
    return [row[0].ljust(widths[0]) + "".join(map(str.rjust, row[1:], widths[1:])) for row in rows]
