import json

import pytest
from jsonschema import Draft202012Validator

from migratietoets.conformance.catalogue import mutants
from migratietoets.conformance.catalogue.model import beside_the_register, supervision
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.contracts import schema
from migratietoets.istandaard.modelregels import modelregels

ONE = "toewijzingen/per-jaar"


def test_rules_as_json_follow_the_contract(migratietoets):
    code, out, _ = migratietoets("rules", "--format", "json")
    rules = json.loads(out)
    Draft202012Validator(schema("rules")).validate(rules)
    assert code == 0
    mt04 = next(line for line in rules if line["id"] == "MT-04")
    assert ONE in mt04["positive_cases"]
    assert mt04["negative_cases"]
    assert mt04["mutants"]
    assert all(line["checked"] or line["reason"] for line in rules if line["status"] == "active")
    judged = {line["id"] for line in rules if line["oordeel"] is not None}
    assert {line["id"] for line in rules if line["checked"]} - judged == {
        r.id for r in register().values() if r.whole_run
    }


def test_a_rule_with_a_check_says_whether_it_judges_messages_or_a_state(migratietoets):
    judges = {line["id"]: line["oordeel"] for line in json.loads(migratietoets("rules", "--format", "json")[1])}
    assert (judges["AF-01"], judges["MT-04"], judges["PL-02"]) == ("bericht", "stand", None)
    assert "MT-04 · must · gemeente · stand" in migratietoets("rules")[1]


def test_a_rule_of_the_model_shows_its_messages_release_and_retourcode(migratietoets):
    rules = {line["id"]: line for line in json.loads(migratietoets("rules", "--format", "json")[1])}
    tr341, mt04 = ([rules[one][key] for key in ("messages", "release", "retourcode")] for one in ("TR341", "MT-04"))
    assert tr341 == [["323"], "3.0", "9341"]
    assert mt04 == [None, None, None]
    assert "9341" in migratietoets("rules")[1]
    assert "Informatiemodel 3.0: 323: 9341" in migratietoets("explain", "TR341")[1]


def test_every_rule_of_the_model_is_listed_with_how_it_is_checked(migratietoets):
    listing = {one["id"]: one for one in json.loads(migratietoets("rules", "--format", "json")[1])}
    for rule_id, one in supervision().items():
        assert (listing[rule_id]["how"], listing[rule_id]["through"]) == (one.how, list(one.through))
    assert {one.rule.id for one in beside_the_register()} == modelregels().keys() - register().keys()
    assert listing["TR338"]["messages"] == ["323"]
    assert listing["TR338"]["binds"] == ["aanbieder"]
    assert listing["MT-04"]["how"] == "spoor"
    assert listing["PL-02"]["how"] is None


def test_a_rule_without_a_check_of_its_own_is_found_by_its_id(migratietoets):
    assert "TR338 · 323: 9338" in migratietoets("rules", "TR338")[1]
    assert "via OP276" in migratietoets("rules", "TR338")[1]


def test_rules_without_mutants_are_shown_too(migratietoets, monkeypatch):
    monkeypatch.setattr(mutants, "FILE", "bestaat-niet.yaml")
    mutants.mutants.cache_clear()
    try:
        assert not any(line["mutants"] for line in json.loads(migratietoets("rules", "--format", "json")[1]))
    finally:
        mutants.mutants.cache_clear()


def test_rules_and_cases_are_listed(migratietoets):
    assert "MT-04" in migratietoets("rules")[1]
    assert ONE in migratietoets("cases")[1]
    cases = json.loads(migratietoets("cases", "--format", "json")[1])
    assert {case["positive"] for case in cases} == {True, False}
    assert ONE in {case["id"] for case in cases}


