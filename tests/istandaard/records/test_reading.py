from datetime import date, datetime, time

import pytest

from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.toewijzing import granted, make_301
from migratietoets.istandaard.model import Client, Toewijzing
from migratietoets.istandaard.records import read_input
from migratietoets.istandaard.releases import Domein, Release

CLIENT = Client("999900079", date(2012, 4, 5), "1", "Appelman", None, "Kevin", "K", 8, "9999XX", "Schemapad", "Utrecht")
PRODUCTS = {Domein.WMO: ("15", "15A01"), Domein.JW: ("54", "54A08")}


def message(tmp_path, domein, *lines):
    """A 301 with (number, first day, last day, reason) a line, as a file."""
    categorie, code = PRODUCTS[domein]
    producten = [
        granted(
            Toewijzing(
                id="T", gemeente="0344", domein=domein, aanbieder="99990001", bsn=CLIENT.bsn, toewijzingnummer=number,
                categorie=categorie, code=code, volume=1, eenheid="04", frequentie="4",
                ingangsdatum=date.fromisoformat(start), einddatum=date.fromisoformat(end),
            ),
            datetime.combine(date(2020, 8, 19), time(9)),
            reason,
        )
        for number, start, end, reason in lines
    ]  # fmt: skip
    bericht = make_301(
        release=Release.R24, domein=domein, gemeente="0344", aanbieder="99990001", identificatie="T1",
        dagtekening=date(2020, 8, 19), client=CLIENT, producten=producten,
    )  # fmt: skip
    path = tmp_path / "301.xml"
    path.write_bytes(build(bericht))
    return path


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(
    ("end", "reason", "cancelled"),
    [
        ("2021-02-01", None, False),
        ("2021-02-01", "05", False),
        ("2021-02-01", "01", True),
        ("2021-02-02", "01", False),
    ],
)
def test_equal_dates_cancel_only_with_the_reason_for_it(tmp_path, domein, end, reason, cancelled):
    (one,) = read_input([message(tmp_path, domein, ("1", "2021-02-01", end, reason))]).loaded
    assert one.toewijzing.cancelled is cancelled


@pytest.mark.parametrize("domein", Domein)
def test_a_day_that_does_not_exist_costs_its_own_product_only(tmp_path, domein):
    lines = [(number, f"2020-04-{day}", "2021-06-30", None) for number, day in (("1", 28), ("2", 29), ("3", 30))]
    path = message(tmp_path, domein, *lines)
    path.write_text(path.read_text("utf-8").replace("2020-04-29", "2020-04-31"), "utf-8")
    found = read_input([path])
    assert [one.toewijzing.toewijzingnummer for one in found.loaded] == ["1", "3"]
    (error,) = found.errors
    line = next(n for n, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "2020-04-31" in text)
    assert f"ToegewezenProduct 2 ({' '.join(PRODUCTS[domein])}), regel {line}: " in error
    assert "2020-04-31" in error
