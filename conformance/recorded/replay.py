"""A log of an earlier run judged again: what the rules of today say, and why that is something else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from migratietoets.conformance.catalogue.case.case import Case, Expectation, Kind
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.register import Rule, register
from migratietoets.conformance.verdict.judge import Judge
from migratietoets.conformance.vocabulary.events import (
    CampaignEvent,
    CaseEvent,
    CountEvent,
    Event,
    HeaderEvent,
    JudgedEvent,
    VerdictEvent,
)
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein

RECORDED = "verkeer-"
"""What the campaigns of `check` are called by."""
_BEGIN = b'{"event":"header"'
Place = tuple[str, str | None, str]
"""Campaign, case and rule."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A verdict that is something else now.

    Attributes:
        before: what the log said; None where it said nothing.
        after: what is said now; None where nothing is.
        why: in words.
    """

    place: Place
    before: Verdict | None
    after: Verdict | None
    now: VerdictEvent | None
    why: str


def judged_again(events: Sequence[Event]) -> Iterator[VerdictEvent]:
    """What is said now of everything in a log.

    Raises:
        InputError: the log holds no run.
    """
    per_campaign: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if (campaign := getattr(event, "campaign", None)) and not isinstance(
            event, VerdictEvent | CountEvent | JudgedEvent
        ):
            per_campaign[campaign].append(event)
    if not any(isinstance(event, CampaignEvent) for event in events):
        raise InputError(
            "verwacht een logboek waarin iets gespeeld is; gevonden geen campagne. Kies een ander logboek."
        )
    for name, own in per_campaign.items():
        if name.startswith(RECORDED):
            raise InputError(
                "verwacht een logboek van run; gevonden een van check. Beoordeel de berichten zelf opnieuw, met check."
            )
        campaign = next((event for event in own if isinstance(event, CampaignEvent)), None)
        if campaign is None:
            continue
        judge = Judge(own, name, "")
        for told in (event for event in own if isinstance(event, CaseEvent)):
            yield from judge.verdicts(_case(told, campaign))
        yield from judge.strays()


def changes(events: Sequence[Event], again: Iterable[VerdictEvent]) -> Iterator[Changed]:
    """Every verdict of a log that is something else now, in the order in which they are said.

    Args:
        events: of the log.
        again: what is said of it now.
    """
    header = next(event for event in events if isinstance(event, HeaderEvent))
    before = {(e.campaign, e.case, e.rule): e for e in events if isinstance(e, VerdictEvent)}
    asked = {rule for _, _, rule in before}
    seen: set[Place] = set()
    for now in again:
        place = (now.campaign, now.case, now.rule)
        seen.add(place)
        earlier = before.get(place)
        if earlier is None and (not now.verdict.fails or (now.rule not in asked and header.readings is not None)):
            continue
        if earlier is None or earlier.verdict is not now.verdict:
            was = None if earlier is None else earlier.verdict
            yield Changed(place, was, now.verdict, now, why(now.rule, header))
    for place, earlier in before.items():
        if place not in seen and earlier.verdict is not Verdict.NOT_APPLICABLE:
            yield Changed(place, earlier.verdict, None, None, why(earlier.rule, header))


def why(rule_id: str, header: HeaderEvent) -> str:
    """Why a rule may say something else than when a log was written."""
    rule = register().get(rule_id)
    if rule is None:
        return "deze regel staat niet meer in het register"
    if not rule.checked:
        return f"deze regel wordt niet meer getoetst: {rule.reason}"
    then = version_in(header.readings, rule)
    if then is None:
        known = f"het logboek (kit {header.kit}) zegt niet welke lezingen golden"
        return f"{known}; {_because(rule, 1)}" if rule.earlier else f"{known}, en de lezing is nooit gewijzigd"
    if then < rule.reading_version:
        return _because(rule, then)
    if then > rule.reading_version:
        return f"het logboek is van een nieuwere kit: daar gold lezing {then}, hier {rule.reading_version}"
    return f"de lezing is dezelfde ({then}); de toets zelf is verbeterd sinds kit {header.kit}"


def version_in(readings: Mapping[str, int] | None, rule: Rule) -> int | None:
    """The version of a reading that a log names; None where it names none of any rule."""
    return None if readings is None else readings.get(rule.id, 1)


def _because(rule: Rule, then: int) -> str:
    """What changed in a reading since a version."""
    since = rule.earlier[then - 1 :]
    reasons = "; ".join(one.because for one in since)
    day = since[-1].until
    return f"de lezing is gewijzigd, van {then} naar {rule.reading_version} (sinds {day:%d-%m-%Y}), want {reasons}"


def _case(told: CaseEvent, campaign: CampaignEvent) -> Case:
    """A case as the log tells it; what it is compared with comes from the catalogue."""
    known = cases().get(told.id)
    folder = told.id.partition("/")[0]
    chapters = {rule.chapter for rule in register().values()}
    return Case(
        number=0,
        id=told.id,
        title=told.title,
        kind=Kind.POSITIVE,
        source=told.source,
        roles=(campaign.role,),
        domeinen=(Domein(campaign.domain),),
        expectation=Expectation(rules={rule: n for rule, n in told.rules.items() if rule in register()}),
        base=None if known is None else known.base,
        process=folder if folder in chapters else "",
    )


def is_log(path: Path) -> bool:
    """Whether a file is a log of this kit, by its beginning."""
    try:
        with path.open("rb") as file:
            return file.read(len(_BEGIN)) == _BEGIN
    except OSError:
        return False
