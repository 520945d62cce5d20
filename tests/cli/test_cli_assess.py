import json
from datetime import date
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from conformance.schemas import schema
from generators.dataset import schrijf as genereer
from istandaard.berichten import bouw
from istandaard.berichten.regie import Regieproduct, maak_regie
from istandaard.model import Client
from istandaard.releases import Domein, Release

ASSESS = Draft202012Validator(schema("assess"))
BUITEN = "123456789"
"""Passes the elfproef and lies outside the test range."""


def antwoorden(uit):
    regels = [json.loads(regel) for regel in uit.splitlines()]
    for regel in regels:
        ASSESS.validate(regel)
    return regels


def test_the_example_of_the_contract(migratietoets, schrijf_jsonl, record):
    code, uit, fout = migratietoets("assess", schrijf_jsonl(record))
    (antwoord,) = antwoorden(uit)
    assert code == 0
    assert (antwoord["reasons"], antwoord["deadline"], antwoord["overdue"]) == (
        ["frequentie_vervallen"],
        "2020-12-30",
        False,
    )
    assert [actie["action"] for actie in antwoord["actions"]] == ["intrekken", "nieuwe_toewijzing"]
    assert "Moet over: 1" in fout


@pytest.mark.parametrize(("soort", "args"), [("jsonl", ["-"]), ("map", []), ("xml", ["-"])])
def test_input_from_a_pipe_and_from_a_folder(migratietoets, schrijf_301, tmp_path, record, soort, args):
    xml = schrijf_301("m/diep/a.XML")
    invoer = {"jsonl": json.dumps(record), "xml": xml.read_text("utf-8"), "map": None}[soort]
    code, uit, _ = migratietoets("assess", *(args or [tmp_path / "m"]), invoer=invoer)
    assert code == 0
    assert len(antwoorden(uit)) == 1


def test_csv_from_a_pipe(migratietoets, record):
    kolommen = [naam for naam in record if naam != "nieuw"]
    rij = ["" if record[naam] is None else str(record[naam]) for naam in kolommen]
    code, uit, _ = migratietoets("assess", "-", invoer=";".join(kolommen) + "\n" + ";".join(rij) + "\n")
    assert code == 0
    assert antwoorden(uit)[0]["must_migrate"]


@pytest.mark.parametrize(
    ("op", "verwacht", "dag"),
    [(None, False, "01-10-2020"), ("2020-12-30", False, "30-12-2020"), ("2020-12-31", True, "31-12-2020")],
)
def test_overdue_follows_the_day_of_asking(migratietoets, schrijf_jsonl, record, op, verwacht, dag):
    code, uit, fout = migratietoets("assess", schrijf_jsonl(record), *(["--on", op] if op else []))
    assert code == 0
    assert antwoorden(uit)[0]["overdue"] is verwacht
    assert dag in fout


def test_the_latest_sending_day_is_the_day_of_asking(migratietoets, schrijf_301):
    _, uit, fout = migratietoets("assess", schrijf_301("a.xml", dagtekening="2021-01-02"))
    assert antwoorden(uit)[0]["overdue"]
    assert "02-01-2021" in fout


def test_labels_are_the_answers(migratietoets, tmp_path):
    genereer(tmp_path / "d", clients=80, seed=2)
    code, uit, _ = migratietoets("assess", tmp_path / "d" / "toewijzingen.jsonl")
    labels = [json.loads(regel) for regel in (tmp_path / "d" / "labels.jsonl").read_text("utf-8").splitlines()]
    assert code == 0
    assert [_zonder(antwoord) for antwoord in antwoorden(uit)] == [_zonder(label) for label in labels]


def _zonder(antwoord):
    return {naam: waarde for naam, waarde in antwoord.items() if naam not in {"overdue", "remarks"}}


def test_facts_match_by_real_bsn_and_by_stand_in(migratietoets, schrijf_301, schrijf_jsonl):
    xml = schrijf_301("a.xml", bsn=BUITEN, eenheid="82", frequentie="4")
    _, uit, _ = migratietoets("assess", xml)
    (kaal,) = antwoorden(uit)
    assert not kaal["must_migrate"]
    echt = f"0344:wmo:99990001:{BUITEN}:1001:2020-03-02:15:15A01"
    for id_ in (echt, kaal["id"]):
        feiten = schrijf_jsonl({"id": id_, "uitvoering": "inspanning"}, naam="feiten.jsonl")
        code, uit, fout = migratietoets("assess", xml, "--facts", feiten)
        assert code == 0
        assert antwoorden(uit)[0]["reasons"] == ["stuks_inspanning"]
        assert "Let op" not in fout


def test_facts_without_a_toewijzing_are_mentioned(migratietoets, schrijf_jsonl, record):
    feiten = schrijf_jsonl({"id": "T9"}, naam="feiten.jsonl")
    code, _, fout = migratietoets("assess", schrijf_jsonl(record), "--facts", feiten)
    assert code == 0
    assert "niet in de invoer staat: T9" in fout


