import json
import os
import shutil

import pytest
from jsonschema import Draft202012Validator

from migratietoets.conformance.contracts import schema
from migratietoets.istandaard.berichten import build, read, tree
from migratietoets.istandaard.berichten.retour import retourcodes
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.xsd_writer import XSD_FOLDER
from tests.helpers.envelopes_by_hand import ggk, vecozo, zipped
from tests.helpers.sample_messages import HEEN_EVERYWHERE, heen, product, replaced, toewijzing
from tests.systems.foreign import FOREIGN_BSN

GOOD = build(toewijzing())
WRONG = replaced("Einddatum>2021-06-30", "Einddatum>2020-03-01", GOOD)
ASSUMED = replaced("Einddatum>2021-06-30", "Einddatum>2020-03-01", build(toewijzing(Release.R24)))


@pytest.fixture
def put(tmp_path):
    def write(name, data):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def told(migratietoets):
    """The lines of JSON about some paths, and the exit code."""

    def ask(*args, **rest):
        code, out, _ = migratietoets("validate", *args, "--format", "json", **rest)
        lines = [json.loads(line) for line in out.splitlines()]
        for line in lines:
            Draft202012Validator(schema("validate")).validate(line)
        return code, lines

    return ask


def test_the_example_of_the_contract_fits_it():
    Draft202012Validator(schema("validate")).validate(schema("validate")["examples"][0])


@pytest.mark.parametrize(("data", "code", "outcome"), [(GOOD, 0, "pass"), (WRONG, 1, "fail"), (ASSUMED, 0, "warn")])
def test_the_exit_code_says_whether_something_is_wrong(put, told, data, code, outcome):
    found, (line,) = told(put("a.xml", data))
    assert (found, line["outcome"]) == (code, outcome)


def test_a_mistake_is_told_with_its_rule_its_place_and_what_was_expected(put, told):
    _, (line,) = told(put("a.xml", WRONG))
    assert (line["message"], line["release"], line["domain"]) == ("WMO301", "3.0", "wmo")
    (remark,) = line["remarks"]
    assert (remark["rule"], remark["retourcode"], remark["level"]) == ("CS003", "0001", "error")
    assert remark["element"].endswith("ToegewezenProduct/Einddatum")
    assert b"Einddatum>2020-03-01" in WRONG.splitlines()[remark["line"] - 1]
    assert "verwacht een datum op of na" in remark["text"]


def test_messages_are_found_wherever_they_are(put, told, tmp_path):
    put("map/diep/a.xml", GOOD)
    put("map/b.zip", zipped(GOOD, WRONG))
    put("map/c.jsonl", json.dumps(GOOD.decode()).encode() + b"\n\n" + json.dumps({"xml": WRONG.decode()}).encode())
    put("map/d.jsonl", b'{"id": "geen bericht"}\n')
    put("map/e.xml", vecozo(zipped(WRONG)))
    put("map/f.XML", ggk(GOOD))
    put("map/lees.txt", b"niets")
    code, lines = told(tmp_path / "map", tmp_path / "map" / "e.xml")
    assert code == 1
    assert [(one["file"][-5:], one["part"], one["line"], one["envelope"], one["outcome"]) for one in lines] == [
        ("b.zip", "bericht1.xml", None, None, "pass"),
        ("b.zip", "bericht2.xml", None, None, "fail"),
        ("jsonl", None, 1, None, "pass"),
        ("jsonl", None, 3, None, "fail"),
        ("e.xml", None, 4, "VECOZO", "fail"),
        ("f.XML", None, 3, "GGk", "pass"),
        ("a.xml", None, None, None, "pass"),
    ]


@pytest.mark.parametrize("data", [WRONG, zipped(WRONG), json.dumps(WRONG.decode()).encode(), vecozo(zipped(WRONG))])
def test_standard_input_may_be_any_of_them(told, data):
    code, (line,) = told("-", inputs=data)
    assert (code, line["file"], line["outcome"]) == (1, "standaardinvoer", "fail")


def test_what_cannot_be_read_is_told_and_the_rest_is_judged(put, migratietoets, tmp_path):
    os.mkfifo(tmp_path / "pijp.xml")
    odd = os.fsencode(tmp_path) + b"/\xff\xfe.xml"
    with open(odd, "wb") as file:  # noqa: PTH123  # its name is no text
        file.write(WRONG)
    put("kapot.zip", zipped(GOOD)[:40])
    put("nest.zip", zipped(zipped(GOOD)))
    put("leeg.jsonl", b"[[[[\n")
    put("leeg.xml", b"")
    put("envelop.xml", vecozo(None))
    code, out, err = migratietoets("validate", tmp_path, tmp_path / "weg", tmp_path / "leeg.jsonl", "--workers", 1)
    assert code == 2
    assert out.splitlines()[-1] == "2 berichten, 0 goed, 2 fout, 0 waarschuwing, 5 onleesbaar"
    assert "kapot.zip: verwacht een zip; gevonden een die kapot of afgekapt is" in err
    assert "nest.zip, bericht1.xml: verwacht een XML-bericht; gevonden een zip in een zip" in err
    assert "leeg.jsonl, regel 1: verwacht een regel JSON" in err
    assert "weg: verwacht een bestand, een map of -; gevonden niets" in err
    assert "envelop.xml, regel 1: verwacht Bericht/Data met het bericht" in err
    assert "het bestand is leeg" in out
    assert "pijp" not in err
    assert "��.xml" in out


def test_nothing_to_judge_is_no_success(migratietoets, tmp_path):
    code, out, err = migratietoets("validate", tmp_path)
    assert code == 2
    assert "gevonden geen" in err
    assert out.splitlines()[-1] == "0 berichten, 0 goed, 0 fout, 0 waarschuwing, 1 onleesbaar"


