from datetime import date, datetime

import pytest

from conformance.gevallen import gevallen
from conformance.rules.leveringen import Geleverd, afspraken, einde_van, leveringen, mogelijk, periode_van
from conformance.rules.plaatsing import _blijvers, plaatsingen
from conformance.rules.prestaties import Lot, debet_van, geclaimd
from conformance.rules.volumes import in_minuten
from conformance.script import script
from conformance.vouwen import sporen
from istandaard.releases import Domein


def spoor(geval):
    (een,) = sporen(script(gevallen()[f"declareren/{geval}"], Domein.WMO, "aanbieder")).values()
    return een


def levering(volume, dag="2021-01-12", eenheid="04"):
    dag = date.fromisoformat(dag)
    return Geleverd(
        datetime.fromisoformat("2021-01-12T09:00:00+01:00"),
        None,
        str(dag),
        dag,
        dag,
        "inspanning",
        "02",
        "02A01",
        volume,
        eenheid,
        4700,
        None,
    )


@pytest.mark.parametrize(
    ("van", "tot", "indeling", "naam"),
    [
        ("2020-12-07", "2020-12-31", "vier_weken", "2020-P13"),
        ("2020-12-28", "2020-12-31", "vier_weken", "2020-P13"),
        ("2020-11-30", "2020-12-31", "vier_weken", "2020-P13"),  # the reading that counts from week 1
        ("2020-11-30", "2020-12-06", "vier_weken", "2020-P12"),
        ("2020-12-01", "2020-12-31", "maand", "2020-12"),
        ("2020-12-28", "2021-01-03", "maand", "2020-12"),
        ("2021-01-01", "2021-01-31", "vier_weken", "2021-01"),
        ("2021-02-15", "2021-02-28", "maand", "2021-02"),
    ],
)
def test_a_productperiode_lies_in_a_period_with_a_name(van, tot, indeling, naam):
    assert periode_van(date.fromisoformat(van), date.fromisoformat(tot), indeling) == naam


@pytest.mark.parametrize(
    ("naam", "dag"), [("2020-P13", "2020-12-31"), ("2020-12", "2020-12-31"), ("2021-01", "2021-01-31")]
)
def test_a_period_ends(naam, dag):
    assert einde_van(naam) == date.fromisoformat(dag)


@pytest.mark.parametrize(
    ("volumes", "geclaimd_volume", "blijft"),
    [
        ([2, 3, 4], 540, [2, 3, 4]),
        ([2, 3, 4], 600, [2, 3, 4]),
        ([2, 3, 4], 240, [4]),  # exactly one of them
        ([2, 3, 4], 300, [2, 3]),
        ([2, 4, 4], 360, [2, 4]),  # of two that fit, the first
        ([2, 3, 4], 60, [2]),  # nothing fits: as far as it goes
        ([2, 3, 4], 0, []),
    ],
)
def test_which_deliveries_a_volume_holds(volumes, geclaimd_volume, blijft):
    hier = [levering(volume, f"2021-01-{dag:02d}") for dag, volume in enumerate(volumes, start=1)]
    assert [een.volume for een in _blijvers(hier, geclaimd_volume)] == blijft


def test_many_deliveries_are_laid_in_order():
    hier = [levering(1, f"2021-01-{dag:02d}") for dag in range(1, 31)]
    assert _blijvers(hier, in_minuten(7, "04")) == hier[:7]


def test_a_delivery_of_week_53_may_go_to_the_old_or_to_the_new_toewijzing():
    een = spoor("week-53-twee-keer")
    (week_53,) = leveringen(een)
    laatste = een.berichten[-1].op
    dan = mogelijk(een, week_53, laatste)
    assert dan.perioden == ("2020-P13", "2021-01")
    assert [dan.toewijzing(p).ingangsdatum for p in dan.perioden] == [date(2020, 6, 1), date(2021, 1, 1)]
    assert dan.toewijzing("2021-02") is None
    (geplaatst,) = plaatsingen(een)
    assert geplaatst.dubbel
    assert geplaatst.goed_geplaatst


def test_what_was_agreed_about_2020_is_what_was_last_asked():
    een = spoor("29-december-in-november")
    aanbieder = een.berichten[0].aanbieder
    assert afspraken(een, aanbieder, een.berichten[0].op).indeling == "maand"
    assert afspraken(een, aanbieder, datetime.fromisoformat("2020-09-01T09:00:00+02:00")).indeling == "maand"
    assert afspraken(een, "99999999", een.berichten[0].op) is None


def test_a_delivery_that_was_never_claimed():
    een = spoor("niets-gedeclareerd")
    (geplaatst,) = plaatsingen(een)
    assert (geplaatst.periode, geplaatst.gevonden) == (None, "niet gedeclareerd")
    assert geplaatst.had_gemoeten(een)
    een.einde = date(2021, 2, 2)
    assert not geplaatst.had_gemoeten(een)


def test_a_delivery_is_found_in_the_period_that_holds_too_much():
    een = spoor("29-december-in-november")
    (geplaatst,) = plaatsingen(een)
    assert (geplaatst.periode, geplaatst.mogelijk.perioden) == ("2020-11", ("2020-12",))
    assert geplaatst.staat_in("303-D")
    assert not geplaatst.staat_in("323")


def test_an_unanswered_prestatie_is_open():
    een = spoor("week-53-twee-keer")
    assert [(c.lot, c.naam, c.is_credit) for c in geclaimd(een)] == [
        (Lot.OPEN, "303-D", False),
        (Lot.OPEN, "323", False),
    ]
    assert debet_van(een, geclaimd(een)[1]) is None
