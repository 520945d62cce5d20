"""Workers (pytest-xdist): all tests of one campaign on one worker, so that a campaign is played once."""

from xdist.scheduler.loadscope import LoadScopeScheduling

from migratietoets.conformance.suite.handover import selection_of
from migratietoets.conformance.suite.tests import question_in


class PerCampaign(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Hands out whole campaigns: a role and a domain, or with --isolated a case in a role and a domain."""

    def _split_scope(self, nodeid: str) -> str:
        """The campaign a test belongs to; any other test stands alone."""
        one = question_in(nodeid)
        if one is None:
            return nodeid
        return "/".join(one[: 3 if selection_of(self.config).isolated else 2])
