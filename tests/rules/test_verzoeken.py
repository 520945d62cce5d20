from datetime import date

import pytest

from conformance.keuze import Keuze
from conformance.logboek import Logboek
from conformance.loop import Loop
from conformance.rules.regel import TELLERS
from conformance.rules.verzoeken import verzoeken
from conformance.vouwen import sporen
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


def test_advice_is_counted_and_not_judged():
    keuze = Keuze(
        rollen=("gemeente",), domeinen=(Domein.JW,), gevallen=("vot-vow/vot-24-*", "vot-vow/wijziging-2020-*")
    )
    loop = Loop(keuze, lambda _: Logboek())
    (campagne,) = keuze.campagnes()
    vonnissen = loop.vonnissen(campagne)
    geteld = [e for e in loop.events(campagne) if e["event"] == "count"]
    assert {e["rule"] for e in geteld} == set(TELLERS) == {"VOT-10", "VOW-06"}
    per_geval = {(e["case"], e["rule"]): e["value"] for e in geteld}
    assert per_geval["vot-vow/vot-24-afgewezen-in-30", "VOT-10"] == 1
    assert ("vot-vow/vot-24-gehonoreerd-in-24", "VOT-10") not in per_geval
    assert not {regel for _, regel in vonnissen} & set(TELLERS)
