from dataclasses import replace

import pytest
from lxml import etree

from migratietoets.conformance.vocabulary.events import NoticeEvent
from migratietoets.reports.pictures.cover import MOST_BARS
from migratietoets.reports.pictures.drawing import loose
from migratietoets.reports.pictures.order import MOST_LINES, MOST_STEPS
from migratietoets.reports.pictures.pictures import MOST_CLIENTS, pictures
from tests.helpers.conversation import CONVERSATION, HOSTILE, NS, OLD, texts, words
from tests.helpers.made_up_case import BSNS, CASE, client, grant, product, send, stock
from tests.proof.example_pictures import TARGET, examples


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
    bad = replace(send(9, "2020-11-01T09:00:00", product("3001", "2021-01-01", None)), release=HOSTILE, code=HOSTILE)
    error = send(10, "2020-11-02T09:00:00", product("3002", "2021-01-01", None), faults=[HOSTILE], from_=HOSTILE)
    instruction = replace(grant("2020-11-01T09:00:00+01:00", "2021-01-01", None), command=HOSTILE, to=HOSTILE)
    piece = replace(bad, n=11, xml=HOSTILE)
    remark = replace(CONVERSATION[-1], about=HOSTILE)
    for picture in pictures([*CONVERSATION, bad, error, instruction, piece, remark], "x", title=HOSTILE):
        root = etree.fromstring(loose(picture.svg))
        assert not list(root.iter(f"{NS}script"))
        assert "<script" not in picture.svg
        assert "\u202e" not in words(picture)
        assert "alert(1)" in words(picture)


def test_a_flood_is_cut_and_the_picture_says_so():
    long = [product(str(5000 + n), "2021-01-01", None) for n in range(40)]
    many = [send(n, f"2020-11-{n % 28 + 1:02d}T09:00:00", *long) for n in range(1, 100)]
    cover, order = pictures(many, "x")
    assert f"en nog {99 - MOST_STEPS} stappen; zie de lijst" in texts(order.svg)
    assert f"en nog {40 - MOST_LINES} regels" in texts(order.svg)
    assert f"en nog {40 - MOST_BARS} toewijzingen; zie de lijst" in texts(cover.svg)
    assert len(order.svg) < 120_000
    assert sum(number is not None for _, number in order.listing) == 99
    clients = [replace(OLD, toewijzing={**OLD.toewijzing, "bsn": str(n)}) for n in range(30)]
    made = pictures(clients, "x")
    assert len(made) == MOST_CLIENTS
    assert made[-1].heading == "Dekking van cliënt F"


def test_a_case_without_anything_has_no_picture():
    assert pictures([client(), NoticeEvent(**CASE, at="ooit")], "x") == ()


def test_the_pictures_of_the_readme_are_up_to_date():
    made = examples()
    assert {path.name: path.read_text("utf-8") for path in TARGET.iterdir()} == made, "verouderd: draai make docs"
