import re
from collections import Counter
from datetime import date

import pytest
from lxml import etree
from verzonnen_casus import BSNS, CASUS, antwoord, client, ken_toe, product, regie, stock, zend
from voorbeeldbeelden import ADAPTER_MET_GAT, DOEL, voorbeelden

from conformance.adapters import STANDAARD
from conformance.gevallen import gevallen
from conformance.keuze import Keuze
from conformance.logboek import Logboek
from conformance.loop import Loop
from conformance.oordeel import beoordeel_regel
from conformance.register import register
from conformance.script import script
from conformance.vouwen import sporen
from istandaard.releases import Domein, Release
from reports.beelden import MEEST_CLIENTEN, beelden
from reports.dekkingsbeeld import MEEST_BALKEN
from reports.tekenen import DONKER, LICHT, arcering, los
from reports.volgordebeeld import MEEST_REGELS, MEEST_STAPPEN

VIJANDIG = '"><script>alert(1)</script>\u202e&{{ 7*7 }}'
WIE = "aanbieder 99990001, 02 Begeleiding, 02K01"
NS = "{http://www.w3.org/2000/svg}"
OUD = stock("1001", "2020-03-02", "2021-06-30")
INGETROKKEN = product("1001", "2020-03-02", "2020-12-31", "03")
HEEN = zend(1, "2020-10-15T09:00:00", INGETROKKEN, product("2001", "2021-01-02", "2021-06-30"))
GESPREK = (
    client(),
    OUD,
    HEEN,
    antwoord(2, "2020-10-15T09:00:00", HEEN),
    regie(3, "2021-01-04T09:00:00", "305", "2001", "2021-01-02"),
    regie(4, "2021-01-05T09:00:00", "307", "2001", "2021-01-02", "2021-01-05"),
    {"event": "notice", "n": 5, "at": "2020-10-15T09:00:00+02:00", "from": "gemeente", "to": "99990001", "bsn": BSNS[0]}
    | {"about": f"de opvolger van {BSNS[0]} volgt"}
    | CASUS,
)


def teksten(svg):
    return [element.text for element in etree.fromstring(los(svg)).iter(f"{NS}text")]


def woorden(beeld):
    return " ".join([*teksten(beeld.svg), *(zin for zin, _ in beeld.lijst)])


def test_a_gap_is_seen_and_said():
    dekking, volgorde = beelden(GESPREK, "x")
    assert dekking.mis == ("gat: 1 dag, 01-01-2021",)
    assert "gat: 1 dag, 01-01-2021 ▲" in teksten(dekking.svg)
    assert 'class="blok gat"' in dekking.svg
    assert [zin for zin, _ in dekking.lijst] == [
        f"{WIE}: nr. 1001 · 40 uur per vier weken · 2.4 · t/m 31-12-2020 (was t/m 30-06-2021).",
        f"{WIE}: nr. 2001 · 10 uur per week · 2.4 · 02-01-2021 t/m 30-06-2021.",
        f"{WIE}: gat: 1 dag, 01-01-2021.",
    ]
    assert volgorde.kop == "Volgorde van berichten"


def test_the_order_of_messages_with_the_key_dates():
    _, volgorde = beelden(GESPREK, "x")
    zinnen = [zin for zin, _ in volgorde.lijst]
    assert sum(zin.startswith("15-10-2020 10:00 gemeente → aanbieder, 301 · 2.4: ") for zin in zinnen) == 1
    assert [zin[:10] for zin in zinnen] == sorted((zin[:10] for zin in zinnen), key=lambda d: (d[6:], d[3:5], d[:2]))
    assert [nummer for _, nummer in volgorde.lijst if nummer] == [1, 2, 3, 4]
    for stuk in (
        "nr. 1001 eindigt 31-12-2020; nr. 2001 nieuw: 02-01-2021 t/m 30-06-2021, 10 uur per week",
        "goedgekeurd",
    ):
        assert stuk in " ".join(zinnen)
    getekend = " ".join(teksten(volgorde.svg))
    for dag in ("30-11-2020", "30-12-2020", "31-12-2020", "04-01-2021", "31-01-2021"):
        assert dag in getekend
    assert "46 dagen" in getekend
    assert 'class="stilte"' in volgorde.svg
    assert "pijl los" in volgorde.svg
    assert 'class="pijl r24 retour"' in volgorde.svg


@pytest.mark.parametrize("naam", ["x", "y"])
def test_pictures_can_be_read_aloud_and_have_their_own_ids(naam):
    for beeld in beelden(GESPREK, naam):
        wortel = etree.fromstring(los(beeld.svg))
        genoemd = wortel.get("aria-labelledby").split()
        assert [wortel.find(f"{NS}title").get("id"), wortel.find(f"{NS}desc").get("id")] == genoemd
        assert all(ident.startswith(f"{naam}-") for ident in genoemd)
        assert wortel.find(f"{NS}title").text
        assert wortel.find(f"{NS}desc").text
        assert wortel.get("role") == "img"


