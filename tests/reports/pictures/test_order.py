from dataclasses import replace

from migratietoets.reports.pictures.pictures import pictures
from tests.helpers.conversation import CONVERSATION, HEEN, OLD, texts
from tests.helpers.made_up_case import BSNS, answer, client, product, send


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


def test_what_is_wrong_with_a_message_is_said():
    error = send(9, "2020-11-01T09:00:00", product("3001", "2021-01-01", None), faults=["Header ontbreekt"])
    *_, order = pictures([error], "x")
    assert "onjuist: Header ontbreekt" in texts(order.svg)
    piece = replace(error, xml="<geen")
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
    assert (cover_a.heading, cover_b.heading) == ("Dekking van cliënt A", "Dekking van cliënt B")
    assert "A, 99990001: nr. 1001 eindigt 31-12-2020" in texts(order.svg)
    assert any(text.startswith("B, 99990002: nr. 3001 nieuw") for text in texts(order.svg))
