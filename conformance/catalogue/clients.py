"""The clients of the cases: test persons, each with a BSN of the test range that no other case uses."""

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.generators.people.clients import person
from migratietoets.istandaard.model import Client
from migratietoets.istandaard.releases import Domein

CLIENTS_PER_CASE = 6
SEED = 0


def client(case: Case, ref: str, domein: Domein) -> Client:
    """A client of a case (A, B, ...)."""
    position = case.number * CLIENTS_PER_CASE + ord(ref[0]) - ord("A")
    return person(SEED, position, (domein,)).client


def clients(case: Case, domein: Domein) -> dict[str, Client]:
    """Every client named in a case, by ref; a step that names none is about A."""
    refs = {given.client for given in case.given.toewijzingen} | {step.action.client or "A" for step in case.steps}
    return {ref: client(case, ref, domein) for ref in sorted(refs)}