def test_explain_links_both_ways(migratietoets):
    line = migratietoets("explain", "mt-04")[1]
    for text in (
        "MT-04 (must)",
        "Bron:",
        "Zo zie je het:",
        "Breekt mee met:",
        ONE,
        "Negatieve gevallen:",
        "Mutanten:",
    ):
        assert text in line
    assert "Niet getoetst: " in migratietoets("explain", "PL-02")[1]
    case = migratietoets("explain", ONE)[1]
    for text in ("(positief)", "MT-04 (minstens", "Bron:", f"migratietoets run --cases {ONE}"):
        assert text in case
    negative = json.loads(migratietoets("rules", "--format", "json")[1])[0]["negative_cases"][0]
    assert "Breekt deze regels:" in migratietoets("explain", negative)[1]


def test_explain_knows_the_rules_of_the_model_that_are_not_judged_apart(migratietoets):
    code, out, _ = migratietoets("explain", "cs002")
    assert code == 0
    assert "CS002: regel van het informatiemodel 3.0" in out
    assert "Zo krijgt een systeem hem gebroken (AC-14):\n  toewijzingen/ontvangst-301-cs002" in out


def test_explain_says_which_messages_a_system_gets_that_break_a_rule(migratietoets):
    assert "(AC-14):\n  afsluiten-zorg/ontvangst-305-tr326" in migratietoets("explain", "TR326")[1]


def test_explain_says_what_is_damaged_on_its_way(migratietoets):
    out = migratietoets("explain", "afsluiten-zorg/geweigerde-start-en-stop-gaan-opnieuw")[1]
    assert "geweigerd (0001): de eerste 305 en 307 van het systeem" in out


@pytest.mark.parametrize("command", ["rules", "cases"])
def test_a_list_fits_80_columns_and_a_screen_that_is_wider(migratietoets, monkeypatch, command):
    for columns in (80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        longest = max(map(len, migratietoets(command)[1].splitlines()))
        assert columns - 10 < longest <= columns


def ids(migratietoets, *args):
    code, out, error = migratietoets(*args, "--format", "json")
    assert code == 0, error
    return {one["id"] for one in json.loads(out)}


def test_rules_are_chosen_by_chapter_role_strength_and_words(migratietoets):
    everything = json.loads(migratietoets("rules", "--format", "json")[1])
    for option, key, value in (
        ("--chapter", "chapter", "migratie"),
        ("--strength", "strength", "should"),
    ):
        assert ids(migratietoets, "rules", option, value) == {r["id"] for r in everything if r[key] == value}
    two = ids(migratietoets, "rules", "--chapter", "migratie,overzicht", "--role", "aanbieder")
    assert two == {
        r["id"]
        for r in everything
        if r["chapter"] in {"migratie", "overzicht"} and {"aanbieder", "leverancier"} & {*r["binds"]}
    }
    assert "DC-14" in ids(migratietoets, "rules", "WEEK 53", "uiterlijk")
    _, out, error = migratietoets("rules", "mt-04")
    assert "MT-04 · must" in out
    assert error.endswith(f" van de {len(everything)} regels.\n")


def test_cases_are_chosen_by_chapter_role_strength_and_words(migratietoets):
    chosen = ids(migratietoets, "cases", "--chapter", "migratie", "--role", "gemeente", "MT-04", "positief")
    assert chosen
    assert all(id_.startswith("migratie/") for id_ in chosen)
    assert ONE in ids(migratietoets, "cases", "per-jaar", "--strength", "must")
    assert ids(migratietoets, "cases", "--strength", "may") < ids(migratietoets, "cases")
    assert migratietoets("cases", "per-jaar", "--chapter", "toewijzingen", "positief")[2].startswith("1 geval: 1 posi")


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (["rules", "MT4"], "Geen regel gevonden. Bedoelde u MT-04?"),
        (["cases", "qqqq"], "Geen geval gevonden. Verruim de keuze"),
        (
            ["rules", "--chapter", "migrate"],
            "--chapter migrate is niet bekend. Bedoelde u migratie? Verwacht: overzicht",
        ),
        (
            ["cases", "--strength", "muts"],
            "--strength: verwacht must of should of may of info; gevonden 'muts'. Bedoelde",
        ),
    ],
    ids=" ".join,
)
def test_a_choice_of_nothing_is_told(migratietoets, args, text):
    code, out, error = migratietoets(*args)
    assert (code, out) == (2, "")
    assert text in error
