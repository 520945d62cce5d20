import csv
import io

import pytest

from migratietoets.istandaard.records import read_input
from migratietoets.istandaard.records.lines.csv_lines import AHEAD
from migratietoets.istandaard.records.template import EXAMPLE, template
from tests.systems.foreign import SHORT_BSN

ROW = {name: "" if value is None else str(value) for name, value in EXAMPLE.items() if name != "nieuw"}


def sheet(*rows, delimiter=";"):
    """Rows as a spreadsheet writes them; each says what is other than in the example."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(ROW), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(ROW | {"id": f"T{number}"} | row for number, row in enumerate(rows, 1))
    return text.getvalue()


@pytest.fixture
def read(tmp_path):
    """Read a CSV: the toewijzingen, the errors and the remarks."""

    def read(content, name="a.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        inputs = read_input([path])
        return [one.toewijzing for one in inputs.loaded], list(inputs.errors), list(inputs.remarks)

    return read


@pytest.mark.parametrize(
    "written", ["31-12-2020", "31/12/2020", "31.12.2020", "31-12-2020 00:00", "31-12-2020 0:00:00"]
)
def test_a_day_that_can_only_be_read_one_way_is_read(read, written):
    (one,), errors, remarks = read(sheet({"einddatum": written}))
    assert not errors
    assert one.einddatum.isoformat() == "2020-12-31"
    assert len(remarks) == 1
    assert "2020-12-31" in remarks[0]


@pytest.mark.parametrize("first", [True, False])
def test_a_day_with_two_readings_counts_when_another_shows_the_day_comes_first(read, first):
    plain, clear = {"ingangsdatum": "02-03-2020"}, {"ingangsdatum": "31-01-2020", "einddatum": "5-5-2021"}
    found, errors, _ = read(sheet(*([clear, plain] if first else [plain, clear])))
    assert not errors
    assert {one.ingangsdatum.isoformat() for one in found} == {"2020-03-02", "2020-01-31"}


@pytest.mark.parametrize(
    "others",
    [[], [{"ingangsdatum": "05-05-2020"}], [{"ingangsdatum": "31-01-2020"}, {"ingangsdatum": "01-31-2020"}]],
    ids=["alone", "equal", "both ways"],
)
def test_a_day_with_two_readings_is_refused_where_nothing_decides(read, others):
    found, errors, _ = read(sheet({"ingangsdatum": "02-03-2020"}, *others))
    assert "T1" not in {one.id for one in found}
    assert "02-03-2020 en ook 03-02-2020" in errors[0]


def test_what_shows_the_order_may_stand_as_far_as_is_looked_ahead(read):
    rows = [{"ingangsdatum": "02-03-2020"}] * (AHEAD - 1)
    assert not read(sheet(*rows, {"ingangsdatum": "31-03-2020"}))[1]
    assert read(sheet(*rows, *rows[:1], {"ingangsdatum": "31-03-2020"}))[1]


@pytest.mark.parametrize("written", ["31-02-2020", "31-12-20", "2020-31-12", "december", "44196", "13-13-2020"])
def test_what_is_no_day_stays_refused(read, written):
    found, errors, _ = read(sheet({"einddatum": written}, {}))
    assert [one.id for one in found] == ["T2"]
    assert "einddatum: verwacht een datum als 2020-12-31" in errors[0]


@pytest.mark.parametrize("written", ["2020-12-31 00:00:00", "2020-12-31T00:00:00.000", "2020-12-31 0:00"])
def test_a_day_with_midnight_is_that_day(read, written):
    (one,), errors, _ = read(sheet({"einddatum": written}))
    assert not errors
    assert one.einddatum.isoformat() == "2020-12-31"


@pytest.mark.parametrize("column", ["id", "toewijzingnummer", "bsn", "volume"])
@pytest.mark.parametrize("written", ["9,999E+08", "1.00007E+11", "1E+05", "#NAAM?", "#N/B", "#WAARDE!"])
def test_what_a_spreadsheet_lost_is_refused_and_not_taken_for_a_name(read, column, written):
    found, errors, _ = read(sheet({column: written}, {}))
    assert [one.id for one in found] == ["T2"]
    assert f"{column}: verwacht" in errors[0]
    assert "spreadsheet" in errors[0]


def test_the_number_of_a_day_is_recognised(read):
    assert "opmaak Datum" in read(sheet({"einddatum": "44196"}))[1][0]


@pytest.mark.parametrize(
    ("column", "written", "meant"),
    [
        ("gemeente", "344", "0344"),
        ("gemeente", "3", "0003"),
        ("aanbieder", "1010101", "01010101"),
        ("eenheid", "4", "04"),
    ],
)
def test_lost_zeros_are_found_again_and_said_once(read, column, written, meant):
    found, errors, remarks = read(sheet(*[{column: written}] * 1000))
    assert not errors
    assert {getattr(one, column) for one in found} == {meant}
    (remark,) = remarks
    for part in (written, meant, "voorloopnullen", "opmaak Tekst", "nog 999 keer"):
        assert part in remark


def test_the_lost_zero_of_a_categorie_is_found_again(read):
    (one,), errors, _ = read(sheet({"categorie": "2", "code": "02A01"}))
    assert not errors
    assert one.categorie == "02"


def test_the_lost_zero_of_a_bsn_is_found_again_by_its_elfproef_and_not_shown(read):
    (one,), errors, remarks = read(sheet({"bsn": SHORT_BSN[1:]}, {"bsn": "12345678"}))
    assert one.bsn == SHORT_BSN
    assert SHORT_BSN[1:] not in " ".join([*errors, *remarks])
    assert "bsn: verwacht een BSN" in errors[0]


@pytest.mark.parametrize(("column", "written"), [("gemeente", "34x"), ("gemeente", "03440"), ("aanbieder", "999001")])
def test_what_is_no_code_without_its_zeros_stays_refused(read, column, written):
    found, errors, remarks = read(sheet({column: written}))
    assert (found, remarks) == ([], [])
    assert f"{column}: verwacht" in errors[0]


@pytest.mark.parametrize(
    "content",
    [
        sheet({}),
        sheet({}, delimiter=","),
        sheet({}, delimiter="\t"),
        "\ufeff" + sheet({}),
        "sep=;\r\n" + sheet({}),
        "\r\n;;;\r\n" + sheet({}),
        sheet({}).replace("\r\n", "\r"),
        sheet({}).replace("\r\n", ";;\r\n"),
        sheet({}).replace("gemeente", "Gemeente").replace("bsn", "BSN"),
        template(),
    ],
    ids=["puntkomma", "komma", "tab", "bom", "sep", "witte regels", "cr", "lege kolommen", "hoofdletters", "template"],
)
def test_a_spreadsheet_may_write_it_its_own_way(read, content):
    (one,), errors, remarks = read(content)
    assert (errors, remarks) == ([], [])
    assert one.to_json() | {"nieuw": None} == dict(EXAMPLE) | {"id": "T1"}


def test_a_mistyped_column_is_named_with_the_one_that_was_meant(read):
    assert "gevonden ook gemente. Bedoelde u gemeente?" in read(sheet({}).replace("gemeente", "gemente"))[1][0]


def test_windows_1252_is_read_where_nothing_is_utf8_and_said_once(read):
    found, errors, remarks = read(sheet({"id": "café 1"}, {"id": "€ 2"}, {}).encode("cp1252"))
    assert not errors
    assert [one.id for one in found] == ["café 1", "€ 2", "T3"]
    assert len(remarks) == 1
    assert "Windows-1252" in remarks[0]


@pytest.mark.parametrize("begin", ["\ufeff", "é"], ids=["bom", "utf-8 before"])
def test_what_is_no_utf8_in_a_file_that_is_costs_its_own_row(read, begin):
    content = (begin.strip("é") + sheet({"id": "T1" + begin.strip("\ufeff")})).encode() + sheet(
        {"id": "café"}, {}
    ).encode("cp1252").partition(b"\n")[2]
    found, errors, _ = read(content)
    assert [one.id for one in found] == ["T1" + begin.strip("\ufeff"), "T2"]
    assert "regel 3: verwacht UTF-8" in errors[0]


@pytest.mark.parametrize(
    ("cell", "text"),
    [('"T1"x', "verkeerde aanhalingstekens"), ('"T1', "verkeerde aanhalingstekens"), ("x" * 200_000, "131.072 tekens")],
    ids=["na een aanhalingsteken", "niet gesloten", "te lang"],
)
def test_a_broken_row_costs_itself_only(read, cell, text):
    found, errors, _ = read(sheet({"id": "@"}, {}, {}).replace("@", cell))
    assert [one.id for one in found] == ["T2", "T3"]
    (error,) = errors
    assert "regel 2: " in error
    assert text in error
