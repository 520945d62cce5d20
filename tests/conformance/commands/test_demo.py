import pytest

from migratietoets.conformance.commands import demo as demo_module


@pytest.mark.traag
def test_demo_shows_everything_and_can_be_repeated(run_process, tmp_path):
    for _ in range(2):
        outcome = run_process("demo", folder=tmp_path)
        assert outcome.returncode == 0
        for text in ("Beoordeling van toewijzingen", "Uitkomst: conform", "rapport.html", "allure-results"):
            assert text in outcome.stdout
    assert {path.name for path in (tmp_path / "out" / "demo").iterdir()} == demo_module._OWN


def test_demo_leaves_the_files_of_others_alone(migratietoets, tmp_path):
    strange = tmp_path / "o" / "demo" / "brief.txt"
    strange.parent.mkdir(parents=True)
    strange.write_text("van mij", encoding="utf-8")
    assert migratietoets("demo", "--out", tmp_path / "o")[0] == 2
    assert strange.read_text("utf-8") == "van mij"
