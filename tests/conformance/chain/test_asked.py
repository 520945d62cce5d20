"""A message of the kit that names what the system asked or granted is sent when it did, and otherwise not."""

import pytest

from migratietoets.conformance.reference.aanbieder.verzoeken import Verzoeken
from migratietoets.conformance.reference.gemeente.granting import Granting
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.conformance.vocabulary.verdicts import Verdict
from tests.helpers.play import with_desks
from tests.hostile.garbage import play


class Silent(Verzoeken):
    """Asks nothing."""

    def send_requests(self):
        self.requests = []


class Refuses(Granting):
    """Grants nothing that its desk is told to grant."""

    def grant(self, _params):
        return {}


SYSTEMS = {"asks": (ReferenceParty, Verdict.PASS, 2), "is silent": (with_desks(Silent), Verdict.NOT_EXERCISED, 0)}


@pytest.mark.parametrize("name", SYSTEMS)
@pytest.mark.parametrize("case", ["vot-vow/ontvangst-319-tr360", "vot-vow/ontvangst-301-tr362"])
def test_who_asks_nothing_gets_no_answer_and_is_not_tested(name, case):
    system, verdict, evaluations = SYSTEMS[name]
    errors, verdicts = play(system, "aanbieder", [case])
    assert errors == []
    assert [(one.verdict, one.evaluations) for one in verdicts if one.rule == "AC-14"] == [(verdict, evaluations)]


@pytest.mark.parametrize(
    ("system", "verdict", "evaluations"),
    [(ReferenceParty, Verdict.PASS, 2), (with_desks(Refuses), Verdict.NOT_EXERCISED, 0)],
)
def test_who_grants_nothing_gets_no_request_to_change_it_and_is_not_tested(system, verdict, evaluations):
    errors, verdicts = play(system, "gemeente", ["vot-vow/ontvangst-317-tr375"])
    assert errors == []
    assert [(one.verdict, one.evaluations) for one in verdicts if one.rule == "AC-14"] == [(verdict, evaluations)]
