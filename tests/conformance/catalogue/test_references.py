"""What a case names is there when it names it."""

import pytest

from migratietoets.conformance.catalogue.case.reading import read_case
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.references import missing_references

CARE = {"product": "begeleiding", "specifiek": True, "ingangsdatum": "2021-02-01", "einddatum": "2021-06-30"}
ASK = {"op": "2021-01-11", "aan": "aanbieder", "opdracht": "vraag_toewijzing_aan", "producten": [CARE, CARE]}
CHANGE = {
    "op": "2021-01-11",
    "aan": "aanbieder",
    "opdracht": "vraag_wijziging_aan",
    "toewijzing": "T1",
    "gewenst": CARE,
}
T1 = {"ref": "T1", "nummer": 1, **CARE}


def answer(verzoek):
    says = {"van": "gemeente", "soort": "319", "release": "3.0", "verzoek": verzoek, "verzoekantwoord": "2"}
    return {"op": "2021-01-13", "bericht": says}


def grant(*lines):
    return {"op": "2021-01-14", "bericht": {"van": "gemeente", "soort": "301", "release": "3.0", "regels": [*lines]}}


def missing(*steps, soort="positief"):
    fixed = {"id": "vot-vow/een", "titel": "Een geval", "bron": "dia 1"}
    return missing_references(
        read_case(1, fixed | {"soort": soort, "gegeven": {"toewijzingen": [T1]}, "verloop": [*steps]})
    )


def test_every_case_of_the_catalogue_names_what_is_there():
    assert {case.id: found for case in cases().values() if (found := missing_references(case))} == {}


@pytest.mark.parametrize(
    ("steps", "number"),
    [((ASK,), 2), ((CHANGE,), 1), ((ASK, CHANGE), 3), ((CHANGE, answer(1), ASK), 3)],
)
def test_what_was_asked_before_can_be_named_by_number_and_no_more(steps, number):
    assert missing(*steps, answer(number)) == []
    place = len(steps) + 1
    assert missing(*steps, answer(number + 1)) == [
        f"stap {place}: verwacht een eerder gegeven opdracht om het te vragen; gevonden verzoek {number + 1}"
    ]


def test_what_is_asked_later_cannot_be_named_yet():
    assert len(missing(answer(1), ASK)) == 1


def test_in_a_script_nobody_is_asked_so_no_number_is_known():
    assert len(missing(ASK, answer(1), soort="negatief")) == 1
    assert missing(ASK, answer("V1"), soort="negatief") == []


def changes(ref):
    line = {"ref": ref, "ingangsdatum": "2021-02-01", "budget": 5000}
    says = {"van": "aanbieder", "soort": "317", "release": "3.0"}
    return {"op": "2021-01-13", "bericht": says | {"wijziging": {"referentie": "V1", "te_wijzigen": [line]}}}


def test_what_the_gemeente_had_to_grant_before_can_be_named_by_number_and_no_more():
    order = {"op": "2021-01-11", "aan": "gemeente", "opdracht": "ken_toe", "client": "A", "gewenst": CARE}
    assert missing(order, order, changes(2)) == missing(changes("T1")) == []
    assert missing(order, changes(2)) == [
        "stap 2: verwacht een eerder gegeven opdracht om haar toe te kennen; gevonden toewijzing 2"
    ]
    assert len(missing(changes(1), order)) == len(missing(changes("T2"))) == 1
    assert len(missing(order, changes(1), soort="negatief")) == 1


def test_what_may_never_be_sent_grants_nothing_that_a_later_step_can_rest_on():
    new = {"ref": "N1", "nummer": 11, **CARE}
    assert missing(ASK, grant(new), grant({"ref": "N1"})) == []
    assert len(missing(ASK, grant(new | {"referentie": 1}), grant({"ref": "N1"}))) == 1
    assert missing(ASK, grant(new | {"referentie": 1}), grant(new)) == []


def test_a_toewijzing_can_be_what_was_asked_but_no_more_than_that():
    line = {"ref": "N1", "nummer": 11}
    assert missing(ASK, grant(line | {"zoals_gevraagd": 2})) == []
    assert len(missing(ASK, grant(line | {"zoals_gevraagd": 3}))) == 1
