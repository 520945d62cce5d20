"""Care that begins anew is reported anew (OP271), and what the desk corrected as it corrected it (AC-02)."""

import pytest

from tests.helpers.requests_by_hand import RUNNING, bericht, verdict

T1 = RUNNING | {"ingangsdatum": "2021-01-11", "einddatum": "2021-12-31", "gestart": False}
PAUSE, END = {"wmo": "20", "jw": "20"}, {"wmo": "21", "jw": "32"}


def starts(op, day):
    return {"op": op, "aan": "aanbieder", "opdracht": "start_zorg", "toewijzing": "T1", "begindatum": day}


def stops(op, day, reden=END):
    return {"op": op, "aan": "aanbieder", "opdracht": "stop_zorg", "toewijzing": "T1", "einddatum": day, "reden": reden}


def started(op, day, **more):
    return bericht(op, "aanbieder", "305", "3.0", producten=[{"ref": "T1", "begindatum": day, **more}])


def stopped(op, day, reden=END, begin="2021-01-11", **more):
    line = {"ref": "T1", "begindatum": begin, "einddatum": day, "reden": reden, **more}
    return bericht(op, "aanbieder", "307", "3.0", producten=[line])


BEGUN = starts("2021-01-12T08:00", "2021-01-11"), started("2021-01-12", "2021-01-11")
AGAIN = starts("2021-01-25", "2021-01-25")


def until_the_17th(reden):
    return stops("2021-01-18", "2021-01-17", reden), stopped("2021-01-18T12:00", "2021-01-17", reden)


def judged(rule, *steps, given=T1, **more):
    return verdict(rule, list(steps), role="aanbieder", given=[given], **more)


@pytest.mark.parametrize("reden", [PAUSE, END])
@pytest.mark.parametrize(("until", "expected"), [("2021-01-31", "not_verifiable"), ("2021-02-01", "fail")])
def test_care_that_began_anew_is_reported_within_five_working_days(until, expected, reden):
    assert judged("OP271", *BEGUN, *until_the_17th(reden), AGAIN, until=until) == expected
    assert judged("OP271", *BEGUN, *until_the_17th(reden), AGAIN, started("2021-01-29", "2021-01-25")) == "pass"


@pytest.mark.parametrize(("day", "expected"), [("2021-01-17", "pass"), ("2021-01-18", "fail")])
def test_care_begins_anew_after_the_stop(day, expected):
    again = starts("2021-01-25", day)
    assert judged("OP271", *BEGUN, *until_the_17th(PAUSE), again) == expected


def test_a_stop_of_this_beginning_is_none_before_it():
    early = stops("2021-01-25", "2021-01-24"), stopped("2021-01-25", "2021-01-04")
    assert judged("OP271", *BEGUN, *early) == "pass"
    assert judged("OP271", *BEGUN, starts("2021-01-18", "2021-01-18"), *early) == "pass"


def test_a_stop_that_was_reported_late_ends_earlier_care_all_the_same():
    ordered, late = stops("2021-01-18", "2021-01-17", PAUSE), stopped("2021-01-25T12:00", "2021-01-17", PAUSE)
    assert judged("OP271", *BEGUN, ordered, AGAIN, late) == "fail"
    assert judged("OP271", *BEGUN, ordered, AGAIN, late, started("2021-01-26", "2021-01-25")) == "pass"


def test_care_from_before_the_trace_begins_anew_as_well():
    old = T1 | {"ingangsdatum": "2020-05-04", "gestart": True}
    paused = stops("2021-01-18", "2021-01-17", PAUSE), stopped("2021-01-18T12:00", "2021-01-17", PAUSE, "2020-05-04")
    assert judged("OP271", starts("2021-01-11", "2021-01-11"), given=old) == "pass"
    assert judged("OP271", *paused, AGAIN, given=old) == "fail"
    assert judged("OP271", *paused, AGAIN, started("2021-01-26", "2021-01-25"), given=old) == "pass"


def test_a_later_beginning_is_no_report_of_an_earlier_one():
    more = stops("2021-02-01", "2021-01-31", PAUSE), starts("2021-02-08", "2021-02-08")
    said = *BEGUN, *until_the_17th(PAUSE), AGAIN, *more, started("2021-02-09", "2021-02-08")
    assert judged("OP271", *said) == "fail"


