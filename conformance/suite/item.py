"""One test of the suite as pytest runs it."""

from typing import Any

import pytest

from migratietoets.conformance.run.failure import KitFailure
from migratietoets.conformance.suite.tests import SuiteTest


class BrokenRule(AssertionError):  # noqa: N818  # a rule is broken, not the program
    """A rule was broken; the text is the whole story."""


class SuiteItem(pytest.Function):
    """One test of the suite; a broken rule reads as a sentence, not as a traceback."""

    suite_test: SuiteTest

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # as pytest has it
        """The text of a broken rule, or of a failure of the kit that says it all; anything else as usual."""
        if isinstance(excinfo.value, BrokenRule | KitFailure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **kwargs)
