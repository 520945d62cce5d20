"""The chapters and rules of the register: their titles, their order, and where the page shows them."""

import re
from collections.abc import Mapping

from migratietoets.reports.words.text import one_line

CHAPTERS: Mapping[str, str] = {
    "overzicht": "Overzicht migratie",
    "toewijzingen": "Toewijzingen",
    "nieuwe-toewijzingen": "Nieuwe toewijzingen",
    "migratie": "De migratie zelf",
    "bijzondere-situaties": "Bijzondere situaties",
    "vot-vow": "VOT en VOW",
    "declareren": "Declareren",
    "afsluiten-zorg": "Afsluiten zorg",
}
"""Chapter of the register -> its title, in the order of the reports; a chapter that is not here comes last."""

_NOT_ANCHOR = re.compile(r"[^a-z0-9-]+")


def chapter_title(key: str) -> str:
    """The title of a chapter."""
    return CHAPTERS.get(key) or one_line(key).replace("-", " ").capitalize() or "Overig"


def sort_key(rule_id: str, key: str) -> tuple[int, str, str, int]:
    """Sort key for rules: by chapter, then prefix, then number (TW-02 before TW-10)."""
    titles = list(CHAPTERS)
    place = titles.index(key) if key in titles else len(titles)
    before, _, number = rule_id.rpartition("-")
    return place, key, before, int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0  # noqa: PLR2004  # longer is no number of a rule


def anchor(rule_id: str) -> str:
    """The id by which the page shows a rule: "regel-tw-06"."""
    return f"regel-{_NOT_ANCHOR.sub('-', one_line(rule_id).lower())}"
