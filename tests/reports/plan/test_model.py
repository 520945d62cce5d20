from datetime import date

from migratietoets.reports.plan.model import make_plans
from tests.helpers.made_up_assessments import (
    action,
    assessment,
    toewijzing,
)


def test_the_preferred_deadline_stands_in_for_a_missing_one() -> None:
    (plan,) = make_plans([(toewijzing(), assessment("2020-12-30", action("intrekken", None)))])
    assert plan.moments == (date(2020, 12, 30),)
