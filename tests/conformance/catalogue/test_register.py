import re
from importlib.resources import files

import pytest

from migratietoets.conformance.catalogue import cases as catalogus
from migratietoets.conformance.catalogue import register as module
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.links import mutants_of
from migratietoets.conformance.catalogue.mutants import mutants
from migratietoets.conformance.catalogue.register import FILES, closure, register, rule
from migratietoets.conformance.rules.rule import RULES
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.modelregels import modelregels
from migratietoets.istandaard.schemas.release_facts import FROM_GEMEENTE, KINDS

SENDER = {kind: "gemeente" if kind in FROM_GEMEENTE else "aanbieder" for kind in KINDS}
ACTIVE = [r for r in register().values() if r.status == "active"]


def named(*, positive):
    wanted = (case.expectation for case in cases().values() if case.positive is positive)
    return {rule_id for one in wanted for rule_id in (one.rules if positive else one.verdicts)}


def test_every_check_has_a_rule_and_every_active_rule_a_check_or_a_reason():
    assert set(RULES) <= set(register())
    for r in ACTIVE:
        assert r.checked != bool(r.reason), f"{r.id}: een toets of een reden, niet beide of geen"
        assert r.strength != "info" or not r.checked


def test_a_planned_rule_has_no_check_yet_and_needs_no_reason():
    for r in register().values():
        if r.status == "planned":
            assert not r.checked, f"{r.id}: de toets is er, zet de regel op active"
            assert r.reason is None, r.id


OF_CASES = [r for r in ACTIVE if r.strength in {"must", "should"} and not r.whole_run and not r.within_message]


@pytest.mark.parametrize("r", OF_CASES, ids=lambda r: r.id)
def test_active_rules_have_a_positive_and_a_negative_case(r):
    assert r.id in named(positive=True)
    assert r.id in named(positive=False)


@pytest.mark.parametrize("r", [r for r in ACTIVE if r.whole_run], ids=lambda r: r.id)
def test_a_rule_of_the_whole_run_is_judged_in_no_case_and_breaks_in_every_role_it_binds(r):
    assert r.id not in RULES.keys() | named(positive=True) | named(positive=False)
    assert {mutants()[name].role for name in mutants_of(r.id)} == set(r.binds)


@pytest.mark.parametrize("r", [r for r in ACTIVE if r.strength == "may"], ids=lambda r: r.id)
def test_what_is_permitted_has_a_positive_case(r):
    assert r.id in named(positive=True)


def test_texts_are_complete():
    for r in register().values():
        assert r.text.strip(), r.id
        assert r.source.strip(), r.id
        assert set(r.binds) <= {"gemeente", "aanbieder", "leverancier"}, r.id


def test_a_rule_entails_only_rules_of_the_register(monkeypatch):
    file = {"hoofdstuk": "x", "regels": [dict.fromkeys(("regel", "bron"), "x") | {"id": "X-01", "sterkte": "must"}]}
    file["regels"][0] |= {"bindt": ["gemeente"], "gevolgen": ["CS103"]}
    monkeypatch.setattr(module, "FILES", ("x",))
    monkeypatch.setattr(module, "read_yaml", lambda *_: file)
    with pytest.raises(ValueError, match="X-01 entails what is no rule: CS103"):
        register.__wrapped__()


@pytest.mark.parametrize("r", register().values(), ids=lambda r: r.id)
def test_every_rule_of_the_model_that_is_named_stands_in_the_table(r):
    official = set(re.findall(r"\b(?:UP|OP|TR|IV|CS|CD)\d{3}(?:x\d)?\b", f"{r.id} {r.source} {r.reading} {r.text}"))
    assert official <= modelregels().keys()
    assert ("-" in r.id) is (r.model is None)


def messages_of(one):
    """The messages a rule of the model may be about: of a data type, whichever has it."""
    of_a_type = any(part[1:4] == "DT_" for part in one.parts)
    return KINDS if of_a_type or not one.berichten else one.berichten


@pytest.mark.parametrize("r", [r for r in register().values() if r.model], ids=lambda r: r.id)
def test_a_rule_of_the_model_binds_who_sends_its_messages_and_is_about_one_of_them(r):
    sources = [one for rule_id, one in modelregels().items() if re.search(rf"\b{rule_id}\b", r.source)]
    held = {kind for one in sources for kind in messages_of(one)}
    assert r.model in sources
    assert set(r.binds) <= {SENDER[kind] for kind in messages_of(r.model)}
    named = {word for word in re.findall(r"\b3\d\d\b", f"{r.text} {r.observation}") if word in KINDS}
    assert not named or named & held


def test_the_closure_of_entailed_rules_is_transitive():
    assert closure("NT-08") >= {"NT-08", "TW-01", "TW-02", "MT-01", "MT-02", "BS-06", "TW-06", "BS-02"}
    assert closure("TW-08") == {"TW-08"}


def test_a_rule_is_found_in_any_case():
    assert rule("op033X1").id == "OP033x1"


def test_unknown_ids_say_what_to_do():
    with pytest.raises(InputError, match="migratietoets rules"):
        rule("XX-99")
    with pytest.raises(InputError, match="migratietoets cases"):
        catalogus.case("nergens/iets")


def test_every_file_of_the_register_is_read():
    folder = files("migratietoets.conformance.catalogue.register")
    assert {f"{name}.yaml" for name in FILES} == {f.name for f in folder.iterdir() if f.name.endswith(".yaml")}
