"""The documentation site: docs/ and what it refers to, in Dutch, for reading without the network (make site)."""

from pathlib import Path

from docutils.nodes import document
from sphinx import addnodes
from sphinx.application import Sphinx

ROOT = Path(__file__).parents[2]
PAGES = ("docs", "examples")
"""The folders with pages; of any other only files are linked to, as something to fetch."""

DUTCH = {
    "Auto light/dark, in dark mode": "Licht of donker zoals het apparaat, nu donker",
    "Auto light/dark, in light mode": "Licht of donker zoals het apparaat, nu licht",
    "Back to top": "Naar boven",
    "Dark mode": "Donker",
    "Light mode": "Licht",
    "Made with": "Gemaakt met",
    "On this page": "Op deze pagina",
    "Please activate JavaScript to enable the search functionality.": "Zet JavaScript aan om te kunnen zoeken.",
    "Skip to content": "Naar de inhoud",
    "Toggle Light / Dark / Auto color theme": "Licht, donker of zoals het apparaat",
    "Toggle site navigation sidebar": "Navigatie tonen of verbergen",
    "Toggle table of contents sidebar": "Inhoud van deze pagina tonen of verbergen",
    "<span>Next</span>": "<span>Volgende</span>",
    "<span>Previous</span>": "<span>Vorige</span>",
    "<title>Contents</title>": "<title>Inhoud</title>",
    "<title>Expand</title>": "<title>Uitklappen</title>",
    'title="Link to this heading"': 'title="Link naar deze kop"',
}
"""What the theme says in English, and has no translation for."""

project = "migratietoets"
language = "nl"
extensions = ["myst_parser"]
root_doc = "docs/site/index"
include_patterns = ["*.md", "docs/*.md", "docs/site/index.md", "examples/**/README.md"]
exclude_patterns = [path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in PAGES]
exclude_patterns += ["CHANGELOG.md", "examples/**/node_modules"]
nitpicky = True
myst_heading_anchors = 6
html_theme = "furo"
html_title = project
html_static_path = ["stijl.css", "taal.js"]
html_css_files = ["stijl.css"]
html_js_files = [("taal.js", {"priority": 900})]
html_extra_path = ["boven"]
html_copy_source = False
html_use_index = False
html_show_sphinx = False
html_show_copyright = False


def folders_as_text(app: Sphinx, doctree: document) -> None:
    """A link to a folder of the clone is only its text on the site, which has no such folder."""
    for node in list(doctree.findall(addnodes.pending_xref)):
        _, path = app.env.relfn2path(node["reftarget"])
        if node["reftype"] == "myst" and Path(path).is_dir():
            node.replace_self(node.children)


def in_dutch(app: Sphinx, failed: Exception | None) -> None:
    """Say in Dutch what the theme says in English."""
    for path in () if failed else Path(app.outdir).rglob("*.html"):
        text = path.read_text("utf-8")
        for english, dutch in DUTCH.items():
            text = text.replace(english, dutch)
        path.write_text(text, "utf-8")


def setup(app: Sphinx) -> None:
    """Sphinx calls this."""
    app.connect("doctree-read", folders_as_text)
    app.connect("build-finished", in_dutch)
