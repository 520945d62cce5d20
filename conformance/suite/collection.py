"""How pytest sees the suite: a module of a role, and its tests, from the catalogue."""

from collections.abc import Iterator

import pytest

from migratietoets.conformance.suite.item import SuiteItem
from migratietoets.conformance.suite.modules import suite_role
from migratietoets.conformance.suite.session import SuiteSession
from migratietoets.conformance.suite.tests import suite_tests


class SuiteModule(pytest.Module):
    """Collects the tests of one role from the catalogue."""

    def collect(self) -> Iterator[SuiteItem]:
        """One item per test, named as a path."""
        session = self.config.pluginmanager.get_plugin(SuiteSession.NAME)
        assert isinstance(session, SuiteSession)
        role = suite_role(self.path)
        if role is None or role not in session.selection.roles:
            return
        for suite_test in suite_tests(session.selection, role):
            item: SuiteItem = SuiteItem.from_parent(
                self, name=suite_test.name, callobj=session.test_function(suite_test)
            )
            item.suite_test = suite_test
            if hasattr(item, "_id"):  # pytest 9.2 compares ids in parts, as read back from the cache by --lf
                item._id = type(item._id).parse(item.nodeid)  # noqa: SLF001  # there is no public way
            yield item
