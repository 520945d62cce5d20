import re
from collections import Counter
from datetime import date

import pytest
from lxml import etree

from migratietoets.conformance.adapters.discovery import DEFAULT
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.verdict.judge import judge_rule
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.reports.pictures.cover import MOST_BARS
from migratietoets.reports.pictures.drawing import DARK, LIGHT, hatching, loose
from migratietoets.reports.pictures.order import MOST_LINES, MOST_STEPS
from migratietoets.reports.pictures.pictures import MOST_CLIENTS, pictures
from tests.helpers.made_up_case import BSNS, CASE, answer, client, grant, product, regie, send, stock
from tests.proof.example_pictures import ADAPTER_WITH_GAP, TARGET, examples

HOSTILE = '"><script>alert(1)</script>\u202e&{{ 7*7 }}'
WHO = "aanbieder 99990001, 02 Begeleiding, 02K01"
NS = "{http://www.w3.org/2000/svg}"
OLD = stock("1001", "2020-03-02", "2021-06-30")
WITHDRAWN = product("1001", "2020-03-02", "2020-12-31", "03")
HEEN = send(1, "2020-10-15T09:00:00", WITHDRAWN, product("2001", "2021-01-02", "2021-06-30"))
CONVERSATION = (
    client(),
    OLD,
    HEEN,
    answer(2, "2020-10-15T09:00:00", HEEN),
    regie(3, "2021-01-04T09:00:00", "305", "2001", "2021-01-02"),
    regie(4, "2021-01-05T09:00:00", "307", "2001", "2021-01-02", "2021-01-05"),
    {"event": "notice", "n": 5, "at": "2020-10-15T09:00:00+02:00", "from": "gemeente", "to": "99990001", "bsn": BSNS[0]}
    | {"about": f"de opvolger van {BSNS[0]} volgt"}
    | CASE,
)


def texts(svg):
    return [element.text for element in etree.fromstring(loose(svg)).iter(f"{NS}text")]


def words(picture):
    return " ".join([*texts(picture.svg), *(sentence for sentence, _ in picture.listing)])


def test_a_gap_is_seen_and_said():
    cover, order = pictures(CONVERSATION, "x")
    assert cover.wrong == ("gat: 1 dag, 01-01-2021",)
    assert "gat: 1 dag, 01-01-2021 ▲" in texts(cover.svg)
    assert 'class="block gap"' in cover.svg
    assert [sentence for sentence, _ in cover.listing] == [
        f"{WHO}: nr. 1001 · 40 uur per vier weken · 2.4 · t/m 31-12-2020 (was t/m 30-06-2021).",
        f"{WHO}: nr. 2001 · 10 uur per week · 2.4 · 02-01-2021 t/m 30-06-2021.",
        f"{WHO}: gat: 1 dag, 01-01-2021.",
    ]
    assert order.header == "Volgorde van berichten"


def test_the_order_of_messages_with_the_key_dates():
    _, order = pictures(CONVERSATION, "x")
    sentences = [sentence for sentence, _ in order.listing]
    assert sum(sentence.startswith("15-10-2020 10:00 gemeente → aanbieder, 301 · 2.4: ") for sentence in sentences) == 1
    assert [sentence[:10] for sentence in sentences] == sorted(
        (sentence[:10] for sentence in sentences), key=lambda d: (d[6:], d[3:5], d[:2])
    )
    assert [number for _, number in order.listing if number] == [1, 2, 3, 4]
    for piece in (
        "nr. 1001 eindigt 31-12-2020; nr. 2001 nieuw: 02-01-2021 t/m 30-06-2021, 10 uur per week",
        "goedgekeurd",
    ):
        assert piece in " ".join(sentences)
    drawn = " ".join(texts(order.svg))
    for day in ("30-11-2020", "30-12-2020", "31-12-2020", "04-01-2021", "31-01-2021"):
        assert day in drawn
    assert "46 dagen" in drawn
    assert 'class="silence"' in order.svg
    assert "arrow loose" in order.svg
    assert 'class="arrow r24 retour"' in order.svg


@pytest.mark.parametrize("name", ["x", "y"])
def test_pictures_can_be_read_aloud_and_have_their_own_ids(name):
    for picture in pictures(CONVERSATION, name):
        root = etree.fromstring(loose(picture.svg))
        named = root.get("aria-labelledby").split()
        assert [root.find(f"{NS}title").get("id"), root.find(f"{NS}desc").get("id")] == named
        assert all(ident.startswith(f"{name}-") for ident in named)
        assert root.find(f"{NS}title").text
        assert root.find(f"{NS}desc").text
        assert root.get("role") == "img"


