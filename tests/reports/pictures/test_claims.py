from dataclasses import replace

import pytest
from lxml import etree

from migratietoets.reports.pictures.claims import MOST_LINES
from migratietoets.reports.pictures.drawing import loose
from migratietoets.reports.pictures.pictures import MOST_CLIENTS, pictures
from tests.helpers.made_up_case import BSNS, claim_deliveries, client, grant_declaratie, prestatie, record_delivery

NS = "{http://www.w3.org/2000/svg}"
DECEMBER, JANUARY = ("2020-12-07", "2020-12-31"), ("2021-01-01", "2021-01-31")
AT = "2021-02-01T09:00:00"
WEEK_53 = record_delivery(f"{AT}+01:00", "2020-W53")
APPROVED = claim_deliveries(1, AT, *JANUARY, prestatie("1001", *JANUARY))
MISPLACED = claim_deliveries(1, AT, *DECEMBER, prestatie("1001", *DECEMBER), kind="303-D")
HOSTILE = '"><script>alert(1)</script>\u202e'
HEADING = "aanbieder 99990001, 02 Begeleiding, 02K01"


def declaraties(*events, **rest):
    return [
        picture for picture in pictures([client(), *events], "x", **rest) if picture.heading.startswith("Declaraties")
    ]


def texts(picture):
    return [element.text for element in etree.fromstring(loose(picture.svg)).iter(f"{NS}text")]


def boxes(picture, class_):
    """Left and right side of every rectangle of a class, leaving out the legend."""
    every = [e for e in etree.fromstring(loose(picture.svg)).iter(f"{NS}rect") if e.get("class") == class_]
    return [(float(e.get("x")), float(e.get("x")) + float(e.get("width"))) for e in every if e.get("height") != "10"]


def test_a_delivery_and_its_claim_are_seen_and_said():
    (picture,) = declaraties(WEEK_53, APPROVED)
    assert picture.heading == "Declaraties van cliënt A"
    what = "nr. 1001, 01-01-2021 t/m 31-01-2021, 3 x uur, € 141,00"
    assert picture.listing == (
        (f"{HEADING}: geleverd week 53 (28-12-2020 t/m 03-01-2021): 3 x uur, output.", None),
        (f"{HEADING}: 323 van 01-02-2021 over 01-01-2021 t/m 31-01-2021, {what}.", 1),
    )
    assert {"323", "week 53", "week 53: 3 x uur, output", "jan 2021"} <= set(texts(picture))
    assert not picture.wrong


def test_a_misplaced_week_53_does_not_reach_january():
    (passed,), (error,) = declaraties(WEEK_53, APPROVED), declaraties(WEEK_53, MISPLACED)
    ((begin, end),) = boxes(passed, "deliveryday")
    ((start_323, _),) = boxes(passed, "bar r30")
    ((_, end_303),) = boxes(error, "bar r24")
    assert begin < end_303 < end
    assert end_303 == pytest.approx(start_323)
    assert "303-D" in texts(error)
    assert not boxes(error, "bar r30")


def test_a_claim_with_a_finding_is_marked():
    (picture,) = declaraties(WEEK_53, MISPLACED, flagged=frozenset({1}))
    assert any(text.startswith("✕ nr. 1001, ") and text.endswith(", bevinding") for text in texts(picture))
    assert picture.listing[1][0].endswith("bericht met een bevinding.")
    (picture,) = declaraties(WEEK_53, MISPLACED, flagged=frozenset({2}))
    assert "✕" not in "".join(texts(picture))


def test_a_credit_is_hatched_and_a_rejection_struck_through():
    back = prestatie("1001", *JANUARY, referentienummer="R9", previous_referentienummer="R1001", debet_credit="C")
    (picture,) = declaraties(APPROVED, claim_deliveries(2, AT, *JANUARY, back))
    assert "credit, nr. 1001, 01-01-2021 t/m 31-01-2021, 3 x uur, -€ 141,00" in texts(picture)
    assert len(boxes(picture, "bar r30")) == 1
    assert picture.svg.count('class="stroke"') == 2
    for decision in ({"rejected": {"R1001": ["0551"]}}, {"refused": ["0001"]}, {"refused": ["0030"]}):
        (picture,) = declaraties(APPROVED, grant_declaratie(2, AT, APPROVED, **decision))
        assert 'class="t gone halo"' in picture.svg
        assert "afgekeurd" in picture.listing[0][0]
    (picture,) = declaraties(APPROVED, grant_declaratie(2, AT, APPROVED))
    assert 'class="t gone halo"' not in picture.svg


