from datetime import date, timedelta
from itertools import pairwise

import pytest

from istandaard.kalender import (
    KALENDERS,
    ZEKER_VANAF,
    dagen_van,
    feestdagen,
    iso_week,
    maand,
    vierwekenperiode,
    vierwekenperioden,
    week,
    werkdag,
    werkdagen_na,
    zondag,
)


def test_week_53_van_2020_eindigt_in_januari() -> None:
    assert iso_week(date(2021, 1, 3)) == iso_week(date(2020, 12, 28)) == (2020, 53)
    assert week(2020, 53) == (date(2020, 12, 28), date(2021, 1, 3))
    assert zondag((2020, 53)) == date(2021, 1, 3)
    assert iso_week(date(2021, 1, 4)) == (2021, 1)


def test_week_die_niet_bestaat() -> None:
    with pytest.raises(ValueError, match="week"):
        week(2021, 53)


def test_dagen_van_een_dag_en_van_een_week() -> None:
    assert dagen_van("2020-12-31") == (date(2020, 12, 31), date(2020, 12, 31))
    assert dagen_van("2020-W53") == week(2020, 53)


@pytest.mark.parametrize("geleverd", ["2021-W53", "2020-W53-1", "2020-02-30", "week 53", ""])
def test_dagen_van_iets_anders(geleverd: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the text is python's own
        dagen_van(geleverd)


@pytest.mark.parametrize(
    ("dag", "eerste", "laatste"),
    [
        (date(2020, 2, 10), date(2020, 2, 1), date(2020, 2, 29)),
        (date(2021, 2, 28), date(2021, 2, 1), date(2021, 2, 28)),
        (date(2020, 12, 31), date(2020, 12, 1), date(2020, 12, 31)),
    ],
)
def test_maand(dag: date, eerste: date, laatste: date) -> None:
    assert maand(dag) == (eerste, laatste)


@pytest.mark.parametrize("kalender", KALENDERS)
def test_elke_lezing_sluit_aan_en_eindigt_met_2020(kalender: str) -> None:
    perioden = vierwekenperioden(kalender)
    assert [periode.nummer for periode in perioden] == list(range(1, 14))
    assert perioden[-1].einddatum == date(2020, 12, 31)
    assert all(een.einddatum + timedelta(days=1) == ander.begindatum for een, ander in pairwise(perioden))
    assert all(vierwekenperiode(date(2020, 12, dag), kalender).naam == "2020-P13" for dag in range(28, 32))
    assert vierwekenperiode(date(2021, 1, 1), kalender) is None


@pytest.mark.parametrize(
    ("kalender", "begin", "begin_13", "dagen_13"),
    [
        ("A", date(2020, 1, 6), date(2020, 12, 7), 25),
        ("B", date(2019, 12, 30), date(2020, 11, 30), 32),
        ("C", date(2020, 1, 1), date(2020, 11, 30), 32),
        ("D", date(2020, 1, 1), date(2020, 12, 7), 25),
    ],
)
def test_waarin_de_lezingen_verschillen(kalender: str, begin: date, begin_13: date, dagen_13: int) -> None:
    eerste, *_, laatste = vierwekenperioden(kalender)
    assert eerste.begindatum == begin
    assert laatste.begindatum == begin_13
    assert (laatste.einddatum - laatste.begindatum).days + 1 == dagen_13
    assert vierwekenperiode(begin - timedelta(days=1), kalender) is None


def test_vanaf_7_december_zijn_de_lezingen_het_eens() -> None:
    def namen(dag: date) -> set[int]:
        return {vierwekenperiode(dag, kalender).nummer for kalender in KALENDERS}

    assert namen(ZEKER_VANAF) == {13}
    assert namen(ZEKER_VANAF - timedelta(days=1)) == {12, 13}


def test_onbekende_lezing() -> None:
    with pytest.raises(KeyError):
        vierwekenperiode(date(2020, 5, 1), "E")


@pytest.mark.parametrize(
    "dag",
    [
        date(2020, 12, 26),  # zaterdag
        date(2020, 12, 27),  # zondag
        date(2020, 12, 25),  # eerste kerstdag
        date(2021, 1, 1),  # nieuwjaarsdag
        date(2020, 4, 10),  # Goede Vrijdag
        date(2020, 4, 13),  # tweede paasdag
        date(2020, 4, 27),  # Koningsdag
        date(2021, 5, 5),  # 5 mei, ook buiten lustrumjaren
        date(2020, 5, 21),  # Hemelvaartsdag
        date(2020, 6, 1),  # tweede pinksterdag
    ],
)
def test_geen_werkdag(dag: date) -> None:
    assert not werkdag(dag)


@pytest.mark.parametrize("dag", [date(2020, 12, 24), date(2020, 12, 28), date(2020, 12, 31), date(2021, 1, 4)])
def test_werkdag(dag: date) -> None:
    assert werkdag(dag)
    assert dag not in feestdagen(dag.year)


@pytest.mark.parametrize(
    ("dag", "aantal", "uitkomst"),
    [
        (date(2020, 10, 2), 3, date(2020, 10, 7)),
        (date(2020, 12, 24), 3, date(2020, 12, 30)),
        (date(2020, 12, 30), 3, date(2021, 1, 5)),
        (date(2020, 12, 26), 1, date(2020, 12, 28)),
        (date(2020, 12, 26), 0, date(2020, 12, 26)),
    ],
)
def test_werkdagen_na(dag: date, aantal: int, uitkomst: date) -> None:
    assert werkdagen_na(dag, aantal) == uitkomst
