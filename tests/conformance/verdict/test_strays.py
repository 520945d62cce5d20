"""What belongs to no case is held against the system that sent it, and against nobody else."""

from dataclasses import replace

import pytest

from migratietoets.conformance.verdict.strays import AT_MOST, strays
from migratietoets.conformance.vocabulary.events import KIT, NoticeEvent
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.made_up_case import AANBIEDER, BSNS, CASE, product, send

SENT = send(1, "2021-01-11T09:00:00", product("1001", "2021-02-01", "2021-06-30"), release=Release.R30)
STRAY = replace(SENT, case=None)
NOTICE = NoticeEvent(
    campaign=CASE["campaign"],
    case=None,
    n=2,
    at="2021-01-11T10:00:00+01:00",
    from_="gemeente",
    to=AANBIEDER,
    bsn=BSNS[0],
    about="iets",
    faults=("niemand",),
)


def found(*events, role="gemeente"):
    return {rule: len(some) for rule, some in strays(events, role, Domein.WMO).items()}


@pytest.mark.parametrize(
    ("event", "rules"),
    [
        (STRAY, {"AC-13": 1}),
        (SENT, {}),
        (replace(STRAY, origin=KIT), {}),
        (replace(STRAY, from_="aanbieder"), {}),
        (replace(STRAY, faults=("stuk",)), {"PL-01": 1, "AC-13": 1}),
        (NOTICE, {"AC-13": 1}),
        (replace(NOTICE, from_="aanbieder"), {}),
        (replace(NOTICE, faults=()), {}),
    ],
)
def test_what_the_system_under_test_sent_to_no_case_is_held_against_it(event, rules):
    assert found(event) == rules


def test_what_is_alike_is_told_once_and_of_much_only_the_number():
    (one,) = strays([STRAY] * 3, "gemeente", Domein.WMO)["AC-13"]
    assert one.found.endswith("(3 keer)")
    many = [replace(NOTICE, faults=(f"fout {n}",)) for n in range(AT_MOST + 2)]
    assert found(*many[:AT_MOST]) == {"AC-13": AT_MOST}
    assert strays(many, "gemeente", Domein.WMO)["AC-13"][-1].found == "nog 2 bevindingen"
