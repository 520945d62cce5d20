import pytest

from migratietoets.conformance.adapters.scaffolds import LANGUAGES, skeleton
from tests.helpers import forked


def new_adapter(folder, *options):
    return forked.run("migratietoets.conformance.commands.main", "new-adapter", *options, folder=folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_skeleton_is_written_whole_and_says_what_to_do_next(tmp_path, language):
    out = new_adapter(tmp_path, "hier/mijn adapter", "--lang", language)
    assert out.returncode == 0
    assert {p.name: p.read_bytes() for p in (tmp_path / "hier" / "mijn adapter").iterdir()} == skeleton(language)
    assert "cd 'hier/mijn adapter'\n  migratietoets doctor\n" in out.stderr
    assert out.stdout == ""


def test_what_is_there_already_stays_as_it_is(tmp_path):
    (tmp_path / "README.md").write_text("van mij", "utf-8")
    (tmp_path / "eigen.txt").write_text("ook", "utf-8")
    out = new_adapter(tmp_path, ".", "--lang", "java")
    assert out.returncode == 2
    assert "gevonden: README.md. Er is niets geschreven. Kies een andere map" in out.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["README.md", "eigen.txt"]
    assert (tmp_path / "README.md").read_text("utf-8") == "van mij"


def test_a_folder_with_only_other_files_gets_the_skeleton_beside_them(tmp_path):
    (tmp_path / "eigen.txt").write_text("van mij", "utf-8")
    assert new_adapter(tmp_path, ".", "--lang", "python").returncode == 0
    assert {p.name for p in tmp_path.iterdir()} == {"eigen.txt", *skeleton("python")}


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["mijn", "--lang", "typscript"], "verwacht python of typescript of java; gevonden 'typscript'"),
        (["mijn"], "--lang"),
        (["--lang", "java"], "MAP"),
        (["bestand", "--lang", "java"], "bestand: verwacht een map; gevonden: een bestand"),
    ],
)
def test_wrong_use_is_told_in_a_sentence_and_nothing_is_written(tmp_path, options, text):
    (tmp_path / "bestand").write_text("x", "utf-8")
    out = new_adapter(tmp_path, *options)
    assert (out.returncode, out.stdout) == (2, "")
    assert text in " ".join(out.stderr.split())
    assert [p.name for p in tmp_path.iterdir()] == ["bestand"]
