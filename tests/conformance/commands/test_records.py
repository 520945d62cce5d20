import csv
import json
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from migratietoets.generators.export.dataset import write as generate
from migratietoets.generators.strategies import toewijzingen
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records import FIELDS, Supplement, make_toewijzing, read_facts, read_input, read_producten

SCHEMA = json.loads((files("migratietoets.istandaard.records") / "record.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)

BROKEN = {
    "id": ["", 7, "a\nb", "x" * 201],
    "gemeente": ["344", 344, "o344"],
    "domein": ["zvw", "WMO"],
    "aanbieder": ["9999001", 99990001],
    "bsn": ["12345678", 999900006, "99990000x"],
    "toewijzingnummer": [1001, ""],
    "categorie": ["99", 15],
    "code": ["15A001", 15],
    "volume": ["40", -1, 40.5, True, 100_000_000],
    "eenheid": ["4", 4, "99"],
    "frequentie": ["7", 3],
    "budget": [-1, "100", 1.5],
    "ingangsdatum": ["02-03-2020", "2020-02-30", 20200302, ""],
    "einddatum": ["30-06-2021", "2021-06-31"],
    "uitvoering": ["Inspanning", True],
    "vervanging": ["budget", ""],
    "nieuw": [[], "ja", {"soort": 1}, {"volume": "4"}, {"frequentie": "3"}, {"eenheid": "21"}],
    "gestart": ["ja", 1],
    "instemming": ["false", 0],
}


def test_the_schema_names_the_same_keys_as_the_checks():
    assert list(SCHEMA["properties"]) == list(FIELDS) == list(BROKEN)
    assert SCHEMA["required"] == [name for name, field in FIELDS.items() if field.required]


@given(toewijzingen(also_30=True))
def test_every_record_of_the_generators_is_read_back(toewijzing):
    VALIDATOR.validate(toewijzing.to_json())
    assert make_toewijzing(toewijzing.to_json()) == toewijzing


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, values in BROKEN.items() for value in values], ids=repr
)
def test_schema_and_checks_refuse_the_same_values(record, field, value):
    error = record | {field: value}
    assert not VALIDATOR.is_valid(error)
    with pytest.raises(InputError, match=field) as caught:
        make_toewijzing(error)
    for word in ("verwacht", "; ", ". "):
        assert word in str(caught.value)


@pytest.mark.parametrize("field", [field for field, requirement in FIELDS.items() if requirement.required])
def test_schema_and_checks_ask_for_the_same_keys(record, field):
    del record[field]
    assert not VALIDATOR.is_valid(record)
    with pytest.raises(InputError, match=f"{field}: .*ontbreekt"):
        make_toewijzing(record)


def test_a_key_that_is_absent_is_null_and_the_defaults_hold(record):
    bare = {name: value for name, value in record.items() if FIELDS[name].required}
    VALIDATOR.validate(bare)
    toewijzing = make_toewijzing(bare)
    assert (toewijzing.volume, toewijzing.gestart, toewijzing.instemming) == (None, True, True)


@pytest.mark.parametrize(
    ("otherwise", "text"),
    [
        ({"domein": "jw"}, "categorie: verwacht een productcategorie van domein jw"),
        ({"categorie": None}, "categorie: verwacht een categorie bij een productcode"),
        ({"volume": None}, "omvang: .*leeg: volume"),
        ({"eenheid": None, "frequentie": None}, "leeg: eenheid en frequentie"),
        ({"einddatum": "2020-03-01"}, "einddatum: verwacht een dag op of na de ingangsdatum 2020-03-02"),
        ({"nieuw": {"eenheid": "14", "frequentie": "1"}}, "eenheid 14 met frequentie 1"),
        ({"domein": "wmoo"}, "domein: verwacht wmo of jw; gevonden “wmoo”. Bedoelde u wmo"),
        ({"uitvoering": "inspaning"}, "Bedoelde u inspanning"),
        ({"volumen": 3}, "Bedoelde u volume"),
        ({"xyz": 3}, "bekend zijn id, gemeente"),
    ],
)
def test_fields_are_checked_together(record, otherwise, text):
    with pytest.raises(InputError, match=text):
        make_toewijzing(record | otherwise)


def _csv(path, records, delimiter, *, loose_new):
    rows = []
    for r in records:
        row = {k: "" if v is None else str(v).lower() if isinstance(v, bool) else v for k, v in r.items()}
        new = r["nieuw"]
        if loose_new:
            del row["nieuw"]
            for name in ("code", "volume", "eenheid", "frequentie", "budget"):
                row[f"nieuw_{name}"] = "" if new is None or new[name] is None else new[name]
        else:
            row["nieuw"] = "" if new is None else json.dumps(new)
        rows.append(row)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    target = tmp_path_factory.mktemp("data") / "d"
    generate(target, clients=60, seed=5)
    return target


