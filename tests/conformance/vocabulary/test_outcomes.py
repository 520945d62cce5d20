import pytest

from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.conformance.vocabulary.outcomes import Outcome, exit_code_of, outcome_of
from migratietoets.conformance.vocabulary.verdicts import Verdict


@pytest.mark.parametrize(
    ("found", "strict", "outcome", "code"),
    [
        ([], False, Outcome.CONFORM, ExitCode.CONFORM),
        ([Verdict.PASS, Verdict.WARN, Verdict.NOT_APPLICABLE], False, Outcome.CONFORM, ExitCode.CONFORM),
        ([Verdict.PASS, Verdict.WARN], True, Outcome.NOT_CONFORM, ExitCode.NOT_CONFORM),
        ([Verdict.PASS, Verdict.NOT_VERIFIABLE], True, Outcome.INCOMPLETE, ExitCode.CONFORM),
        ([Verdict.FAIL, Verdict.NOT_VERIFIABLE], False, Outcome.NOT_CONFORM, ExitCode.NOT_CONFORM),
        ([Verdict.NOT_EXERCISED], False, Outcome.NOT_CONFORM, ExitCode.NOT_CONFORM),
        ([Verdict.FAIL, Verdict.ADAPTER_ERROR], False, Outcome.NOT_CONFORM, ExitCode.ADAPTER),
        ([Verdict.KIT_ERROR, Verdict.ADAPTER_ERROR], False, Outcome.NOT_CONFORM, ExitCode.KIT),
    ],
)
def test_a_run_has_one_outcome_and_the_highest_exit_code(found, strict, outcome, code):
    assert outcome_of(found, strict=strict) is outcome
    assert exit_code_of(found, strict=strict) is code
