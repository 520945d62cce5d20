"""What the codes of the standard are called."""

from collections.abc import Mapping

from migratietoets.istandaard.codelijsten import code_list
from migratietoets.istandaard.releases import Release
from migratietoets.reports.words.text import one_line

DOMEINEN: Mapping[str, str] = {"wmo": "Wmo", "jw": "Jeugdwet"}


def label(codelijst: str, code: object, release: Release = Release.R30) -> str:
    """What a code is called: in this release, else in the other; "" when nobody knows it."""
    per_release = code_list(codelijst).labels
    key = str(code)
    return next((codes[key] for codes in (per_release[release], *per_release.values()) if key in codes), "")


def name_code(codelijst: str, code: object, release: Release = Release.R30) -> str:
    """As `label`, and "code X" for a code that nobody knows."""
    return label(codelijst, code, release) or f"code {one_line(code)}"