def test_no_picture_shows_a_bsn():
    geleend = stock(BSNS[0], "2020-03-02", "2021-06-30")
    for beeld in beelden([*GESPREK, geleend], "x"):
        assert BSNS[0] not in beeld.svg + woorden(beeld)


def test_the_same_case_gives_the_same_bytes():
    assert beelden(GESPREK, "x") == beelden(list(GESPREK), "x")


def test_hostile_text_stays_text():
    slecht = zend(9, "2020-11-01T09:00:00", product("3001", "2021-01-01", None)) | {
        "release": VIJANDIG,
        "code": VIJANDIG,
    }
    fout = zend(10, "2020-11-02T09:00:00", product("3002", "2021-01-01", None)) | {
        "faults": [VIJANDIG],
        "from": VIJANDIG,
    }
    opdracht = ken_toe("2020-11-01T09:00:00+01:00", "2021-01-01", None) | {"command": VIJANDIG, "to": VIJANDIG}
    stuk = slecht | {"n": 11, "xml": VIJANDIG}
    melding = GESPREK[-1] | {"about": VIJANDIG}
    for beeld in beelden([*GESPREK, slecht, fout, opdracht, stuk, melding], "x", titel=VIJANDIG):
        wortel = etree.fromstring(los(beeld.svg))
        assert not list(wortel.iter(f"{NS}script"))
        assert "<script" not in beeld.svg
        assert "\u202e" not in woorden(beeld)
        assert "alert(1)" in woorden(beeld)


def test_what_is_wrong_with_a_message_is_said():
    fout = zend(9, "2020-11-01T09:00:00", product("3001", "2021-01-01", None)) | {"faults": ["Header ontbreekt"]}
    *_, volgorde = beelden([fout], "x")
    assert "onjuist: Header ontbreekt" in teksten(volgorde.svg)
    stuk = fout | {"xml": "<geen"}
    assert "onleesbaar bericht" in teksten(beelden([stuk], "x")[0].svg)


def test_what_a_message_does_to_a_toewijzing():
    gezegd = []
    for regel in (
        product("1001", "2020-03-02", "2020-03-02", "01"),
        product("1001", "2020-03-02", None, "04"),
        product("1001", "2020-03-02", "2021-06-30", "03"),
        product("1001", "2020-03-02", "2021-06-30", volume=8),
    ):
        *_, volgorde = beelden([OUD, zend(1, "2020-11-01T09:00:00", regel)], "x")
        gezegd.append(next(zin for zin, nummer in volgorde.lijst if nummer == 1).partition("2.4: ")[2])
    assert gezegd == [
        "nr. 1001 geannuleerd.",
        "nr. 1001 krijgt geen einddatum meer.",
        "nr. 1001 ongewijzigd.",
        "nr. 1001 wordt 8 uur per week.",
    ]


def test_a_refusal_is_said():
    *_, volgorde = beelden([HEEN, antwoord(2, "2020-10-15T09:00:00", HEEN, "0001")], "x")
    assert "afgekeurd (0001 Bericht technisch afgekeurd)" in teksten(volgorde.svg)
    *_, volgorde = beelden([HEEN, antwoord(2, "2020-10-15T09:00:00", HEEN, "8001")], "x")
    assert "met opmerking (8001 Declaratie of factuur geheel toegekend)" in teksten(volgorde.svg)


def test_with_more_clients_or_aanbieders_each_step_says_whose_it_is():
    ander = zend(9, "2020-11-02T09:00:00", product("3001", "2021-01-01", None), bsn=BSNS[1], aanbieder="99990002")
    dekking_a, dekking_b, volgorde = beelden([client(), client(BSNS[1]), OUD, HEEN, ander], "x")
    assert (dekking_a.kop, dekking_b.kop) == ("Dekking van cliënt A", "Dekking van cliënt B")
    assert "A, 99990001: nr. 1001 eindigt 31-12-2020" in teksten(volgorde.svg)
    assert any(tekst.startswith("B, 99990002: nr. 3001 nieuw") for tekst in teksten(volgorde.svg))


def test_a_flood_is_cut_and_the_picture_says_so():
    lang = [product(str(5000 + n), "2021-01-01", None) for n in range(40)]
    veel = [zend(n, f"2020-11-{n % 28 + 1:02d}T09:00:00", *lang) for n in range(1, 100)]
    dekking, volgorde = beelden(veel, "x")
    assert f"en nog {99 - MEEST_STAPPEN} stappen; zie de lijst" in teksten(volgorde.svg)
    assert f"en nog {40 - MEEST_REGELS} regels" in teksten(volgorde.svg)
    assert f"en nog {40 - MEEST_BALKEN} toewijzingen; zie de lijst" in teksten(dekking.svg)
    assert len(volgorde.svg) < 120_000
    assert sum(nummer is not None for _, nummer in volgorde.lijst) == 99
    clienten = [OUD | {"toewijzing": OUD["toewijzing"] | {"bsn": str(n)}} for n in range(30)]
    gemaakt = beelden(clienten, "x")
    assert len(gemaakt) == MEEST_CLIENTEN
    assert gemaakt[-1].kop == "Dekking van cliënt F"


