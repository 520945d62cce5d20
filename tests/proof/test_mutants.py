from importlib import import_module

import pytest
import yaml

from migratietoets.conformance.catalogue.register import closure, register
from migratietoets.conformance.reference.clock import Clock
from migratietoets.conformance.reference.outbox import Outbox
from migratietoets.conformance.reference.party import ROLES
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import Domein
from tests.proof.kill_matrix import MUTANTS, TARGET, killed_by, verdicts


def in_each_domein():
    """Each mutant in each domein it has: in turn in the one or the other at once, the rest where it may take longer."""
    for place, (name, mutant) in enumerate(MUTANTS.items()):
        first = place % len(mutant.domeinen)
        for at, domein in enumerate(mutant.domeinen):
            marks = () if at == first else (pytest.mark.traag,)
            yield pytest.param(name, domein, marks=marks, id=f"{name}-{domein}")


@pytest.mark.parametrize(("name", "domein"), list(in_each_domein()))
def test_a_mutant_is_killed_by_its_own_rule_and_by_no_unrelated_one(name, domein):
    mutant = MUTANTS[name]
    out = verdicts(mutant, mutant.role_under_test, domein)
    killed = killed_by(out)
    assert mutant.rule in killed
    assert set(killed) <= closure(mutant.rule)
    assert not [v for v in out if v.verdict in {Verdict.ADAPTER_ERROR, Verdict.KIT_ERROR}]
    matrix = yaml.safe_load(TARGET.read_text("utf-8"))
    assert matrix[name]["killed_by"][domein] == killed, "verouderd: draai make docs"


def test_the_kill_matrix_names_every_mutant():
    matrix = yaml.safe_load(TARGET.read_text("utf-8"))
    assert {name: (m["rule"], m["title"]) for name, m in matrix.items()} == {
        name: (mutant.rule, mutant.__doc__) for name, mutant in MUTANTS.items()
    }


def test_every_active_must_has_a_mutant():
    musts = {
        r.id for r in register().values() if r.status == "active" and r.strength == "must" and not r.within_message
    }
    assert {mutant.rule for mutant in MUTANTS.values()} == musts


@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=MUTANTS)
def test_every_desk_of_a_mutant_takes_a_place_in_its_own_role(mutant):
    places = (Clock, Outbox, *ROLES[mutant.role_under_test].DESKS)
    assert mutant.desks
    assert all(issubclass(desk, places) for desk in mutant.desks)


def binding_chapters(role):
    return {
        r.chapter
        for r in register().values()
        if r.status == "active" and r.strength == "must" and r.checked and not r.within_message and r.binds_role(role)
    }


@pytest.mark.parametrize("role", ["gemeente", "aanbieder"])
@pytest.mark.parametrize("name", ["Stil", "Echo", "KeurtAllesGoed"])
def test_an_empty_party_fails_every_chapter_that_binds_it(name, role):
    out = verdicts(getattr(import_module("tests.proof.mutants.empty"), name), role, Domein.WMO)
    failed_chapters = {
        v.chapter for v in out if v.verdict in {Verdict.FAIL, Verdict.NOT_EXERCISED} and v.strength == "must"
    }
    assert failed_chapters == binding_chapters(role)
