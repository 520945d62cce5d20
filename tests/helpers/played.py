"""A whole campaign of a system, judged."""

from dataclasses import dataclass

from migratietoets.conformance.adapters.defaults import COUNTERPART
from migratietoets.conformance.adapters.python import Inline, load_own
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.chain.campaign import Campaign, campaigns
from migratietoets.conformance.chain.chain import Chain
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.protocol.processes import OTHER_ROLE
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.verdict.judge import Judge
from migratietoets.conformance.vocabulary.events import ErrorEvent, Event, VerdictEvent
from migratietoets.conformance.vocabulary.outcomes import Account
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import Domein


@dataclass(frozen=True)
class Played:
    """What happened, and what is said of it."""

    events: list[Event]
    verdicts: list[VerdictEvent]

    @property
    def errors(self) -> list[ErrorEvent]:
        return [event for event in self.events if isinstance(event, ErrorEvent)]

    @property
    def outcome(self) -> str:
        return Account.of(one.verdict for one in (*self.verdicts, *self.errors)).outcome

    def of(self, *kinds: Verdict) -> set[str]:
        """The rules with such a verdict."""
        return {one.rule for one in self.verdicts if one.verdict in kinds}


def whole(role: str, domein: Domein = Domein.WMO) -> Campaign:
    """The campaign of all cases."""
    (campaign,) = campaigns(cases().values(), [role], [domein])
    return campaign


def some(role: str, *names: str, isolated: bool = False) -> Campaign:
    """A campaign of some cases."""
    return Campaign(role, Domein.WMO, tuple(cases()[name] for name in names), isolated=isolated)


def played(system: type, campaign: Campaign) -> Played:
    """Play a campaign with a system of this class against the counterpart of the kit."""
    log = EventLog()
    parties = {campaign.role: Party("x", Inline("x", system()))}
    parties[OTHER_ROLE[campaign.role]] = Party("kit", load_own(COUNTERPART))
    Chain(campaign, {role: parties[role] for role in ("gemeente", "aanbieder")}, log).play()
    judge = Judge(log.events, campaign.id, "")
    verdicts = [verdict for case in campaign.cases for verdict in judge.verdicts(case)]
    return Played(log.events, [*verdicts, *judge.strays()])
