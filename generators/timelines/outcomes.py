"""Which rules a gemeente keeps and breaks with one toewijzing, by how its timeline was built. Nothing here judges.

A toewijzing goes one way (WAYS); the timeline says when the steps of that way are taken. Together they say which
rules are at stake, and which of these are broken (`fail`) or kept, but not as they should be (`warn`). They are
judged as of 31-01-2021, or on the day of sending.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from migratietoets.generators.stock.consequences import WITHDRAW_BEFOREHAND
from migratietoets.generators.stock.defects.names import Labelled
from migratietoets.generators.stock.label import Action
from migratietoets.generators.timelines.agenda import HALFWAY, ON_TIME, OTHER_ROUTE, TOO_LATE
from migratietoets.generators.timelines.steps import CHANGE, NEW, STOP, WITHDRAW
from migratietoets.istandaard.codelijsten.codes import PER_MONTH, PER_YEAR, TOTAL
from migratietoets.istandaard.releases import END_OF_2020, NUMBER_DEADLINE, Release

PASS, UNSEEN, WARN, FAIL = "pass", "not_verifiable", "warn", "fail"
GRAVITY = (PASS, UNSEEN, WARN, FAIL)
ROUNDED_AWAY = Fraction(9, 10)
"""A volume that was rounded to less than this is kept, but not as it should be."""

STAYS, EINDDATUM, VARIANT, RUN_ON = "blijft", "einddatum", "variant", "doorlopen"
BEFOREHAND, NUMBER, NUMBER_AND_30 = WITHDRAW_BEFOREHAND, "nummer", "nummer_en_30"
WAYS = (STAYS, EINDDATUM, VARIANT, RUN_ON, BEFOREHAND, NUMBER, NUMBER_AND_30)
"""Nothing to do; only the einddatum; replaced in 2.4; replaced in 3.0, let run or withdrawn beforehand; without a
unique number, replaced in 2.4, or partly in 3.0.
"""


@dataclass(frozen=True, slots=True)
class Journey:
    """One toewijzing on its way.

    Attributes:
        actions: what is, or should have been, carried out, with every choice made.
        other_route: the other permitted route was taken although the preferred one was possible.
        chosen: the gemeente chose one of several possible successors.
    """

    labelled: Labelled
    actions: Sequence[Action]
    other_route: bool = False
    chosen: bool = False

    @property
    def route(self) -> str:
        """Which of WAYS it goes."""
        if not self.actions:
            return STAYS
        if self.actions[0].action == CHANGE:
            return EINDDATUM
        in_30 = any(act.action == NEW and act.release == Release.R30 for act in self.actions)
        if "TW-02" in self.labelled.label.rules:
            return NUMBER_AND_30 if in_30 else NUMBER
        if not in_30:
            return VARIANT
        return BEFOREHAND if self._first(WITHDRAW).release == Release.R24 else RUN_ON

    def _first(self, kind: str) -> Action:
        return next(act for act in self.actions if act.action == kind)

    def in_scope(self) -> bool:
        """Its number matters."""
        toewijzing = self.labelled.toewijzing
        end = toewijzing.einddatum
        return not toewijzing.cancelled and (end is None or end > NUMBER_DEADLINE)

    def in_2021(self) -> bool:
        """Its content matters."""
        end = self.labelled.toewijzing.einddatum
        return self.in_scope() and (end is None or end > END_OF_2020)

    def variant(self) -> bool:
        """Its content does not fit."""
        return "TW-03" in self.labelled.label.rules

    def known(self) -> bool:
        """What must follow is known beforehand."""
        return not self.chosen

    def variant_known(self) -> bool:
        """Its content does not fit, and what must follow is known beforehand."""
        return self.variant() and self.known()

    def variant_chosen(self) -> bool:
        """Its content does not fit, and nobody can see what would have followed: the last deadline counts."""
        return self.variant() and self.chosen

    def stops(self) -> bool:
        """The aanbieder must stop the care."""
        return any(act.action == STOP for act in self.actions)

    def rolled_back(self) -> bool:
        """It had not begun, and is cancelled."""
        return self._first(WITHDRAW).einddatum == self.labelled.toewijzing.ingangsdatum

    def voluntary(self) -> bool:
        """Withdrawn, with the consent of the aanbieder where that is needed."""
        return self.labelled.toewijzing.instemming and not self.rolled_back()

    def forced(self) -> bool:
        """Withdrawn, and the aanbieder does not consent to retroactive effect."""
        return not self.labelled.toewijzing.instemming and not self.rolled_back()

    def december(self) -> bool:
        """A part in 2.4 comes first, to 31-12-2020."""
        return self.labelled.toewijzing.ingangsdatum <= END_OF_2020

    def december_known(self) -> bool:
        """As december, and what must follow is known beforehand."""
        return self.december() and self.known()

    def starts_in_2021(self) -> bool:
        """It begins in 2021, so there is no part in 2.4."""
        return not self.december()

    def on_other_route(self) -> bool:
        """Withdrawn beforehand where it could have run on."""
        return self.other_route

    def revised(self) -> bool:
        """The gemeente wants other content than the old."""
        return self.labelled.toewijzing.nieuw is not None

    def quantity(self) -> str:
        """What can be said of the quantity: the same, more than it was, less by rounding, or nobody can know."""
        new = [act for act in self.actions if act.action == NEW]
        guessed = UNSEEN if new and self._guessed(new[-1]) else PASS
        return max(guessed, self._quantity(new), key=GRAVITY.index)

    def _quantity(self, new: Sequence[Action]) -> str:
        old, last = self.labelled.toewijzing, new[-1] if new else None
        if old.frequentie == TOTAL and any(act.frequentie == TOTAL for act in new) and not self.revised():
            if old.einddatum is None:
                return UNSEEN
            return PASS if self.rolled_back() else WARN
        if old.frequentie == TOTAL and any(act.frequentie == TOTAL and act.release == Release.R24 for act in new):
            return UNSEEN if old.einddatum is None else PASS if self.rolled_back() else WARN
        by_month = last is not None and (old.frequentie, last.frequentie) == (PER_YEAR, PER_MONTH)
        if by_month and last is not None and not self.revised() and old.volume and last.volume:
            return WARN if last.volume < Fraction(old.volume, 12) * ROUNDED_AWAY else PASS
        return PASS

    def _guessed(self, last: Action) -> bool:
        """The old content could not stay, and nobody said how much had to come in its place."""
        old = self.labelled.toewijzing
        if old.vervanging is not None or old.nieuw is not None:
            return False
        if old.code is None and old.omvang is not None:
            return last.budget is not None
        return old.code is not None and old.omvang is None and last.volume is not None

    def becomes(self) -> str:
        """What an aspecifieke toewijzing with omvang becomes: the rule that allows it, or nothing."""
        if "aspecifiek_met_omvang" not in self.labelled.label.reasons:
            return ""
        last = self.actions[-1]
        if last.budget is not None:
            return "BS-10"
        return "BS-08" if last.code is not None else "BS-09"


Condition = Callable[[Journey], bool]


def _always(_case: Journey) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Rules:
    """Rules with one outcome, as long as the condition holds; None: not to be seen."""

    outcome: str | None
    rules: tuple[str, ...]
    condition: Condition = _always


def _in(outcome: str | None, rules: str, condition: Condition = _always) -> _Rules:
    return _Rules(outcome, tuple(rules.split()), condition)


_NEW_24 = "NT-01 NT-02 NT-03 NT-04 NT-05 NT-08"
_AT_STAKE: Mapping[str, tuple[_Rules, ...]] = {
    STAYS: (_in(PASS, "TW-01", Journey.in_scope), _in(PASS, "MS-01", Journey.in_2021)),
    EINDDATUM: (_in(PASS, "PL-01 TW-01 TW-03 MS-01 MS-04 MT-04 BS-01"),),
    VARIANT: (_in(PASS, f"PL-01 TW-01 TW-03 TW-06 MS-01 MS-04 MT-04 BS-02 {_NEW_24}"),),
    RUN_ON: (_in(PASS, "PL-01 TW-01 TW-03 TW-06 TW-08 MS-01 MS-04 MT-05 MT-06 BS-02 BS-04 NT-05"),),
    BEFOREHAND: (_in(PASS, "PL-01 TW-01 TW-03 TW-06 MS-01 MS-04 MT-05 MT-06 BS-02 BS-03 NT-05"),),
    NUMBER: (
        _in(PASS, "PL-01 TW-01 TW-02 TW-06 MS-04 MT-01 BS-02 NT-08"),
        _in(PASS, "MT-02", Journey.stops),
        _in(PASS, f"MS-01 {_NEW_24}", Journey.in_2021),
        _in(PASS, "TW-03 TW-04 MT-04", Journey.variant),
    ),
    NUMBER_AND_30: (
        _in(PASS, "PL-01 TW-01 TW-02 TW-03 TW-04 TW-06 MS-01 MS-04 MT-01 MT-05 MT-06 BS-02 BS-05 BS-07 NT-05"),
        _in(PASS, "MT-02", Journey.stops),
        _in(PASS, "BS-06 NT-08", Journey.december),
    ),
}
"""What is at stake on each way, and kept by who does all in time."""

_LATE_30 = "MT-05 TW-06"
_NOTHING_NEW = _in(None, f"TW-01 MS-01 MT-06 {_NEW_24} TW-07 BS-08 BS-09 BS-10")
_WITHOUT_SUCCESSOR = _in(FAIL, "TW-06 BS-02")
_NUMBER_LATE = (
    _in(FAIL, "MT-01"),
    _in(FAIL, "MT-02", Journey.stops),
    _in(PASS, "TW-08", Journey.voluntary),
    _in(FAIL, "TW-08", Journey.forced),
)
_DEVIATIONS: Mapping[tuple[str, str], tuple[_Rules, ...]] = {
    (EINDDATUM, TOO_LATE): (_in(FAIL, "PL-01 MT-04"),),
    (VARIANT, TOO_LATE): (_in(FAIL, "PL-01 MT-04"),),
    (RUN_ON, TOO_LATE): (_in(FAIL, "TW-03 MS-01 MT-05"), _in(None, "BS-02")),
    (BEFOREHAND, TOO_LATE): (_in(FAIL, f"PL-01 BS-02 {_LATE_30}"), _in(None, "TW-01 MS-01")),
    (NUMBER, TOO_LATE): _NUMBER_LATE,
    (NUMBER_AND_30, TOO_LATE): (
        *_NUMBER_LATE,
        _in(FAIL, f"BS-07 {_LATE_30}"),
        _in(None, "TW-01 MS-01"),
        _in(FAIL, "BS-06", Journey.december),
        _in(FAIL, "TW-02 BS-02", Journey.starts_in_2021),
    ),
    (NUMBER, ON_TIME): (_in(WARN, "MT-02", Journey.stops),),
    (NUMBER_AND_30, ON_TIME): (_in(WARN, "MT-02", Journey.stops),),
    (EINDDATUM, HALFWAY): (_in(None, "PL-01 MS-04 BS-01"), _in(FAIL, "TW-03 MS-01 MT-04")),
    (VARIANT, HALFWAY): (
        _NOTHING_NEW,
        _WITHOUT_SUCCESSOR,
        _in(FAIL, "MT-04", Journey.known),
        _in(None, "MT-04", Journey.variant_chosen),
        _in(FAIL, "MT-05", Journey.variant_chosen),
    ),
    (RUN_ON, HALFWAY): (
        _NOTHING_NEW,
        _WITHOUT_SUCCESSOR,
        _in(FAIL, "MT-05"),
        _in(WARN, "BS-04", Journey.known),
        _in(None, "BS-04", Journey.variant_chosen),
    ),
    (BEFOREHAND, HALFWAY): (
        _NOTHING_NEW,
        _WITHOUT_SUCCESSOR,
        _in(FAIL, "MT-05"),
        _in(None, "BS-03", Journey.variant_chosen),
    ),
    (NUMBER, HALFWAY): (
        _NOTHING_NEW,
        _WITHOUT_SUCCESSOR,
        _in(FAIL, "TW-02 MT-01"),
        _in(FAIL, "MT-04", Journey.variant_known),
        _in(None, "MT-04", Journey.variant_chosen),
        _in(FAIL, "MT-05", Journey.variant_chosen),
    ),
    (NUMBER_AND_30, HALFWAY): (
        _NOTHING_NEW,
        _WITHOUT_SUCCESSOR,
        _in(FAIL, "TW-02 MT-01 MT-05"),
        _in(FAIL, "BS-06", Journey.december_known),
        _in(FAIL, "BS-07", Journey.known),
        _in(None, "BS-05 BS-06 BS-07", Journey.variant_chosen),
    ),
    (BEFOREHAND, OTHER_ROUTE): (_in(WARN, "BS-04", Journey.on_other_route),),
}
"""What goes differently on a way in a timeline. A later line goes before an earlier one."""


def outcomes(timeline: str, case: Journey) -> dict[str, str]:
    """What becomes of the rules that are at stake for one toewijzing, by rule id, sorted."""
    route = case.route
    out: dict[str, str] = {}
    at_stake = _AT_STAKE[route]
    if route != STAYS:
        at_stake = (*at_stake, _in(PASS, case.becomes()), _in(PASS, "TW-07", Journey.revised))
    for group in (*at_stake, *_DEVIATIONS.get((route, timeline), ())):
        if group.condition(case):
            for rule in group.rules:
                if group.outcome is None:
                    out.pop(rule, None)
                else:
                    out[rule] = group.outcome
    if out.get("TW-06") == PASS:
        out["TW-06"] = case.quantity()
    return dict(sorted(out.items()))


def gravest(outcomes: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Several taken together: the gravest outcome of each rule, by rule id, sorted."""
    out: dict[str, str] = {}
    for one in outcomes:
        for rule, outcome in one.items():
            out[rule] = max(out.get(rule, PASS), outcome, key=GRAVITY.index)
    return dict(sorted(out.items()))
