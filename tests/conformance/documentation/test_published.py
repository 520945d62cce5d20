import json
import shlex
import sys

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.documentation.pages import DOCS
from migratietoets.conformance.documentation.published import OPENAPI, SCHEMA, bundle
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.conformance.protocol.shape import FORMATS
from migratietoets.conformance.protocol.verbs import VERBS, instructions, schema
from migratietoets.generators.people.clients import person
from tests.helpers import PROJECT

CLI = "cli:" + shlex.join([sys.executable, str(PROJECT / "examples" / "cli_adapter" / "cli_adapter.py")])


def published(name):
    return json.loads((DOCS / name).read_text("utf-8"))


def lines(role):
    return [json.loads(line) for line in (DOCS / f"protocol/gesprek-{role}.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def validator():
    Draft202012Validator.check_schema(published(SCHEMA))
    return Draft202012Validator(published(SCHEMA), format_checker=FORMATS)


@pytest.mark.parametrize("role", ROLES)
def test_every_line_of_a_conversation_has_the_published_shape(validator, role):
    assert [error.message for line in lines(role) for error in validator.iter_errors(line)] == []


@pytest.mark.parametrize("adapter", ["referentie", CLI])
@pytest.mark.parametrize("role", ROLES)
def test_a_conversation_goes_again_as_it_is_written_down(role, adapter):
    party = Party(adapter, load(adapter, timeout=Timeout(60.0)))
    said = lines(role)
    for question, answer in zip(said[::2], said[1::2], strict=True):
        assert question["id"] == answer["id"]
        assert party.query(question["method"], question["params"]) == answer["result"], question


def test_the_conversations_show_every_verb_and_the_buttons_of_a_migration():
    said = [line for role in ROLES for line in lines(role)[::2]]
    assert {line["method"] for line in said} == set(VERBS)
    pressed = {line["params"]["command"] for line in said if line["method"] == "instruct"}
    assert pressed >= {"beoordeel", "plan", "migreer", "registreer_levering", "declareer", "stop_zorg"}


@pytest.mark.parametrize(
    ("verb", "params"),
    [("advance", {}), ("advance", {"to": "2021-01-04"}), ("vertrek", {}), ("instruct", {"command": "migreer"})],
)
def test_the_published_shape_refuses_another_question(validator, verb, params):
    assert not validator.is_valid({"jsonrpc": "2.0", "id": 1, "method": verb, "params": params})


def test_the_published_shape_names_every_verb_and_every_command():
    names = set(bundle()["$defs"])
    assert {f"{verb}.{side}" for verb in VERBS for side in ("params", "result")} <= names
    assert {f"instruct.{command}.vraag" for command in instructions()} <= names


def test_the_shape_of_a_client_is_that_of_the_model():
    fields = list(person(0, 0).client.to_json())
    assert schema()["$defs"]["client"]["required"] == fields
    assert list(schema()["$defs"]["client"]["properties"]) == fields


def test_the_openapi_document_is_valid_and_shows_every_verb():
    document = published(OPENAPI)
    validate(document)
    content = document["paths"]["/"]["post"]["requestBody"]["content"]["application/json"]
    assert {name.partition(".")[0] for name in content["examples"]} == set(VERBS)