@pytest.mark.parametrize(
    ("regel", "tekst"),
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
def test_a_bad_line_costs_itself_only(migratietoets, schrijf_jsonl, record, regel, tekst):
    code, uit, fout = migratietoets("assess", schrijf_jsonl(record, regel, record | {"id": "T3"}))
    assert code == 2
    assert [antwoord["id"] for antwoord in antwoorden(uit)] == ["T1", "T3"]
    assert tekst in fout
    assert "Niet gebruikt: 1 regel of bestand" in fout


def test_an_id_that_comes_back_is_refused(migratietoets, schrijf_jsonl, record):
    pad = schrijf_jsonl(record, record | {"volume": 8})
    code, uit, fout = migratietoets("assess", pad)
    assert code == 2
    assert len(antwoorden(uit)) == 1
    assert f"{pad}, regel 2: verwacht een id dat maar één keer voorkomt" in fout
    assert f"{pad}, regel 1" in fout


def test_a_vervanging_that_cannot_be_is_bad_input(migratietoets, schrijf_jsonl, record):
    pad = schrijf_jsonl(record | {"code": None, "vervanging": "gelijk"}, record | {"id": "T2"})
    code, uit, fout = migratietoets("assess", pad)
    assert code == 2
    assert [antwoord["id"] for antwoord in antwoorden(uit)] == ["T2"]
    assert f"{pad}, regel 1: " in fout


BYTES = {
    "leeg.jsonl": (b"", "gevonden een lege invoer"),
    "wit.csv": (b"\n \n", "gevonden een lege invoer"),
    "latijn.jsonl": (b'{"id":"\xe9"}\n', "regel 1: verwacht UTF-8"),
    "latijn.csv": (b"id;gemeente\ncaf\xe9;0344\n", "regel 2: verwacht UTF-8"),
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


@pytest.mark.parametrize("naam", BYTES)
def test_a_bad_file_costs_itself_only(migratietoets, schrijf_jsonl, record, tmp_path, naam):
    data, tekst = BYTES[naam]
    (tmp_path / naam).write_bytes(data)
    code, uit, fout = migratietoets("assess", tmp_path / naam, schrijf_jsonl(record))
    assert code == 2
    assert len(antwoorden(uit)) == 1
    assert tekst in fout
    assert fout.startswith(str(tmp_path / naam))
    code, uit, fout = migratietoets("assess", tmp_path / naam)
    assert (code, uit) == (2, "")
    assert "minstens één bruikbare toewijzing" in fout


def test_another_message_is_skipped_with_a_remark(migratietoets, schrijf_301, tmp_path):
    schrijf_301("a.xml")
    stop = maak_regie(
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
    (tmp_path / "b.xml").write_bytes(bouw(stop))
    code, uit, fout = migratietoets("assess", tmp_path)
    assert code == 2
    assert len(antwoorden(uit)) == 1
    assert f"{tmp_path / 'b.xml'}: verwacht een 301 met toewijzingen; gevonden een WMO307" in fout


@pytest.mark.parametrize("pad", ["nergens.jsonl", "leeg"])
def test_a_path_without_input(migratietoets, tmp_path, pad):
    (tmp_path / "leeg").mkdir()
    code, uit, fout = migratietoets("assess", tmp_path / pad)
    assert (code, uit) == (2, "")
    assert fout.startswith(f"{tmp_path / pad}: verwacht een")


def test_the_table(migratietoets, schrijf_jsonl, record):
    code, uit, _ = migratietoets("assess", schrijf_jsonl(record), "--format", "table")
    assert code == 0
    assert "frequentie vervalt" in uit
    assert "30-12-2020" in uit


def test_a_plan_for_each_aanbieder(migratietoets, tmp_path):
    genereer(tmp_path / "d", clients=20, seed=4)
    code, uit, fout = migratietoets("plan", tmp_path / "d", "--out", tmp_path / "p")
    assert code == 0
    namen = [regel.rpartition("/")[2] for regel in uit.splitlines()]
    assert namen == [f"plan-0344-9999000{n}.{soort}" for n in (1, 2) for soort in ("md", "csv")]
    assert all((tmp_path / "p" / naam).stat().st_size for naam in namen)
    assert "Plannen: 2" in fout


def test_a_bsn_from_outside_is_written_nowhere(migratietoets, schrijf_301, schrijf_jsonl, record, tmp_path):
    xml = schrijf_301(f"m/{BUITEN}.xml", bsn=BUITEN, toewijzingnummer=BUITEN)
    (tmp_path / f"m/kapot-{BUITEN}.xml").write_text(f"<Bsn>{BUITEN}", encoding="utf-8")
    vreemd = record | {"bsn": BUITEN}
    regels = schrijf_jsonl(
        vreemd | {"id": f"x{BUITEN}y"},
        vreemd | {"id": "123-456-782"},
        vreemd | {"id": BUITEN, "aanbieder": BUITEN},
        vreemd | {"id": "T2", BUITEN: 1},
        vreemd | {"id": "T3", "volume": BUITEN},
        record | {"id": f"T4 {BUITEN}", "eenheid": BUITEN, "bsn": f"{BUITEN}0"},
        f'{{"bsn":"{BUITEN}", kapot',
    )
    feiten = schrijf_jsonl({"id": f"onbekend {BUITEN}"}, {"id": "T1", "gestart": BUITEN}, naam=f"{BUITEN}.jsonl")
    for extra in (["assess"], ["assess", "--format", "table"], ["plan", "--out", tmp_path / "p"]):
        code, uit, fout = migratietoets(*extra, xml.parent, regels, "--facts", feiten)
        assert code == 2
        for tekst in (uit, fout, *(pad.read_text("utf-8") for pad in (tmp_path / "p").glob("*"))):
            assert BUITEN not in tekst
            assert BUITEN not in "".join(teken for teken in tekst if teken.isalnum())
    assert "999999990" in migratietoets("assess", xml)[1]


def test_the_example_schema_of_a_record_is_shipped():
    assert (files("istandaard") / "record.schema.json").is_file()
