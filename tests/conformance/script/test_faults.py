"""A message is made to break what only its receiver can see: the day of today, and who his clients are."""

from datetime import date

import pytest

from migratietoets.conformance.catalogue.case.messages import Fault
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.clients import CLIENTS_PER_CASE, client
from migratietoets.conformance.script.faults import NOBODY, with_fault
from migratietoets.generators.messages.message import family
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.header import bsns, header
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation import validate

KINDS = ("301", "305", "307", "315", "317", "319", "323")


def message(kind, domein=Domein.WMO, place=0):
    return list(family(kind, Release.R30, domein, number=7).values())[place]


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize("kind", KINDS)
def test_a_message_dated_ahead_is_right_but_for_its_day(kind, domein):
    right = message(kind, domein)
    wrong = with_fault(right, Fault(rule="CS064"))
    assert (header(wrong).dagtekening - header(right).dagtekening).days == 14
    assert validate(build(wrong)) == validate(build(right)) == []


@pytest.mark.parametrize("kind", ["317", "323"])
def test_a_message_about_nobody_is_right_but_for_its_client(kind):
    right = message(kind)
    wrong = with_fault(right, Fault(rule="TR304"))
    assert (bsns(wrong)[0], bsns(wrong)[1:]) == (NOBODY, bsns(right)[1:])
    assert (validate(build(wrong)), bsns(right)[0] != NOBODY) == ([], True)


def test_nobody_is_a_client_of_no_case():
    refs = "ABCDEF"[:CLIENTS_PER_CASE]
    assert NOBODY not in {client(case, ref, Domein.WMO).bsn for case in cases().values() for ref in refs}


def test_without_a_fault_and_beside_earlier_messages_a_message_stays_as_it_is():
    right = message("305")
    assert with_fault(right, None) is with_fault(right, Fault(rule="TR326")) is right


def test_what_one_message_can_break_is_broken_in_the_product_that_is_asked():
    wrong = with_fault(message("305", place=1), Fault(rule="CS023", producten=(2,)))
    first, second = wrong.content["Client"]["StartProducten"]["StartProduct"]
    day = header(wrong).dagtekening
    assert date.fromisoformat(first["Begindatum"]) <= day < date.fromisoformat(second["Begindatum"])
