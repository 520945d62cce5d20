"""Workers (pytest-xdist): all tests of one campaign on one worker, so that a campaign is played once."""

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

from migratietoets.conformance.suite.plugin import SUITES


class PerCampaign(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Hands out whole campaigns: a role and a domain, or with --isolated a case in a role and a domain."""

    def _split_scope(self, nodeid: str) -> str:
        """The campaign a test belongs to; any other test stands alone."""
        path, _, name = nodeid.partition("::")
        if path.rpartition("/")[2] not in SUITES or not name.endswith("]"):
            return nodeid
        domein = name[:-1].rpartition("-")[2]
        only = name.partition("[")[0] if self.config.getoption("--isolated") else ""
        return f"{path}-{domein}{only}"


def scheduler(config: pytest.Config, log: object) -> PerCampaign:
    """The scheduler for a session that plays the suite."""
    return PerCampaign(config, log)
