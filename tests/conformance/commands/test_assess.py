import json
from datetime import date
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from migratietoets.conformance.contracts import schema
from migratietoets.generators.export.dataset import write as generate
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.start_stop import Regieproduct, make_regie
from migratietoets.istandaard.model import Client
from migratietoets.istandaard.records import kept
from migratietoets.istandaard.releases import Domein, Release
from tests.systems.foreign import OTHER_BSN

ASSESS = Draft202012Validator(schema("assess"))
OUTSIDE = "123456789"
"""Passes the elfproef and lies outside the test range."""


def answers(out):
    lines = [json.loads(line) for line in out.splitlines()]
    for line in lines:
        ASSESS.validate(line)
    return lines


def test_the_example_of_the_contract(migratietoets, write_jsonl, record):
    code, out, error = migratietoets("assess", write_jsonl(record))
    (answer,) = answers(out)
    assert code == 0
    assert (answer["reasons"], answer["deadline"], answer["overdue"]) == (
        ["frequentie_vervallen"],
        "2020-12-30",
        False,
    )
    assert [action["action"] for action in answer["actions"]] == ["intrekken", "nieuwe_toewijzing"]
    assert "Moet over: 1" in error


@pytest.mark.parametrize(("kind", "args"), [("jsonl", ["-"]), ("map", []), ("xml", ["-"])])
def test_input_from_a_pipe_and_from_a_folder(migratietoets, write_301, tmp_path, record, kind, args):
    xml = write_301("m/diep/a.XML")
    inputs = {"jsonl": json.dumps(record), "xml": xml.read_text("utf-8"), "map": None}[kind]
    code, out, _ = migratietoets("assess", *(args or [tmp_path / "m"]), inputs=inputs)
    assert code == 0
    assert len(answers(out)) == 1


def test_csv_can_come_from_a_pipe(migratietoets, record):
    columns = [name for name in record if name != "nieuw"]
    row = ["" if record[name] is None else str(record[name]) for name in columns]
    code, out, _ = migratietoets("assess", "-", inputs=";".join(columns) + "\n" + ";".join(row) + "\n")
    assert code == 0
    assert answers(out)[0]["must_migrate"]


@pytest.mark.parametrize(
    ("at", "expected", "day"),
    [(None, False, "01-10-2020"), ("2020-12-30", False, "30-12-2020"), ("2020-12-31", True, "31-12-2020")],
)
def test_overdue_follows_the_day_of_asking(migratietoets, write_jsonl, record, at, expected, day):
    code, out, error = migratietoets("assess", write_jsonl(record), *(["--on", at] if at else []))
    assert code == 0
    assert answers(out)[0]["overdue"] is expected
    assert day in error


def test_the_latest_sending_day_is_the_day_of_asking(migratietoets, write_301):
    _, out, error = migratietoets("assess", write_301("a.xml", dagtekening="2021-01-02"))
    assert answers(out)[0]["overdue"]
    assert "02-01-2021" in error


