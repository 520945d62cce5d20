"""What a case says is damaged on its way is not read, and comes back refused; the next one comes over."""

import pytest

from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.log import EventLog
from migratietoets.istandaard.releases import Domein


def played(case, role, adapter="referentie"):
    selection = Selection(adapter=adapter, roles=(role,), domeinen=(Domein.WMO,), cases=(case,), rules=("AC-09",))
    run = Run(selection, lambda _: EventLog())
    (campaign,) = selection.campaigns()
    run.verdicts(campaign)
    return traces(run.events(campaign))[campaign.id, case]


@pytest.mark.parametrize(
    ("case", "role", "kind"),
    [
        ("overzicht/geweigerde-toewijzing-gaat-opnieuw", "gemeente", "301"),
        ("vot-vow/geweigerd-antwoord-gaat-opnieuw", "gemeente", "319"),
        ("afsluiten-zorg/geweigerde-start-en-stop-gaan-opnieuw", "aanbieder", "305"),
        ("afsluiten-zorg/geweigerde-start-en-stop-gaan-opnieuw", "aanbieder", "307"),
        ("vot-vow/geweigerde-verzoeken-gaan-opnieuw", "aanbieder", "315"),
        ("vot-vow/geweigerde-verzoeken-gaan-opnieuw", "aanbieder", "317"),
        ("declareren/geweigerde-declaraties-gaan-opnieuw", "aanbieder", "303"),
        ("declareren/geweigerde-declaraties-gaan-opnieuw", "aanbieder", "323"),
    ],
)
def test_the_first_of_a_kind_is_refused_and_goes_again(case, role, kind):
    trace = played(case, role)
    first, second = trace.from_system(kind)
    refusal, *rest = trace.answers[first.n]
    assert (refusal.retourcodes, refusal.origin, rest) == (["0001"], "kit", [])
    assert set(trace.answer_to(second).retourcodes) <= {"0200", "8001"}
    assert trace.answer_to(second).origin == "party"
    assert first.header.identificatie != second.header.identificatie
