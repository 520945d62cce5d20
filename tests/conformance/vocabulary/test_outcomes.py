import pytest

from migratietoets.conformance.vocabulary.outcomes import Account, Outcome, Stop
from migratietoets.conformance.vocabulary.verdicts import Verdict

V = Verdict
BROKEN, ADAPTER, ABORTED = Outcome.NOT_CONFORM, Outcome.ADAPTER_ERROR, Outcome.ABORTED


@pytest.mark.parametrize(
    ("found", "how", "outcomes", "code"),
    [
        ([V.PASS, V.WARN, V.NOT_APPLICABLE], {}, (Outcome.CONFORM,), 0),
        ([V.PASS], {"part": "3 van 71 regels"}, (Outcome.PART,), 0),
        ([V.PASS, V.NOT_VERIFIABLE], {}, (Outcome.INCOMPLETE,), 0),
        ([V.PASS, V.NOT_VERIFIABLE], {"part": "3 van 71 regels"}, (Outcome.INCOMPLETE,), 0),
        ([V.PASS, V.WARN], {"strict": True}, (BROKEN,), 1),
        ([V.PASS, V.NOT_EXERCISED], {}, (BROKEN,), 1),
        ([V.FAIL, V.NOT_VERIFIABLE], {}, (BROKEN, Outcome.INCOMPLETE), 1),
        ([], {}, (Outcome.NOTHING,), 1),
        ([V.NOT_APPLICABLE], {"part": "de rol gemeente"}, (Outcome.NOTHING,), 1),
        ([V.NOT_VERIFIABLE, V.NOT_APPLICABLE], {}, (Outcome.NOTHING, Outcome.INCOMPLETE), 1),
        ([V.FAIL, V.ADAPTER_ERROR], {}, (ADAPTER, BROKEN), 3),
        ([V.PASS, V.ADAPTER_ERROR, V.KIT_ERROR], {}, (Outcome.KIT_ERROR, ADAPTER), 4),
        ([V.PASS], {"stop": Stop.INTERRUPT}, (ABORTED,), 130),
        ([V.FAIL], {"stop": Stop.INTERRUPT}, (ABORTED, BROKEN), 130),
        ([V.PASS], {"stop": Stop.TERMINATED}, (ABORTED,), 143),
        ([V.FAIL], {"stop": Stop.ENOUGH}, (ABORTED, BROKEN), 1),
        (
            [V.FAIL, V.ADAPTER_ERROR],
            {"stop": Stop.ENOUGH},
            (ABORTED, ADAPTER, BROKEN),
            3,
        ),
        ([V.PASS, V.KIT_ERROR], {"stop": Stop.UNPLAYED}, (Outcome.KIT_ERROR, ABORTED), 4),
    ],
)
def test_the_gravest_outcome_counts_and_the_others_stand_beside_it(found, how, outcomes, code):
    account = Account.of(found, **how)
    assert account.outcomes == outcomes
    assert account.outcome is outcomes[0]
    assert account.exit_code == code


def test_only_a_whole_run_that_saw_something_and_broke_nothing_is_conform():
    praised = {(found, part) for found in Verdict for part in ("", "een deel") if praise(found, part)}
    assert praised == {(Verdict.PASS, ""), (Verdict.WARN, "")}


def praise(found, part):
    return Account.of([found], part=part).outcome is Outcome.CONFORM
