"""What was refused goes again: when it is needed, by when, and what counts as sending it again (AC-09)."""

import pytest

from migratietoets.istandaard.releases import Domein
from tests.helpers.requests_by_hand import verdict

CARE = {"product": "begeleiding", "specifiek": True, "volume": 4, "eenheid": "04", "frequentie": "2"}
DAYS = {"ingangsdatum": "2021-02-01", "einddatum": "2021-06-30"}
T1 = {"ref": "T1", "nummer": 1, **CARE, "ingangsdatum": "2021-01-04", "einddatum": "2021-06-30", "gestart": False}
ORDER = {"op": "2021-01-11", "aan": "gemeente", "opdracht": "ken_toe", "client": "A", "aanbieder": 1,
         "gewenst": {**CARE, **DAYS}}  # fmt: skip
START = {"op": "2021-01-11", "aan": "aanbieder", "opdracht": "start_zorg", "toewijzing": "T1",
         "begindatum": "2021-01-11"}  # fmt: skip
STOP = {"op": "2021-01-25", "aan": "aanbieder", "opdracht": "stop_zorg", "toewijzing": "T1",
        "einddatum": "2021-01-25", "reden": {"wmo": "21", "jw": "32"}}  # fmt: skip


def grant(op, nummer=11, **more):
    line = {"ref": f"N{nummer}", "nummer": nummer, **CARE, **DAYS, **more}
    return {"op": op, "bericht": {"van": "gemeente", "soort": "301", "release": "3.0", "regels": [line]}}


def start(op, **more):
    line = {"ref": "T1", "begindatum": "2021-01-11", **more}
    return {"op": op, "bericht": {"van": "aanbieder", "soort": "305", "release": "3.0", "producten": [line]}}


def stop(op, **more):
    line = {"ref": "T1", "begindatum": "2021-01-11", "einddatum": "2021-01-25", "reden": STOP["reden"], **more}
    return {"op": op, "bericht": {"van": "aanbieder", "soort": "307", "release": "3.0", "producten": [line]}}


def retour(op, step, kind="302", codes=("0001",)):
    sender = "aanbieder" if kind == "302" else "gemeente"
    return {"op": op, "bericht": {"van": sender, "soort": kind, "release": "3.0", "op_stap": step,
            "retourcodes": list(codes)}}  # fmt: skip


REFUSED = [ORDER, grant("2021-01-12"), retour("2021-01-13", 2)]


@pytest.mark.parametrize(("day", "expected"), [("13", "pass"), ("20", "pass"), ("21", "warn")])
def test_it_goes_within_five_working_days_after_the_refusal(day, expected):
    assert verdict("AC-09", [*REFUSED, grant(f"2021-01-{day}T10:00")]) == expected


@pytest.mark.parametrize(("until", "expected"), [("2021-01-19", "not_verifiable"), ("2021-01-20", "fail")])
def test_a_trace_that_ends_before_the_term_does_not_tell(until, expected):
    assert verdict("AC-09", REFUSED, until=until) == expected


@pytest.mark.parametrize("again", [grant("2021-01-14", 12), grant("2021-01-14", 11, volume=3)])
def test_corrected_it_may_differ(again):
    assert verdict("AC-09", [*REFUSED, again]) == "pass"


def test_what_nobody_is_seen_to_want_may_be_a_mistake():
    nobody = [grant("2021-01-12"), retour("2021-01-13", 1)]
    assert verdict("AC-09", nobody) == "not_verifiable"
    assert verdict("AC-09", REFUSED, capaciteiten={"desk": False}) == "not_verifiable"


def test_what_is_refused_again_does_not_tell_whose_fault_it_is():
    again = [*REFUSED, grant("2021-01-14"), retour("2021-01-15", 4)]
    assert verdict("AC-09", again) == "not_verifiable"


def test_an_approved_message_asks_nothing():
    assert verdict("AC-09", [ORDER, grant("2021-01-12"), retour("2021-01-13", 2, codes=["0200"])]) == "not_exercised"