def test_no_picture_shows_a_bsn():
    borrowed = stock(BSNS[0], "2020-03-02", "2021-06-30")
    for picture in pictures([*CONVERSATION, borrowed], "x"):
        assert BSNS[0] not in picture.svg + words(picture)


def test_the_same_case_gives_the_same_bytes():
    assert pictures(CONVERSATION, "x") == pictures(list(CONVERSATION), "x")


def test_hostile_text_stays_text():
    bad = send(9, "2020-11-01T09:00:00", product("3001", "2021-01-01", None)) | {
        "release": HOSTILE,
        "code": HOSTILE,
    }
    error = send(10, "2020-11-02T09:00:00", product("3002", "2021-01-01", None)) | {
        "faults": [HOSTILE],
        "from": HOSTILE,
    }
    instruction = grant("2020-11-01T09:00:00+01:00", "2021-01-01", None) | {"command": HOSTILE, "to": HOSTILE}
    piece = bad | {"n": 11, "xml": HOSTILE}
    remark = CONVERSATION[-1] | {"about": HOSTILE}
    for picture in pictures([*CONVERSATION, bad, error, instruction, piece, remark], "x", title=HOSTILE):
        root = etree.fromstring(loose(picture.svg))
        assert not list(root.iter(f"{NS}script"))
        assert "<script" not in picture.svg
        assert "\u202e" not in words(picture)
        assert "alert(1)" in words(picture)


def test_what_is_wrong_with_a_message_is_said():
    error = send(9, "2020-11-01T09:00:00", product("3001", "2021-01-01", None)) | {"faults": ["Header ontbreekt"]}
    *_, order = pictures([error], "x")
    assert "onjuist: Header ontbreekt" in texts(order.svg)
    piece = error | {"xml": "<geen"}
    assert "onleesbaar bericht" in texts(pictures([piece], "x")[0].svg)


def test_what_a_message_does_to_a_toewijzing():
    said = []
    for line in (
        product("1001", "2020-03-02", "2020-03-02", "01"),
        product("1001", "2020-03-02", None, "04"),
        product("1001", "2020-03-02", "2021-06-30", "03"),
        product("1001", "2020-03-02", "2021-06-30", volume=8),
    ):
        *_, order = pictures([OLD, send(1, "2020-11-01T09:00:00", line)], "x")
        said.append(next(sentence for sentence, number in order.listing if number == 1).partition("2.4: ")[2])
    assert said == [
        "nr. 1001 geannuleerd.",
        "nr. 1001 krijgt geen einddatum meer.",
        "nr. 1001 ongewijzigd.",
        "nr. 1001 wordt 8 uur per week.",
    ]


def test_a_refusal_is_said():
    *_, order = pictures([HEEN, answer(2, "2020-10-15T09:00:00", HEEN, "0001")], "x")
    assert "afgekeurd (0001 Bericht technisch afgekeurd)" in texts(order.svg)
    *_, order = pictures([HEEN, answer(2, "2020-10-15T09:00:00", HEEN, "8001")], "x")
    assert "met opmerking (8001 Declaratie of factuur geheel toegekend)" in texts(order.svg)


def test_with_more_clients_or_aanbieders_each_step_says_whose_it_is():
    other = send(9, "2020-11-02T09:00:00", product("3001", "2021-01-01", None), bsn=BSNS[1], aanbieder="99990002")
    cover_a, cover_b, order = pictures([client(), client(BSNS[1]), OLD, HEEN, other], "x")
    assert (cover_a.header, cover_b.header) == ("Dekking van cliënt A", "Dekking van cliënt B")
    assert "A, 99990001: nr. 1001 eindigt 31-12-2020" in texts(order.svg)
    assert any(text.startswith("B, 99990002: nr. 3001 nieuw") for text in texts(order.svg))


def test_a_flood_is_cut_and_the_picture_says_so():
    long = [product(str(5000 + n), "2021-01-01", None) for n in range(40)]
    many = [send(n, f"2020-11-{n % 28 + 1:02d}T09:00:00", *long) for n in range(1, 100)]
    cover, order = pictures(many, "x")
    assert f"en nog {99 - MOST_STEPS} stappen; zie de lijst" in texts(order.svg)
    assert f"en nog {40 - MOST_LINES} regels" in texts(order.svg)
    assert f"en nog {40 - MOST_BARS} toewijzingen; zie de lijst" in texts(cover.svg)
    assert len(order.svg) < 120_000
    assert sum(number is not None for _, number in order.listing) == 99
    clients = [OLD | {"toewijzing": OLD["toewijzing"] | {"bsn": str(n)}} for n in range(30)]
    made = pictures(clients, "x")
    assert len(made) == MOST_CLIENTS
    assert made[-1].header == "Dekking van cliënt F"