def test_a_beginning_that_the_desk_took_back_is_not_missed():
    never = stops("2021-01-26", "2021-01-17")
    assert judged("OP271", *BEGUN, *until_the_17th(PAUSE), AGAIN, never) == "pass"


def test_where_the_stop_was_taken_back_nothing_begins_anew():
    back = stopped("2021-01-20", "2021-01-17", PAUSE, status="3")
    assert judged("OP271", *BEGUN, *until_the_17th(PAUSE), back, AGAIN) == "pass"


def test_of_a_start_that_was_corrected_the_last_word_is_reported():
    said = starts("2021-01-12", "2021-01-11"), starts("2021-01-13", "2021-01-12")
    assert judged("AC-02", *said, started("2021-01-14", "2021-01-11")) == "fail"
    assert judged("AC-02", *said, started("2021-01-14", "2021-01-12")) == "pass"
    assert judged("OP271", *said, started("2021-01-14", "2021-01-12")) == "pass"
    assert judged("AC-02", said[0], started("2021-01-12T12:00", "2021-01-11"), said[1]) == "pass"


def test_a_start_that_was_taken_back_for_the_correction_is_no_mistake():
    said = starts("2021-01-12", "2021-01-11"), starts("2021-01-13", "2021-01-12")
    mended = started("2021-01-15", "2021-01-11", status="3"), started("2021-01-15T12:00", "2021-01-12")
    assert judged("AC-02", *said, started("2021-01-14", "2021-01-11"), *mended) == "pass"


@pytest.mark.parametrize(("reden", "day"), [(END, "2021-01-19"), (PAUSE, "2021-01-18")])
def test_of_a_stop_that_was_corrected_the_last_word_is_reported(reden, day):
    said = *BEGUN, stops("2021-01-19", "2021-01-18"), stops("2021-01-20", day, reden)
    assert judged("AC-02", *said, stopped("2021-01-21", "2021-01-18")) == "fail"
    assert judged("AC-02", *said, stopped("2021-01-21", day, reden)) == "pass"


def test_a_definite_stop_after_a_temporary_one_corrects_nothing():
    said = *BEGUN, stops("2021-01-18", "2021-01-17", PAUSE), stops("2021-01-25", "2021-01-24")
    both = stopped("2021-01-25T10:00", "2021-01-17", PAUSE), stopped("2021-01-25T11:00", "2021-01-24")
    assert judged("AC-02", *said, *both) == "pass"


def test_what_begins_anew_corrects_nothing():
    late = started("2021-01-25T14:00", "2021-01-11"), stopped("2021-01-25T15:00", "2021-01-17", PAUSE)
    said = BEGUN[0], stops("2021-01-18", "2021-01-17", PAUSE), AGAIN, *late, started("2021-01-25T16:00", "2021-01-25")
    assert judged("AC-02", *said) == "pass"


def delivered(day):
    return {"op": "2021-02-01", "aan": "aanbieder", "opdracht": "registreer_levering", "toewijzing": "T1",
            "geleverd": day, "product": "begeleiding", "uitvoering": "inspanning", "volume": 2, "eenheid": "04",
            "tarief": 5000}  # fmt: skip


def claimed(first, last):
    line = {"referentie": "P1", "ref": "T1", "begindatum": first, "einddatum": last, "volume": 2, "tarief": 5000}
    period = {"begin": "2021-01-01", "eind": "2021-01-31"}
    return bericht("2021-02-05", "aanbieder", "323", "3.0", periode=period, prestaties=[line])


@pytest.mark.parametrize(("day", "expected"), [("29", "fail"), ("30", "fail"), ("31", "pass")])
def test_what_was_delivered_up_to_the_last_day_of_a_claim_is_claimed_by_it(day, expected):
    care = delivered(f"2021-01-{day}"), claimed("2021-01-18", "2021-01-30")
    assert judged("OP271", *BEGUN, *until_the_17th(END), *care) == expected


@pytest.mark.parametrize(("day", "expected"), [("29", "pass"), ("30", "pass"), ("31", "fail")])
def test_what_was_claimed_began_on_the_day_of_its_delivery_or_before(day, expected):
    care = started("2021-02-02", f"2021-01-{day}"), delivered("2021-01-30"), claimed("2021-01-18", "2021-01-31")
    assert judged("OP271", *BEGUN, *until_the_17th(END), *care) == expected
