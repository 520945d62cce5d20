import pytest
from lxml import etree
from verzonnen_casus import BSNS, client, declareer, ken_declaratie_toe, lever, prestatie

from reports.beelden import MEEST_CLIENTEN, beelden
from reports.claimbeeld import MEEST_REGELS
from reports.tekenen import los

NS = "{http://www.w3.org/2000/svg}"
DECEMBER, JANUARI = ("2020-12-07", "2020-12-31"), ("2021-01-01", "2021-01-31")
OP = "2021-02-01T09:00:00"
WEEK_53 = lever(f"{OP}+01:00", "2020-W53")
GOED = declareer(1, OP, *JANUARI, prestatie("1001", *JANUARI))
MISPLAATST = declareer(1, OP, *DECEMBER, prestatie("1001", *DECEMBER), soort="303-D")
VIJANDIG = '"><script>alert(1)</script>\u202e'
KOP = "aanbieder 99990001, 02 Begeleiding, 02K01"


def declaraties(*events, **rest):
    return [beeld for beeld in beelden([client(), *events], "x", **rest) if beeld.kop.startswith("Declaraties")]


def teksten(beeld):
    return [element.text for element in etree.fromstring(los(beeld.svg)).iter(f"{NS}text")]


def vakken(beeld, klasse):
    """Left and right side of every rectangle of a class, leaving out the legend."""
    alle = [e for e in etree.fromstring(los(beeld.svg)).iter(f"{NS}rect") if e.get("class") == klasse]
    return [(float(e.get("x")), float(e.get("x")) + float(e.get("width"))) for e in alle if e.get("height") != "10"]


def test_a_delivery_and_its_claim_are_seen_and_said():
    (beeld,) = declaraties(WEEK_53, GOED)
    assert beeld.kop == "Declaraties van cliënt A"
    wat = "nr. 1001, 01-01-2021 t/m 31-01-2021, 3 x uur, € 141,00"
    assert beeld.lijst == (
        (f"{KOP}: geleverd week 53 (28-12-2020 t/m 03-01-2021): 3 x uur, output.", None),
        (f"{KOP}: 323 van 01-02-2021 over 01-01-2021 t/m 31-01-2021, {wat}.", 1),
    )
    assert {"323", "week 53", "week 53: 3 x uur, output", "jan 2021"} <= set(teksten(beeld))
    assert not beeld.mis


def test_a_misplaced_week_53_does_not_reach_january():
    (goed,), (fout,) = declaraties(WEEK_53, GOED), declaraties(WEEK_53, MISPLAATST)
    ((begin, einde),) = vakken(goed, "leverdag")
    ((begin_323, _),) = vakken(goed, "balk r30")
    ((_, einde_303),) = vakken(fout, "balk r24")
    assert begin < einde_303 < einde
    assert einde_303 == pytest.approx(begin_323)
    assert "303-D" in teksten(fout)
    assert not vakken(fout, "balk r30")


def test_a_claim_with_a_finding_is_marked():
    (beeld,) = declaraties(WEEK_53, MISPLAATST, bevonden=frozenset({1}))
    assert any(tekst.startswith("✕ nr. 1001, ") and tekst.endswith(", bevinding") for tekst in teksten(beeld))
    assert beeld.lijst[1][0].endswith("bericht met een bevinding.")
    (beeld,) = declaraties(WEEK_53, MISPLAATST, bevonden=frozenset({2}))
    assert "✕" not in "".join(teksten(beeld))


def test_a_credit_is_hatched_and_a_rejection_struck_through():
    terug = prestatie("1001", *JANUARI, referentienummer="R9", vorig_referentienummer="R1001", debet_credit="C")
    (beeld,) = declaraties(GOED, declareer(2, OP, *JANUARI, terug))
    assert "credit, nr. 1001, 01-01-2021 t/m 31-01-2021, 3 x uur, -€ 141,00" in teksten(beeld)
    assert len(vakken(beeld, "balk r30")) == 1
    assert beeld.svg.count('class="streep"') == 2
    for besluit in ({"afgekeurd": {"R1001": ["0551"]}}, {"geweigerd": ["0001"]}, {"geweigerd": ["0030"]}):
        (beeld,) = declaraties(GOED, ken_declaratie_toe(2, OP, GOED, **besluit))
        assert 'class="t weg halo"' in beeld.svg
        assert "afgekeurd" in beeld.lijst[0][0]
    (beeld,) = declaraties(GOED, ken_declaratie_toe(2, OP, GOED))
    assert 'class="t weg halo"' not in beeld.svg


