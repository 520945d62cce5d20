import pytest
from jsonschema import Draft202012Validator

from migratietoets.conformance.contracts import NAMES, schema


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_schema_follow_it(name):
    Draft202012Validator.check_schema(schema(name))
    for example in schema(name).get("examples", []):
        Draft202012Validator(schema(name)).validate(example)
