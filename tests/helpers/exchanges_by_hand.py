"""An exchange of messages as a trace, and what it breaks."""

from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import checkable, judge_rule
from migratietoets.conformance.vocabulary.events import CampaignEvent, HelloEvent, MessageEvent
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.schemas.release_facts import FROM_GEMEENTE

GEMEENTE, AANBIEDER = "gemeente", "aanbieder"


def sender(bericht):
    return GEMEENTE if bericht.kind in FROM_GEMEENTE else AANBIEDER


def broken(domein, role, sent, *, desk):
    """The rules that an exchange breaks; with or without a desk that can be seen (law 8)."""
    if not sent:
        return set()
    campaign = f"{role}-{domein}"
    seen = {"capabilities": {"desk": desk, "notices": desk}}
    events = [
        CampaignEvent(campaign=campaign, role=role, domain=str(domein), begin="2020-09-01", end="2021-06-30"),
        HelloEvent(campaign=campaign, role=role, under_test=True, party=seen),
    ]
    for n, one in enumerate(sent, 1):
        from_ = sender(one.bericht)
        events.append(
            MessageEvent(
                campaign=campaign,
                case="een/geval",
                n=n,
                at=one.at.isoformat(),
                from_=from_,
                to=AANBIEDER if from_ == GEMEENTE else GEMEENTE,
                code=one.bericht.kind,
                release=str(one.bericht.release),
                xml=build(one.bericht).decode(),
            )
        )
    (trace,) = traces(events).values()
    return {rule.id for rule in checkable(role) if judge_rule(rule, trace, 0).verdict in {"fail", "warn"}}
