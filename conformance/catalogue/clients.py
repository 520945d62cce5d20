"""The clients of the cases: test persons, each with a BSN of the test range that no other case uses."""

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.generators.people.clients import person
from migratietoets.istandaard.model import Client
from migratietoets.istandaard.releases import Domein

CLIENTS_PER_CASE = 6
ROOM = 9_090
"""How many clients there are before the test range of BSNs is used up, in whole cases."""
SECOND_TURN = 3
"""Of a case beyond the range the clients are those that a case of the first turn has left over, from its D on."""
SEED = 0


def client(case: Case, ref: str, domein: Domein) -> Client:
    """A client of a case (A, B, ...)."""
    turn, position = divmod(case.number * CLIENTS_PER_CASE + ord(ref[0]) - ord("A"), ROOM)
    return person(SEED, (position + turn * SECOND_TURN) % ROOM, (domein,)).client


def clients(case: Case, domein: Domein) -> dict[str, Client]:
    """Every client named in a case, by ref; a step that names none is about A."""
    refs = {given.client for given in case.given.toewijzingen} | {step.action.client or "A" for step in case.steps}
    return {ref: client(case, ref, domein) for ref in sorted(refs)}