@pytest.mark.parametrize("chunk", [kept.CHUNK, 8])
def test_labels_are_the_answers_also_where_the_input_lies_in_many_parts(migratietoets, tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(kept, "CHUNK", chunk)
    monkeypatch.setattr(kept, "OPENED", 2)
    generate(tmp_path / "d", clients=80, seed=2)
    code, out, _ = migratietoets("assess", tmp_path / "d" / "toewijzingen.jsonl")
    labels = [json.loads(line) for line in (tmp_path / "d" / "labels.jsonl").read_text("utf-8").splitlines()]
    assert code == 0
    assert [_without(answer) for answer in answers(out)] == [_without(label) for label in labels]


def _without(answer):
    return {name: value for name, value in answer.items() if name not in {"overdue", "remarks"}}


def test_facts_match_by_real_bsn_and_by_stand_in(migratietoets, write_301, write_jsonl):
    xml = write_301("a.xml", bsn=OUTSIDE, eenheid="82", frequentie="4")
    _, out, _ = migratietoets("assess", xml)
    (bare,) = answers(out)
    assert not bare["must_migrate"]
    real = f"0344:wmo:99990001:{OUTSIDE}:1001:2020-03-02:15:15A01"
    for id_ in (real, bare["id"]):
        facts = write_jsonl({"id": id_, "uitvoering": "inspanning"}, name="feiten.jsonl")
        code, out, error = migratietoets("assess", xml, "--facts", facts)
        assert code == 0
        assert answers(out)[0]["reasons"] == ["stuks_inspanning"]
        assert "Let op" not in error


def test_facts_without_a_toewijzing_are_mentioned(migratietoets, write_jsonl, record):
    facts = write_jsonl({"id": "T9"}, name="feiten.jsonl")
    code, _, error = migratietoets("assess", write_jsonl(record), "--facts", facts)
    assert code == 0
    assert "niet in de invoer staat: T9" in error


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('{"id":"T2","geme', "regel 2: verwacht een volledig JSON-object"),
        ("[1]", "regel 2: verwacht een object"),
        ('{"id":NaN}', "regel 2: verwacht een getal; gevonden NaN"),
        ('{"id":"a","id":"b"}', "regel 2: verwacht elke sleutel één keer"),
        ("[" * 100_000, "regel 2: verwacht een plat JSON-object"),
        ('{"volume":' + "9" * 5000 + "}", "regel 2: verwacht een plat JSON-object"),
    ],
    ids=["afgebroken", "lijst", "nan", "dubbel", "diep", "getal"],
)
def test_a_bad_line_costs_itself_only(migratietoets, write_jsonl, record, line, text):
    code, out, error = migratietoets("assess", write_jsonl(record, line, record | {"id": "T3"}))
    assert code == 2
    assert [answer["id"] for answer in answers(out)] == ["T1", "T3"]
    assert text in error
    assert "Niet gebruikt: 1 regel of bestand" in error


def test_an_id_that_comes_back_is_refused(migratietoets, write_jsonl, record):
    path = write_jsonl(record, record | {"volume": 8})
    code, out, error = migratietoets("assess", path)
    assert code == 2
    assert len(answers(out)) == 1
    assert f"{path}, regel 2: verwacht een id dat maar één keer voorkomt" in error
    assert f"{path}, regel 1" in error


def test_a_vervanging_that_cannot_be_is_bad_input(migratietoets, write_jsonl, record):
    path = write_jsonl(record | {"code": None, "vervanging": "gelijk"}, record | {"id": "T2"})
    code, out, error = migratietoets("assess", path)
    assert code == 2
    assert [answer["id"] for answer in answers(out)] == ["T2"]
    assert f"{path}, regel 1: " in error


BYTES = {
    "leeg.jsonl": (b"", "gevonden een lege invoer"),
    "wit.csv": (b"\n \n", "gevonden een lege invoer"),
    "latijn.jsonl": (b'{"id":"\xe9"}\n', "regel 1: verwacht UTF-8"),
    "half.csv": (b"\xef\xbb\xbfid;gemeente;domein;aanbieder;bsn;ingangsdatum\ncaf\xe9;0344\n", "2: verwacht UTF-8"),
    "utf16.csv": ("id;gemeente\n".encode("utf-16"), "gevonden UTF-16"),
    "mooi.jsonl": (b'{\n "id": "T1"\n}\n', "JSON die over meer regels loopt"),
    "kolom.csv": (b"id;gemeente;kleur\n", "gevonden ook kleur"),
    "mist.csv": (b"id;gemeente\nT1;0344\n", "ontbreekt domein, aanbieder, bsn, ingangsdatum"),
    "dubbel.csv": (b"id,id,gemeente,domein,aanbieder,bsn,ingangsdatum\n", "kolom die vaker voorkomt"),
    "cellen.csv": (b"id,gemeente,domein,aanbieder,bsn,ingangsdatum\nT1,0344\n", "regel 2: verwacht 6 cellen"),
    "quote.csv": (b'id,gemeente,domein,aanbieder,bsn,ingangsdatum\n"T1"x,0344\n', "verkeerde aanhalingstekens"),
    "kapot.xml": (b"<Bericht", "verwacht een volledig XML-bericht"),
    "doctype.xml": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "verwacht een bericht zonder DOCTYPE"),
    "anders.xml": (b"<html/>", "verwacht hoofdelement Bericht"),
}


