from importlib import import_module

import pytest
import yaml
from mutants.killmatrix import DOEL, MUTANTEN, gedood_door, vonnissen

from conformance.register import afsluiting, register
from istandaard.releases import Domein


@pytest.mark.no_cover  # measuring makes it six times slower and covers nothing new
@pytest.mark.parametrize(
    ("naam", "domein"), [(naam, domein) for naam, klasse in MUTANTEN.items() for domein in klasse.domeinen]
)
def test_a_mutant_is_killed_by_its_own_rule_and_by_no_unrelated_one(naam, domein):
    klasse = MUTANTEN[naam]
    uit = vonnissen(klasse, klasse.rol_onder_toets, domein)
    gedood = gedood_door(uit)
    assert klasse.regel in gedood
    assert set(gedood) <= afsluiting(klasse.regel)
    assert not [v for v in uit if v["verdict"] in {"adapter_error", "kit_error"}]
    matrix = yaml.safe_load(DOEL.read_text("utf-8"))
    assert matrix[naam]["killed_by"][domein] == gedood, "verouderd: draai make docs"


def test_the_kill_matrix_names_every_mutant():
    matrix = yaml.safe_load(DOEL.read_text("utf-8"))
    assert {naam: (m["rule"], m["title"]) for naam, m in matrix.items()} == {
        naam: (klasse.regel, klasse.__doc__) for naam, klasse in MUTANTEN.items()
    }


def test_every_active_must_has_a_mutant():
    musts = {r.id for r in register().values() if r.status == "active" and r.sterkte == "must"}
    assert {klasse.regel for klasse in MUTANTEN.values()} == musts


def bindende_hoofdstukken(rol):
    return {
        r.hoofdstuk
        for r in register().values()
        if r.status == "active" and r.sterkte == "must" and r.getoetst and r.bindt_rol(rol)
    }


@pytest.mark.parametrize("rol", ["gemeente", "aanbieder"])
@pytest.mark.parametrize("naam", ["Stil", "Echo", "KeurtAllesGoed"])
def test_an_empty_party_fails_every_chapter_that_binds_it(naam, rol):
    uit = vonnissen(getattr(import_module("mutants.leeg"), naam), rol, Domein.WMO)
    gezakt = {v["chapter"] for v in uit if v["verdict"] in {"fail", "not_exercised"} and v["strength"] == "must"}
    assert gezakt == bindende_hoofdstukken(rol)
