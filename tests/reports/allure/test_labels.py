import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from migratietoets.conformance.vocabulary.event_json import read_event
from migratietoets.conformance.vocabulary.events import CaseEvent, VerdictEvent
from migratietoets.reports.allure.labels import (
    CATEGORIES,
    description,
    follow_rules,
    labels,
    parameters,
    remark,
    rule_links,
    steps,
    write_environment,
)
from migratietoets.reports.log.log import Log
from migratietoets.reports.page.page import make_page
from migratietoets.reports.words.verdicts import VERDICTS
from tests.helpers import PROJECT, forked
from tests.helpers.made_up_run import HEADER, bericht, finding, opening, rule_event
from tests.helpers.made_up_run import verdict_event as verdict_json

RULE = read_event(
    rule_event("MT-04", "must", "migratie", "Wat na 01-01-2021 niet meer kan, is " + "heel erg " * 20 + "op tijd over.")
)
CASE = CaseEvent(id="a/b", title="Per vier weken wordt per maand")


def verdict_event(*args: Any, **rest: Any) -> VerdictEvent:
    return read_event(verdict_json(*args, **rest))


def test_a_verdict_is_labelled_with_chapter_rule_and_case() -> None:
    found = labels(verdict_event("fail", "MT-04"), RULE, CASE)
    assert found["epic"] == "De migratie zelf"
    assert found["feature"].startswith("MT-04 Wat na 01-01-2021 niet meer kan")
    assert len(found["feature"]) <= 90
    assert found["story"] == "Per vier weken wordt per maand"
    assert found["severity"] == "critical"
    strengths = {"should": "normal", "may": "minor", "info": "trivial"}
    for strength, severity in strengths.items():
        assert labels(verdict_event("warn", "MT-04", strength=strength), None, None)["severity"] == severity


def test_labels_without_rule_or_case_still_name_both() -> None:
    found = labels(verdict_event("fail", "MT-04", None), None, None)
    assert found["feature"] == "MT-04"
    assert found["story"] == "De hele run"


def test_a_verdict_is_told_apart_by_system_version_role_and_domain() -> None:
    hello = next(read_event(event) for event in opening() if event["event"] == "hello")
    assert parameters("gemeente", "wmo", hello) == {
        "adapter": "Zorgnet Regie",
        "versie": "4.2.1",
        "rol": "gemeente",
        "domein": "Wmo",
    }
    assert parameters("gemeente", "wmo", None)["adapter"] == "onbekend"


def test_a_link_per_rule_leads_to_its_place_in_the_page(log: Log) -> None:
    found = rule_links([verdict_event("fail", "MT-04"), verdict_event("pass", "TW-02"), verdict_event("warn", "MT-04")])
    assert found == (
        {"url": "rapport.html#regel-mt-04", "link_type": "tms", "name": "Regel MT-04"},
        {"url": "rapport.html#regel-tw-02", "link_type": "tms", "name": "Regel TW-02"},
    )
    page = make_page(log)
    assert all(f'id="{rule_link["url"].partition("#")[2]}"' in page for rule_link in found)
    assert rule_links([verdict_event("fail", "<b>x y</b>")], "p.html")[0]["url"] == "p.html#regel--b-x-y-b-"
    assert rule_links([]) == ()


def test_the_page_of_allure_3_follows_the_links_too() -> None:
    page = follow_rules("<html><body>tekst </body> en </body></html>")
    assert page.count("<script>") == 1
    assert page.endswith("</script></body></html>")
    assert 'window.open("rapport.html" + "#regel-"' in page
    assert '"x\\"y.html"' in follow_rules("</body>", 'x"y.html')


