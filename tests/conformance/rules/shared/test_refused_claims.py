"""What was claimed or credited in a message that was refused comes through after all: when, and when not (AC-09)."""

import pytest

from migratietoets.istandaard.releases import Domein
from tests.helpers.requests_by_hand import bericht, verdict

T1 = {"ref": "T1", "nummer": 1, "product": "begeleiding", "specifiek": True, "volume": 20, "eenheid": "04",
      "frequentie": "4", "uitvoering": "inspanning", "ingangsdatum": "2020-06-01",
      "einddatum": "2021-05-30"}  # fmt: skip
JANUARY = ("2021-01-01", "2021-01-31")
DECEMBER = ("2020-12-01", "2020-12-31")


def desk(op, opdracht, **more):
    return {"op": op, "aan": "aanbieder", "opdracht": opdracht, **more}


def delivered(op, day="2021-01-12", volume=4):
    care = {"toewijzing": "T1", "geleverd": day, "uitvoering": "inspanning", "volume": volume, "tarief": 4700}
    return desk(op, "registreer_levering", **care)


def ordered(op, until="2021-01-31"):
    return desk(op, "declareer", tot_en_met=until, bericht_2020="303-D", periode_2020="maand")


def credit_asked(op):
    return desk(op, "crediteer", toewijzing="T1", geleverd="2021-01-12")


def claim(op, referentie="P1", kind="323", period=JANUARY, volume=4, **more):
    begin, end = period
    line = {"ref": "T1", "referentie": referentie, "begindatum": begin, "einddatum": end, "volume": volume,
            "tarief": 4700, **more}  # fmt: skip
    return bericht(op, "aanbieder", kind, "3.0", periode={"begin": begin, "eind": end}, prestaties=[line])


def credit(op, referentie="C1"):
    lines = [{"referentie": referentie, "vorige": "P1"}]
    return bericht(op, "aanbieder", "323", "3.0", periode=dict(zip(("begin", "eind"), JANUARY, strict=True)),
                   prestaties=lines)  # fmt: skip


def answer(op, step, kind="325", *, refused=True):
    return bericht(op, "gemeente", kind, "3.0", op_stap=step, **({"bericht_afgekeurd": True} if refused else {}))


def judged(*steps, until="2021-03-08", given=T1, **more):
    return verdict("AC-09", list(steps), role="aanbieder", given=[given], until=until, **more)


LOST = (delivered("2021-01-29"), ordered("2021-02-01"), claim("2021-02-01T10:00"), answer("2021-02-03", 3))
CREDIT_LOST = (*LOST[:3], answer("2021-02-03", 3, refused=False), credit_asked("2021-02-08"),
               credit("2021-02-08T10:00"), answer("2021-02-10", 6))  # fmt: skip


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(("day", "expected"), [("03T15:00", "pass"), ("10", "pass"), ("11", "warn")])
def test_a_claim_goes_again_within_five_working_days(day, expected, domein):
    assert judged(*LOST, claim(f"2021-02-{day}", "P2"), domein=domein) == expected


@pytest.mark.parametrize(("until", "expected"), [("2021-02-09", "not_verifiable"), ("2021-02-10", "fail")])
def test_a_claim_that_never_came_through_is_missed(until, expected):
    assert judged(*LOST, until=until) == expected


def test_the_term_counts_from_the_order_where_that_came_after():
    assert judged(LOST[0], claim("2021-02-01"), answer("2021-02-03", 2), ordered("2021-02-24")) == "fail"
    late = ordered("2021-02-24"), claim("2021-02-26", "P2")
    assert judged(LOST[0], claim("2021-02-01"), answer("2021-02-03", 2), *late) == "pass"


@pytest.mark.parametrize("domein", Domein)
def test_a_claim_of_2020_goes_again(domein):
    lost = (delivered("2021-01-11", "2020-12-08"), ordered("2021-01-12", "2020-12-31"),
            claim("2021-01-12T10:00", kind="303", period=DECEMBER), answer("2021-01-14", 3, "304"))  # fmt: skip
    assert judged(*lost, domein=domein) == "fail"
    assert judged(*lost, claim("2021-01-21", "P2", "303", DECEMBER), domein=domein) == "pass"


def test_another_claim_that_holds_the_deliveries_takes_its_place():
    more = delivered("2021-02-04", "2021-01-19", 3), ordered("2021-02-05")
    assert judged(*LOST, *more, claim("2021-02-05T10:00", "P2", volume=7)) == "pass"
    assert judged(*LOST, *more, claim("2021-02-05T10:00", "P2", volume=3)) == "fail"


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(("volume", "expected"), [(4, "pass"), (3, "fail"), (1, "fail")])
def test_a_claim_goes_again_whole(volume, expected, domein):
    part = *LOST, claim("2021-02-05", "P2", volume=volume)
    assert judged(*part, domein=domein) == expected
    assert judged(*part, until="2021-02-09", domein=domein) == ("pass" if volume == 4 else "not_verifiable")


def test_a_claim_may_go_again_in_parts():
    assert judged(*LOST, claim("2021-02-05", "P2", volume=3), claim("2021-02-08", "P3", volume=1)) == "pass"


def test_what_goes_again_in_part_and_has_no_room_for_the_rest_is_enough():
    small = T1 | {"volume": 6}
    more = delivered("2021-02-04", "2021-01-19", 3), ordered("2021-02-05")
    assert judged(*LOST, *more, claim("2021-02-05T10:00", "P2", volume=5), given=small) == "pass"


