import json
from datetime import date, datetime, timedelta

import pytest
import yaml
from jsonschema import Draft202012Validator

from migratietoets.conformance.catalogue.case.case import Kind
from migratietoets.conformance.catalogue.case.content import KEEP
from migratietoets.conformance.catalogue.case.reading import INSTRUCTIONS, MESSAGES, read_case
from migratietoets.conformance.catalogue.cases import cases, cases_folder
from migratietoets.conformance.catalogue.clients import clients
from migratietoets.conformance.catalogue.derived import CHANGES
from migratietoets.conformance.catalogue.parties import agb
from migratietoets.conformance.catalogue.products import producten
from migratietoets.conformance.catalogue.register import register
from migratietoets.istandaard.codelijsten import PRODUCTCATEGORIE, code_list
from migratietoets.istandaard.kalender import AMSTERDAM
from migratietoets.istandaard.modelregels import breakable
from migratietoets.istandaard.releases import Domein, Release

SCHEMA = json.loads((cases_folder() / "case.schema.json").read_text("utf-8"))


def a_case(**rest):
    """The YAML of a case, with as little in it as the schema allows."""
    return {
        "id": "migratie/een", "titel": "Een geval", "soort": "negatief", "bron": "dia 1", "rollen": ["gemeente"],
        "domeinen": ["wmo"], "gegeven": {"toewijzingen": []}, "verloop": [], "verwacht": {"MT-04": "fail"},
    } | rest  # fmt: skip


def test_every_case_fits_the_schema_and_is_named_after_its_file():
    schema = Draft202012Validator(SCHEMA)
    for path in sorted(cases_folder().glob("*/*.yaml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        assert [f.message for f in schema.iter_errors(data)] == [], path
        assert data["id"] == path.relative_to(cases_folder()).with_suffix("").as_posix()


def test_case_numbers_are_locked():
    lock = (cases_folder() / "ids.lock").read_text("utf-8")
    lines = [r.split(maxsplit=1) for r in lock.splitlines() if r[:1].isdigit()]
    numbers = [int(number) for number, _ in lines]
    assert len(set(numbers)) == len(numbers)
    assert {case for _, case in lines} == set(cases())
    assert all(case.number > 0 for case in cases().values())


def test_what_a_message_of_a_case_breaks_is_a_rule_with_a_retourcode():
    broken = {rule_id for case in cases().values() for _, rule_id in case.broken}
    assert broken
    assert broken <= {*breakable()}


def test_cases_name_only_rules_with_a_check_that_bind_a_role_of_the_case():
    for case in cases().values():
        for rule_id in case.expectation.named:
            assert any(register()[rule_id].binds_role(role) for role in case.roles), (case.id, rule_id)
            assert register()[rule_id].checked, (case.id, rule_id)


@pytest.mark.parametrize("domein", list(Domein))
def test_products_of_the_catalogue_stand_in_the_official_list(domein):
    categories = code_list(PRODUCTCATEGORIE[domein]).codes(Release.R24)
    for per_domein in producten().values():
        product = per_domein[domein]
        assert product["categorie"] in categories
        assert product["code"].startswith(product["categorie"])
        assert len(product["code"]) == 5


def test_every_message_command_and_change_of_the_schema_can_be_read():
    kinds = SCHEMA["$defs"]["bericht"]["properties"]["soort"]["enum"]
    commands = SCHEMA["$defs"]["stap"]["oneOf"][0]["properties"]["opdracht"]["enum"]
    changes = SCHEMA["properties"]["verandering"]["properties"]["soort"]["enum"]
    assert (set(MESSAGES), set(INSTRUCTIONS), set(CHANGES)) == (set(kinds), set(commands), set(changes))


def test_a_step_without_a_time_is_at_nine_in_amsterdam():
    steps = [{"op": op, "aan": "gemeente", "opdracht": "plan"} for op in ("2020-10-01", "2020-12-01T14:30")]
    early, late = read_case(1, a_case(verloop=steps)).steps
    assert early.at == datetime(2020, 10, 1, 9, tzinfo=AMSTERDAM)
    assert late.at == datetime(2020, 12, 1, 14, 30, tzinfo=AMSTERDAM)


def test_an_empty_value_of_a_line_is_something_else_than_none_given():
    lines = [{"ref": "T1", "einddatum": None}, {"ref": "T2", "einddatum": "2020-12-31"}, {"ref": "T3"}]
    message = {"van": "gemeente", "soort": "301", "release": "3.0", "regels": lines}
    (step,) = read_case(1, a_case(verloop=[{"op": "2021-01-04", "bericht": message}])).steps
    assert [line.einddatum for line in step.action.lines] == [None, date(2020, 12, 31), KEEP]


def test_a_key_that_a_step_does_not_know_is_refused():
    with pytest.raises(TypeError, match="delivered"):
        read_case(1, a_case(verloop=[{"op": "2021-01-04", "aan": "gemeente", "opdracht": "plan", "geleverd": "x"}]))


def test_every_client_of_every_case_has_a_bsn_of_its_own():
    bsns = [client.bsn for case in cases().values() for client in clients(case, Domein.WMO).values()]
    assert len(set(bsns)) == len(bsns)


def test_an_aanbieder_of_a_case_alone_has_an_agb_code_of_its_own():
    own = [agb(case, 1) for case in cases().values() if case.chapter in {"declareren", "vot-vow"}]
    assert len(set(own)) == len(own)


def test_a_derived_case_differs_from_its_basis_in_one_thing():
    for case in cases().values():
        assert (case.kind is Kind.METAMORPHIC) == (case.base is not None)
        if case.base is None:
            continue
        base = cases()[case.base]
        assert (case.roles, case.domeinen) == (base.roles, base.domeinen)
        assert (case.given == base.given) != (case.steps == base.steps), case.id


def test_a_later_case_does_the_same_things_later():
    later = [case for case in cases().values() if case.change is not None and case.change.kind == "later"]
    assert later
    for case in later:
        base = cases()[case.base]
        assert [step.action for step in case.steps] == [step.action for step in base.steps]
        assert {one.at - two.at for one, two in zip(case.steps, base.steps, strict=True)} == {
            timedelta(days=case.change.days)
        }
