"""Seeing less never makes anything broken: every script is judged by its messages alone as well."""

import pytest

from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import checkable, judge_rule
from tests.helpers.negative import NEGATIVE
from tests.helpers.recorded import found_in, stock_in, write

EVERY = 16
"""One in so many scripts is judged by `make test`, all of them by `make test-traag`."""
SLOW = [pytest.param(*one.values, id=one.id, marks=pytest.mark.traag) for one in NEGATIVE]


def as_seen(case, role, domein):
    (trace,) = traces(script(case, domein, role)).values()
    return {one.id for one in checkable(role) if judge_rule(one, trace, 0).verdict == "fail"}


@pytest.mark.parametrize(
    ("case", "role", "domein"), [one if i % EVERY == 0 else SLOW[i] for i, one in enumerate(NEGATIVE)]
)
def test_messages_alone_break_no_rule_that_is_kept(tmp_path, case, role, domein):
    events = list(script(case, domein, role))
    right = as_seen(case, role, domein)
    for name, index in (("dagen", ""), ("momenten", "verzonden_op"), ("ontvangst", "verzonden_op ontvangen_op")):
        folder = write(tmp_path / name, events, index)
        if not any(folder.glob("*.xml")):
            continue
        for stock in (None, stock_in(events)):
            found, complaints = found_in(folder, role, stock=stock, until=case.until, rules=register())
            wrong = {rule for (_, rule), counts in found.items() if counts["fail"]} - right
            assert not wrong, (name, stock is not None, complaints)
            assert not any(counts["kit_error"] for counts in found.values())
