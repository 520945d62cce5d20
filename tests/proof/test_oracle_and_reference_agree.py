from datetime import date

import pytest
from hypothesis import given

from migratietoets.conformance.contracts import as_json
from migratietoets.conformance.reference.gemeente.assessment import assessment
from migratietoets.conformance.reference.gemeente.routes import Routes
from migratietoets.conformance.rules.questions.assess import assess
from migratietoets.conformance.rules.questions.reasons import Numbers
from migratietoets.generators.strategies import toewijzingen
from migratietoets.istandaard.model import InputError

AT = date(2020, 10, 1)


def without_words(out):
    return {k: v for k, v in out.items() if k != "remarks"}


@given(toewijzingen())
def test_the_oracle_and_the_reference_decide_alike(t):
    """They share no code: what one gets wrong the other must not repeat."""
    numbers = Numbers([t])
    unique = numbers.unique(t.key)
    try:
        oracle = as_json(assess(t, numbers, AT))
    except InputError:
        assert t.vervanging == "gelijk"
        with pytest.raises(InputError):
            assessment(Routes(), t, unique=unique, today=AT)
        return
    assert without_words(assessment(Routes(), t, unique=unique, today=AT)) == without_words(oracle)
