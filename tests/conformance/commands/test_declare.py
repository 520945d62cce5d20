import json

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from migratietoets.conformance.commands.main import app
from migratietoets.conformance.contracts import schema

DELIVERY = {
    "id": "D1",
    "domein": "wmo",
    "uitvoering": "output",
    "geleverd": "2020-W53",
    "toewijzing": {"ingangsdatum": "2020-03-02", "einddatum": "2020-12-31"},
    "opvolger": {"ingangsdatum": "2021-01-01"},
    "bericht_2020": "303-D",
    "periode_2020": "vier_weken",
    "afspraak": None,
}


def run(*deliveries):
    return CliRunner().invoke(app, ["declare", "-"], input="\n".join(json.dumps(r) for r in deliveries))


def test_the_example_of_the_contract():
    out = run(DELIVERY)
    assert out.exit_code == 0
    assert json.loads(out.stdout) == {
        "id": "D1",
        "allowed": [
            {"message": "303-D", "period": "2020-P13", "toewijzing": "oude"},
            {"message": "323", "period": "2021-01", "toewijzing": "opvolger"},
        ],
        "exclusive": True,
        "rules": ["DC-11", "DC-14"],
        "remarks": [],
    }


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kleur": "rood"}, "onbekende sleutel"),
        ({"domein": "wlz"}, "verwacht wmo of jw"),
        ({"uitvoering": "inspanning"}, "verwacht bij inspanning een datum"),
        ({"geleverd": "2020-W54"}, "verwacht een bestaande week"),
        ({"geleverd": "31-12-2020"}, "verwacht een datum als 2020-12-31"),
        ({"toewijzing": {"ingangsdatum": "2020-03-02", "einddatum": "2020-03-01"}}, "of later; gevonden 2020-03-01"),
        ({"toewijzing": None}, "verwacht een object"),
        ({"afspraak": "2022"}, "verwacht 2020 of 2021 of niets"),
    ],
)
def test_bad_input_is_one_sentence_and_the_rest_goes_on(change, sentence):
    out = run(DELIVERY | change, DELIVERY)
    assert out.exit_code == 2
    assert sentence in out.stderr
    assert "regel 1" in out.stderr
    assert len(out.stdout.splitlines()) == 1


def test_declare_answers_what_generate_writes_as_labelled(migratietoets, tmp_path):
    target = tmp_path / "d"
    options = ["--clients", 150, "--seed", 8, "--gemeentecode", "0344,0363", "--credits"]
    assert migratietoets("generate", *options, "--out", target)[0] == 0
    code, out, _ = migratietoets("declare", target / "leveringen.jsonl")
    assert code == 0
    assert out.encode() == (target / "leveringlabels.jsonl").read_bytes()
    for file, name in (
        ("leveringen.jsonl", "levering"),
        ("leveringlabels.jsonl", "declare"),
        ("leveringfeiten.jsonl", "leveringfeit"),
        ("creditketens.jsonl", "creditketen"),
    ):
        check = Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)
        content = (target / file).read_text("utf-8").splitlines()
        assert content
        for line in content:
            check.validate(json.loads(line))
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    Draft202012Validator(schema("manifest")).validate(manifest)
    written = {path.name for path in target.iterdir()}
    assert written == {"manifest.json", "datakaart.json", "datakaart.html", *manifest["digests"]}
