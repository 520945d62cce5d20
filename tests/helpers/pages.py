"""A page of a run taken apart: its tree, its text, and whether every element is closed in turn."""

from html.parser import HTMLParser

from lxml import html

from migratietoets.reports.log.log import Log
from migratietoets.reports.page.page import make_page

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}\u202egnp'
EMPTY = {"br", "col", "hr", "img", "input", "link", "meta"}
SELF_CLOSING = {"line", "path", "polyline", "rect"}


def tree(log: Log) -> html.HtmlElement:
    return html.document_fromstring(make_page(log))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


class Balance(HTMLParser):
    """Fails on an element that is not closed, or closed out of turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SELF_CLOSING, (tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
