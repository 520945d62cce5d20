import json
import re

from jsonschema import Draft202012Validator

from migratietoets.conformance.contracts import schema
from migratietoets.generators.stock.defects.names import GROUPS
from migratietoets.generators.stock.mix import MIXES
from migratietoets.generators.timelines.timeline import NAMES as TIMELINES
from migratietoets.istandaard.validation import validate


def test_generate_is_the_same_for_the_same_seed(migratietoets, tmp_path):
    options = ["--clients", 6, "--seed", 3, "--gemeentecode", "0344,0363", "--domain", "jw"]
    manifests = []
    for name in ("a", "b"):
        code, out, error = migratietoets("generate", *options, "--out", tmp_path / name)
        assert (code, out) == (0, "")
        assert "6 cliënten" in error
        manifests.append(json.loads((tmp_path / name / "manifest.json").read_text("utf-8")))
    assert manifests[0] == manifests[1]
    assert manifests[0]["parameters"]["gemeenten"] == ["0344", "0363"]
    assert manifests[0]["parameters"]["domeinen"] == ["jw"]
    Draft202012Validator(schema("manifest")).validate(manifests[0])
    code, _, error = migratietoets("generate", *options, "--out", tmp_path / "a")
    assert code == 2
    assert "verwacht een lege of nieuwe map" in error


def test_generate_takes_defects_by_name(migratietoets, tmp_path):
    target = tmp_path / "d"
    assert migratietoets("generate", "--clients", 5, "--defects", "per_jaar,schoon", "--out", target)[0] == 0
    assert json.loads((target / "manifest.json").read_text("utf-8"))["parameters"]["defecten"] == ["schoon", "per_jaar"]
    code, _, error = migratietoets("generate", "--clients", 5, "--defects", "erg", "--out", tmp_path / "e")
    assert code == 2
    assert "Kies uit: schoon" in error


def test_generate_takes_a_mix_by_name(migratietoets, tmp_path):
    target = tmp_path / "d"
    assert migratietoets("generate", "--clients", 20, "--mix", "alles_stuk", "--out", target)[0] == 0
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    assert manifest["parameters"]["mix"] == "alles_stuk"
    code, _, error = migratietoets("generate", "--mix", "veel", "--out", tmp_path / "e")
    assert code == 2
    assert "Onbekende mix: veel. Kies uit: gewoon" in error


def test_the_help_of_generate_names_every_mix_group_and_timeline(migratietoets):
    help_text = re.sub(r"[\s│]+", " ", migratietoets("generate", "--help")[1])
    for name in (*MIXES, *GROUPS, *TIMELINES, "geen_nummer+per_jaar"):
        assert name in help_text, name


def test_generate_writes_messages_that_break_a_rule_beside_the_valid_ones(migratietoets, tmp_path):
    manifests = []
    for name in ("a", "b"):
        target = tmp_path / name
        code, out, error = migratietoets(
            "generate", "--broken", "CD075,RS03[67],TR326,TR332", "--domain", "jw", "--out", target
        )
        assert (code, out) == (0, "")
        assert "5 regels breken" in error
        manifests.append(json.loads((target / "manifest.json").read_text("utf-8")))
    first, second = manifests
    assert first == second
    Draft202012Validator(schema("breuken")).validate(first)
    assert first["counts"]["breuken"] == len(first["breuken"]) == sum(first["counts"]["regels"].values())
    for one in first["breuken"]:
        for right in (one["geldig"], *one["eerder"]):
            assert right is None or validate((tmp_path / "a" / right).read_bytes()) == []
        found = validate((tmp_path / "a" / one["gebroken"]).read_bytes())
        assert {remark.code for remark in found} == ({one["regel"], *one["breekt_ook"]} if not one["eerder"] else set())
    assert [len(one["eerder"]) for one in first["breuken"] if one["regel"].startswith("TR")] == [2, 1]


def test_generate_says_which_rule_it_cannot_break(migratietoets, tmp_path):
    code, _, error = migratietoets("generate", "--broken", "CD-75", "--out", tmp_path / "a")
    assert code == 2
    assert "Regel 'CD-75' is niet bekend. Bedoelde u CD075" in error
    code, _, error = migratietoets("generate", "--broken", "CD075", "--credits", "--out", tmp_path / "a")
    assert code == 2
    assert "--broken gaat niet samen met --credits" in error
    assert not (tmp_path / "a").exists()