@pytest.mark.parametrize(("delimiter", "loose"), [(",", True), (";", False), ("\t", True)])
def test_csv_says_the_same_as_json_lines(dataset, tmp_path, delimiter, loose):
    from_json_lines = read_input([dataset / "toewijzingen.jsonl"])
    records = [g.toewijzing.to_json() for g in from_json_lines.loaded]
    _csv(tmp_path / "t.csv", records, delimiter, loose_new=loose)
    from_csv = read_input([tmp_path / "t.csv"])
    assert not from_csv.errors
    empty = {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": None}
    without_wish = [r | {"nieuw": None if r["nieuw"] == empty else r["nieuw"]} for r in records]
    assert [g.toewijzing.to_json() for g in from_csv.loaded] == (without_wish if loose else records)


def test_messages_with_facts_say_the_same_as_json_lines(dataset):
    supplement = Supplement()
    read_facts(dataset / "toewijzingen.jsonl", supplement)
    from_xml = read_input([dataset / "berichten"])
    assert not from_xml.errors
    assert from_xml.last_sent <= date(2020, 9, 30)
    records = {g.toewijzing.id: g.toewijzing for g in read_input([dataset / "toewijzingen.jsonl"]).loaded}
    filled = {g.toewijzing.id: supplement.complete(g.toewijzing, lambda t: t.id) for g in from_xml.loaded}
    assert filled == records
    assert not supplement.unused()


def test_a_whole_dataset_folder_is_read_once_and_its_labels_are_skipped(dataset):
    inputs = read_input([dataset, dataset / "toewijzingen.jsonl"])
    assert not inputs.errors
    records = read_input([dataset / "toewijzingen.jsonl"]).loaded
    assert {g.toewijzing.id: g.toewijzing for g in inputs.loaded} == {g.toewijzing.id: g.toewijzing for g in records}


def test_an_id_says_what_makes_a_toewijzing_the_same(write_301):
    path = write_301("a.xml", toewijzingnummer=None, code=None, volume=None, eenheid=None, frequentie=None)
    (loaded,) = read_input([path]).loaded
    assert loaded.toewijzing.id == "0344:wmo:99990001:999900006::2020-03-02:15:"


@pytest.mark.parametrize("names", [("1.xml", "2.xml"), ("2.xml", "1.xml")])
def test_the_latest_301_counts_whatever_the_order(write_301, tmp_path, names):
    write_301(names[0], dagtekening="2020-03-02")
    write_301(names[1], dagtekening="2020-11-02", einddatum=date(2020, 12, 31))
    inputs = read_input([tmp_path])
    (loaded,) = inputs.loaded
    assert not inputs.errors
    assert loaded.toewijzing.einddatum == date(2020, 12, 31)
    assert inputs.last_sent == date(2020, 11, 2)


def test_a_301_and_a_record_that_differ_are_not_mixed(write_301, write_jsonl, record, tmp_path):
    xml = write_301("a.xml")
    otherwise = record | {"id": read_input([xml]).loaded[0].toewijzing.id, "volume": 41}
    inputs = read_input([xml, write_jsonl(otherwise)])
    assert len(inputs.loaded) == 1
    (error,) = inputs.errors
    assert "één keer" in error
    assert str(tmp_path / "a.xml") in error


def test_products_and_facts_fill_what_is_unknown(write_jsonl, record, tmp_path):
    producten = tmp_path / "producten.csv"
    producten.write_text("categorie;code;uitvoering\n15;15A01;output\n15;;inspanning\n15;15A01;inspanning\n", "utf-8")
    facts = write_jsonl(
        {"id": "T1", "vervanging": "specifiek_met_omvang", "nieuw": {"volume": 8}, "gestart": False},
        {"id": "T9", "instemming": False},
        {"id": "T1"},
        {"id": "T2", "instemming": "nee"},
        "3",
        name="feiten.jsonl",
    )
    supplement = Supplement()
    read_producten(producten, supplement)
    read_facts(facts, supplement)
    places = [error.partition(": ")[0] for error in supplement.errors]
    assert places == [f"{producten}, regel 4", *(f"{facts}, regel {n}" for n in (3, 4, 5))]
    filled = supplement.complete(make_toewijzing(record | {"uitvoering": None}), lambda t: t.id)
    assert (filled.uitvoering, filled.vervanging, filled.gestart, filled.instemming) == (
        "output",
        "specifiek_met_omvang",
        False,
        True,
    )
    assert filled.nieuw.volume == 8
    assert supplement.unused() == ["T9"]
