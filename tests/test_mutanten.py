from importlib import import_module

import pytest

from conformance.keuze import Keuze
from conformance.logboek import Logboek
from conformance.loop import Loop
from conformance.register import afsluiting, register
from istandaard.releases import Domein
from mutants import aanbieder, gemeente

MUTANTEN = [
    klasse
    for module in (gemeente, aanbieder)
    for klasse in vars(module).values()
    if isinstance(klasse, type) and klasse.__module__ == module.__name__ and getattr(klasse, "regel", "")
]
ROLLEN = {gemeente.__name__: "gemeente", aanbieder.__name__: "aanbieder"}


def vonnissen(klasse, rol, domein):
    keuze = Keuze(adapter=f"python:{klasse.__module__}:{klasse.__name__}", rollen=(rol,), domeinen=(domein,))
    loop = Loop(keuze, lambda _: Logboek())
    (campagne,) = keuze.campagnes()
    return loop.vonnissen(campagne).values()


@pytest.mark.parametrize("domein", list(Domein))
@pytest.mark.parametrize("klasse", MUTANTEN, ids=lambda k: f"{ROLLEN[k.__module__]}-{k.__name__}")
def test_a_mutant_is_killed_by_its_own_rule_and_by_no_unrelated_one(klasse, domein):
    uit = vonnissen(klasse, ROLLEN[klasse.__module__], domein)
    gedood_door = {v["rule"] for v in uit if v["verdict"] == "fail"}
    assert klasse.regel in gedood_door
    assert gedood_door <= afsluiting(klasse.regel)
    assert not [v for v in uit if v["verdict"] in {"adapter_error", "kit_error"}]


def test_every_active_must_has_a_mutant():
    musts = {r.id for r in register().values() if r.status == "active" and r.sterkte == "must"}
    assert {klasse.regel for klasse in MUTANTEN} == musts


def bindende_hoofdstukken(rol):
    return {
        r.hoofdstuk
        for r in register().values()
        if r.status == "active" and r.sterkte == "must" and r.getoetst and rol in r.bindt
    }


@pytest.mark.parametrize("rol", ["gemeente", "aanbieder"])
@pytest.mark.parametrize("naam", ["Stil", "Echo", "KeurtAllesGoed"])
def test_an_empty_party_fails_every_chapter_that_binds_it(naam, rol):
    uit = vonnissen(getattr(import_module("mutants.leeg"), naam), rol, Domein.WMO)
    gezakt = {v["chapter"] for v in uit if v["verdict"] in {"fail", "not_exercised"} and v["strength"] == "must"}
    assert gezakt == bindende_hoofdstukken(rol)
