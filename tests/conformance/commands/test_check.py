import io
import json
import re
import zipfile

import pytest
from jsonschema import Draft202012Validator

from migratietoets.conformance.contracts import schema
from migratietoets.conformance.recorded.workers import ALONE
from migratietoets.istandaard.bsn import elfproef
from tests.helpers.envelopes_by_hand import ggk
from tests.helpers.recorded import ENDED, NEW, a_301, a_302, events_of, many_lives, write, write_stock

RIGHT = [a_301("2020-12-15", ENDED, NEW, release="2.4"), a_302("2020-12-15", release="2.4")]
LATE = [a_301("2021-01-05", ENDED, NEW), a_302("2021-01-05")]
REAL = "111222333"


@pytest.fixture
def late(tmp_path):
    events = events_of(*LATE)
    return write(tmp_path / "verkeer", events), write_stock(tmp_path / "voorraad.jsonl", events)


def test_right_traffic_breaks_nothing(migratietoets, tmp_path):
    code, out, err = migratietoets("check", write(tmp_path / "verkeer", events_of(*RIGHT)))
    assert code == 0, out
    assert "gemeente, wmo: niets overtreden" in out
    assert "2 berichten; volledig tot en met 14-12-2020" in err
    assert "--stock" in out


def test_what_is_broken_is_told_with_its_file(migratietoets, late):
    folder, stock = late
    code, out, err = migratietoets("check", folder, "--stock", stock, "--until", "2021-02-28")
    assert code == 1
    assert "MT-04 overtreden, 1 keer" in out
    assert "Uitkomst: niet conform" in err
    lines = [json.loads(line) for line in migratietoets(
        "check", folder, "--stock", stock, "--until", "2021-02-28", "--format", "json"
    )[1].splitlines()]  # fmt: skip
    for line in lines:
        Draft202012Validator(schema("check")).validate(line)
    assert {(one["client"], one["role"]) for one in lines} == {
        ("client-00001", "gemeente"),
        ("client-00001", "aanbieder"),
    }


def test_a_zip_and_json_lines_say_the_same_as_a_folder(migratietoets, tmp_path, late):
    folder, stock = late
    files = sorted(folder.glob("*.xml"))
    with zipfile.ZipFile(tmp_path / "verkeer.zip", "w") as packed:
        for one in files:
            packed.write(one, one.name)
        packed.writestr("index.csv", "bestand,verzonden_op\n001.xml,2021-01-05\n")
    rows = [json.dumps({"xml": one.read_bytes().decode()}) for one in files]
    (tmp_path / "verkeer.jsonl").write_text("\n".join(rows))
    options = ("--stock", stock, "--until", "2021-02-28", "--rules", "MT-04", "--role", "gemeente")
    answers = {
        migratietoets("check", path, *options)[1]
        for path in (folder, tmp_path / "verkeer.zip", tmp_path / "verkeer.jsonl")
    }
    assert len(answers) == 1
    assert "MT-04 overtreden" in answers.pop()


def test_an_envelope_says_when_it_was_sent(migratietoets, tmp_path, late):
    folder, stock = late
    moment = b"<s:tijdstipBericht xmlns:s='urn:x'>20201229093000000</s:tijdstipBericht><g:parameters>"
    for one in folder.glob("*.xml"):
        one.write_bytes(ggk(one.read_bytes()).replace(b"<g:parameters>", moment, 1))
    code, out, err = migratietoets("check", folder, "--stock", stock, "--rules", "PL-01", "--role", "gemeente")
    assert code == 1, out
    assert "3.0 op 29-12-2020" in out
    assert "28-12-2020" in err


def test_an_index_says_what_is_wrong_with_it(migratietoets, tmp_path):
    folder = write(tmp_path / "verkeer", events_of(*RIGHT))
    (folder / "index.csv").write_text(
        "bestand,verzonden_op,van,aan\n001.xml,gisteren,,\n002.xml,2020-12-15,0344,0345\nweg.xml,2020-12-15,,\n"
    )
    code, out, err = migratietoets("check", folder)
    assert code == 2
    assert "regel 2, kolom verzonden_op: verwacht een dag" in err
    assert "regel 3: verwacht bij van en aan een gemeente en een aanbieder" in err
    assert "gevonden 1 die er niet zijn" in err
    assert "niets overtreden" in out


