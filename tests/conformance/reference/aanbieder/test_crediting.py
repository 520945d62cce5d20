"""When a debit may be taken back, and what the credit says."""

from dataclasses import replace
from datetime import date

import pytest

from migratietoets.conformance.reference.aanbieder.crediting import Crediting
from migratietoets.conformance.reference.aanbieder.submitted import ClaimVerdict
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.declaratieantwoord import make_304, make_325
from migratietoets.istandaard.berichten.retour import REJECTED
from tests.helpers.claims_by_hand import DECEMBER, JANUARY, P13, aanbieder, inspanning
from tests.helpers.play import BSNS, DOMEINEN, Player, Sent, ref, with_desks

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


def respond(a: Player, heen: Sent, **options) -> list[Sent]:
    """The gemeente answers a claim on the day the clock of the aanbieder shows; what comes back at once."""
    make = make_304 if heen.kind == "303" else make_325
    answer = make(heen.bericht, identificatie="G1", dagtekening=heen.at.date(), **options)
    return a.deliver(build(answer).decode(), answer.kind, heen.release)


def claimed(domein, kind: str, system=ReferenceParty):
    """Four hours, claimed by 323, 303-D or 303-F and not answered yet."""
    t = inspanning(domein)
    a = aanbieder(t, system=system)
    day = "2021-01-12" if kind == "323" else "2020-12-29"
    a.record_delivery(t, day, 4)
    (debit,) = a.claim_deliveries("2021-01-31", "303-F" if kind == "303-F" else "303-D")
    return t, a, day, debit


KINDS = ["323", "303-D", "303-F"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        ("geen", {"303-F"}),
        ("goed", {"323", "303-D", "303-F"}),
        ("afgekeurd", {"303-F"}),
        ("geweigerd", set()),
    ],
)
def test_when_a_credit_is_permitted(domein, kind, answer, allowed):
    t, a, day, debit = claimed(domein, kind)
    number = debit.prestaties[0].referentienummer
    options = {"goed": {}, "afgekeurd": {"rejected": {number: ["9308"]}}, "geweigerd": {"refused": [REJECTED]}}
    if answer != "geen":
        respond(a, debit, **options[answer])
    assert len(a.credit_delivery(t, day)) == (kind in allowed)
    assert a.credit_delivery(t, day) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_credit_equals_the_debit(domein, kind):
    t, a, day, debit = claimed(domein, kind)
    respond(a, debit)
    (bericht,) = a.credit_delivery(t, day)
    (old,), (new,) = debit.prestaties, bericht.prestaties
    assert new.referentienummer != old.referentienummer
    assert new == replace(
        old,
        referentienummer=new.referentienummer,
        previous_referentienummer=old.referentienummer,
        debet_credit="C",
    )
    assert (bericht.kind, bericht.head.kind, bericht.period) == (debit.kind, debit.head.kind, debit.period)
    assert (bericht.head.totaalbedrag, debit.head.totaalbedrag) == (-18800, 18800)
    assert bericht.head.number != debit.head.number


def test_of_a_declaratie_granted_in_part_what_was_granted_is_credited(domein):
    t, a, day, debit = claimed(domein, "303-D")
    number = debit.prestaties[0].referentienummer
    respond(a, debit, rejected={number: ["9321"]}, partly={number: 4700})
    (bericht,) = a.credit_delivery(t, day)
    assert [(p.bedrag, p.debet_credit) for p in bericht.prestaties] == [(4700, "C")]


def test_what_was_not_claimed_is_not_credited(domein):
    t = inspanning(domein)
    a = aanbieder(t)
    assert a.credit_delivery(t, "2021-01-12") == []
    a.record_delivery(t, "2021-01-12", 4)
    assert a.credit_delivery(t, "2021-01-12") == []
    (debit,) = a.claim_deliveries("2021-01-31")
    respond(a, debit)
    assert a.credit_delivery(t, "2021-01-13") == []


def test_an_answer_outside_the_schema_says_nothing(domein):
    t, a, day, debit = claimed(domein, "323")
    passed = build(make_325(debit.bericht, identificatie="G1", dagtekening=date(2021, 2, 1))).decode()
    assert a.deliver(passed.replace(">8001<", ">ja<"), "325", "3.0") == []
    assert a.credit_delivery(t, day) == []
    a.deliver(passed, "325", "3.0")
    assert len(a.credit_delivery(t, day)) == 1


def test_one_client_rejected_and_the_other_not(domein):
    one, other = inspanning(domein), inspanning(domein, id="T2", bsn=BSNS[1], toewijzingnummer="2")
    a = aanbieder(one, other)
    a.record_delivery(one, "2021-01-12", 4)
    a.record_delivery(other, "2021-01-14", 3)
    (debit,) = a.claim_deliveries("2021-01-31")
    respond(a, debit, rejected={debit.prestaties[1].referentienummer: ["9308"]})
    assert a.credit_delivery(other, "2021-01-14") == []
    (credit,) = a.credit_delivery(one, "2021-01-12")
    assert [p.bsn for p in credit.prestaties] == [BSNS[0]]


