from collections import Counter
from importlib.resources import files

import pytest

from migratietoets.conformance.catalogue.model import How, listed, supervision
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.rules.rule import RULES
from migratietoets.istandaard.berichtregels import breaches
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.modelregels import modelregels

ROWS = {*breaches.RULES}
LISTED = list(listed())


def test_every_rule_of_the_model_says_how_it_is_checked_and_nothing_else_does():
    assert list(supervision()) == list(modelregels())
    assert all(one.rule.id == rule_id for rule_id, one in supervision().items())
    assert max(Counter(one.rule.id for one in LISTED).values()) == 1


def test_what_has_a_check_of_its_own_is_seen_on_a_message_or_on_the_trace():
    for rule_id in ROWS | (RULES.keys() & modelregels().keys()):
        assert supervision()[rule_id].how is (How.MESSAGE if rule_id in ROWS else How.TRACE), rule_id


def test_what_is_said_to_be_checked_has_a_check():
    for rule_id, one in supervision().items():
        if one.how is How.TRACE or (one.how is How.MESSAGE and not one.through):
            assert rule_id in ROWS | RULES.keys()
        assert one.through or one.how is not How.THROUGH, rule_id


@pytest.mark.parametrize("one", [one for one in LISTED if one.through], ids=lambda one: one.rule.id)
def test_a_rule_is_seen_through_rules_that_are_checked(one):
    for through in one.through:
        assert through != one.rule.id
        assert (through in register() and register()[through].checked) or through in ROWS, through


def test_what_cannot_be_seen_has_a_reason_and_no_check():
    for one in LISTED:
        if one.how is How.UNSEEN:
            assert one.reason.endswith(".")
            assert one.rule.id not in ROWS | RULES.keys(), one.rule.id


def test_of_what_touches_the_migration_little_is_unseen_and_what_has_a_retourcode_says_why():
    migration = [one for one in supervision().values() if one.rule.migration]
    coded = [one for one in supervision().values() if one.rule.retourcode]
    assert (len(migration), len(coded)) == (164, 119)
    assert sum(one.how is How.UNSEEN for one in migration) <= 30
    assert all(one.reason or one.how is not How.UNSEEN for one in coded)


def test_what_the_schema_holds_to_a_rule_stands_in_a_schema():
    said = read_yaml("migratietoets.conformance.catalogue.model", "toezicht.yaml")["schema"]
    folder = files("migratietoets.istandaard.schemas") / "xsd" / "3.0"
    schemas = [one.read_text("utf-8") for domein in folder.iterdir() for one in domein.iterdir()]
    for rule_id, element in said.items():
        assert any(f'name="{element}"' in text for text in schemas), rule_id