@pytest.mark.parametrize("name", BYTES)
def test_a_bad_file_costs_itself_only(migratietoets, write_jsonl, record, tmp_path, name):
    data, text = BYTES[name]
    (tmp_path / name).write_bytes(data)
    code, out, error = migratietoets("assess", tmp_path / name, write_jsonl(record))
    assert code == 2
    assert len(answers(out)) == 1
    assert text in error
    assert error.startswith(str(tmp_path / name))
    code, out, error = migratietoets("assess", tmp_path / name)
    assert (code, out) == (2, "")
    assert "minstens één bruikbare toewijzing" in error


def test_another_message_is_skipped_with_a_remark(migratietoets, write_301, tmp_path):
    write_301("a.xml")
    stop = make_regie(
        "307",
        release=Release.R24,
        domein=Domein.WMO,
        gemeente="0344",
        aanbieder="99990001",
        identificatie="2",
        dagtekening=date(2020, 11, 30),
        client=Client("999900006", date(1950, 2, 3), "2", "Jansen", None, "", "", 0, "", "", ""),
        producten=[Regieproduct("1001", "15", "15A01", date(2020, 3, 2), date(2020, 3, 9), date(2020, 11, 30), "19")],
    )
    (tmp_path / "b.xml").write_bytes(build(stop))
    code, out, error = migratietoets("assess", tmp_path)
    assert code == 2
    assert len(answers(out)) == 1
    assert f"{tmp_path / 'b.xml'}: verwacht een 301 met toewijzingen; gevonden een WMO307" in error


@pytest.mark.parametrize("path", ["nergens.jsonl", "leeg"])
def test_a_path_without_input_is_refused(migratietoets, tmp_path, path):
    (tmp_path / "leeg").mkdir()
    code, out, error = migratietoets("assess", tmp_path / path)
    assert (code, out) == (2, "")
    assert error.startswith(f"{tmp_path / path}: verwacht een")


def test_the_table_says_when_and_why(migratietoets, write_jsonl, record):
    code, out, _ = migratietoets("assess", write_jsonl(record), "--format", "table")
    assert code == 0
    assert "frequentie vervalt" in out
    assert "30-12-2020" in out


