"""Workers (pytest-xdist): all tests of one campaign on one worker, so that a campaign is played once."""

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

from conformance.plugin import SUITES


class PerCampagne(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Hands out whole campaigns: a role and a domain, or with --isolated a case in a role and a domain."""

    def _split_scope(self, nodeid: str) -> str:
        """The campaign a test belongs to; any other test stands alone."""
        pad, _, naam = nodeid.partition("::")
        if pad.rpartition("/")[2] not in SUITES or not naam.endswith("]"):
            return nodeid
        domein = naam[:-1].rpartition("-")[2]
        alleen = naam.partition("[")[0] if self.config.getoption("--isolated") else ""
        return f"{pad}-{domein}{alleen}"


def planner(config: pytest.Config, log: object) -> PerCampagne:
    """The scheduler for a session that plays the suite."""
    return PerCampagne(config, log)
