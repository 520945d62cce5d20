"""Seeing less never makes anything broken: every script is judged by its messages alone as well."""

import pytest

from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.script.script import script
from tests.helpers.negative import NEGATIVE, broken_by
from tests.helpers.recorded import found_in, stock_in, write

EVERY = 16
"""One in so many scripts is judged by `make test`, all of them by `make test-traag`."""
SLOW = [pytest.param(*one.values, id=one.id, marks=pytest.mark.traag) for one in NEGATIVE]


@pytest.mark.parametrize(
    ("case", "role", "domein"), [one if i % EVERY == 0 else SLOW[i] for i, one in enumerate(NEGATIVE)]
)
def test_messages_alone_break_no_rule_that_is_kept(tmp_path, case, role, domein):
    events = list(script(case, domein, role))
    right = broken_by(case, role, domein)
    for name, index in (("dagen", ""), ("momenten", "verzonden_op"), ("ontvangst", "verzonden_op ontvangen_op")):
        folder = write(tmp_path / name, events, index)
        if not any(folder.glob("*.xml")):
            continue
        for stock in (None, stock_in(events)):
            found, complaints = found_in(folder, role, stock=stock, until=case.until, rules=register())
            wrong = {rule for (_, rule), counts in found.items() if counts["fail"]} - right
            assert not wrong, (name, stock is not None, complaints)
            assert not any(counts["kit_error"] for counts in found.values())
