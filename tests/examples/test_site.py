"""The documentation site: built without a warning, in Dutch, and complete without the network."""

import re
import subprocess
import sys

import pytest
from lxml import html

from tests.helpers import PROJECT
from tests.helpers.shown import PAGES

ENGLISH = (
    r"Next|Previous|Made with|On this page|Back to top|Skip to|Toggle|Link to|Light mode|Dark mode|Please activate"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "-c", "docs/site"]
    done = subprocess.run(
        [*build, "-d", folder / "gelezen", ".", folder / "html"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "html"


def test_every_page_of_the_documentation_is_on_the_site(site):
    assert {page.stem for page in PAGES} <= {page.stem for page in (site / "docs").glob("*.html")}
    (front,) = html.parse(site / "index.html").xpath("//a/@href")
    assert (site / front).exists()


def test_the_site_speaks_dutch(site):
    for path in site.rglob("*.html"):
        page = html.parse(path)
        assert page.getroot().get("lang") == "nl"
        said = page.xpath("//@title | //@aria-label | //svg//title/text() | //*[contains(@class, 'skip')]/text()")
        said += page.xpath("//*[self::footer or self::aside or self::noscript]//text()")
        assert not [text for text in said if re.search(rf"\b(?:{ENGLISH})\b", text)], path
    assert "gevonden" in (site / "_static" / "taal.js").read_text("utf-8")
    assert "dutch" in (site / "_static" / "language_data.js").read_text("utf-8").lower()


def test_a_page_of_the_site_asks_nothing_of_the_network(site):
    for path in site.rglob("*.html"):
        asked = html.parse(path).xpath("//script/@src | //link/@href | //img/@src | //iframe/@src | //source/@srcset")
        assert not [one for one in asked if re.match(r"(?:[a-z]+:)?//", one)], path
    styles = "".join(path.read_text("utf-8") for path in site.rglob("*.css"))
    assert not re.search(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", styles)
