from itertools import combinations

from migratietoets.conformance.vocabulary.verdicts import Verdict, worst


def test_the_order_of_severity_is_the_order_of_the_list():
    for first, second in combinations(Verdict, 2):
        assert first.severity < second.severity
        assert worst([second, first]) is first
    assert worst([]) is None