@pytest.mark.parametrize("domein", Domein)
def test_a_start_and_a_stop_go_again(domein):
    def judged(*steps):
        return verdict("AC-09", list(steps), role="aanbieder", given=[T1], domein=domein)

    lost = [START, start("2021-01-11T10:00"), retour("2021-01-12", 2, "306")]
    assert judged(*lost) == "fail"
    assert judged(*lost, start("2021-01-19")) == "pass"
    assert judged(*lost, start("2021-01-20")) == "warn"
    begun = [START, start("2021-01-11T10:00"), STOP, stop("2021-01-25T10:00"), retour("2021-01-26", 4, "308")]
    assert judged(*begun) == "fail"
    assert judged(*begun, stop("2021-02-02")) == "pass"


def test_a_start_of_what_was_cancelled_since_is_no_longer_needed():
    cancelled = {"op": "2021-01-13", "bericht": {"van": "gemeente", "soort": "301", "release": "3.0",
                 "regels": [{"ref": "T1", "einddatum": "2021-01-04", "reden": "01"}]}}  # fmt: skip
    lost = [START, start("2021-01-11T10:00"), retour("2021-01-12", 2, "306"), cancelled]
    assert verdict("AC-09", lost, role="aanbieder", given=[T1]) == "not_exercised"


T2 = {"ref": "T2", "nummer": 1, "client": "B", **CARE, "ingangsdatum": "2020-03-02", "einddatum": "2020-12-31"}


@pytest.mark.parametrize(
    ("given", "code", "expected"),
    [([T1], "9019", "fail"), ([T1, T2], "9019", "pass"), ([T1], "0001", "fail"), ([T1], "9056", "fail"),
     ([T1], "9326", "fail"), ([T1], "1234", "not_verifiable")],
)  # fmt: skip
def test_a_start_is_refused_for_what_is_wrong_with_it(given, code, expected):
    steps = [start("2021-01-11"), retour("2021-01-12", 1, "306", [code])]
    assert verdict("AC-11", steps, given=given) == expected


def test_a_second_start_may_be_refused_as_one_that_runs():
    steps = [start("2021-01-11"), retour("2021-01-12", 1, "306", ["0200"]), start("2021-01-13")]
    assert verdict("AC-11", [*steps, retour("2021-01-14", 3, "306", ["9326"])], given=[T1]) == "pass"


def test_the_same_identification_may_be_refused():
    again = start("2021-01-13")
    again["bericht"]["identificatie_van"] = 1
    steps = [start("2021-01-11"), retour("2021-01-12", 1, "306", ["0200"]), again]
    assert verdict("AC-11", [*steps, retour("2021-01-14", 3, "306", ["9056"])], given=[T1]) == "pass"


@pytest.mark.parametrize("code", ["9019", "0001"])
def test_in_30_a_start_without_a_number_names_nothing(code):
    steps = [start("2021-01-11", zonder_nummer=True), retour("2021-01-12", 1, "306", [code])]
    assert verdict("AC-11", steps, given=[T1]) == "pass"


@pytest.mark.parametrize(("day", "expected"), [("16", "fail"), ("28", "not_exercised")])
def test_without_a_number_a_stop_goes_again_as_long_as_24_lasts(day, expected):
    bare = {"ref": "T3", "nummer": None, **CARE, "ingangsdatum": "2020-03-02", "einddatum": f"2020-12-{day}"}
    line = {"ref": "T3", "begindatum": "2020-03-02", "einddatum": f"2020-12-{day}", "reden": {"wmo": "19", "jw": "31"}}
    sent = {"van": "aanbieder", "soort": "307", "release": "2.4", "producten": [line]}
    back = {"van": "gemeente", "soort": "308", "release": "2.4", "op_stap": 1, "retourcodes": ["0001"]}
    lost = [{"op": f"2020-12-{day}", "bericht": sent}, {"op": f"2020-12-{day}T17:00", "bericht": back}]
    assert verdict("AC-09", lost, role="aanbieder", given=[bare]) == expected
