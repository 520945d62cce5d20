"""What a claim may say, where the catalogue has the faulty side only: the same case with its fault taken out."""

import pytest

from migratietoets.conformance.catalogue.case.reading import read_case
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import findings
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.releases import Domein


def verdicts(name, rule_id, apply_change=lambda _history: None, role="aanbieder"):
    """The verdicts of one rule on a case of the catalogue, after a change of its steps."""
    case_id = f"declareren/{name}"
    data = read_yaml("migratietoets.cases", f"{case_id}.yaml")
    apply_change(data["verloop"])
    (trace,) = traces(script(read_case(cases()[case_id].number, data), Domein.WMO, role)).values()
    return [finding.verdict for finding in findings(register()[rule_id], trace)]


def prestatie(history, step=-1, place=0):
    return history[step]["bericht"]["prestaties"][place]


def test_half_a_cent_goes_up():
    def upwards(history):
        prestatie(history)["bedrag"] = 3533

    assert verdicts("halve-cent-omlaag", "TR346") == ["fail"]
    assert verdicts("halve-cent-omlaag", "TR346", upwards) == ["pass"]


@pytest.mark.parametrize(
    ("bedrag", "outcome"),
    # 79 cents a minute is shown for every hourly tarief of 47,10 to 47,69: 45 minutes are 35,33 to 35,77
    [(3532, "fail"), (3533, "pass"), (3555, "pass"), (3577, "pass"), (3578, "fail")],
)
def test_without_deliveries_any_hourly_tarief_that_is_shown_so_will_do(bedrag, outcome):
    def without_deliveries(history):
        del history[:2]
        prestatie(history)["bedrag"] = bedrag

    assert verdicts("halve-cent-omlaag", "TR346", without_deliveries) == [outcome]


def test_hours_have_no_such_room():
    def without_deliveries(history):
        del history[:2]

    def one_cent_more(history):
        without_deliveries(history)
        prestatie(history)["bedrag"] = 4 * 4800 + 1

    assert verdicts("tarief-hoger-dan-geleverd", "TR346", without_deliveries) == ["pass"]
    assert verdicts("tarief-hoger-dan-geleverd", "TR346", one_cent_more) == ["fail"]


def test_a_tarief_is_what_the_delivery_says():
    def as_delivered(history):
        prestatie(history)["tarief"] = 4700

    assert verdicts("tarief-hoger-dan-geleverd", "TR346", as_delivered) == ["pass"]


def test_of_what_was_granted_in_part_that_part_is_credited():
    def part(history):
        prestatie(history)["bedrag"] = 9400

    assert verdicts("credit-van-het-volle-bedrag-na-deels-toegekend", "IV091", part) == ["pass"]
    assert verdicts("credit-van-het-volle-bedrag-na-deels-toegekend", "CR-01", part) == ["pass"]


def test_a_refused_credit_may_be_sent_again():
    def refused(history):
        history[3]["bericht"]["bericht_afgekeurd"] = True

    assert verdicts("twee-keer-gecrediteerd", "IV091") == ["pass", "fail"]
    assert verdicts("twee-keer-gecrediteerd", "IV091", refused) == ["pass", "pass"]


def test_a_credit_that_is_granted_whole_is_accepted():
    def whole(history):
        del history[-1]["bericht"]["deels"]

    def unanswered(history):
        del history[-1]

    assert verdicts("gemeente-kent-credit-deels-toe", "CR-03", whole, "gemeente") == ["pass"]
    assert verdicts("gemeente-kent-credit-deels-toe", "CR-03", unanswered, "gemeente") == []


@pytest.mark.parametrize(
    ("case", "rule_id", "most"),
    [
        ("inspanning-een-uur-te-veel-in-januari", "IV077", 15),
        ("inspanning-een-uur-te-veel-in-februari", "IV077", 12),
        ("output-een-rit-te-veel-in-januari", "IV077", 15),
        ("output-een-rit-te-veel-in-februari", "IV077", 12),
        ("output-einddatum-op-woensdag-een-te-veel", "IV077", 15),
        ("output-einddatum-op-zondag-geen-extra", "IV077", 12),
        ("minuut-te-veel-op-uren-per-week", "IV077", 540),
        ("meer-dan-het-maandvolume", "IV078", 15),
        ("week-53-in-beide-jaren-boven-het-totaal", "TR322", 3),
        ("een-uur-boven-het-totaal", "TR322", 8),
        ("een-cent-boven-het-budget", "TR369", 3),
    ],
)
def test_exactly_the_most_fits_and_one_more_does_not(case, rule_id, most):
    def volume(how_much):
        def put(history):
            prestatie(history)["volume"] = how_much

        return put

    assert "fail" not in verdicts(case, rule_id, volume(most))
    assert "fail" in verdicts(case, rule_id, volume(most + 1))


@pytest.mark.parametrize(
    ("case", "rule_id", "most"),
    [("inspanning-een-uur-te-veel-in-december", "IV077", 15), ("etmaal-te-veel-in-periode-13", "IV078", 25)],
)
def test_in_a_303_too_much_is_a_warning(case, rule_id, most):
    def volume(how_much):
        def put(history):
            prestatie(history)["volume"] = how_much

        return put

    assert "warn" not in verdicts(case, rule_id, volume(most))
    assert "warn" in verdicts(case, rule_id, volume(most + 1))
