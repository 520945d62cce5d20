"""How a message is made to break the rule that its case asks for."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace

from migratietoets.conformance.catalogue.case.messages import Fault
from migratietoets.generators.mutations.any_message import break_rule, breaks_alone
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import client_classes, header
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.kalender import ONE_DAY

AHEAD = 14 * ONE_DAY
"""Longer than a receiver may wait with his retourbericht."""
NOBODY = bsns_for_tests()[-1]
"""The one BSN of the test range that no client of a case has: the others fill whole cases."""


def dated_ahead(bericht: Bericht) -> Bericht:
    """CS064: a message of today with a dagtekening that lies ahead, whenever its receiver takes it up (OP090)."""
    content = deepcopy(bericht.content)
    content["Header"]["BerichtIdentificatie"]["Dagtekening"] = (header(bericht).dagtekening + AHEAD).isoformat()
    return replace(bericht, content=content)


def about_nobody(bericht: Bericht) -> Bericht:
    """TR304: a message whose first client is one that nobody knows."""
    changed = replace(bericht, content=deepcopy(bericht.content))
    client_classes(changed)[0]["Bsn"] = NOBODY
    return changed


BESIDE_THE_RECEIVER: Mapping[str, Callable[[Bericht], Bericht]] = {"CS064": dated_ahead, "TR304": about_nobody}
"""Rule -> how it is broken, where only what its receiver knows shows it: the day of today, or who his clients are."""


def with_fault(bericht: Bericht, fault: Fault | None) -> Bericht:
    """The message as a case wants it; what it breaks beside earlier messages, it breaks as it is.

    Raises:
        InputError: it cannot be broken as the case asks.
    """
    if fault is None:
        return bericht
    if fault.rule in BESIDE_THE_RECEIVER:
        return BESIDE_THE_RECEIVER[fault.rule](bericht)
    if breaks_alone(fault.rule):
        return break_rule(bericht, fault.rule, next(iter(fault.producten), None))
    return bericht
