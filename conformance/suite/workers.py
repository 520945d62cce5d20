"""Workers (pytest-xdist): all tests of one campaign on one worker, so that a campaign is played once."""

from xdist.scheduler.loadscope import LoadScopeScheduling

from migratietoets.conformance.suite.handover import selection_of
from migratietoets.conformance.suite.modules import SUITES


class PerCampaign(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Hands out whole campaigns: a role and a domain, or with --isolated a case in a role and a domain."""

    def _split_scope(self, nodeid: str) -> str:
        """The campaign a test belongs to; any other test stands alone."""
        path, _, name = nodeid.partition("::")
        if path.rpartition("/")[2] not in SUITES or not name.endswith("]"):
            return nodeid
        domein = name[:-1].rpartition("-")[2]
        only = name.partition("[")[0] if selection_of(self.config).isolated else ""
        return f"{path}-{domein}{only}"