def test_a_case_without_anything_has_no_picture():
    assert pictures([client(), {"event": "notice", "at": "ooit"} | CASE], "x") == ()


def test_cancelled_and_late_toewijzingen_are_marked():
    cancellation = send(1, "2020-10-15T09:00:00", product("1001", "2020-03-02", "2020-03-02", "01"))
    late = send(2, "2021-02-03T09:00:00", product("2001", "2020-03-02", "2021-06-30"), release=Release.R30)
    cover, _ = pictures([OLD, cancellation, late], "x")
    assert 'class="t gone"' in cover.svg
    assert any(text.endswith("verstuurd 03-02-2021") for text in texts(cover.svg))
    assert "geannuleerd" in cover.listing[0][0]


def test_a_gap_beyond_the_picture_is_told():
    short = send(1, "2020-10-15T09:00:00", WITHDRAWN, product("2001", "2021-01-01", "2021-03-31"))
    assert "gat: 91 dagen, 01-04-2021 t/m 30-06-2021 ▶" in texts(pictures([OLD, short], "x")[0].svg)


def test_a_picture_alone_has_colours_ground_and_no_reference():
    for picture in pictures(CONVERSATION, "x"):
        svg = loose(picture.svg)
        assert "var(" not in svg
        assert LIGHT["paper"] in svg
        assert DARK["paper"] in svg
        assert "prefers-color-scheme: dark" in svg
        assert not re.search(r"href|url\(|@import|http(?!://www\.w3\.org/2000/svg)", svg)
        assert set(LIGHT) == set(DARK)


def test_hatching_stays_within_its_rectangle():
    d = hatching(10, 20, 30, 12, "x")
    points = [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", d)]
    assert points
    assert all(10 <= x <= 40 and 20 <= y <= 32 for x, y in points)


def test_the_pictures_of_the_readme_are_up_to_date():
    made = examples()
    assert {path.name: path.read_text("utf-8") for path in TARGET.iterdir()} == made, "verouderd: draai make docs"


CORE = {"overzicht", "toewijzingen", "nieuwe-toewijzingen", "migratie", "bijzondere-situaties"}


def verdict_and_picture(events, verdicts):
    """Per case: whether the oracle found a gap or double day (TW-06), and whether the picture shows one."""
    for case, wrong in verdicts.items():
        own = [event for event in events if event.get("case") == case]
        yield case, wrong, any(picture.wrong for picture in pictures(own, "x"))


def days_wrong(texts_):
    return any("dagen zonder toewijzing" in text or "dubbele dekking" in text for text in texts_)


@pytest.mark.parametrize(("adapter", "gaps"), [(DEFAULT, False), (ADAPTER_WITH_GAP, True)])
def test_a_picture_shows_a_gap_exactly_where_the_oracle_finds_one(adapter, gaps):
    core = tuple(f"{hoofdstuk}/*" for hoofdstuk in sorted(CORE))
    selection = Selection(adapter=adapter, roles=("gemeente",), domeinen=(Domein.WMO,), cases=core)
    run = Run(selection, lambda _: EventLog())
    (campaign,) = selection.campaigns()
    verdicts = run.verdicts(campaign)
    wrong = {
        case.id: days_wrong(finding["text"] for finding in verdicts[case.id, "TW-06"]["findings"])
        for case in campaign.cases
        if (case.id, "TW-06") in verdicts
    }
    counted = Counter()
    for case, oracle, picture in verdict_and_picture(run.events(campaign), wrong):
        assert oracle == picture, case
        counted[picture] += 1
    assert bool(counted[True]) == gaps
    assert len(counted) == 1 + gaps


NEGATIVE = [
    case
    for case in cases().values()
    if not case.positive
    and "gemeente" in case.roles
    and Domein.WMO in case.domeinen
    and case.id.partition("/")[0] in CORE
]


@pytest.mark.parametrize("case", NEGATIVE, ids=lambda case: case.id)
def test_a_scripted_fault_in_the_days_is_seen(case):
    events = list(script(case, Domein.WMO, "gemeente"))
    (trace,) = traces(events).values()
    findings = judge_rule(register()["TW-06"], trace, 0).findings
    end = next((event["at"][:10] for event in events if event["event"] == "end"), "2021-02-28")
    wrong = days_wrong(b.text for b in findings if b.outcome in {"fail", "warn"})
    granted = {"NT-06", "NT-07"} & set(case.expected)
    made = pictures([e for e in events if e.get("case")], "x", end=date.fromisoformat(end))
    picture = any(part.wrong for part in made)
    assert picture == wrong or (picture and granted)
