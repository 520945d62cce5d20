"""How pytest sees the suite: a module of a role, and its tests, from the catalogue."""

from collections.abc import Iterator

import pytest

from migratietoets.conformance.run.question import Question
from migratietoets.conformance.suite.item import SuiteItem
from migratietoets.conformance.suite.modules import SESSION, suite_role
from migratietoets.conformance.suite.session import SuiteSession
from migratietoets.conformance.suite.tests import question_in, suite_tests


class SuiteModule(pytest.Module):
    """Collects the tests of one role from the catalogue."""

    def collect(self) -> Iterator[SuiteItem]:
        """One item per test, named as a path."""
        session = self.config.pluginmanager.get_plugin(SESSION)
        assert isinstance(session, SuiteSession)
        role = suite_role(self.path)
        if role is None or role not in session.selection.roles:
            return
        for suite_test in suite_tests(session.selection, role, self._asked_by_name()):
            item: SuiteItem = SuiteItem.from_parent(
                self, name=suite_test.name, callobj=session.test_function(suite_test)
            )
            item.suite_test = suite_test
            if hasattr(item, "_id"):  # pytest 9.2 compares ids in parts, as read back from the cache by --lf
                item._id = type(item._id).parse(item.nodeid)  # noqa: SLF001  # there is no public way
            yield item

    def _asked_by_name(self) -> frozenset[Question]:
        """What the command line names, and with --lf what failed before."""
        cache = getattr(self.config, "cache", None)
        failed = cache.get("cache/lastfailed", {}) if cache is not None and self.config.option.lf else {}
        return frozenset(filter(None, map(question_in, [*self.config.args, *failed])))