def test_the_table_fits_80_columns_and_the_summary_stands_beside_it(migratietoets, write_jsonl, record, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    same = [record | {"id": f"{name}{n}", "toewijzingnummer": str(n)} for n, name in enumerate(("x" * 190, "y " * 90))]
    code, out, error = migratietoets("assess", write_jsonl(*same), "--format", "table")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "x" * 70 in out
    assert "Moet over: 2" in error
    assert "bekeken" not in out.lower()


def test_the_template_is_a_csv_that_can_be_assessed(migratietoets, tmp_path):
    code, out, error = migratietoets("assess", "--template")
    assert (code, error) == (0, "")
    (tmp_path / "t.csv").write_bytes(out.encode())
    code, out, _ = migratietoets("assess", tmp_path / "t.csv")
    assert code == 0
    assert [answer["id"] for answer in answers(out)] == ["T1"]


def test_the_same_mistake_in_many_rows_is_told_once(migratietoets, write_jsonl, record):
    path = write_jsonl(*(record | {"id": f"T{n}", "gemeente": str(n)} for n in range(100, 400)), record)
    code, out, error = migratietoets("assess", path)
    assert code == 2
    assert len(answers(out)) == 1
    told, _, closing = error.splitlines()
    assert told.startswith(f"{path}, regel 1: gemeente: verwacht een gemeentecode")
    assert told.endswith("Zo ook nog 299 keer: regel 2; regel 3; regel 4; regel 5; regel 6 …")
    assert "Niet gebruikt: 300 regels" in closing


def test_what_cannot_be_assessed_is_told_once_as_well(migratietoets, write_jsonl, record):
    strange = [record | {"id": f"T{n}", "code": None, "vervanging": "gelijk"} for n in range(50)]
    code, out, error = migratietoets("assess", write_jsonl(*strange, record | {"id": "goed"}))
    assert code == 2
    assert [answer["id"] for answer in answers(out)] == ["goed"]
    assert len(error.splitlines()) == 3


def test_a_plan_for_each_aanbieder(migratietoets, tmp_path):
    generate(tmp_path / "d", clients=20, seed=4)
    code, out, error = migratietoets("plan", tmp_path / "d", "--out", tmp_path / "p")
    assert code == 0
    labels = (tmp_path / "d" / "labels.jsonl").read_text("utf-8").splitlines()
    aanbieders = sorted({json.loads(label)["id"].split(":")[2] for label in labels})
    expected = [f"plan-0344-{aanbieder}.{kind}" for aanbieder in aanbieders for kind in ("md", "csv")]
    assert [line.rpartition("/")[2] for line in out.splitlines()] == expected
    assert all((tmp_path / "p" / name).stat().st_size for name in expected)
    assert f"Plannen: {len(aanbieders)}" in error


def test_a_bsn_from_outside_is_written_nowhere(migratietoets, write_301, write_jsonl, record, tmp_path):
    xml = write_301(f"m/{OUTSIDE}.xml", bsn=OUTSIDE, toewijzingnummer=OUTSIDE)
    (tmp_path / f"m/kapot-{OUTSIDE}.xml").write_text(f"<Bsn>{OUTSIDE}", encoding="utf-8")
    strange = record | {"bsn": OUTSIDE}
    lines = write_jsonl(
        strange | {"id": f"x{OUTSIDE}y"},
        strange | {"id": f"{OTHER_BSN[:3]}-{OTHER_BSN[3:6]}-{OTHER_BSN[6:]}"},
        strange | {"id": OUTSIDE, "aanbieder": OUTSIDE},
        strange | {"id": "T2", OUTSIDE: 1},
        strange | {"id": "T3", "volume": OUTSIDE},
        record | {"id": f"T4 {OUTSIDE}", "eenheid": OUTSIDE, "bsn": f"{OUTSIDE}0"},
        f'{{"bsn":"{OUTSIDE}", kapot',
    )
    facts = write_jsonl({"id": f"onbekend {OUTSIDE}"}, {"id": "T1", "gestart": OUTSIDE}, name=f"{OUTSIDE}.jsonl")
    for extra in (["assess"], ["assess", "--format", "table"], ["plan", "--out", tmp_path / "p"]):
        code, out, error = migratietoets(*extra, xml.parent, lines, "--facts", facts)
        assert code == 2
        for text in (out, error, *(path.read_text("utf-8") for path in (tmp_path / "p").glob("*"))):
            assert OUTSIDE not in text
            assert OUTSIDE not in "".join(symbol for symbol in text if symbol.isalnum())
    assert "999999990" in migratietoets("assess", xml)[1]


def test_the_example_schema_of_a_record_is_shipped():
    assert (files("migratietoets.istandaard.records") / "record.schema.json").is_file()


def test_a_folder_of_generate_can_be_assessed_as_a_whole(migratietoets, tmp_path):
    target = tmp_path / "d"
    assert migratietoets("generate", "--clients", 30, "--credits", "--out", target)[0] == 0
    code, out, _ = migratietoets("assess", target)
    assert code == 0
    toewijzingen = (target / "toewijzingen.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["id"] for line in out.splitlines()} == {json.loads(line)["id"] for line in toewijzingen}
