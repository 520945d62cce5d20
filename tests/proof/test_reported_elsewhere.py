"""What is said to be checked through other rules is: each of them reports it, in a case, by a mutant or a mutation."""

from functools import cache

import pytest

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.mutants import mutants
from migratietoets.generators.mutations.broken import rules
from migratietoets.generators.mutations.exchanges import exchange_rules, exchanges
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.releases import Domein
from tests.helpers.exchanges_by_hand import broken, sender

VIA = read_yaml("migratietoets.conformance.catalogue.model", "toezicht.yaml")["via"]
SHOWN = [(rule, other, place) for rule, others in VIA.items() for other, place in others.items()]


@cache
def found_in_exchanges(rule):
    """What the exchanges that break a rule break, and those without the fault do not."""
    found = set()
    for domein in Domein:
        for one in exchanges(domein, rule=rule):
            role, valid = sender(one.broken.bericht), [*one.before, *([one.valid] if one.valid else [])]
            for desk in (False, True):
                wrong = broken(domein, role, [*one.before, one.broken], desk=desk)
                found |= wrong - broken(domein, role, valid, desk=desk)
    return found


def reported(place):
    """The rules that report what a place shows."""
    if place in cases():
        case = cases()[place]
        assert not case.positive
        return {rule for rule, verdict in case.expectation.verdicts.items() if verdict in {"fail", "warn"}}
    if place in mutants():
        return {mutants()[place].rule}
    alone = {place} if place in rules() else set()
    return alone | (found_in_exchanges(place) if place in exchange_rules() else set())


@pytest.mark.parametrize(("rule", "other", "place"), SHOWN, ids=lambda text: text)
def test_a_rule_that_is_said_to_report_another_does_so_where_it_is_shown(rule, other, place):
    assert other in reported(place), rule
