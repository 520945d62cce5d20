"""Whatever a party sends, it is never the kit's fault, and it hides nothing of what else was found."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.vocabulary.events import KIT
from migratietoets.conformance.vocabulary.verdicts import Verdict
from tests.hostile.garbage import NOTICES, PLANTS, clients_of, planted, play
from tests.proof.mutants.gemeente import GeeftDeHelft
from tests.proof.mutants.start_stop import StartTeLaat

SYSTEMS = {
    "gemeente": (
        GeeftDeHelft,
        "toewijzingen/per-4-weken-deelbaar",
        [
            "toewijzingen/per-4-weken-niet-deelbaar",
            "migratie/budget-op-31-januari",
            "overzicht/toekennen-rond-de-overgang",
        ],
    ),
    "aanbieder": (
        StartTeLaat,
        "afsluiten-zorg/gestart-en-gestopt-in-januari",
        ["overzicht/start-zorg-rond-de-overgang", "declareren/geweigerde-declaraties-gaan-opnieuw"],
    ),
}
"""Role -> a system with a fault, a case that shows it, and cases of which messages are spoilt."""


def broken(verdicts, case):
    """The rules that are broken in a case, with what was found."""
    return {
        (one.rule, finding.text, finding.found)
        for one in verdicts
        for finding in one.findings
        if one.case == case and one.verdict is finding.verdict is Verdict.FAIL
    }


@cache
def without_garbage(role):
    system, shows, touched = SYSTEMS[role]
    errors, verdicts = play(system, role, [shows, *touched])
    found = broken(verdicts, shows)
    assert found
    assert not errors
    return found


def _check(role, plants, notices):
    system, shows, touched = SYSTEMS[role]
    bsns = {bsn for name in touched for bsn in clients_of(cases()[name])}
    errors, verdicts = play(planted(system, role, bsns, plants, notices), role, [shows, *touched])
    assert not [one.text for one in errors if one.kind == KIT]
    assert not [one for one in verdicts if one.verdict is Verdict.KIT_ERROR]
    assert broken(verdicts, shows) >= without_garbage(role)
    assert not [one for one in verdicts if one.case == shows and one.verdict is Verdict.ADAPTER_ERROR]


@pytest.mark.parametrize("role", SYSTEMS)
@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plants=PLANTS, notices=NOTICES)
def test_garbage_is_never_a_fault_of_the_kit_and_hides_nothing(role, plants, notices):
    _check(role, plants, notices)


@pytest.mark.traag
@pytest.mark.parametrize("role", SYSTEMS)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plants=PLANTS, notices=NOTICES)
def test_a_lot_of_garbage_is_never_a_fault_of_the_kit_and_hides_nothing(role, plants, notices):
    _check(role, plants, notices)
