"""What outsiders wrote from the source alone comes out as they say; what is still open, is seen to be open."""

import pytest
import yaml

from migratietoets.conformance.catalogue.loose import read_loose
from migratietoets.conformance.run.loose import judge
from migratietoets.conformance.vocabulary.verdicts import Verdict
from tests.helpers.situations import of_outsiders

SITUATIONS = of_outsiders()
ANSWERING = {"PL-03", "OP090", "AC-11"}
"""Most scripts leave out the retourberichten, or refuse what was right to see what follows."""


def is_right(situation, verdicts):
    failed = {v.rule for v in verdicts if v.verdict is Verdict.FAIL}
    warned = {v.rule for v in verdicts if v.verdict is Verdict.WARN}
    right = situation["right"]
    if right == "conform":
        kept = not {v.rule for v in verdicts if v.verdict is Verdict.FAIL and v.strength == "must"} - ANSWERING
        return kept and not failed & set(situation.get("not", ()))
    broken = not right.get("breaks_one_of") or bool(failed & set(right["breaks_one_of"]))
    noticed = not right.get("warns_or_breaks_one_of") or bool((failed | warned) & set(right["warns_or_breaks_one_of"]))
    return broken and noticed and not failed & {*right.get("not", ()), *situation.get("not", ())}


@pytest.mark.parametrize("situation", SITUATIONS, ids=[one["id"] for one in SITUATIONS])
def test_a_situation_of_an_outsider_is_judged_as_the_source_says(situation):
    told = {key: value for key, value in situation.items() if key != "open"}
    (case,) = read_loose("situaties", situation["id"], yaml.safe_dump(told, allow_unicode=True).encode())
    answers = [list(judge(case, role, domein)) for role in case.roles for domein in case.domeinen]
    assert all(v.verdict is not Verdict.KIT_ERROR for verdicts in answers for v in verdicts)
    right = all(is_right(situation, verdicts) for verdicts in answers)
    assert right is not situation.get("open", False)
