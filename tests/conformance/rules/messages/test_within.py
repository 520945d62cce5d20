from functools import partial

from migratietoets.conformance.rules.messages.within import BY_TRACE, ELSEWHERE, WITHIN
from migratietoets.conformance.rules.rule import RULES
from migratietoets.istandaard.berichtregels import breaches


def test_every_rule_of_one_message_is_judged_in_one_place():
    assert {*WITHIN, *BY_TRACE, *ELSEWHERE} == {*breaches.RULES}
    assert not BY_TRACE & ELSEWHERE
    assert all(isinstance(RULES[rule_id], partial) for rule_id in WITHIN)
    assert not any(isinstance(RULES[rule_id], partial) for rule_id in BY_TRACE)
    assert not ELSEWHERE & RULES.keys()
