import pytest

from tests.helpers.requests_by_hand import CARE, RUNNING, bericht, verdict, vot, vow

OTHER = {"ref": "T2", "nummer": 2, "volume": 2, **CARE, "product": "vervoer", "ingangsdatum": "2020-03-02"}
GENERIC = {"ref": "T3", "nummer": 3, "product": None, "budget": 90000, "ingangsdatum": "2021-01-01"}


def ends(day, **more):
    return OTHER | {"einddatum": day, **more}


def started(op="2021-01-11", **more):
    line = {"ref": "T1", "begindatum": "2021-01-11", **more}
    return bericht(op, "aanbieder", "305", "3.0", producten=[line])


def of_aanbieder(rule_id, steps, given=(RUNNING,)):
    return verdict(rule_id, steps, role="aanbieder", given=given)


@pytest.mark.parametrize(("end", "found"), [("2021-01-11", "fail"), ("2021-01-12", "pass"), ("2021-01-13", "pass")])
def test_what_a_request_leaves_unchanged_holds_on_its_day_or_later(end, found):
    assert of_aanbieder("TR350", [vow("2021-01-12", unchanged=["T2"])], [RUNNING, ends(end)]) == found


@pytest.mark.parametrize(("end", "found"), [("2021-01-11", "fail"), ("2021-01-12", "pass"), ("2021-01-13", "pass")])
def test_what_a_request_changes_holds_on_its_day_or_later(end, found):
    assert of_aanbieder("TR351", [vow("2021-01-12", ref="T2", eenheid="82")], [RUNNING, ends(end)]) == found


def test_a_request_names_no_toewijzing_of_another_client():
    assert (
        of_aanbieder("TR350", [vow("2021-01-12", unchanged=["T2"])], [RUNNING, ends("2021-10-31", client="B")])
        == "fail"
    )


def withdrawn(op):
    line = {"ref": "T2", "einddatum": "2021-01-11", "reden": "22"}
    return bericht(op, "gemeente", "301", "3.0", client="A", regels=[line])


@pytest.mark.parametrize(("op", "found"), [("2021-01-11", "fail"), ("2021-01-12", "pass"), ("2021-01-13", "pass")])
def test_a_request_is_judged_by_what_its_sender_had_received(op, found):
    steps = sorted([withdrawn(op), vow("2021-01-12", unchanged=["T2"])], key=lambda step: step["op"])
    assert of_aanbieder("TR350", steps, [RUNNING, ends("2021-10-31")]) == found


def generic_granted(einddatum):
    return bericht("2021-01-05", "gemeente", "301", "3.0", regels=[GENERIC | {"einddatum": einddatum}])


@pytest.mark.parametrize(
    ("asks", "found"), [({}, "fail"), ({"volume": None, "eenheid": None, "frequentie": None}, "pass")]
)
def test_of_a_toewijzing_without_a_product_no_omvang_is_asked(asks, found):
    asked = vow("2021-01-12", ref="T3", ingangsdatum="2021-01-01", budget=None if not asks else 100000, **asks)
    assert of_aanbieder("IV092", [generic_granted("2021-12-31"), asked]) == found


@pytest.mark.parametrize(("end", "found"), [("2020-12-30", "pass"), ("2020-12-31", "pass"), ("2021-01-01", "fail")])
def test_of_what_ended_in_2020_the_omvang_is_not_looked_at(end, found):
    asked = vow("2021-01-12", ref="T3", ingangsdatum="2021-01-01", einddatum="2021-06-30")
    assert of_aanbieder("IV092", [generic_granted(end), asked]) == found


def test_a_start_has_the_number_of_its_toewijzing():
    assert of_aanbieder("TR019", [started()]) == "pass"
    assert of_aanbieder("TR019", [started(zonder_nummer=True)]) == "fail"


def declared(op, month, last, number):
    line = {"referentie": number, "ref": "T1", "begindatum": f"2021-{month}-01", "einddatum": f"2021-{month}-{last}"}
    period = {"begin": line["begindatum"], "eind": line["einddatum"]}
    return bericht(op, "aanbieder", "323", "3.0", periode=period, prestaties=[line | {"volume": 4, "tarief": 4700}])