def test_after_a_second_refusal_a_part_does_not_tell():
    twice = *LOST, claim("2021-02-05", "P2"), answer("2021-02-08", 5)
    assert judged(*twice, claim("2021-02-09", "P3", volume=2)) == "pass"


def test_one_that_went_before_the_refusal_was_known_takes_its_place():
    before = (*LOST[:3], claim("2021-02-02", "P2"), answer("2021-02-03", 3))
    assert judged(*before) == "pass"


def test_what_is_refused_again_does_not_tell_whose_fault_it_is():
    assert judged(*LOST, claim("2021-02-08", "P2"), answer("2021-02-09", 5)) == "not_verifiable"


def test_what_nobody_is_seen_to_have_asked_does_not_tell():
    assert judged(LOST[0], claim("2021-02-01"), answer("2021-02-03", 2)) == "not_verifiable"
    assert judged(claim("2021-02-01"), answer("2021-02-03", 1)) == "not_exercised"
    assert judged(*LOST, capaciteiten={"desk": False}) == "not_verifiable"


@pytest.mark.parametrize(
    "wrong",
    [
        claim("2021-02-01T10:00", kind="303"),
        claim("2021-01-30T10:00"),
        claim("2021-02-01T10:00", volume=5),
        claim("2021-02-01T10:00", bedrag=1),
    ],
)
def test_a_refusal_that_may_be_right_asks_for_nothing(wrong):
    kind = "304" if wrong["bericht"]["soort"] == "303" else "325"
    order = ordered("2021-01-30" if wrong["op"] < "2021-02" else "2021-02-01")
    assert judged(LOST[0], order, wrong, answer("2021-02-03", 3, kind)) == "not_exercised"


def test_what_the_gemeente_refused_at_its_desk_asks_for_nothing():
    decided = {"op": "2021-02-03", "aan": "gemeente", "opdracht": "beoordeel_declaratie", "client": "A",
               "besluit": "bericht_afkeuren"}  # fmt: skip
    assert judged(*LOST[:3], decided, answer("2021-02-03T10:00", 3)) == "not_exercised"


def test_what_the_desk_wants_back_is_not_claimed_again():
    assert judged(*LOST, credit_asked("2021-02-05")) == "not_exercised"


def test_what_has_no_toewijzing_any_more_is_not_claimed_again():
    cancelled = bericht("2021-02-05", "gemeente", "301", "3.0",
                        regels=[{"ref": "T1", "einddatum": "2020-06-01", "reden": "01"}])  # fmt: skip
    assert judged(*LOST, cancelled) == "not_exercised"


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(("day", "expected"), [("17", "pass"), ("18", "warn")])
def test_a_credit_goes_again_within_five_working_days(day, expected, domein):
    assert judged(*CREDIT_LOST, credit(f"2021-02-{day}", "C2"), domein=domein) == expected


@pytest.mark.parametrize(("until", "expected"), [("2021-02-16", "not_verifiable"), ("2021-02-17", "fail")])
def test_a_credit_that_never_came_through_is_missed(until, expected):
    assert judged(*CREDIT_LOST, until=until) == expected


def test_a_credit_that_nobody_asked_for_does_not_tell():
    unasked = (
        *CREDIT_LOST[:4],
        claim("2021-02-08", "P2", volume=4),
        credit("2021-02-08T10:00"),
        answer("2021-02-10", 6),
    )
    assert judged(*unasked) in {"not_exercised", "not_verifiable"}


def test_a_credit_on_what_was_never_granted_asks_for_nothing():
    early = (*LOST[:3], credit_asked("2021-02-02"), credit("2021-02-02T10:00"), answer("2021-02-10", 5))
    assert judged(*early) == "not_exercised"


@pytest.mark.parametrize(("day", "expected"), [("01", "pass"), ("05", "pass"), ("08", "warn")])
def test_output_of_week_53_may_wait_for_the_period_of_january(day, expected):
    care = {"toewijzing": "T1", "geleverd": "2020-W53", "uitvoering": "output", "volume": 6, "tarief": 4700}
    output = {**T1, "volume": 6, "eenheid": "82", "frequentie": "2", "uitvoering": "output"}
    old = output | {"einddatum": "2020-12-31"}
    new = output | {"ref": "T2", "nummer": 2, "ingangsdatum": "2021-01-01"}
    lost = (desk("2021-01-05", "registreer_levering", **care), ordered("2021-01-06", "2020-12-31"),
            claim("2021-01-06T10:00", kind="303", period=DECEMBER, volume=6), answer("2021-01-08", 3, "304"),
            ordered("2021-02-01"))  # fmt: skip
    again = claim(f"2021-02-{day}T10:00", "P2", volume=6, ref="T2")
    assert verdict("AC-09", [*lost, again], role="aanbieder", given=[old, new], until="2021-03-08") == expected


@pytest.mark.parametrize(("hours", "expected"), [(4, "pass"), (3, "pass"), (2, "fail")])
def test_what_whole_hours_may_hide_of_minutes_need_not_go_again(hours, expected):
    minutes = delivered("2021-01-29", volume=210) | {"eenheid": "01", "tarief": 80}
    first = claim("2021-02-01T10:00", volume=4, tarief=4800)
    lost = minutes, ordered("2021-02-01"), first, answer("2021-02-03", 3)
    assert judged(*lost, claim("2021-02-05", "P2", volume=hours, tarief=4800)) == expected
