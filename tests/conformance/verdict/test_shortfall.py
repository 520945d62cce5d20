from dataclasses import replace

import pytest

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict import shortfall as module
from migratietoets.conformance.verdict.judge import checkable, judge_rule
from migratietoets.conformance.verdict.shortfall import AT_MOST
from migratietoets.istandaard.releases import Domein
from tests.helpers.requests_by_hand import traced, vot

ROLES = ("gemeente", "aanbieder")


def trace_of(case_id, role, *, steps=None):
    case = cases()[case_id]
    case = case if steps is None else replace(case, steps=case.steps[:steps])
    (trace,) = traces(script(case, Domein.WMO, role)).values()
    return trace


def requests():
    """The scripted cases that begin with a 315."""
    return [
        c.id for c in cases().values() if not c.positive and c.steps and getattr(c.steps[0].action, "kind", "") == "315"
    ]


def test_a_request_that_got_no_answer_is_named_with_its_day():
    trace = trace_of(requests()[0], "gemeente", steps=1)
    found = module.shortfall(register()["VOT-08"], trace, 0, 1)
    request = trace.berichten[0]
    assert found.verdict == "not_exercised"
    assert "ten minste 1 keer 319" in found.expected
    assert (
        f"gevraagd door 315 ({request.verzoeken[0].referentie_aanbieder}) op {request.day:%d-%m-%Y}" in found.expected
    )
    assert found.found == "0 keer; het systeem gaf sindsdien niets"


def test_what_came_instead_is_named():
    trace = trace_of(requests()[0], "gemeente")
    rule = register()["MS-02"]
    found = module.shortfall(rule, trace, 0, 1)
    assert "niets in dit geval vroeg er al om" in found.expected
    assert "in dit geval" in found.found


def test_what_did_come_but_gave_nothing_to_judge_is_said():
    trace = trace_of("migratie/variant-op-4-januari", "gemeente")
    found = module.shortfall(register()["MT-01"], trace, 0, 2)
    assert "daarin niets wat deze regel beoordeelt" in found.found
    assert "uiterlijk 30-11-2020" in found.expected


@pytest.mark.parametrize(("times", "more"), [(AT_MOST, ""), (AT_MOST + 1, " en nog 1"), (AT_MOST + 2, " en nog 2")])
def test_of_much_that_came_a_few_are_named_and_the_rest_is_counted(times, more):
    found = module.shortfall(register()["VOT-08"], traced([vot(f"2021-01-{11 + n}") for n in range(times)]), 0, 1)
    _, _, named = found.expected.partition("gevraagd door ")
    assert named.endswith(f"op {10 + AT_MOST}-01-2021{more}")


def test_the_rule_says_what_it_looks_at():
    found = module.shortfall(register()["VOT-08"], trace_of(requests()[0], "gemeente", steps=1), 0, 1)
    assert register()["VOT-08"].observation in found.text


@pytest.mark.parametrize("role", ROLES)
def test_every_rule_can_say_what_it_waited_for(role):
    trace = trace_of(requests()[0], role)
    for rule in checkable(role):
        assert module.shortfall(rule, trace, 0, 1).expected.startswith("ten minste 1 keer ")


@pytest.mark.parametrize("role", ROLES)
def test_every_rule_that_binds_a_role_looks_at_something_it_shows_and_can_be_asked_for(role):
    for rule in checkable(role):
        kinds = module.kinds_of(rule.about, role)
        assert kinds or role not in rule.binds, rule.id
        assert all(module.asked_by(kind) for kind in kinds), rule.id


@pytest.mark.parametrize(
    ("rule_id", "role", "kinds"),
    [
        ("VOT-06", "gemeente", ("kennisgeving",)),
        ("MT-03", "gemeente", ("308",)),
        ("MT-03", "aanbieder", ("307",)),
        ("AC-10", "gemeente", ("301",)),
        ("AC-08", "aanbieder", ("302", "320")),
    ],
)
def test_a_system_is_told_what_it_can_show_itself(rule_id, role, kinds):
    assert module.kinds_of(register()[rule_id].about, role) == kinds


def test_the_last_day_is_that_of_the_source():
    trace = trace_of("migratie/variant-op-4-januari", "gemeente")
    assert "uiterlijk 31-01-2021" in module.shortfall(register()["TW-03"], trace, 0, 1).expected
    assert "een retourbericht om te beoordelen" in module.shortfall(register()["OP090"], trace, 0, 1).expected


def test_a_silent_system_fails_the_rule_that_the_case_asks_for():
    judgement = judge_rule(register()["VOT-08"], trace_of(requests()[0], "gemeente", steps=1), 1)
    assert judgement.verdict == "not_exercised"
    assert "319" in judgement.findings[-1].expected
