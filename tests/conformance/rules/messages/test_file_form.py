"""OP192 in a script: in its own release it fails, in 2.4 and in a retour it warns, and it touches no other rule."""

from dataclasses import replace

import pytest

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import checkable, judge_rule
from migratietoets.istandaard.berichten.xml.file_form import Deviation

CASES = {
    "301": ("gemeente", "overzicht/toekenning-met-bom-en-kale-regeleinden"),
    "305": ("aanbieder", "overzicht/start-zorg-in-een-andere-codering"),
    "306": ("gemeente", "overzicht/start-afgekeurd-als-onbekend"),
}


def judged(kind, deviations):
    role, name = CASES[kind]
    case = cases()[name]
    events = script(replace(case, files={kind: deviations}), case.domeinen[0], role)
    (trace,) = traces(events).values()
    return {rule.id: judge_rule(rule, trace, 0) for rule in checkable(role)}


@pytest.mark.parametrize(
    "deviations", [(one,) for one in Deviation if one is not Deviation.CHARACTERS] + [tuple(Deviation)[:3]]
)
@pytest.mark.parametrize(("kind", "verdict"), [("301", "fail"), ("305", "fail"), ("306", "warn")])
def test_the_form_of_a_file_breaks_its_own_rule_and_no_other(kind, verdict, deviations):
    right, wrong = judged(kind, ()), judged(kind, deviations)
    assert right["OP192"].verdict == "pass"
    assert wrong["OP192"].verdict == verdict
    (found,) = [one for one in wrong["OP192"].findings if one.verdict != "pass"]
    assert found.bericht.kind == kind
    rest = {rule: (one.verdict, one.evaluations) for rule, one in wrong.items() if rule != "OP192"}
    assert rest == {rule: (one.verdict, one.evaluations) for rule, one in right.items() if rule != "OP192"}


def test_what_is_no_character_is_told_too():
    assert judged("301", (Deviation.CHARACTERS,))["OP192"].verdict == "fail"