def test_each_client_has_a_picture_without_a_bsn():
    two = claim_deliveries(1, AT, *JANUARY, *(prestatie(bsn, *JANUARY, bsn=bsn) for bsn in BSNS))
    made = declaraties(client(BSNS[1]), two, record_delivery(f"{AT}+01:00", "2021-01-05", BSNS[1], BSNS[1]))
    assert [(picture.heading[-1], len(picture.listing)) for picture in made] == [("A", 1), ("B", 2)]
    assert not [bsn for bsn in BSNS if any(bsn in str(picture) for picture in made)]
    strange = prestatie("1", *JANUARY, bsn="999900031")
    assert not declaraties(claim_deliveries(1, AT, *JANUARY, strange))


def test_what_cannot_be_read_is_left_out():
    piece = replace(APPROVED, n=2, xml="<geen")
    half = replace(APPROVED, n=3, xml=APPROVED.xml.replace("2021-01-31", "ooit"))
    answer = grant_declaratie(4, AT, APPROVED)
    damaged = replace(answer, xml=answer.xml.replace("DeclaratieAntwoord", "Anders"))
    odd = [record_delivery(f"{AT}+01:00", geleverd) for geleverd in ("ooit", "2021-W53", "2021-02-30", None, 7)]
    without = replace(WEEK_53, params={"toewijzing": [BSNS[0]], "geleverd": "2020-W53"})
    hostile = replace(WEEK_53, params=7)
    assert declaraties(APPROVED, piece, half, damaged, *odd, without, hostile) == declaraties(APPROVED)


def test_nothing_claimed_is_said():
    (picture,) = declaraties(WEEK_53)
    assert "niet gedeclareerd" in texts(picture)


def test_hostile_text_stays_text():
    bad = prestatie("1001", *JANUARY, code=HOSTILE, referentienummer=HOSTILE, toewijzingnummer=HOSTILE)
    delivery = record_delivery(
        f"{AT}+01:00", "2021-01-05", HOSTILE, volume=HOSTILE, eenheid=[HOSTILE], afspraak={HOSTILE: 1}
    )
    (picture,) = declaraties(claim_deliveries(1, AT, *JANUARY, bad), delivery, title=HOSTILE)
    assert not list(etree.fromstring(loose(picture.svg)).iter(f"{NS}script"))
    assert "<script" not in picture.svg
    assert "\u202e" not in picture.svg + str(picture.listing)
    assert "alert(1)" in picture.svg


def test_days_outside_the_picture_stay_within_it():
    remote = [
        prestatie(str(n), start, end)
        for n, (start, end) in enumerate([("1900-01-01", "9999-12-31"), ("2021-06-01", "2020-01-01")])
    ]
    (picture,) = declaraties(
        claim_deliveries(1, AT, "0001-01-01", "9999-12-31", *remote), record_delivery(f"{AT}+01:00", "9999-12-31")
    )
    for e in etree.fromstring(loose(picture.svg)).iter(f"{NS}rect"):
        assert float(e.get("x")) >= 0
        assert 0 <= float(e.get("width")) <= 640


def test_a_flood_is_cut_and_the_picture_says_so():
    many = [prestatie(str(n), *JANUARY) for n in range(40)]
    deliveries = [record_delivery(f"{AT}+01:00", f"2021-01-{n % 28 + 1:02d}") for n in range(50)]
    (picture,) = declaraties(claim_deliveries(1, AT, *JANUARY, *many), *deliveries)
    assert f"en nog {40 - MOST_LINES} prestaties; zie de lijst" in texts(picture)
    assert f"en nog {50 - MOST_LINES} leveringen; zie de lijst" in texts(picture)
    assert len(picture.listing) == 90
    assert len(picture.svg) < 60_000
    clients = [str(999900006 + n) for n in range(30)]
    big = claim_deliveries(1, AT, *JANUARY, *(prestatie("1", *JANUARY, bsn=bsn) for bsn in clients))
    assert len(declaraties(*map(client, clients), big)) == MOST_CLIENTS


def test_the_picture_can_be_read_aloud_and_is_the_same_each_time():
    (picture,) = declaraties(WEEK_53, MISPLACED)
    root = etree.fromstring(loose(picture.svg))
    assert root.find(f"{NS}title").text == "Declaraties van cliënt A"
    assert root.find(f"{NS}desc").text == " ".join(sentence for sentence, _ in picture.listing)
    assert declaraties(WEEK_53, MISPLACED) == [picture]
