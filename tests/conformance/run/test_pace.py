"""How many questions a run will take, and how long, known before it is played."""

from itertools import count

import pytest

from migratietoets.conformance.adapters import python
from migratietoets.conformance.protocol.verbs import AdapterError
from migratietoets.conformance.run.pace import questions, trial
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection, read_selection
from migratietoets.conformance.suite.options import with_defaults
from migratietoets.conformance.trace.log import EventLog
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein

SYSTEM = "python-inline:tests.systems.vendors:ZorgnetEen"


def selection(**more):
    return Selection(adapter=SYSTEM, domeinen=(Domein.WMO,), cases_of="normaal", **more)


@pytest.mark.parametrize("role", ["gemeente", "aanbieder"])
def test_a_run_asks_about_as_much_as_it_says_beforehand(role, monkeypatch):
    asked, query = [], python.Inline.query

    def counted(self, verb, params):
        asked.append(verb)
        return query(self, verb, params)

    monkeypatch.setattr(python.Inline, "query", counted)
    chosen = selection(roles=(role,))
    (campaign,) = chosen.campaigns()
    Run(chosen, lambda _: EventLog()).verdicts(campaign)
    assert questions([campaign]) == pytest.approx(len(asked), rel=0.2)


def test_a_trial_plays_the_first_days_and_knows_how_long_an_answer_takes():
    ticks = count()
    pace = trial(selection(), lambda: next(ticks) / 1000)
    assert pace.asked > 30
    assert pace.each == pytest.approx(0.001)
    assert pace.asked < questions(selection().campaigns()) / 10


def test_a_trial_of_a_slow_system_ends_in_time():
    ticks = count()
    assert trial(selection(), lambda: float(next(ticks))).asked < 20


def test_a_system_that_cannot_begin_has_no_pace():
    with pytest.raises(AdapterError, match="geen verbinding met de database"):
        trial(Selection(adapter="python-inline:tests.systems.bad:StuktBijStart"), lambda: 0.0)


def test_a_set_and_cases_together_are_what_both_hold():
    chosen = read_selection(with_defaults({}) | {"set": "kort", "cases": ["vot-vow/*"], "role": ["gemeente"]})
    assert [case.id for case in chosen.campaigns()[0].cases] == ["vot-vow/vot-30-gehonoreerd"]
    assert "--set kort" in chosen.command
    assert "verzameling kort" in chosen.words[1]
    with pytest.raises(InputError, match="in verzameling kort zit; gevonden geen"):
        read_selection(with_defaults({}) | {"set": "kort", "cases": ["toewijzingen/per-jaar"]})
    with pytest.raises(InputError, match="--set groot is niet bekend"):
        read_selection(with_defaults({}) | {"set": "groot"}, "--")
