import json
import re

import pytest
import yaml
from jsonschema import Draft202012Validator

from conformance import gevallen as catalogus
from conformance.gevallen import gevallen, map_cases, producten
from conformance.register import afsluiting, regel, register
from conformance.rules.regel import REGELS
from istandaard.codelijsten import PRODUCTCATEGORIE, codelijst
from istandaard.model import Invoerfout
from istandaard.releases import Domein, Release

ACTIEF = [r for r in register().values() if r.status == "active"]


def genoemd(positief):
    return {r for g in gevallen().values() if g.positief is positief for r in (g.regels if positief else g.verwacht)}


def test_every_check_has_a_rule_and_every_active_rule_a_check_or_a_reason():
    assert set(REGELS) <= set(register())
    for r in ACTIEF:
        assert r.getoetst != bool(r.reden), f"{r.id}: een toets of een reden, niet beide of geen"
        assert r.sterkte != "info" or not r.getoetst


def test_no_rule_is_planned_any_more():
    assert [r.id for r in register().values() if r.status != "active"] == []


@pytest.mark.parametrize("r", [r for r in ACTIEF if r.sterkte in {"must", "should"}], ids=lambda r: r.id)
def test_active_rules_have_a_positive_and_a_negative_case(r):
    assert r.id in genoemd(positief=True)
    assert r.id in genoemd(positief=False)


@pytest.mark.parametrize("r", [r for r in ACTIEF if r.sterkte == "may"], ids=lambda r: r.id)
def test_what_is_permitted_has_a_positive_case(r):
    assert r.id in genoemd(positief=True)


def test_texts_are_complete_and_entailed_rules_exist():
    for r in register().values():
        assert r.regel.strip(), r.id
        assert r.bron.strip(), r.id
        assert set(r.bindt) <= {"gemeente", "aanbieder", "leverancier"}, r.id
        vreemd = [g for g in r.gevolgen if g not in register()]
        assert all(re.fullmatch(r"(CD|CS|TR)\d{3}", g) for g in vreemd), r.id


def test_the_closure_of_entailed_rules_is_transitive():
    assert afsluiting("NT-08") >= {"NT-08", "TW-01", "TW-02", "MT-01", "MT-02", "BS-06", "TW-06", "BS-02"}
    assert afsluiting("TW-08") == {"TW-08"}


def test_unknown_ids_say_what_to_do():
    with pytest.raises(Invoerfout, match="migratietoets rules"):
        regel("XX-99")
    with pytest.raises(Invoerfout, match="migratietoets cases"):
        catalogus.geval("nergens/iets")


def test_every_case_fits_the_schema_and_is_named_after_its_file():
    schema = Draft202012Validator(json.loads((map_cases() / "case.schema.json").read_text("utf-8")))
    for pad in sorted(map_cases().glob("*/*.yaml")):
        data = yaml.safe_load(pad.read_text("utf-8"))
        assert [f.message for f in schema.iter_errors(data)] == [], pad
        assert data["id"] == pad.relative_to(map_cases()).with_suffix("").as_posix()


def test_case_numbers_are_locked():
    lock = (map_cases() / "ids.lock").read_text("utf-8")
    regels = [r.split(maxsplit=1) for r in lock.splitlines() if r[:1].isdigit()]
    nummers = [int(nummer) for nummer, _ in regels]
    assert len(set(nummers)) == len(nummers)
    assert {geval for _, geval in regels} == set(gevallen())
    assert all(g.nummer > 0 for g in gevallen().values())


def test_cases_name_only_rules_with_a_check_that_bind_a_role_of_the_case():
    for g in gevallen().values():
        for regel_id in {**g.regels, **g.verwacht}:
            assert any(register()[regel_id].bindt_rol(rol) for rol in g.rollen), (g.id, regel_id)
            assert register()[regel_id].getoetst, (g.id, regel_id)


@pytest.mark.parametrize("domein", list(Domein))
def test_products_of_the_catalogue_stand_in_the_official_list(domein):
    categorieen = codelijst(PRODUCTCATEGORIE[domein]).codes(Release.R24)
    for per_domein in producten().values():
        product = per_domein[domein]
        assert product["categorie"] in categorieen
        assert product["code"].startswith(product["categorie"])
        assert len(product["code"]) == 5
