from dataclasses import replace
from datetime import date

import pytest

from conformance.gevallen import geval
from conformance.keuze import Keuze
from conformance.logboek import Logboek
from conformance.loop import Loop
from conformance.rules.afhandeling import WERKDAGEN_BESLUIT
from conformance.rules.overzicht import termijn
from conformance.rules.regel import REGELS, TELLERS
from conformance.rules.verzoeken import verzoeken
from conformance.script import script
from conformance.vouwen import sporen
from istandaard.berichten import bouw, lees
from istandaard.releases import Domein


def gespeeld(*gevallen):
    keuze = Keuze(rollen=("gemeente",), domeinen=(Domein.JW,), gevallen=gevallen)
    loop = Loop(keuze, lambda _: Logboek())
    (campagne,) = keuze.campagnes()
    return loop.vonnissen(campagne), loop.events(campagne)


@pytest.fixture(scope="module")
def verzoek():
    _, events = gespeeld("vot-vow/vot-24-onderzocht-en-dan-gehonoreerd")
    (spoor,) = sporen(events).values()
    (een,) = verzoeken(spoor)
    return een


def test_a_request_keeps_every_decision(verzoek):
    assert [b.wat for b in verzoek.besluiten] == ["onderzoeken", "honoreren"]
    assert verzoek.besluiten[0].tot == verzoek.besluiten[1].op
    assert not verzoek.open


@pytest.mark.parametrize(
    ("dag", "open_"),
    [
        ("2020-12-21", False),
        ("2020-12-22", True),
        ("2021-01-01", True),
        ("2021-01-25", True),
        ("2021-01-26", False),
    ],
)
def test_a_request_is_open_between_its_coming_and_its_decision(verzoek, dag, open_):
    assert verzoek.open_op(date.fromisoformat(dag)) is open_


def geteld(rol, *gevallen, regels=()):
    keuze = Keuze(rollen=(rol,), domeinen=(Domein.JW,), gevallen=gevallen, regels=regels)
    loop = Loop(keuze, lambda _: Logboek())
    (campagne,) = keuze.campagnes()
    vonnissen = loop.vonnissen(campagne)
    assert not {regel for _, regel in vonnissen} & set(TELLERS)
    return {
        (e["case"].removeprefix("vot-vow/"), e["rule"]): (e["value"], e["total"])
        for e in loop.events(campagne)
        if e["event"] == "count"
    }


def test_advice_is_counted_and_not_judged():
    per_geval = geteld("gemeente", "vot-vow/vot-*", "vot-vow/wijziging-2020-*")
    assert {regel for _, regel in per_geval} == set(TELLERS) == {"VOT-10", "VOW-06"}
    assert per_geval["vot-24-gehonoreerd-in-24", "VOT-10"] == (0, 1)
    assert per_geval["vot-24-afgewezen-in-30", "VOT-10"] == (1, 1)
    assert per_geval["vot-24-op-31-december-afgewezen", "VOT-10"] == (0, 1)
    assert per_geval["vot-24-drie-producten-drie-besluiten", "VOT-10"] == (1, 3)
    assert ("vot-30-gehonoreerd", "VOT-10") not in per_geval
    assert per_geval["wijziging-2020-op-31-december-afgewezen", "VOW-06"] == (0, 1)
    assert per_geval["wijziging-2020-onderzocht-en-dan-gehonoreerd", "VOW-06"] == (1, 1)


def test_only_the_role_that_the_advice_binds_is_counted():
    assert geteld("aanbieder", "vot-vow/vot-24-op-30-december-gehonoreerd-in-30") == {}


def test_nothing_is_counted_that_was_not_asked_for():
    assert geteld("gemeente", "vot-vow/vot-24-*", regels=("VOT-0*",)) == {}


def test_an_investigation_that_runs_on_is_one_decision():
    _, events = gespeeld("vot-vow/vot-30-onderzoek-loopt-door")
    (spoor,) = sporen(events).values()
    (een,) = verzoeken(spoor)
    assert [(b.wat, b.op.date().isoformat()) for b in een.besluiten] == [
        ("onderzoeken", "2021-01-12"),
        ("afwijzen", "2021-02-09"),
    ]


def negatief(naam, wijzig=lambda spoor: spoor):
    (spoor,) = sporen(script(geval(f"vot-vow/{naam}"), Domein.JW, "gemeente")).values()
    wijzig(spoor)
    return spoor


def test_a_decision_that_the_next_one_overtakes_within_its_term_need_not_be_told():
    def eerder(spoor):
        laatste = spoor.opdrachten[-1]
        spoor.opdrachten[-1] = replace(laatste, op=laatste.op.replace(month=1, day=19))

    na, binnen = (
        list(REGELS["VOT-08"](negatief("vot-30-onderzoek-beantwoord-afwijzing-niet", wijzig)))
        for wijzig in (zonder_319, lambda spoor: (zonder_319(spoor), eerder(spoor)))
    )
    assert [b.uitkomst for b in na] == ["fail", "fail"]
    assert [b.uitkomst for b in binnen] == ["pass", "fail"]


def zonder_319(spoor):
    spoor.berichten[:] = [b for b in spoor.berichten if b.soort != "319"]


def test_on_a_request_that_was_refused_nothing_is_decided():
    spoor = negatief("vot-30-afgewezen-met-kennisgeving")
    (een,) = verzoeken(spoor)
    assert [b.wat for b in een.besluiten] == ["afwijzen"]
    (geweigerd,) = verzoeken(negatief("vot-30-afgewezen-met-kennisgeving", keur_af))
    assert geweigerd.besluiten == []


def keur_af(spoor):
    plaats, retour = next((i, b) for i, b in enumerate(spoor.berichten) if b.soort == "316")
    spoor.berichten[plaats] = replace(retour, bericht=lees(bouw(retour.bericht).replace(b"0200", b"0001")))


@pytest.mark.parametrize(
    ("dag", "uiterlijk"),
    [
        ("2020-12-22", "2020-12-30"),
        ("2020-12-23", "2021-01-04"),
        ("2020-12-30", "2021-01-08"),
        ("2020-12-31", "2021-01-08"),
        ("2021-01-03", "2021-01-08"),
        ("2021-01-04", "2021-01-11"),
    ],
)
def test_a_term_stands_still_in_the_quiet_period(dag, uiterlijk):
    assert termijn(date.fromisoformat(dag), WERKDAGEN_BESLUIT) == date.fromisoformat(uiterlijk)
