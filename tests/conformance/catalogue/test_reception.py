"""Every rule with a retourcode is received by a system in every message that can break it, or it says why not."""

import pytest

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.links import reception_cases
from migratietoets.conformance.catalogue.model import ANY, unreceived
from migratietoets.istandaard.berichtregels import breaches
from migratietoets.istandaard.modelregels import modelregels
from migratietoets.istandaard.releases import Domein, Release

KINDS = ("301", "305", "307", "315", "317", "319", "323")
"""What a system of 3.0 gets and answers with a retourbericht, or as 323 with a 325."""
BESIDE_THE_CLOCK = {"CS064"}
"""What has a row for what one message shows, and is broken in others by the day on which they come."""


def held_to(rule, kind):
    """In which domeinen this message can break it: by its row where it has one, and as the model says otherwise."""
    if rule.id in {*breaches.RULES} - BESIDE_THE_CLOCK:
        return {domein for domein in Domein if rule.id in breaches.held_to(kind, Release.R30, domein)}
    return {domein for domein in Domein if rule.applies_to(kind, Release.R30, domein)}


@pytest.mark.parametrize("rule", [one for one in modelregels().values() if one.retourcode], ids=lambda one: one.id)
def test_what_a_message_can_break_is_received_or_says_why_not(rule):
    received = reception_cases(rule.id)
    reasons = unreceived(rule.id)
    in_domeinen = {kind: {one for name in names for one in cases()[name].domeinen} for kind, names in received.items()}
    lacking = {
        kind: left
        for kind in KINDS
        if ANY not in reasons and kind not in reasons and (left := held_to(rule, kind) - in_domeinen.get(kind, set()))
    }
    assert lacking == {}
    assert not received or ANY not in reasons
    assert received.keys().isdisjoint(reasons)