def test_two_vendors_or_two_versions_never_share_a_history(tmp_path: Path) -> None:
    history_ids: dict[str, dict[str, str]] = {}
    for system in ("ZorgnetEen", "ZorgnetTwee", "Anders"):
        out = tmp_path / system
        instruction = ["--pyargs", "migratietoets.conformance", "-q", "-p", "no:cacheprovider", "--assert=plain"]
        where = ["--mt-role", "gemeente", "--mt-domain", "wmo", "--mt-cases", "toewijzingen/per-jaar"]
        selection = [*where, "--mt-out", out]
        adapter = ["--mt-adapter", f"python-inline:tests.systems.vendors:{system}"]
        paths = {"PYTHONPATH": str(PROJECT)}
        assert (
            forked.run("pytest", *instruction, *selection, *adapter, folder=tmp_path, environment=paths).returncode == 0
        )
        for path in (out / "allure-results").glob("*-result.json"):
            outcome = json.loads(path.read_text("utf-8"))
            history_ids.setdefault(outcome["fullName"], {})[system] = outcome["historyId"]
            values = {part["name"]: part["value"].strip("'") for part in outcome["parameters"]}
            assert values["versie"] == ("2.0" if system == "ZorgnetTwee" else "1.0")
    assert len(history_ids) > 5
    assert all(len(per_system) == len(set(per_system.values())) == 3 for per_system in history_ids.values())


def test_steps_tell_the_messages_in_amsterdam_time() -> None:
    lines = steps(
        read_event(message)
        for message in (
            bericht(1, "2020-10-15T07:00:00+00:00"),
            bericht(2, "2021-01-04T09:00:00+01:00", summary=None),
        )
    )
    assert lines == [
        "15-10-2020 09:00 gemeente → aanbieder 301 (2.4): toewijzing 1001 ingetrokken per 31-12-2020",
        "04-01-2021 09:00 gemeente → aanbieder 301 (3.0)",
    ]


def test_the_description_is_dutch_and_cannot_become_markup() -> None:
    malice = "<script>alert(1)</script> [klik](x) **vet** `code`"
    case = replace(CASE, title=malice)
    text = description(
        verdict_event("fail", "MT-04", findings=[finding(found=malice), finding(verdict="pass")]), RULE, case
    )
    assert "<script" not in text
    assert "[klik]" not in text
    assert r"\*\*vet\*\*" in text
    for word in (
        "verplicht",
        "Verwacht: ingetrokken",
        "Datum: 31-12-2020",
        "Bron: ",
        "Opnieuw uitvoeren: migratietoets",
    ):
        assert word in text
    assert text.count("Verwacht:") == 1
    assert "Zo gelezen: Inclusief" in description(
        verdict_event("pass", "MT-04"), replace(RULE, reading="Inclusief."), None
    )


def test_each_message_falls_in_its_own_category_only(tmp_path: Path) -> None:
    write_environment(tmp_path, read_event(HEADER))
    categories = json.loads((tmp_path / "categories.json").read_text("utf-8"))
    assert [part["name"] for part in categories] == [
        "Regel overtreden",
        "Waarschuwing",
        "Niet getoetst",
        "Niet geraakt",
        "Adapterfout",
        "Kitfout",
    ]
    for kind in VERDICTS:
        text = remark(verdict_event(kind, "MT-04", findings=[finding(text="Kitfout: niet echt")]))
        for header in ("", "Failed: ", "_pytest.outcomes.Exit: "):
            fits = [part["name"] for part in categories if re.fullmatch(part["messageRegex"], header + text)]
            assert fits == ([CATEGORIES[kind][0]] if kind in CATEGORIES else [])


def test_the_environment_names_no_place(tmp_path: Path) -> None:
    adapters = {
        "gemeente": {
            "spec": "cli:/elders/zorg",
            "name": "Zorg=net\nx",
            "version": "1 é",
            "supplier": "http://zorg.test/a",
        },
        "aanbieder": {"spec": "referentie", "name": "referentie", "version": "0.1.0", "supplier": "🙂"},
    }
    write_environment(tmp_path, read_event(HEADER | {"adapters": adapters}))
    assert (tmp_path / "environment.properties").read_text("ascii") == (
        "Kit=migratietoets 0.1.0\n"
        "Seed=7\n"
        "Aanbieder=referentie, 0.1.0, \\ud83d\\ude42\n"
        "Gemeente=Zorg=net x, 1 \\u00e9, …\n".replace("…", "\\u2026")
    )
    executor = json.loads((tmp_path / "executor.json").read_text("utf-8"))
    assert executor == {"name": "migratietoets", "type": "migratietoets", "buildName": "migratietoets 0.1.0, seed 7"}
    for file in tmp_path.iterdir():
        assert "://" not in file.read_text("utf-8")
        assert "jan" not in file.read_text("utf-8")
