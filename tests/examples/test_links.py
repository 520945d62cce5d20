"""Whatever a page refers to exists, down to the heading."""

import re
from functools import cache
from urllib.parse import unquote

import pytest

from tests.helpers import PROJECT
from tests.helpers.shown import PAGES, README

TEXTS = [README, PROJECT / "CONTRIBUTING.md", *PAGES, *sorted((PROJECT / "docs" / "site").glob("*.md"))]
TEXTS += sorted((PROJECT / "examples").glob("*/README.md"))
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


@cache
def anchors(path):
    """The names of the headings of a page, as GitHub and the site make them."""
    names = []
    for heading in re.findall(r"^#+ (.*)$", FENCED.sub("", path.read_text("utf-8")), re.MULTILINE):
        text = LINK.sub("]", heading).replace("[", "").replace("]", "")
        name = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
        seen = sum(re.fullmatch(rf"{re.escape(name)}(-\d+)?", other) is not None for other in names)
        names.append(f"{name}-{seen}" if name in names else name)
    return set(names)


def links(path):
    """Where a page refers to within the project."""
    found = LINK.findall(re.sub(r"`[^`\n]*`", "", FENCED.sub("", path.read_text("utf-8"))))
    return [unquote(link) for link in found if not re.match(r"[a-z]+:", link)]


def missing(path):
    """Each link of a page that leads nowhere."""
    for link in links(path):
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_link_of_a_page_leads_somewhere(path):
    assert list(missing(path)) == []


def test_a_link_that_leads_nowhere_is_seen(tmp_path):
    page = tmp_path / "een.md"
    page.write_text(
        "# Kop `x`: één\n[a](een.md#kop-x-één) [b](#kop) [c](twee.md) [d](een.md) [e](https://x)\n", "utf-8"
    )
    assert list(missing(page)) == ["#kop", "twee.md"]