def test_in_the_quiet_period_the_credit_waits_and_credits_go_together(domein):
    one, other = inspanning(domein), inspanning(domein, id="T2", bsn=BSNS[1], toewijzingnummer="2")
    a = aanbieder(one, other, at="2020-12-28")
    a.record_delivery(one, "2020-11-17", 4)
    a.record_delivery(other, "2020-11-18", 3)
    (debit,) = a.claim_deliveries("2020-11-30", "303-F", "maand")
    a.to("2020-12-31")
    assert (
        a.credit_delivery(one, "2020-11-17")
        + a.credit_delivery(one, "2020-11-17")
        + a.credit_delivery(other, "2020-11-18")
        == []
    )
    (credit,) = a.to("2021-01-04")
    assert (credit.kind, credit.release, credit.at.isoformat()) == ("303", "3.0", "2021-01-04T09:00:00+01:00")
    assert [p.previous_referentienummer for p in credit.prestaties] == [p.referentienummer for p in debit.prestaties]
    assert credit.head.totaalbedrag == -32900


def test_a_credit_goes_along_with_the_last_period(domein):
    t = inspanning(domein)
    a = aanbieder(t)
    a.record_delivery(t, "2020-11-17", 4)
    a.record_delivery(t, "2020-12-17", 4)
    november, december = a.claim_deliveries("2020-12-31", period="maand")
    respond(a, november)
    (credit,) = a.credit_delivery(t, "2020-11-17")
    assert december.period == credit.period == DECEMBER
    assert credit.prestaties[0].begindatum == date(2020, 11, 1)


def test_after_a_credit_the_rest_of_the_prestatie_is_claimed_again(domein):
    t = inspanning(domein)
    a = aanbieder(t)
    for day, volume in (("2021-01-12", 4), ("2021-01-13", 3)):
        a.record_delivery(t, day, volume)
    (debit,) = a.claim_deliveries("2021-01-31")
    respond(a, debit)
    (credit,) = a.credit_delivery(t, "2021-01-12")
    (once_more,) = a.claim_deliveries("2021-01-31")
    assert [b.prestaties[0].volume for b in (debit, credit, once_more)] == [7, 7, 3]
    assert a.claim_deliveries("2021-01-31") == []


def test_a_refused_bericht_counts_as_not_received(domein):
    t, a, day, debit = claimed(domein, "323")
    respond(a, debit, refused=[REJECTED])
    (once_more,) = a.claim_deliveries("2021-01-31")
    assert (once_more.period, once_more.prestaties[0].bedrag) == (JANUARY, 18800)
    assert once_more.prestaties[0].referentienummer != debit.prestaties[0].referentienummer
    respond(a, once_more)
    (credit,) = a.credit_delivery(t, day)
    assert credit.prestaties[0].previous_referentienummer == once_more.prestaties[0].referentienummer


def test_what_was_refused_is_claimed_again_on_the_third_working_day_and_once(domein):
    _, a, _, debit = claimed(domein, "323")
    assert respond(a, debit, refused=[REJECTED]) == []
    assert a.to("2021-02-03") == []
    (once_more,) = a.to("2021-02-04")
    assert (once_more.period, once_more.prestaties[0].volume) == (JANUARY, 4)
    assert respond(a, once_more, refused=[REJECTED]) == []
    assert a.to("2021-02-28") == []


def test_a_rejected_prestatie_is_not_sent_again_and_uses_up_nothing(domein):
    t = inspanning(domein, volume=5, frequentie="4")
    a = aanbieder(t)
    a.record_delivery(t, "2020-12-15", 5)
    (debit,) = a.claim_deliveries("2020-12-31")
    respond(a, debit, rejected={debit.prestaties[0].referentienummer: ["9308"]})
    assert a.claim_deliveries("2020-12-31") == []
    a.record_delivery(t, "2020-12-16", 4)
    (new,) = a.claim_deliveries("2020-12-31")
    assert (new.period, new.prestaties[0].volume) == (P13, 4)


def test_a_refused_credit_goes_again_once(domein):
    t, a, day, debit = claimed(domein, "323")
    respond(a, debit)
    (credit,) = a.credit_delivery(t, day)
    assert a.credit_delivery(t, day) == []
    (once_more,) = respond(a, credit, refused=[REJECTED])
    assert once_more.prestaties[0].referentienummer != credit.prestaties[0].referentienummer
    assert once_more.prestaties[0].previous_referentienummer == debit.prestaties[0].referentienummer
    assert respond(a, once_more, refused=[REJECTED]) == []


def test_a_fault_is_one_method(domein):
    class Impatient(Crediting):
        def may_credit(self, debit):
            return debit.verdict is ClaimVerdict.OPEN

    t, a, day, _ = claimed(domein, "323", system=with_desks(Impatient))
    assert len(a.instruction("crediteer", toewijzing=ref(t), geleverd=day)) == 1
