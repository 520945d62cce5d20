import json
from dataclasses import replace

import pytest

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.loose import loose_case
from migratietoets.conformance.script.inverse.case import describe
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import checkable, judge_rule
from migratietoets.istandaard.releases import Domein

SCRIPTED = [case for case in cases().values() if not case.positive]


def trace_of(case, domein, role):
    (trace,) = traces(script(case, domein, role)).values()
    return trace


def verdicts(trace):
    found = {rule.id: judge_rule(rule, trace, 0) for rule in checkable(trace.role)}
    return {rule: (one.verdict, one.evaluations) for rule, one in found.items()}


@pytest.mark.parametrize("case", SCRIPTED, ids=lambda case: case.id)
def test_a_script_comes_back_as_a_case_that_is_judged_the_same(case):
    role, domein = case.roles[0], case.domeinen[0]
    trace = trace_of(case, domein, role)
    described = describe(trace, case.chapter)
    assert described.left_out == ()
    again = trace_of(loose_case("geval", "geval", described.data), domein, role)
    assert verdicts(again) == verdicts(trace)


def test_what_a_change_asks_for_beside_what_there_is_comes_back():
    change = {
        "referentie": "R1",
        "ongewijzigd": ["T1"],
        "nieuw": [
            {"product": "vervoer", "specifiek": True, "volume": 3, "eenheid": "04", "frequentie": "2",
             "ingangsdatum": "2021-02-01", "einddatum": "2021-03-31"},
            {"product": None, "specifiek": False, "budget": 5000, "ingangsdatum": "2021-04-01", "einddatum": None},
        ],
    }  # fmt: skip
    given = {"ref": "T1", "nummer": 1, "product": "begeleiding", "specifiek": True, "volume": 4, "eenheid": "04",
             "frequentie": "2", "ingangsdatum": "2020-03-02", "einddatum": "2021-12-31"}  # fmt: skip
    request = {"van": "aanbieder", "soort": "317", "release": "3.0", "wijziging": change}
    data = {"domeinen": ["wmo"], "rollen": ["aanbieder"], "gegeven": {"toewijzingen": [given]},
            "verloop": [{"op": "2021-01-11", "bericht": request}]}  # fmt: skip
    described = describe(trace_of(loose_case("geval", "geval", data), Domein.WMO, "aanbieder"), "")
    assert described.data["verloop"][0]["bericht"]["wijziging"] == change


def one_with(kind):
    case = next(c for c in SCRIPTED if any(getattr(s.action, "kind", "") == kind for s in c.steps))
    return trace_of(case, case.domeinen[0], case.roles[0])


def test_nothing_that_tells_who_comes_along():
    trace = one_with("301")
    text = json.dumps(describe(trace, "").data)
    values = {
        value for key in trace.histories for value in (key.bsn, key.aanbieder, key.toewijzingnummer, key.gemeente)
    }
    assert not any(value and value in text for value in values)


def test_a_product_that_the_catalogue_does_not_have_gets_a_code_of_its_own():
    case = next(c for c in SCRIPTED if c.given.toewijzingen and c.given.toewijzingen[0].specifiek)
    product = {str(d): {"categorie": "02", "code": "02GEHEIM"} for d in case.domeinen}
    given = replace(case.given.toewijzingen[0], product="anders")
    other = replace(case, products={"anders": product}, steps=(), given=replace(case.given, toewijzingen=(given,)))
    data = describe(trace_of(other, case.domeinen[0], case.roles[0]), "").data
    assert "GEHEIM" not in json.dumps(data)
    assert data["products"] == {"product1": {str(case.domeinen[0]): {"categorie": "02", "code": "02X01"}}}


def test_a_message_that_cannot_be_read_is_left_out_and_said():
    trace = one_with("301")
    (first, *rest) = trace.berichten
    described = describe(replace(trace, berichten=(replace(first, bericht=None, header=None), *rest)), "")
    assert "niet te lezen" in described.left_out[0]


def test_an_answer_to_a_message_that_is_not_there_is_left_out_and_said():
    trace = one_with("302")
    alone = tuple(one for one in trace.berichten if one.kind == "302")
    described = describe(replace(trace, berichten=alone), "")
    assert any("op een bericht dat er niet is" in text for text in described.left_out)


def test_more_clients_than_a_case_can_name_are_left_out_and_said():
    case = next(c for c in SCRIPTED if c.given.toewijzingen)
    trace = trace_of(case, case.domeinen[0], case.roles[0])
    key, history = next(iter(trace.histories.items()))
    many = {}
    for number in range(7):
        bsn = f"99990000{number}"
        many[replace(key, bsn=bsn)] = replace(history, facts=replace(history.facts, bsn=bsn))
    described = describe(replace(trace, histories=many, holders={}, berichten=(), notices=(), instructions=()), "")
    assert described.left_out == ("een toewijzing vooraf: meer dan 6 cliënten",)
