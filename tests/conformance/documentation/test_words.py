"""One word for one thing, wherever a user reads."""

import re

import pytest

from migratietoets.conformance.documentation.pages import DOCS
from tests.helpers import PROJECT

ROOMS = ("cases", "changes", "conformance", "docs", "examples", "generators", "istandaard", "reports")
KINDS = {".html", ".json", ".md", ".py", ".svg", ".toml", ".yaml"}
LOST = {"casus": "geval", "zaad": "seed"}
"""The word that nobody uses -> the one that everybody does."""


def _texts():
    for path in [*sorted(PROJECT.glob("*.*")), PROJECT / "Makefile"]:
        if path.suffix in KINDS or path.name == "Makefile":
            yield path, path.read_text("utf-8")
    for room in ROOMS:
        for path in sorted((PROJECT / room).rglob("*.*")):
            if path.suffix in KINDS and path != DOCS / "wire.json":
                yield path, path.read_text("utf-8")


@pytest.mark.parametrize("word", LOST)
def test_no_text_says_one_thing_in_two_words(word):
    said = re.compile(rf"\b{word}(sen)?\b", re.IGNORECASE)
    found = [str(path.relative_to(PROJECT)) for path, text in _texts() if said.search(text)]
    assert not found, f"zeg {LOST[word]}"
