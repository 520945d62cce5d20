import re

import pytest

from migratietoets.conformance.documentation.pages import DOCS, MESSAGES, pages, write
from tests.helpers import PROJECT

TEXTS = [PROJECT / "README.md", PROJECT / "CHANGELOG.md", PROJECT / "CONTRIBUTING.md"]
PAGES = pages()
TEXTS += [*sorted(DOCS.glob("*.md")), *sorted((PROJECT / "examples").rglob("*.md"))]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_is_up_to_date(name):
    assert (DOCS / name).read_bytes().decode() == PAGES[name], f"docs/{name} is verouderd: draai make docs"


def test_no_message_of_an_earlier_example_is_left():
    folder = DOCS / MESSAGES
    assert {f"{MESSAGES}/{path.name}" for path in folder.glob("*.xml")} == {n for n in PAGES if n.startswith(MESSAGES)}


def test_writing_gives_every_page(tmp_path):
    write(tmp_path, PAGES)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")) == sorted(PAGES)


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_link_leads_somewhere(text):
    for target in re.findall(r"\]\(([^)#]+)\)", text.read_text("utf-8")):
        assert target.startswith("https://") or (text.parent / target).exists(), target


def test_every_row_of_a_table_has_as_many_cells():
    for text in TEXTS:
        width = 0
        for line in text.read_text("utf-8").splitlines():
            cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
            assert not (width and cells and cells != width), (text.name, line)
            width = cells
