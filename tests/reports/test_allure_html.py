import pytest

from istandaard.model import Invoerfout
from reports.allure import CATEGORIEEN
from reports.allure_html import instellingen, maak, zonder_analytics

VOLGER = '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script><script>gtag("js", 1)</script>'


def test_scripts_that_tell_others_are_gone_and_the_rest_stays():
    uit = zonder_analytics(f"<html><script>let a = 1</script>{VOLGER}<p>tekst</p></html>")
    assert uit == "<html><script>let a = 1</script><p>tekst</p></html>"


def test_dutch_one_file_grouped_by_chapter_rule_and_case(tmp_path):
    uit = instellingen(tmp_path)
    opties = uit["plugins"]["awesome"]["options"]
    assert (opties["reportLanguage"], opties["singleFile"]) == ("nl", True)
    assert opties["groupBy"] == ["epic", "feature", "story"]
    assert [r["name"] for r in uit["categories"]["rules"]] == [naam for naam, _ in CATEGORIEEN.values()]
    assert "://" not in str(uit)


def test_without_results_it_says_what_to_run(tmp_path):
    with pytest.raises(Invoerfout, match="migratietoets run"):
        maak(tmp_path, tmp_path / "gereedschap")
