import re
from pathlib import Path

import pytest

from conformance.documentatie import DOCS, paginas, schrijf

PROJECT = Path(__file__).parents[1]
TEKSTEN = [PROJECT / "README.md", PROJECT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]


@pytest.mark.parametrize("naam", sorted(paginas()))
def test_a_generated_page_is_up_to_date(naam):
    assert (DOCS / naam).read_text("utf-8") == paginas()[naam], f"docs/{naam} is verouderd: draai make docs"


def test_writing_gives_every_page(tmp_path):
    schrijf(tmp_path, paginas())
    assert sorted(pad.name for pad in tmp_path.iterdir()) == sorted(paginas())


@pytest.mark.parametrize("tekst", TEKSTEN, ids=lambda pad: pad.name)
def test_every_link_leads_somewhere(tekst):
    for doel in re.findall(r"\]\(([^)#]+)\)", tekst.read_text("utf-8")):
        assert doel.startswith("https://") or (tekst.parent / doel).exists(), doel


def test_every_row_of_a_table_has_as_many_cells():
    for tekst in TEKSTEN:
        breedte = 0
        for regel in tekst.read_text("utf-8").splitlines():
            cellen = len(re.findall(r"(?<!\\)\|", regel)) if regel.startswith("|") else 0
            assert not (breedte and cellen and cellen != breedte), (tekst.name, regel)
            breedte = cellen


def test_commands_in_the_readme_exist(monkeypatch):
    from typer.main import get_command

    from conformance.cli import app

    opdrachten = get_command(app).commands
    for regel in re.findall(
        r"^(?:cat \S+ \| )?migratietoets (.+)$", (PROJECT / "README.md").read_text("utf-8"), re.MULTILINE
    ):
        naam, *rest = regel.partition(" #")[0].split(" -- ")[0].split()
        bekend = {optie for param in opdrachten[naam].params for optie in param.opts}
        assert {deel for deel in rest if deel.startswith("--")} <= bekend, regel
