"""What is said of a campaign of which it is recorded what happened: when it was played, and again to go on after it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.run.question import OTHER_RULES, Question
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.verdict.judge import Judge
from migratietoets.conformance.vocabulary.event_json import event_line, read_line
from migratietoets.conformance.vocabulary.events import CountEvent, Event, JudgedEvent, VerdictEvent

Asked = Collection[Question] | None
"""What is asked; None: all that the selection wants."""
Said = VerdictEvent | CountEvent | JudgedEvent


def trimmed(campaign: Campaign, asked: Asked) -> Campaign:
    """Only the cases that some selected test asks for."""
    if asked is None:
        return campaign
    needed = {one.case for one in asked if (one.role, one.domein) == (campaign.role, campaign.domein)}
    return replace(campaign, cases=tuple(case for case in campaign.cases if case.id in needed))


def judged(
    events: Sequence[Event], campaign: Campaign, selection: Selection, asked: Asked, recorded: Sequence[Event]
) -> Iterator[Said]:
    """Everything that is asked of a campaign, by what happened in it, in the order of the log.

    Args:
        events: what happened.
        campaign: with the cases that are asked for.
        selection: of the run.
        asked: what is asked.
        recorded: what happened, as it is written.
    """
    digest = sha256("\n".join(map(event_line, recorded)).encode("utf-8", "replace")).hexdigest()
    judge = Judge(events, campaign.id, selection.asked_systems)
    for case in campaign.cases:
        found: list[VerdictEvent | CountEvent] = [*judge.verdicts(case), *judge.tallies(case)]
        for said in found:
            if _wants(selection, asked, campaign, case, said.rule):
                yield said
    for stray in judge.strays():
        if selection.wants_rule(stray.rule):
            yield stray
    yield JudgedEvent(campaign=campaign.id, digest=digest)


def is_said_again(lines: Sequence[bytes], campaign: Campaign, selection: Selection, asked: Asked) -> bool:
    """Whether what is recorded of a campaign says of it what is said of what happened, judged now.

    Args:
        lines: of the log, from its first to the one that it ends with.
        campaign: with all its cases.
        selection: of the run.
        asked: what is asked.
    """
    try:
        events = [read_line(line) for line in lines]
        happened = [event for event in events if not isinstance(event, Said)]
        said = judged(happened, trimmed(campaign, asked), selection, asked, happened)
        again = list(map(event_line, said))
    except Exception:  # noqa: BLE001  # nothing that a run records makes it raise
        return False
    return [line.decode("utf-8", "replace").removesuffix("\n") for line in lines[len(happened) :]] == again


def _wants(selection: Selection, asked: Asked, campaign: Campaign, case: Case, rule: str) -> bool:
    """Whether some test asks what a rule says of a case."""
    if asked is None:
        return selection.wants_rule(rule)
    names = {rule} if rule in case.expectation.rules else {rule, OTHER_RULES}
    return any(Question(campaign.role, campaign.domein, case.id, name) in asked for name in names)
