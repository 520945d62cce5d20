import pytest

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.set_names import EVERYTHING, NORMAL, SETS, SHORT
from migratietoets.conformance.catalogue.sets import frozen_sets, in_set, rules_shown, steps_by_hand
from migratietoets.conformance.documentation.sets import as_text, candidates, choose
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.istandaard.datafiles import read_yaml
from tests.helpers import PROJECT


def of_set(name, role):
    return [cases()[one] for one in frozen_sets()[name][role]]


def test_the_sets_are_what_make_docs_would_choose_today():
    assert (PROJECT / "conformance" / "catalogue" / "sets.yaml").read_text("utf-8") == as_text(choose())


def test_every_set_but_everything_is_written_down():
    assert [*read_yaml("migratietoets.conformance.catalogue", "sets.yaml"), EVERYTHING] == list(SETS)


@pytest.mark.parametrize("role", ROLES)
def test_the_normal_set_shows_every_rule_and_the_short_one_half_of_them_in_far_fewer_steps(role):
    every = rules_shown(candidates(role), role)
    normal, short = of_set(NORMAL, role), of_set(SHORT, role)
    assert rules_shown(normal, role) == every
    assert 2 * len(rules_shown(short, role)) >= len(every)
    assert 3 * steps_by_hand(short) < steps_by_hand(normal) < steps_by_hand(candidates(role)) / 3
    assert short == normal[: len(short)]


@pytest.mark.parametrize("role", ROLES)
def test_a_role_plays_of_a_set_only_its_own_cases(role):
    assert all(role in case.roles and in_set(SHORT, role, case) for case in of_set(SHORT, role))
    assert sum(in_set(SHORT, role, case) for case in cases().values()) == len(of_set(SHORT, role))
    assert all(in_set(EVERYTHING, role, case) for case in cases().values())
