"""Traffic of which the beginning is missing: what came before may explain anything, so nothing more is broken."""

import pytest

from migratietoets.conformance.script.script import script
from migratietoets.conformance.vocabulary.events import MessageEvent
from tests.helpers.negative import NEGATIVE, broken_by
from tests.helpers.recorded import ENDED, NEW, OLD, a_301, a_302, broken, events_of, found_in, write

EVERY = 24
"""One in so many scripts is judged by `make test`, all of them by `make test-traag`."""
SLOW = [pytest.param(*one.values, id=one.id, marks=pytest.mark.traag) for one in NEGATIVE]
STOPPED = {"ref": "T1", "begindatum": "2020-03-02", "einddatum": "2021-01-11", "reden": {"wmo": "19", "jw": "31"}}
A_307 = {"van": "aanbieder", "soort": "307", "release": "3.0", "producten": [STOPPED]}
A_308 = {"van": "gemeente", "soort": "308", "release": "3.0", "op_stap": 1}
FIRST = {
    "corrected": [a_301("2021-02-08", NEW | {"einddatum": "2021-03-31", "reden": "01"}), a_302("2021-02-09")],
    "withdrawn": [a_301("2021-02-01", OLD | {"einddatum": "2020-03-02", "reden": "01"}), a_302("2021-02-01")],
    "migrated": [a_301("2020-12-15", ENDED, NEW, release="2.4"), a_302("2020-12-15", release="2.4")],
    "stopped": [{"op": "2021-01-11", "bericht": A_307}, {"op": "2021-01-12", "bericht": A_308}],
}


@pytest.mark.parametrize("first", FIRST.values(), ids=FIRST)
@pytest.mark.parametrize("index", ["", "verzonden_op ontvangen_op"])
def test_a_toewijzing_that_is_first_heard_of_when_it_ends_breaks_nothing(tmp_path, first, index):
    found, complaints = found_in(write(tmp_path, events_of(*first), index))
    assert not complaints
    assert broken(found) == set()
    assert any(counts["not_verifiable"] for counts in found.values())


@pytest.mark.parametrize(
    ("case", "role", "domein"), [one if i % EVERY == 0 else SLOW[i] for i, one in enumerate(NEGATIVE)]
)
def test_a_beginning_that_is_missing_breaks_no_rule_that_is_kept(tmp_path, case, role, domein):
    events = list(script(case, domein, role))
    sent = [one for one in events if isinstance(one, MessageEvent)]
    right = broken_by(case, role, domein)
    for head in range(1, len(sent)):
        for name, index in (("dagen", ""), ("ontvangst", "verzonden_op ontvangen_op")):
            found, _ = found_in(write(tmp_path / f"{name}{head}", sent[head:], index), role, until=case.until)
            assert broken(found) <= right, (name, head)
            assert not any(counts["kit_error"] for counts in found.values())
