"""What a claim may say, where the catalogue has the faulty side only: the same case with its fault taken out."""

from copy import deepcopy

import pytest

from conformance.gevallen import Geval, gevallen
from conformance.rules.regel import REGELS
from conformance.script import script
from conformance.vouwen import sporen
from istandaard.releases import Domein


def oordelen(naam, regel, verander=lambda _verloop: None, rol="aanbieder"):
    """The verdicts of one rule on a case of the catalogue, after a change of its steps."""
    geval = gevallen()[f"declareren/{naam}"]
    data = deepcopy(dict(geval.data))
    verander(data["verloop"])
    (spoor,) = sporen(script(Geval(geval.nummer, data), Domein.WMO, rol)).values()
    return [bevinding.uitkomst for bevinding in REGELS[regel](spoor)]


def prestatie(verloop, stap=-1, plek=0):
    return verloop[stap]["bericht"]["prestaties"][plek]


def test_half_a_cent_goes_up():
    def omhoog(verloop):
        prestatie(verloop)["bedrag"] = 3533

    assert oordelen("halve-cent-omlaag", "TR346") == ["fail"]
    assert oordelen("halve-cent-omlaag", "TR346", omhoog) == ["pass"]


@pytest.mark.parametrize(
    ("bedrag", "uitkomst"),
    # 79 cents a minute is shown for every hourly tarief of 47,10 to 47,69: 45 minutes are 35,33 to 35,77
    [(3532, "fail"), (3533, "pass"), (3555, "pass"), (3577, "pass"), (3578, "fail")],
)
def test_without_deliveries_any_hourly_tarief_that_is_shown_so_will_do(bedrag, uitkomst):
    def zonder_leveringen(verloop):
        del verloop[:2]
        prestatie(verloop)["bedrag"] = bedrag

    assert oordelen("halve-cent-omlaag", "TR346", zonder_leveringen) == [uitkomst]


def test_hours_have_no_such_room():
    def zonder_leveringen(verloop):
        del verloop[:2]

    def een_cent_meer(verloop):
        zonder_leveringen(verloop)
        prestatie(verloop)["bedrag"] = 4 * 4800 + 1

    assert oordelen("tarief-hoger-dan-geleverd", "TR346", zonder_leveringen) == ["pass"]
    assert oordelen("tarief-hoger-dan-geleverd", "TR346", een_cent_meer) == ["fail"]


def test_a_tarief_is_what_the_delivery_says():
    def als_geleverd(verloop):
        prestatie(verloop)["tarief"] = 4700

    assert oordelen("tarief-hoger-dan-geleverd", "TR346", als_geleverd) == ["pass"]


def test_of_what_was_granted_in_part_that_part_is_credited():
    def deel(verloop):
        prestatie(verloop)["bedrag"] = 9400

    assert oordelen("credit-van-het-volle-bedrag-na-deels-toegekend", "IV091", deel) == ["pass"]
    assert oordelen("credit-van-het-volle-bedrag-na-deels-toegekend", "CR-01", deel) == ["pass"]


def test_a_refused_credit_may_be_sent_again():
    def geweigerd(verloop):
        verloop[3]["bericht"]["bericht_afgekeurd"] = True

    assert oordelen("twee-keer-gecrediteerd", "IV091") == ["pass", "fail"]
    assert oordelen("twee-keer-gecrediteerd", "IV091", geweigerd) == ["pass", "pass"]


def test_a_credit_that_is_granted_whole_is_accepted():
    def heel(verloop):
        del verloop[-1]["bericht"]["deels"]

    def onbeantwoord(verloop):
        del verloop[-1]

    assert oordelen("gemeente-kent-credit-deels-toe", "CR-03", heel, "gemeente") == ["pass"]
    assert oordelen("gemeente-kent-credit-deels-toe", "CR-03", onbeantwoord, "gemeente") == []


@pytest.mark.parametrize(
    ("geval", "regel", "meest"),
    [
        ("inspanning-een-uur-te-veel-in-januari", "IV077", 15),
        ("inspanning-een-uur-te-veel-in-februari", "IV077", 12),
        ("inspanning-een-uur-te-veel-in-december", "IV077", 15),
        ("output-een-rit-te-veel-in-januari", "IV077", 15),
        ("output-een-rit-te-veel-in-februari", "IV077", 12),
        ("output-einddatum-op-woensdag-een-te-veel", "IV077", 15),
        ("output-einddatum-op-zondag-geen-extra", "IV077", 12),
        ("minuut-te-veel-op-uren-per-week", "IV077", 540),
        ("meer-dan-het-maandvolume", "IV078", 15),
        ("etmaal-te-veel-in-periode-13", "IV078", 25),
        ("week-53-in-beide-jaren-boven-het-totaal", "TR322", 3),
        ("een-uur-boven-het-totaal", "TR322", 8),
        ("een-cent-boven-het-budget", "TR369", 3),
    ],
)
def test_exactly_the_most_fits_and_one_more_does_not(geval, regel, meest):
    def volume(hoeveel):
        def zet(verloop):
            prestatie(verloop)["volume"] = hoeveel

        return zet

    assert "fail" not in oordelen(geval, regel, volume(meest))
    assert "fail" in oordelen(geval, regel, volume(meest + 1))
