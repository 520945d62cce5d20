"""What a test finds beside its own rule is told under the rule it belongs to, everywhere, and can be asked again."""

import json
import shlex

from migratietoets.istandaard.berichten import tree
from tests.helpers.suite import events, run

CASE, UNNAMED = "migratie/budget-op-31-januari", "OP192"
"""A case that does not name the rule that this mutant breaks in it."""
SYSTEM = "python:tests.proof.mutants.bestanden:SchrijftKaleRegeleinden"
STRANGER = "python:tests.proof.mutants.bestanden:SchrijftOverEenVreemde"


def junit(target):
    """The name of each test, and whether it failed."""
    return {
        (one.get("name"), one.find("failure") is not None)
        for one in tree((target / "junit.xml").read_bytes()).iter("testcase")
    }


def allure(target):
    """The results that failed: their feature and their links."""
    for path in (target / "allure-results").glob("*-result.json"):
        data = json.loads(path.read_text("utf-8"))
        if data["status"] == "failed":
            labels = {label["name"]: label["value"] for label in data["labels"]}
            yield labels["feature"].partition(" ")[0], [one["name"] for one in data["links"]], data["description"]


def test_each_finding_stands_under_its_own_rule_and_the_others_passed(tmp_path):
    cache = ["-p", "cacheprovider", "-o", f"cache_dir={tmp_path / 'cache'}"]
    asked = ["--mt-cases", CASE, "--mt-domain", "wmo", "--mt-adapter", SYSTEM, *cache]
    out = run(tmp_path, *asked)
    assert "1 failed" in out.stdout
    assert {name for name, failed in junit(tmp_path) if failed} == {f"{CASE}[{UNNAMED}-wmo]"}
    assert (f"{CASE}[overige-wmo]", False) in junit(tmp_path)
    ((rule, links, text),) = allure(tmp_path)
    assert (rule, links) == (UNNAMED, [f"Regel {UNNAMED}"])
    assert f"--rules {UNNAMED}" in text
    again = run(tmp_path, *asked, "--lf")
    assert "1 failed" in again.stdout
    assert "passed" not in again.stdout


def test_the_command_that_is_given_shows_it_again(tmp_path):
    command = f"--mt-role gemeente --mt-domain wmo --mt-cases {CASE} --mt-rules {UNNAMED} --mt-isolated"
    out = run(tmp_path, *shlex.split(command), "--mt-adapter", SYSTEM)
    assert "1 failed" in out.stdout
    assert {name for name, failed in junit(tmp_path) if failed} == {f"{CASE}[{UNNAMED}-wmo]"}
    (verdict,) = [e for e in events(tmp_path) if e["event"] == "verdict"]
    assert f"--cases {CASE} --rules {UNNAMED}" in verdict["reproduce"]


def test_what_belongs_to_no_case_is_told_of_the_system_with_workers_too(tmp_path):
    out = run(tmp_path, "--mt-cases", CASE, "--mt-domain", "wmo", "--mt-adapter", STRANGER, "-n", "2")
    assert (out.returncode, "1 failed" in out.stdout) == (1, True)
    assert {name for name, failed in junit(tmp_path) if failed} == {"buiten-de-gevallen[AC-13-wmo]"}
    ((rule, _, text),) = allure(tmp_path)
    assert rule == "AC-13"
    assert "--rules" not in text
    assert events(tmp_path)[-1]["verdict"] == "niet conform"
    assert not [e for e in events(tmp_path) if e["event"] == "error"]
    assert "niemand die het systeem kent" in (tmp_path / "rapport.html").read_text("utf-8")