def test_each_client_has_a_picture_without_a_bsn():
    twee = declareer(1, OP, *JANUARI, *(prestatie(bsn, *JANUARI, bsn=bsn) for bsn in BSNS))
    gemaakt = declaraties(client(BSNS[1]), twee, lever(f"{OP}+01:00", "2021-01-05", BSNS[1], BSNS[1]))
    assert [(beeld.kop[-1], len(beeld.lijst)) for beeld in gemaakt] == [("A", 1), ("B", 2)]
    assert not [bsn for bsn in BSNS if any(bsn in str(beeld) for beeld in gemaakt)]
    vreemd = prestatie("1", *JANUARI, bsn="999900031")
    assert not declaraties(declareer(1, OP, *JANUARI, vreemd))


def test_what_cannot_be_read_is_left_out():
    stuk = GOED | {"n": 2, "xml": "<geen"}
    half = GOED | {"n": 3, "xml": GOED["xml"].replace("2021-01-31", "ooit")}
    antwoord = ken_declaratie_toe(4, OP, GOED)
    kapot = antwoord | {"xml": antwoord["xml"].replace("DeclaratieAntwoord", "Anders")}
    raar = [lever(f"{OP}+01:00", geleverd) for geleverd in ("ooit", "2021-W53", "2021-02-30", None, 7)]
    zonder = WEEK_53 | {"params": {"toewijzing": [BSNS[0]], "geleverd": "2020-W53"}}
    assert declaraties(GOED, stuk, half, kapot, *raar, zonder, WEEK_53 | {"params": 7}) == declaraties(GOED)


def test_nothing_claimed_is_said():
    (beeld,) = declaraties(WEEK_53)
    assert "niet gedeclareerd" in teksten(beeld)


def test_hostile_text_stays_text():
    slecht = prestatie("1001", *JANUARI, code=VIJANDIG, referentienummer=VIJANDIG, toewijzingnummer=VIJANDIG)
    levering = lever(f"{OP}+01:00", "2021-01-05", VIJANDIG, volume=VIJANDIG, eenheid=[VIJANDIG], afspraak={VIJANDIG: 1})
    (beeld,) = declaraties(declareer(1, OP, *JANUARI, slecht), levering, titel=VIJANDIG)
    assert not list(etree.fromstring(los(beeld.svg)).iter(f"{NS}script"))
    assert "<script" not in beeld.svg
    assert "\u202e" not in beeld.svg + str(beeld.lijst)
    assert "alert(1)" in beeld.svg


def test_days_outside_the_picture_stay_within_it():
    ver = [
        prestatie(str(n), van, tot)
        for n, (van, tot) in enumerate([("1900-01-01", "9999-12-31"), ("2021-06-01", "2020-01-01")])
    ]
    (beeld,) = declaraties(declareer(1, OP, "0001-01-01", "9999-12-31", *ver), lever(f"{OP}+01:00", "9999-12-31"))
    for e in etree.fromstring(los(beeld.svg)).iter(f"{NS}rect"):
        assert float(e.get("x")) >= 0
        assert 0 <= float(e.get("width")) <= 640


def test_a_flood_is_cut_and_the_picture_says_so():
    veel = [prestatie(str(n), *JANUARI) for n in range(40)]
    leveringen = [lever(f"{OP}+01:00", f"2021-01-{n % 28 + 1:02d}") for n in range(50)]
    (beeld,) = declaraties(declareer(1, OP, *JANUARI, *veel), *leveringen)
    assert f"en nog {40 - MEEST_REGELS} prestaties; zie de lijst" in teksten(beeld)
    assert f"en nog {50 - MEEST_REGELS} leveringen; zie de lijst" in teksten(beeld)
    assert len(beeld.lijst) == 90
    assert len(beeld.svg) < 60_000
    clienten = [str(999900006 + n) for n in range(30)]
    groot = declareer(1, OP, *JANUARI, *(prestatie("1", *JANUARI, bsn=bsn) for bsn in clienten))
    assert len(declaraties(*map(client, clienten), groot)) == MEEST_CLIENTEN


def test_the_picture_can_be_read_aloud_and_is_the_same_each_time():
    (beeld,) = declaraties(WEEK_53, MISPLAATST)
    wortel = etree.fromstring(los(beeld.svg))
    assert wortel.find(f"{NS}title").text == "Declaraties van cliënt A"
    assert wortel.find(f"{NS}desc").text == " ".join(zin for zin, _ in beeld.lijst)
    assert declaraties(WEEK_53, MISPLAATST) == [beeld]
