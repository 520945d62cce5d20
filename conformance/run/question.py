"""What a run can be asked, and which part of what a system claims it was asked, in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sized
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, NamedTuple

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.chain.campaign import campaigns
from migratietoets.conformance.protocol.processes import ROLES, plays
from migratietoets.conformance.verdict.judge import checkable
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import Domein

if TYPE_CHECKING:
    from migratietoets.conformance.vocabulary.events import VerdictEvent

OTHER_RULES = "overige"
"""Stands for every rule that a case does not name."""


class Question(NamedTuple):
    """What a rule, or OTHER_RULES, says of a case in a campaign."""

    role: str
    domein: str
    case: str
    rule: str


def claimed(who: Mapping[str, Any]) -> Iterator[Question]:
    """Every question there is for a system that says this of itself in hello."""
    for campaign in campaigns(cases().values(), ROLES, tuple(Domein)):
        for case in campaign.cases:
            if plays(who, campaign.role, campaign.domein, case.chapter):
                rules = (rule for rule in case.expectation.rules if register()[rule].binds_role(campaign.role))
                for rule in (*rules, OTHER_RULES):
                    yield Question(campaign.role, campaign.domein, case.id, rule)


def asked_part(asked: Collection[Question], who: Mapping[str, Any], verdicts: Iterable["VerdictEvent"] = ()) -> str:
    """Which part of what a system claims was asked, as "de rol gemeente, 3 van 71 regels"; empty when all of it was.

    A question on a rule that the case does not name is asked beside the whole, and adds nothing to it. A case or a rule
    of which every verdict is that it does not apply, was not asked.
    """
    whole = set(claimed(who))
    chosen = whole.intersection(asked)
    if chosen == whole or not asked:
        return ""
    roles, domeinen = ({one.role for one in asked}, {one.domein for one in asked})
    within = {one for one in whole if one.role in roles and one.domein in domeinen}
    words = [f"de rol {role}" for role in sorted(roles) if {one.role for one in whole} - roles]
    words += [f"het domein {domein}" for domein in sorted(domeinen) if {one.domein for one in whole} - domeinen]
    if chosen != within:
        words.append(_share(set(asked), _answered(asked, verdicts), within))
    return ", ".join(filter(None, words))


def _answered(asked: Collection[Question], verdicts: Iterable["VerdictEvent"]) -> set[Question]:
    """What was asked, without what turned out not to apply to the system."""
    seen: dict[tuple[str | None, ...], set[Verdict]] = {}
    for one in verdicts:
        of_case = (one.role, one.domain, one.case)
        for key in (of_case, (*of_case, one.rule)):
            seen.setdefault(key, set()).add(one.verdict)
    idle = {key for key, found in seen.items() if found == {Verdict.NOT_APPLICABLE}}
    return {one for one in asked if not idle & {tuple(one), tuple(one[:3])}}


def _share(asked: AbstractSet[Question], answered: AbstractSet[Question], within: AbstractSet[Question]) -> str:
    """How much of some questions was asked, counted in cases or rules where it was chosen by those."""
    named, every = {one.case for one in asked}, {one.case for one in within}
    if {one for one in within if one.case in named} <= asked:
        return _of({one.case for one in answered} & every, len(every), "gevallen")
    if OTHER_RULES not in {one.rule for one in asked}:
        rules = {rule.id for role in ROLES for rule in checkable(role)}
        return _of({one.rule for one in answered}, len(rules), "regels")
    return _of(answered & within, len(within), "toetsen")


def _of(some: Sized, whole: int, what: str) -> str:
    return f"{len(some)} van {whole} {what}" if some else ""
