import pytest
from jsonschema import Draft202012Validator

from migratietoets.conformance.contracts import NAMES, schema
from migratietoets.conformance.vocabulary.outcomes import Outcome
from migratietoets.conformance.vocabulary.verdicts import Verdict


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_schema_follow_it(name):
    Draft202012Validator.check_schema(schema(name))
    for example in schema(name).get("examples", []):
        Draft202012Validator(schema(name)).validate(example)


def test_the_contract_of_the_log_names_the_same_verdicts_and_outcomes():
    events = schema("log")["$defs"]
    assert set(events["verdict"]["properties"]["verdict"]["enum"]) == set(Verdict)
    assert set(events["footer"]["properties"]["verdict"]["enum"]) == set(Outcome)
