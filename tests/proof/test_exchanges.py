"""A mutation of an exchange breaks its rule, and what follows from it, where the same exchange without it does not."""

from itertools import product

import pytest

from migratietoets.conformance.catalogue.model import supervision
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.rules.rule import RULES
from migratietoets.generators.mutations.exchanges import exchange_rules, exchanges
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.releases import Domein
from migratietoets.istandaard.validation import validate
from tests.helpers.exchanges_by_hand import broken, sender


def reporters(rule):
    return {rule} if rule in RULES else set(supervision()[rule].through)


def closure(rules):
    allowed = set(rules)
    while more := {entailed for one in allowed for entailed in register()[one].entails} - allowed:
        allowed |= more
    return allowed


@pytest.mark.parametrize(("rule", "domein"), list(product(exchange_rules(), Domein)))
def test_a_mutation_of_an_exchange_breaks_its_rule_and_what_follows_from_it(rule, domein):
    for one in exchanges(domein, rule=rule):
        role = sender(one.broken.bericht)
        valid = [*one.before, *([one.valid] if one.valid else [])]
        new = {
            desk: broken(domein, role, [*one.before, one.broken], desk=desk) - broken(domein, role, valid, desk=desk)
            for desk in (False, True)
        }
        assert any(found & reporters(rule) and found <= closure(reporters(rule)) for found in new.values()), new


@pytest.mark.parametrize("domein", Domein)
def test_each_message_of_an_exchange_is_valid_on_its_own(domein):
    for one in exchanges(domein):
        for sent in (*one.before, *([one.valid] if one.valid else []), one.broken):
            assert validate(build(sent.bericht)) == [], one.rule


@pytest.mark.parametrize("domein", Domein)
def test_the_same_seed_gives_the_same_exchange_and_another_number_another_client(domein):
    first, again, other = (list(exchanges(domein, seed=1, number=number)) for number in (4, 4, 6))
    assert first == again
    assert all(one.broken != another.broken for one, another in zip(first, other, strict=True))