def test_an_index_that_turns_sides_around_changes_no_sender(migratietoets, tmp_path):
    folder = write(tmp_path / "verkeer", events_of(*RIGHT))
    (folder / "index.csv").write_text("bestand,van,aan\n001.xml,99990001,0344\n")
    code, out, err = migratietoets("check", folder)
    assert code == 2
    assert "gevonden 1 keer andersom" in err
    assert "gemeente, wmo: niets overtreden" in out


@pytest.mark.parametrize(
    "broken",
    [b"", b"<WMO301", b"<x/>", b"\x00\x01", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<a>" * 10_000],
)
def test_what_is_no_message_costs_the_rest_nothing(migratietoets, tmp_path, broken):
    folder = write(tmp_path / "verkeer", events_of(*RIGHT))
    (folder / "stuk.xml").write_bytes(broken)
    code, out, err = migratietoets("check", folder)
    assert code == 2
    assert "stuk.xml" in err
    assert "gemeente, wmo: niets overtreden" in out


def test_a_zip_that_unpacks_without_end_is_refused(migratietoets, tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("groot.xml", b"<a>" + b" " * 60_000_000)
    write(tmp_path / "verkeer", events_of(*RIGHT))
    (tmp_path / "verkeer" / "bom.zip").write_bytes(inner.getvalue())
    code, out, err = migratietoets("check", tmp_path / "verkeer")
    assert code == 2
    assert "bom.zip" in err
    assert "niets overtreden" in out


def test_nothing_to_judge_is_said(migratietoets, tmp_path):
    folder = write(tmp_path / "verkeer", events_of(*RIGHT))
    assert migratietoets("check", folder, "--domain", "jw")[0] == 1
    assert migratietoets("check", tmp_path / "nergens")[0] == 2
    assert migratietoets("check", folder, "--rules", "MT-99")[0] == 2


def test_a_message_twice_breaks_the_rule_about_identifications(migratietoets, tmp_path):
    folder = write(tmp_path / "verkeer", events_of(*LATE))
    (folder / "nogmaals.xml").write_bytes((folder / "001.xml").read_bytes())
    code, out, _ = migratietoets("check", folder, "--role", "gemeente")
    assert code == 1
    assert "TR056 overtreden" in out


def test_no_real_number_is_written_anywhere(migratietoets, tmp_path):
    assert elfproef(REAL)
    folder = tmp_path / "verkeer"
    write(folder, events_of(*LATE))
    for one in folder.glob("*.xml"):
        text = re.sub(rb"(Bsn>)\d{9}", rb"\g<1>" + REAL.encode(), one.read_bytes())
        (folder / f"{REAL}-{one.name}").write_bytes(text)
        one.unlink()
    assert any(REAL.encode() in one.read_bytes() for one in folder.iterdir()), "the number is there"
    texts = migratietoets("check", folder, "--out", tmp_path / "uit")[1:]
    texts += migratietoets("check", folder, "--format", "json")[1:]
    written = [one.read_text() for one in (tmp_path / "uit").rglob("*") if one.is_file()]
    assert (tmp_path / "uit" / "rapport.html").exists()
    assert not [text for text in (*texts, *written) if REAL in text]


@pytest.mark.parametrize("how", ["json", "table"])
def test_more_processes_give_the_same_bytes(migratietoets, tmp_path, how):
    folder = write(tmp_path / "verkeer", many_lives(ALONE + 30))
    said = set()
    for workers in ("1", "3"):
        out = tmp_path / f"uit{workers}"
        code, answer, _ = migratietoets("check", folder, "--format", how, "--workers", workers, "--out", out)
        said.add((code, answer, (out / "log.jsonl").read_bytes()))
    assert len(said) == 1
