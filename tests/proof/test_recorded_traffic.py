"""What a system sent, judged from its files alone: the reference breaks nothing, a mutant its own rule and no other."""

from dataclasses import replace

import pytest

from migratietoets.conformance.catalogue.register import closure
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import MessageEvent
from migratietoets.istandaard.releases import Domein
from tests.helpers.recorded import broken, found_in, stock_in, write
from tests.proof.kill_matrix import MUTANTS

SHOWN = ("MT-04", "DC-01")
"""Rules of which a mutant is seen by its messages and the stock alone."""
SEEN = [name for rule in SHOWN for name in [n for n, mutant in MUTANTS.items() if mutant.rule == rule][:1]]
EVERY = 6


def played(role, domein, adapter, wanted):
    """What happened in the cases that name a rule, of one campaign."""
    selection = Selection(roles=(role,), domeinen=(domein,), **({"adapter": adapter} if adapter else {}))
    (campaign,) = selection.campaigns()
    own = tuple(case for case in campaign.cases if wanted & set(case.expectation.rules) and not case.broken)
    log = EventLog()
    Run(selection, lambda _: log).verdicts(replace(campaign, cases=own))
    return log.events


def found(events, folder, role):
    stock = stock_in(events)
    if not any(isinstance(event, MessageEvent) for event in events):
        pytest.skip("no case but those with a broken message names its rule")
    seen, complaints = found_in(write(folder, events), role, stock=stock)
    blind, _ = found_in(folder, role)
    assert not complaints
    return broken(seen), broken(blind)


def of_mutant(name, tmp_path):
    mutant = MUTANTS[name]
    adapter = f"python-inline:{mutant.__module__}:{mutant.__name__}"
    role = mutant.role_under_test
    return found(played(role, mutant.domeinen[0], adapter, {mutant.rule}), tmp_path, role)


@pytest.mark.parametrize(
    ("role", "wanted"),
    [
        ("gemeente", {"MT-05"}),
        ("aanbieder", {"CR-01", "DC-10"}),
        pytest.param("gemeente", {"AF-01", "MT-04", "OP090", "TW-01", "VOT-02"}, marks=pytest.mark.traag),
        pytest.param("aanbieder", {"AF-02", "OP090", "OP271", "OP274", "VOT-01", "VOW-03"}, marks=pytest.mark.traag),
    ],
)
def test_the_messages_of_the_reference_break_nothing(tmp_path, role, wanted):
    events = played(role, Domein.WMO, "", wanted)
    assert found(events, tmp_path, role) == (set(), set())


@pytest.mark.parametrize("name", SEEN)
def test_the_messages_of_a_mutant_show_its_rule(tmp_path, name):
    seen, blind = of_mutant(name, tmp_path)
    assert MUTANTS[name].rule in seen
    assert seen | blind <= closure(MUTANTS[name].rule)


@pytest.mark.traag
@pytest.mark.parametrize("name", [name for i, name in enumerate(MUTANTS) if i % EVERY == 0])
def test_the_messages_of_a_mutant_break_no_other_rule(tmp_path, name):
    seen, blind = of_mutant(name, tmp_path)
    assert seen | blind <= closure(MUTANTS[name].rule)