def test_the_same_mistake_in_many_messages_is_one_line_with_a_count(put, migratietoets, tmp_path):
    for number in range(5):
        put(f"{number}.xml", WRONG)
    _, out, _ = migratietoets("validate", tmp_path)
    assert out.count("CS003") == 1
    assert "(5 berichten)" in out
    assert "en nog 2 keer" in out


@pytest.mark.parametrize("output_format", ["json", "sarif", "junit", "table"])
def test_several_processes_say_the_same_in_the_same_order(put, cold, tmp_path, output_format):
    data = b"\n".join(json.dumps((WRONG if n % 3 else GOOD).decode()).encode() for n in range(620))
    put("a.jsonl", data)
    command = ("validate", "a.jsonl", "--format", output_format, "--workers")
    several, one = (cold(*command, workers, folder=tmp_path) for workers in (2, 1))
    assert (several.returncode, several.stdout, several.stderr) == (one.returncode, one.stdout, one.stderr)
    assert several.returncode == 1


def test_junit_has_a_case_a_message(put, migratietoets, tmp_path):
    put("a.xml", GOOD)
    put("b.xml", WRONG)
    put("c.xml", ASSUMED)
    put("d.zip", b"PK\x03\x04")
    _, out, _ = migratietoets("validate", tmp_path, "--format", "junit")
    suite = tree(out.encode()).find("testsuite")
    assert {name: suite.get(name) for name in ("tests", "failures", "errors")} == {
        "tests": "4", "failures": "1", "errors": "1"
    }  # fmt: skip
    assert [[child.tag for child in case] for case in suite] == [[], ["failure"], ["system-out"], ["error"]]


def test_sarif_names_its_rules_and_places(put, migratietoets, tmp_path):
    put("a b.xml", WRONG)
    put("c.xml", ASSUMED)
    put("d.zip", b"PK\x03\x04")
    put("e.xml", GOOD)
    _, out, _ = migratietoets("validate", tmp_path, "--format", "sarif")
    sarif = json.loads(out)
    (run,) = sarif["runs"]
    assert sarif["version"] == "2.1.0"
    rules = run["tool"]["driver"]["rules"]
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [
        ("CS003", "error"), ("CS003", "warning"), ("onleesbaar", "error")
    ]  # fmt: skip
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["message"]["text"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("a%20b.xml")
    assert place["region"]["startLine"] > 1


@pytest.mark.parametrize("output_format", ["table", "json", "sarif", "junit"])
def test_no_bsn_from_outside_is_written(put, migratietoets, tmp_path, output_format):
    put(f"bericht van {FOREIGN_BSN}.xml", replaced("Bsn>999900006", f"Bsn>{FOREIGN_BSN}", WRONG))
    retour = tmp_path / "retour"
    code, out, err = migratietoets("validate", tmp_path, "--format", output_format, "--retour", retour)
    assert code == 1
    written = [path.name + path.read_text("utf-8") for path in retour.iterdir()]
    assert len(written) == 1
    assert all(FOREIGN_BSN not in text for text in (out, err, *written))


@pytest.mark.parametrize(("kind", "release", "domein"), HEEN_EVERYWHERE)
def test_each_heenbericht_gets_a_retour_that_is_valid_itself(put, told, tmp_path, kind, release, domein):
    data = build(heen(kind, release, domein))
    refused = data.replace(b"Identificatie>", b"Identificatie >", 1).replace(b"\r\n", b"\n")
    put("goed.xml", data)
    put("fout.xml", refused)
    _, (wrong, right) = told(tmp_path, "--retour", tmp_path / "retour")
    codes = [retourcodes(read(open(one["retour"], "rb").read())) for one in (wrong, right)]  # noqa: PTH123, SIM115
    assert codes[0] == ["0001"]
    assert set(codes[1]) <= {"0200", "8001"}
    code, lines = told(tmp_path / "retour")
    assert code == 0, lines


def test_the_same_messages_get_the_same_retouren(put, migratietoets, tmp_path):
    put("in/a.zip", zipped(GOOD, WRONG, build(toewijzing(Release.R30, Domein.WMO, product(Domein.WMO, volume=5)))))
    for out in ("een", "twee"):
        migratietoets("validate", tmp_path / "in", "--retour", tmp_path / out)
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / out).iterdir()} for out in ("een", "twee"))
    assert first == second
    assert len(first) == len(set(first.values())) == 3


def test_a_retour_that_cannot_repeat_the_header_is_not_made(put, migratietoets, tmp_path):
    path = put("a.xml", replaced("Afzender>0344", "Afzender>344", GOOD))
    _, _, err = migratietoets("validate", path, "--retour", tmp_path / "retour")
    assert "geen retourbericht: de kop is niet te herhalen" in err
    assert not (tmp_path / "retour").exists()


def test_official_schemas_take_the_place_of_ours_where_the_folder_has_them(put, migratietoets, tmp_path):
    shutil.copytree(XSD_FOLDER / "3.0" / "wmo", tmp_path / "xsd")
    base = tmp_path / "xsd" / "basisschema.xsd"
    base.write_text(base.read_text("utf-8").replace('value="[0-9]{4}"', 'value="09[0-9]{2}"'), "utf-8")
    path = put("a.xml", GOOD)
    assert migratietoets("validate", path)[0] == 0
    code, _, err = migratietoets("validate", path, "--xsd", tmp_path / "xsd")
    assert code == 1
    assert "WMO 3.0 (alle); voor de rest die van de kit" in err
    bad = put("kapot/wmo301.xsd", b"<a>")
    code, _, err = migratietoets("validate", path, "--xsd", bad.parent)
    assert code == 2
    assert str(bad) in err
