import json
from dataclasses import replace

import pytest

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.contracts import schema
from migratietoets.conformance.script.script import script
from migratietoets.conformance.vocabulary.event_json import KINDS, REQUIRED, event_json, event_line, read_event
from migratietoets.conformance.vocabulary.events import CountEvent, LoggedFinding, VerdictEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import Domein

DEFINITIONS = schema("log")["$defs"]
VERDICT = VerdictEvent(
    campaign="gemeente-wmo",
    case="a/b",
    rule="MT-04",
    strength="must",
    chapter="migratie",
    verdict=Verdict.FAIL,
    findings=(LoggedFinding(verdict="fail", subject="é", message=2),),
)


def test_the_contract_of_the_log_describes_every_event_with_the_same_keys():
    assert DEFINITIONS.keys() == KINDS.keys()
    for name, kind in KINDS.items():
        keys = {field.removesuffix("_") for field in kind.__dataclass_fields__}
        assert DEFINITIONS[name]["properties"].keys() == keys | {"event"}
        assert set(REQUIRED[name]) <= set(DEFINITIONS[name]["required"])


def test_an_event_comes_back_from_its_line_as_it_was():
    case = next(case for case in cases().values() if not case.positive)
    for event in [*script(case, Domein.WMO, case.roles[0]), VERDICT]:
        assert event_line(read_event(json.loads(event_line(event)))) == event_line(event)


def test_the_words_of_a_verdict_are_plain_text_in_json():
    assert event_json(VERDICT)["verdict"] == "fail"
    assert '"verdict":"fail","evaluations":0' in event_line(VERDICT)
    assert '"subject":"é"' in event_line(VERDICT)


def test_a_key_nobody_knows_is_left_out_and_a_missing_one_is_an_error():
    data = event_json(CountEvent(campaign="c", rule="VOT-10", value=1, total=2))
    assert read_event(data | {"fase": "vol"}) == read_event(data)
    del data["total"]
    with pytest.raises(TypeError, match="total"):
        read_event(data)
    with pytest.raises(ValueError, match="groen"):
        read_event(event_json(VERDICT) | {"verdict": "groen"})


def test_an_event_is_not_changed_but_replaced():
    assert replace(VERDICT, reproduce="x").reproduce == "x"
    assert VERDICT.reproduce == ""
