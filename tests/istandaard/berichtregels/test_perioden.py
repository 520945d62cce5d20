"""The rows about the periods of a 303 and a 323: the day before, on and after each boundary."""

from datetime import date

import pytest

from migratietoets.istandaard.berichten.bedrag import make_period
from migratietoets.istandaard.releases import Domein
from tests.helpers.edited import edited, remarks
from tests.helpers.sample_messages import EVERYTHING, declaratie, declaratie_323, prestatie

OWN_303 = "Header/DeclaratieFactuurIdentificatie/DeclaratiePeriode"
LINE_303 = "Clienten/Client/0/Prestaties/Prestatie/0/ProductPeriode"
DAY_303 = "Header/DeclaratieFactuurIdentificatie/FactuurDagtekening"
OWN_323 = "Declaratie/DeclaratiePeriode"
LINE_323 = "Declaratie/Clienten/Client/0/Prestaties/Prestatie/0/ProductPeriode"
DAY_323 = "Declaratie/DeclaratieDagtekening"
HEADER_323 = "Header/BerichtIdentificatie/Dagtekening"


def period(begin, end):
    return make_period(date.fromisoformat(begin), date.fromisoformat(end))


NOVEMBER, DECEMBER = period("2020-11-02", "2020-11-29"), period("2020-11-30", "2020-12-31")
IN_A_303 = [
    ({OWN_303: DECEMBER, LINE_303: DECEMBER, DAY_303: "2020-12-31"}, set()),
    ({OWN_303: DECEMBER, LINE_303: DECEMBER, DAY_303: "2020-12-30"}, {"CS108"}),
    ({OWN_303: DECEMBER, DAY_303: "2020-12-30"}, {"CS108"}),
    ({OWN_303: period("2020-12-01", "2021-01-01"), DAY_303: "2021-01-31"}, {"CS103"}),
    ({OWN_303: period("2020-12-01", "2020-12-31"), LINE_303: period("2020-12-01", "2021-01-01"), DAY_303: "2021-01-31"},
     {"CS103", "TR319"}),
    ({OWN_303: period("2020-11-29", "2020-11-28"), LINE_303: period("2020-11-02", "2020-11-28")}, {"CS108"}),
    ({LINE_303: period("2020-11-29", "2020-11-29")}, set()),
    ({LINE_303: period("2020-11-29", "2020-11-28")}, {"CS108"}),
    ({LINE_303: period("2020-11-02", "2020-11-30")}, {"TR319"}),
    ({LINE_303: period("2020-10-05", "2020-11-01")}, set()),
    ({LINE_303: period("2014-12-31", "2015-01-31")}, {"CS328"}),
    ({LINE_303: period("2015-01-01", "2015-01-31")}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
@pytest.mark.parametrize(("changes", "expected"), IN_A_303)
def test_the_periods_of_a_303(release, domein, changes, expected):
    assert remarks(edited(declaratie(release, domein), changes)) == expected


def months(own, line, day="2021-03-05", header="2021-03-05"):
    return {OWN_323: period(*own), LINE_323: period(*line), DAY_323: day, HEADER_323: header}


JANUARY, FEBRUARY = ("2021-01-01", "2021-01-31"), ("2021-02-01", "2021-02-28")
LEAP, FIVE = ("2024-02-01", "2024-02-29"), ("2026-02-01", "2026-02-28")
IN_A_323 = [
    (months(JANUARY, JANUARY), set()),
    (months(FEBRUARY, FEBRUARY), set()),
    (months(FEBRUARY, JANUARY), set()),
    (months(LEAP, LEAP, "2024-03-01", "2024-03-01"), set()),
    (months(JANUARY, FEBRUARY), {"TR319"}),
    (months(FEBRUARY, ("2021-01-31", "2021-02-01")), {"TR319"}),
    (months(FEBRUARY, ("2021-01-31", "2021-01-30")), {"CS108"}),
    (months(("2021-02-01", "2021-02-27"), ("2021-02-01", "2021-02-27")), {"TR368"}),
    (months(("2024-02-01", "2024-02-28"), ("2024-02-01", "2024-02-28"), "2024-03-01", "2024-03-01"), {"TR368"}),
    (months(("2021-02-02", "2021-02-28"), FEBRUARY), {"TR368"}),
    (months(("2021-01-01", "2021-02-28"), JANUARY), {"TR368"}),
    (months(("2021-01-01", "2021-01-30"), ("2021-01-01", "2021-01-30")), {"TR368"}),
    (months(("2021-04-01", "2021-04-30"), JANUARY, "2021-04-30", "2021-04-30"), set()),
    (months(("2021-04-01", "2021-04-30"), JANUARY, "2021-04-29", "2021-04-29"), {"CS108"}),
    (months(("2021-04-01", "2021-04-30"), JANUARY, "2021-04-29", "2021-04-30"), set()),
    (months(JANUARY, ("2020-12-31", "2020-12-31")), {"CS100"}),
    (months(("2020-12-01", "2020-12-31"), ("2020-12-01", "2020-12-31")), {"CS100"}),
    (months(FIVE, JANUARY, "2026-03-01", "2026-03-01"), {"TR335"}),
    (months(FIVE, FEBRUARY, "2026-02-28", "2026-02-28"), set()),
    (months(FIVE, FEBRUARY, "2026-03-01", "2026-03-01"), {"TR335"}),
    (months(("2028-02-01", "2028-02-29"), ("2023-02-01", "2023-02-28"), "2028-02-29", "2028-02-29"), set()),
    (months(("2028-02-01", "2028-02-29"), ("2023-02-01", "2023-02-27"), "2028-02-29", "2028-02-29"), {"TR335"}),
]


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(("changes", "expected"), IN_A_323)
def test_the_periods_of_a_323(domein, changes, expected):
    line = prestatie(domein, begindatum=date(2021, 1, 1), einddatum=date(2021, 1, 31))
    assert remarks(edited(declaratie_323(domein, line), changes)) == expected