JANUARY, FEBRUARY = ("01", "31", "P1"), ("02", "28", "P2")


@pytest.mark.parametrize(
    ("second", "found"), [(("01", "31", "P3"), "fail"), (("02", "28", "P3"), "pass"), (("03", "31", "P3"), "pass")]
)
def test_a_declaratie_is_about_the_last_month_or_a_later(second, found):
    assert of_aanbieder("TR318", [declared("2021-03-01", *FEBRUARY), declared("2021-04-01", *second)]) == found


@pytest.mark.parametrize(("code", "found"), [("0001", "pass"), ("0200", "fail")])
def test_a_declaratie_that_was_refused_does_not_count(code, found):
    steps = [declared("2021-03-01", *FEBRUARY), refused("2021-03-02", code), declared("2021-03-03", *JANUARY)]
    assert of_aanbieder("TR318", steps) == found


def refused(op, code):
    return bericht(op, "gemeente", "325", "3.0", op_stap=1, bericht_afgekeurd=code == "0001")


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (("2021-10-30", "2021-12-31"), "warn"),
        (("2021-10-31", "2021-12-31"), "warn"),
        (("2021-11-01", "2021-12-31"), "pass"),
        (("2021-11-01", None), "pass"),
    ],
)
def test_a_request_for_what_the_client_has_on_those_days_warns(days, found):
    asked = vot("2021-01-12", ingangsdatum=days[0], einddatum=days[1])
    assert of_aanbieder("OP307", [asked]) == found


def test_a_request_for_another_product_is_no_change():
    assert of_aanbieder("OP307", [vot("2021-01-12", product="huishouden")]) == "pass"


def extended(op, einddatum):
    return bericht(
        op, "gemeente", "301", "3.0", client="A", regels=[{"ref": "T1", "einddatum": einddatum, "reden": "04"}]
    )


@pytest.mark.parametrize(
    ("second", "found"), [("2021-01-12T10:00:00", "fail"), ("2021-01-12T10:00:01", "pass"), ("2021-01-13", "pass")]
)
def test_a_change_is_decided_later_than_what_it_changes(second, found):
    steps = [extended("2021-01-12T10:00:00", "2021-11-30"), extended(second, "2021-12-31")]
    assert verdict("IV030", steps, given=[RUNNING]) == found


def test_what_is_sent_again_keeps_its_moment():
    steps = [extended("2021-01-12T10:00:00", "2021-11-30"), extended("2021-01-12T10:00:00", "2021-11-30")]
    assert verdict("IV030", steps, given=[RUNNING]) == "not_exercised"


TOTAL = RUNNING | {"volume": 100, "frequentie": "6", "ingangsdatum": "2020-06-01", "uitvoering": "inspanning"}


@pytest.mark.parametrize(("volume", "found"), [(3, "warn"), (4, "pass"), (5, "pass")])
def test_a_total_that_is_asked_for_holds_what_was_claimed(volume, found):
    asked = vow("2021-02-02", ingangsdatum="2020-06-01", volume=volume, frequentie="6")
    assert of_aanbieder("OP345", [declared("2021-02-01", *JANUARY), asked], [TOTAL]) == found


def test_what_was_refused_by_then_plays_no_part_in_what_is_asked_for():
    asked = vow("2021-02-03", ingangsdatum="2020-06-01", volume=3, frequentie="6")
    steps = [declared("2021-02-01", *JANUARY), refused("2021-02-02", "0001"), asked]
    assert of_aanbieder("OP345", steps, [TOTAL]) == "pass"


def test_a_total_from_a_day_to_come_changes_nothing_of_what_was_claimed():
    asked = vow("2021-02-02", ingangsdatum="2021-02-03", volume=3, frequentie="6")
    assert of_aanbieder("OP345", [declared("2021-02-01", *JANUARY), asked], [TOTAL]) == "not_exercised"
