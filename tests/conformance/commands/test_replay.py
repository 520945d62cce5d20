import json

import pytest
from jsonschema import Draft202012Validator

from migratietoets.conformance.catalogue.register import reading_versions, register
from migratietoets.conformance.contracts import schema
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import FORMAT, CampaignEvent, CaseEvent, HeaderEvent, VerdictEvent
from tests.helpers.recorded import ENDED, NEW, a_301, events_of

RULE = "MT-04"


@pytest.fixture
def write_log(tmp_path):
    """A log of a late migration, in which MT-04 was said to be kept."""

    def write(readings, said="pass", rule=RULE, name="log.jsonl"):
        events = events_of(a_301("2021-01-05", ENDED, NEW))
        campaign = next(one for one in events if isinstance(one, CampaignEvent))
        case = CaseEvent(campaign=campaign.campaign, id="verkeer", title="Te laat", rules={rule: 1})
        verdict = VerdictEvent(
            campaign=campaign.campaign, case="verkeer", rule=rule, role="gemeente", domain="wmo",
            strength="must", chapter="migratie", verdict=said, evaluations=1, findings=(),
        )  # fmt: skip
        with EventLog(tmp_path / name) as log:
            log.write(HeaderEvent(format=FORMAT, kit="0.0.9", seed=0, adapters={}, readings=readings))
            for event in (case, *events, verdict):
                log.write(event)
        return tmp_path / name

    return write


def test_a_verdict_changes_with_the_reading_of_its_rule(migratietoets, write_log):
    code, out, err = migratietoets("replay", write_log({}))
    assert code == 1
    assert f"{RULE} verkeer (script-gemeente-wmo): toen geslaagd, nu overtreden" in out
    assert "de lezing is gewijzigd, van 1 naar 2 (sinds 30-11-2026), want" in out
    assert "anders. Uitkomst met de regels van nu: niet conform" in err


def test_a_verdict_changes_with_a_better_check(migratietoets, write_log):
    assert "de toets zelf is verbeterd sinds kit 0.0.9" in migratietoets("replay", write_log(reading_versions()))[1]


def test_a_log_of_an_older_kit_says_so(migratietoets, write_log):
    _, out, err = migratietoets("replay", write_log(None))
    assert "die nog niet zei welke lezingen golden" in err
    assert "het logboek (kit 0.0.9) zegt niet welke lezingen golden" in out


def test_what_is_said_again_is_no_news(migratietoets, write_log):
    code, out, _ = migratietoets("replay", write_log(reading_versions(), said="fail"))
    assert code == 1
    assert RULE not in out


def test_every_change_is_a_line_of_the_contract(migratietoets, write_log):
    lines = [json.loads(line) for line in migratietoets("replay", write_log({}), "--format", "json")[1].splitlines()]
    for one in lines:
        Draft202012Validator(schema("replay")).validate(one)
    assert {(one["rule"], one["before"], one["after"]) for one in lines} >= {(RULE, "pass", "fail")}


def test_no_log_and_a_log_of_check_are_refused(migratietoets, tmp_path, write_jsonl):
    assert migratietoets("replay", tmp_path / "weg.jsonl")[0] == 2
    assert migratietoets("replay", write_jsonl("geen log"))[0] == 2


def test_check_reads_a_log_of_ours(migratietoets, write_log):
    code, out, _ = migratietoets("check", write_log({}))
    assert code == 1
    assert "MT-04 overtreden, 1 keer" in out


def test_a_rule_has_as_many_readings_as_its_history_tells():
    for rule in register().values():
        assert rule.reading_version == len(rule.earlier) + 1
        assert [one.until for one in rule.earlier] == sorted(one.until for one in rule.earlier)
        for one in rule.earlier:
            assert not one.because.endswith("."), rule.id
