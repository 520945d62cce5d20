"""A case in which a gemeente replaces a toewijzing one day too late, and how to read what is drawn of it."""

from lxml import etree

from migratietoets.conformance.vocabulary.events import NoticeEvent
from migratietoets.reports.pictures.drawing import loose
from tests.helpers.made_up_case import BSNS, CASE, answer, client, product, regie, send, stock

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
    NoticeEvent(
        **CASE,
        n=5,
        at="2020-10-15T09:00:00+02:00",
        from_="gemeente",
        to="99990001",
        bsn=BSNS[0],
        about=f"de opvolger van {BSNS[0]} volgt",
    ),
)


def texts(svg):
    return [element.text for element in etree.fromstring(loose(svg)).iter(f"{NS}text")]


def words(picture):
    return " ".join([*texts(picture.svg), *(sentence for sentence, _ in picture.listing)])