def test_a_case_without_anything_has_no_picture():
    assert beelden([client(), {"event": "notice", "at": "ooit"} | CASUS], "x") == ()


def test_cancelled_and_late_toewijzingen_are_marked():
    annulering = zend(1, "2020-10-15T09:00:00", product("1001", "2020-03-02", "2020-03-02", "01"))
    laat = zend(2, "2021-02-03T09:00:00", product("2001", "2020-03-02", "2021-06-30"), release=Release.R30)
    dekking, _ = beelden([OUD, annulering, laat], "x")
    assert 'class="t weg"' in dekking.svg
    assert any(tekst.endswith("verstuurd 03-02-2021") for tekst in teksten(dekking.svg))
    assert "geannuleerd" in dekking.lijst[0][0]


def test_a_gap_beyond_the_picture_is_told():
    kort = zend(1, "2020-10-15T09:00:00", INGETROKKEN, product("2001", "2021-01-01", "2021-03-31"))
    assert "gat: 91 dagen, 01-04-2021 t/m 30-06-2021 ▶" in teksten(beelden([OUD, kort], "x")[0].svg)


def test_a_picture_alone_has_colours_ground_and_no_reference():
    for beeld in beelden(GESPREK, "x"):
        svg = los(beeld.svg)
        assert "var(" not in svg
        assert LICHT["papier"] in svg
        assert DONKER["papier"] in svg
        assert "prefers-color-scheme: dark" in svg
        assert not re.search(r"href|url\(|@import|http(?!://www\.w3\.org/2000/svg)", svg)
        assert set(LICHT) == set(DONKER)


def test_hatching_stays_within_its_rectangle():
    d = arcering(10, 20, 30, 12, "x")
    punten = [tuple(map(float, paar)) for paar in re.findall(r"(-?[\d.]+),(-?[\d.]+)", d)]
    assert punten
    assert all(10 <= x <= 40 and 20 <= y <= 32 for x, y in punten)


def test_the_pictures_of_the_readme_are_up_to_date():
    gemaakt = voorbeelden()
    assert {pad.name: pad.read_text("utf-8") for pad in DOEL.iterdir()} == gemaakt, "verouderd: draai make docs"


KERN = {"overzicht", "toewijzingen", "nieuwe-toewijzingen", "migratie", "bijzondere-situaties"}


def oordeel_en_beeld(events, vonnissen):
    """Per case: whether the oracle found a gap or double day (TW-06), and whether the picture shows one."""
    for casus, mis in vonnissen.items():
        eigen = [event for event in events if event.get("case") == casus]
        yield casus, mis, any(beeld.mis for beeld in beelden(eigen, "x"))


def dagen_mis(teksten_):
    return any("dagen zonder toewijzing" in tekst or "dubbele dekking" in tekst for tekst in teksten_)


@pytest.mark.parametrize(("adapter", "gaten"), [(STANDAARD, False), (ADAPTER_MET_GAT, True)])
def test_a_picture_shows_a_gap_exactly_where_the_oracle_finds_one(adapter, gaten):
    kern = tuple(f"{hoofdstuk}/*" for hoofdstuk in sorted(KERN))
    keuze = Keuze(adapter=adapter, rollen=("gemeente",), domeinen=(Domein.WMO,), gevallen=kern)
    loop = Loop(keuze, lambda _: Logboek())
    (campagne,) = keuze.campagnes()
    vonnissen = loop.vonnissen(campagne)
    mis = {
        casus.id: dagen_mis(vondst["text"] for vondst in vonnissen[casus.id, "TW-06"]["findings"])
        for casus in campagne.gevallen
        if (casus.id, "TW-06") in vonnissen
    }
    geteld = Counter()
    for casus, orakel, beeld in oordeel_en_beeld(loop.events(campagne), mis):
        assert orakel == beeld, casus
        geteld[beeld] += 1
    assert bool(geteld[True]) == gaten
    assert len(geteld) == 1 + gaten


NEGATIEF = [
    geval
    for geval in gevallen().values()
    if not geval.positief
    and "gemeente" in geval.rollen
    and Domein.WMO in geval.domeinen
    and geval.id.partition("/")[0] in KERN
]


@pytest.mark.parametrize("geval", NEGATIEF, ids=lambda geval: geval.id)
def test_a_scripted_fault_in_the_days_is_seen(geval):
    events = list(script(geval, Domein.WMO, "gemeente"))
    (spoor,) = sporen(events).values()
    bevindingen = beoordeel_regel(register()["TW-06"], spoor, 0).bevindingen
    einde = next((event["at"][:10] for event in events if event["event"] == "end"), "2021-02-28")
    mis = dagen_mis(b.tekst for b in bevindingen if b.uitkomst in {"fail", "warn"})
    toegekend = {"NT-06", "NT-07"} & set(geval.verwacht)
    gemaakt = beelden([e for e in events if e.get("case")], "x", einde=date.fromisoformat(einde))
    beeld = any(deel.mis for deel in gemaakt)
    assert beeld == mis or (beeld and toegekend)
