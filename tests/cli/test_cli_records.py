import csv
import json
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from conformance.opdrachten.invoer import Publiek
from conformance.schuilnaam import Schuilnamen
from generators.dataset import schrijf as genereer
from generators.personen import test_bsns
from generators.strategies import toewijzingen
from istandaard.bsn import elfproef
from istandaard.model import Invoerfout
from istandaard.records import VELDEN, Aanvulling, lees_feiten, lees_invoer, lees_producten, maak_toewijzing

SCHEMA = json.loads((files("istandaard") / "record.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)

FOUT = {
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
    assert list(SCHEMA["properties"]) == list(VELDEN) == list(FOUT)
    assert SCHEMA["required"] == [naam for naam, veld in VELDEN.items() if veld.verplicht]


@given(toewijzingen(ook_30=True))
def test_every_record_of_the_generators_is_read_back(toewijzing):
    VALIDATOR.validate(toewijzing.to_json())
    assert maak_toewijzing(toewijzing.to_json()) == toewijzing


@pytest.mark.parametrize(
    ("veld", "waarde"), [(veld, waarde) for veld, waarden in FOUT.items() for waarde in waarden], ids=repr
)
def test_schema_and_checks_refuse_the_same_values(record, veld, waarde):
    fout = record | {veld: waarde}
    assert not VALIDATOR.is_valid(fout)
    with pytest.raises(Invoerfout, match=veld) as gevangen:
        maak_toewijzing(fout)
    for woord in ("verwacht", "; ", ". "):
        assert woord in str(gevangen.value)


@pytest.mark.parametrize("veld", [veld for veld, eis in VELDEN.items() if eis.verplicht])
def test_schema_and_checks_ask_for_the_same_keys(record, veld):
    del record[veld]
    assert not VALIDATOR.is_valid(record)
    with pytest.raises(Invoerfout, match=f"{veld}: .*ontbreekt"):
        maak_toewijzing(record)


def test_a_key_that_is_absent_is_null_and_the_defaults_hold(record):
    kaal = {naam: waarde for naam, waarde in record.items() if VELDEN[naam].verplicht}
    VALIDATOR.validate(kaal)
    toewijzing = maak_toewijzing(kaal)
    assert (toewijzing.volume, toewijzing.gestart, toewijzing.instemming) == (None, True, True)


@pytest.mark.parametrize(
    ("anders", "tekst"),
    [
        ({"domein": "jw"}, "categorie: verwacht een productcategorie van domein jw"),
        ({"categorie": None}, "categorie: verwacht een categorie bij een productcode"),
        ({"volume": None}, "omvang: .*leeg: volume"),
        ({"eenheid": None, "frequentie": None}, "leeg: eenheid en frequentie"),
        ({"einddatum": "2020-03-01"}, "einddatum: verwacht een dag op of na de ingangsdatum 2020-03-02"),
        ({"nieuw": {"eenheid": "14", "frequentie": "1"}}, "eenheid 14 met frequentie 1"),
        ({"volumen": 3}, "Bedoelt u volume"),
        ({"xyz": 3}, "bekend zijn id, gemeente"),
    ],
)
def test_fields_are_checked_together(record, anders, tekst):
    with pytest.raises(Invoerfout, match=tekst):
        maak_toewijzing(record | anders)


def _csv(pad, records, scheidingsteken, *, losse_nieuw):
    rijen = []
    for r in records:
        rij = {k: "" if v is None else str(v).lower() if isinstance(v, bool) else v for k, v in r.items()}
        nieuw = r["nieuw"]
        if losse_nieuw:
            del rij["nieuw"]
            for naam in ("code", "volume", "eenheid", "frequentie", "budget"):
                rij[f"nieuw_{naam}"] = "" if nieuw is None or nieuw[naam] is None else nieuw[naam]
        else:
            rij["nieuw"] = "" if nieuw is None else json.dumps(nieuw)
        rijen.append(rij)
    with pad.open("w", encoding="utf-8-sig", newline="") as bestand:
        schrijver = csv.DictWriter(bestand, list(rijen[0]), delimiter=scheidingsteken)
        schrijver.writeheader()
        schrijver.writerows(rijen)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    doel = tmp_path_factory.mktemp("data") / "d"
    genereer(doel, clients=60, seed=5)
    return doel


@pytest.mark.parametrize(("scheidingsteken", "los"), [(",", True), (";", False), ("\t", True)])
def test_csv_says_the_same_as_json_lines(dataset, tmp_path, scheidingsteken, los):
    uit_json = lees_invoer([dataset / "toewijzingen.jsonl"])
    records = [g.toewijzing.to_json() for g in uit_json.gelezen]
    _csv(tmp_path / "t.csv", records, scheidingsteken, losse_nieuw=los)
    uit_csv = lees_invoer([tmp_path / "t.csv"])
    assert not uit_csv.fouten
    leeg = {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": None}
    zonder_wens = [r | {"nieuw": None if r["nieuw"] == leeg else r["nieuw"]} for r in records]
    assert [g.toewijzing.to_json() for g in uit_csv.gelezen] == (zonder_wens if los else records)


def test_messages_with_facts_say_the_same_as_json_lines(dataset):
    aanvulling = Aanvulling()
    lees_feiten(dataset / "toewijzingen.jsonl", aanvulling)
    uit_xml = lees_invoer([dataset / "berichten"])
    assert not uit_xml.fouten
    assert uit_xml.laatste_verzending <= date(2020, 9, 1)
    records = {g.toewijzing.id: g.toewijzing for g in lees_invoer([dataset / "toewijzingen.jsonl"]).gelezen}
    gevuld = {g.toewijzing.id: aanvulling.vul_aan(g.toewijzing, lambda t: t.id) for g in uit_xml.gelezen}
    assert gevuld == records
    assert not aanvulling.ongebruikt()


def test_a_whole_dataset_folder_is_read_once_and_its_labels_are_skipped(dataset):
    invoer = lees_invoer([dataset, dataset / "toewijzingen.jsonl"])
    assert not invoer.fouten
    records = lees_invoer([dataset / "toewijzingen.jsonl"]).per_id
    assert {k: g.toewijzing for k, g in invoer.per_id.items()} == {k: g.toewijzing for k, g in records.items()}


def test_an_id_says_what_makes_a_toewijzing_the_same(schrijf_301):
    pad = schrijf_301("a.xml", toewijzingnummer=None, code=None, volume=None, eenheid=None, frequentie=None)
    (gelezen,) = lees_invoer([pad]).gelezen
    assert gelezen.toewijzing.id == "0344:wmo:99990001:999900006::2020-03-02:15:"


@pytest.mark.parametrize("namen", [("1.xml", "2.xml"), ("2.xml", "1.xml")])
def test_the_latest_301_counts_whatever_the_order(schrijf_301, tmp_path, namen):
    schrijf_301(namen[0], dagtekening="2020-03-02")
    schrijf_301(namen[1], dagtekening="2020-11-02", einddatum=date(2020, 12, 31))
    invoer = lees_invoer([tmp_path])
    (gelezen,) = invoer.gelezen
    assert not invoer.fouten
    assert gelezen.toewijzing.einddatum == date(2020, 12, 31)
    assert invoer.laatste_verzending == date(2020, 11, 2)


def test_a_301_and_a_record_that_differ_are_not_mixed(schrijf_301, schrijf_jsonl, record, tmp_path):
    xml = schrijf_301("a.xml")
    anders = record | {"id": lees_invoer([xml]).gelezen[0].toewijzing.id, "volume": 41}
    invoer = lees_invoer([xml, schrijf_jsonl(anders)])
    assert len(invoer.gelezen) == 1
    assert "één keer" in invoer.fouten[0]
    assert str(tmp_path / "a.xml") in invoer.fouten[0]


def test_products_and_facts_fill_what_is_unknown(schrijf_jsonl, record, tmp_path):
    producten = tmp_path / "producten.csv"
    producten.write_text("categorie;code;uitvoering\n15;15A01;output\n15;;inspanning\n15;15A01;inspanning\n", "utf-8")
    feiten = schrijf_jsonl(
        {"id": "T1", "vervanging": "specifiek_met_omvang", "nieuw": {"volume": 8}, "gestart": False},
        {"id": "T9", "instemming": False},
        {"id": "T1"},
        {"id": "T2", "instemming": "nee"},
        "3",
        naam="feiten.jsonl",
    )
    aanvulling = Aanvulling()
    lees_producten(producten, aanvulling)
    lees_feiten(feiten, aanvulling)
    plekken = [fout.partition(": ")[0] for fout in aanvulling.fouten]
    assert plekken == [f"{producten}, regel 4", *(f"{feiten}, regel {n}" for n in (3, 4, 5))]
    gevuld = aanvulling.vul_aan(maak_toewijzing(record | {"uitvoering": None}), lambda t: t.id)
    assert (gevuld.uitvoering, gevuld.vervanging, gevuld.gestart, gevuld.instemming) == (
        "output",
        "specifiek_met_omvang",
        False,
        True,
    )
    assert gevuld.nieuw.volume == 8
    assert aanvulling.ongebruikt() == ["T9"]


def test_stand_ins_are_stable_avoid_who_is_there_and_never_run_out():
    buiten = [str(n) for n in range(100_000_000, 100_100_000) if elfproef(str(n))][:9_090]
    bezet = {test_bsns()[-1], "999000000"}
    namen = Schuilnamen(bezet)
    gegeven = [namen.voor(bsn) for bsn in (*buiten, *buiten, "111222334", "123456789", "987654321")]
    assert gegeven[: len(buiten)] == gegeven[len(buiten) : 2 * len(buiten)]
    assert len(set(gegeven)) == len(buiten) + 3
    assert not bezet & set(gegeven)
    assert all(naam in test_bsns() or not elfproef(naam) for naam in set(gegeven))
    assert namen.voor(test_bsns()[3]) == test_bsns()[3]


def test_an_id_keeps_everything_but_the_outside_bsn(record):
    publiek = Publiek(["123456789", "999900006"])
    vreemd = maak_toewijzing(record | {"id": "a-123.456.789/999900006/202003021", "bsn": "123456789"})
    assert publiek.id(vreemd) == "a-999999990/999900006/202003021"
    assert publiek.id(maak_toewijzing(record | {"id": "b-123456789"})) == "b-999999990"
