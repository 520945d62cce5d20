import pytest

from migratietoets.istandaard.model import InputError
from migratietoets.reports.allure.html import make, settings, without_analytics
from migratietoets.reports.allure.labels import CATEGORIES

TRACKER = '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script><script>gtag("js", 1)</script>'


def test_scripts_that_tell_others_are_gone_and_the_rest_stays():
    out = without_analytics(f"<html><script>let a = 1</script>{TRACKER}<p>tekst</p></html>")
    assert out == "<html><script>let a = 1</script><p>tekst</p></html>"


def test_dutch_one_file_grouped_by_chapter_rule_and_case(tmp_path):
    out = settings(tmp_path)
    options = out["plugins"]["awesome"]["options"]
    assert (options["reportLanguage"], options["singleFile"]) == ("nl", True)
    assert options["groupBy"] == ["epic", "feature", "story"]
    assert [r["name"] for r in out["categories"]["rules"]] == [name for name, _ in CATEGORIES.values()]
    assert "://" not in str(out)


def test_without_results_it_says_what_to_run(tmp_path):
    with pytest.raises(InputError, match="migratietoets run"):
        make(tmp_path, tmp_path / "gereedschap")
