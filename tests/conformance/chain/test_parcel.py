from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from migratietoets.conformance.chain.parcel import Parcel, inspect
from migratietoets.conformance.protocol.processes import MAY_SEND
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.kalender import AMSTERDAM
from tests.helpers.sample_messages import toewijzing

NOW = datetime(2020, 10, 1, 17, tzinfo=AMSTERDAM)
PREVIOUS = NOW - timedelta(hours=8)
GOOD = Parcel("gemeente", "301", "3.0", NOW.isoformat(), build(toewijzing()).decode())


def test_a_valid_message_from_the_right_party_at_its_moment_has_no_faults():
    bericht, faults = inspect(GOOD, PREVIOUS, NOW)
    assert (bericht.kind, faults) == ("301", [])


@pytest.mark.parametrize("moment", [NOW + timedelta(seconds=1), PREVIOUS - timedelta(seconds=1)])
def test_a_moment_outside_the_step_is_a_fault(moment):
    _, faults = inspect(replace(GOOD, sent_at=moment.isoformat()), PREVIOUS, NOW)
    assert faults == [
        f"het verzendmoment {moment.isoformat()} valt buiten de stap waarin het bericht is opgehaald",
    ]


def test_a_message_that_this_role_does_not_send_is_a_fault():
    assert inspect(replace(GOOD, sender="aanbieder"), PREVIOUS, NOW)[1] == ["een aanbieder verzendt geen 301"]
    assert not MAY_SEND["gemeente"] & MAY_SEND["aanbieder"]


def test_what_is_announced_as_something_else_is_a_fault():
    for other in (replace(GOOD, code="306"), replace(GOOD, release="2.4")):
        (fault,) = inspect(other, PREVIOUS, NOW)[1]
        assert fault.startswith(f"aangekondigd als {other.code} {other.release}, maar het is een ")


def test_what_cannot_be_read_is_a_fault_and_no_message():
    bericht, faults = inspect(replace(GOOD, xml="geen xml"), PREVIOUS, NOW)
    assert bericht is None
    assert len(faults) == 1


def test_faults_of_the_xml_are_told_with_their_place():
    _, (fault, *_) = inspect(replace(GOOD, xml=GOOD.xml.replace(">0344<", ">geen gemeente<")), PREVIOUS, NOW)
    assert "(regel " in fault


def test_a_parcel_goes_to_the_other_role_with_its_contents_alone():
    assert GOOD.receiver == "aanbieder"
    assert GOOD.contents == {"code": "301", "release": "3.0", "xml": GOOD.xml}
