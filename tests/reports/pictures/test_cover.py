from migratietoets.istandaard.releases import Release
from migratietoets.reports.pictures.pictures import pictures
from tests.helpers.conversation import CONVERSATION, OLD, WHO, WITHDRAWN, texts
from tests.helpers.made_up_case import product, send


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
    assert order.heading == "Volgorde van berichten"


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
