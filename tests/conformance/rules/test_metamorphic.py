import pytest

from migratietoets.conformance.catalogue.cases import case
from migratietoets.conformance.rules.metamorphic import same_state, state
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.vocabulary.events import CampaignEvent
from migratietoets.istandaard.releases import Domein
from tests.helpers.made_up_case import CASE, client, product, send, stock

OLD = stock("1001", "2020-03-02", "2021-06-30")
BASE = (
    product("1001", "2020-03-02", "2020-12-31", "03"),
    product("2001", "2021-01-01", "2021-06-30"),
)


def trace(case_id):
    (out,) = traces(script(case(case_id), Domein.WMO, "gemeente")).values()
    return out


def made_up(*lines, stock_=(OLD,)):
    campaign = CampaignEvent(
        campaign=CASE["campaign"], role="gemeente", domain="wmo", begin="2020-09-01", end="2021-02-28"
    )
    (out,) = traces([campaign, client(), *stock_, send(1, "2020-11-10T09:00:00", *lines)]).values()
    return out


def compared(*lines, **rest):
    (finding,) = same_state(made_up(*BASE), made_up(*lines, **rest))
    return str(finding.verdict)


def test_the_same_outcome_passes_and_another_fails():
    """Numbers and moments differ between any two runs; what is granted may not."""
    passed, bad = trace("toewijzingen/per-4-weken-deelbaar"), trace("migratie/variant-op-31-december")
    assert [b.verdict for b in same_state(passed, passed)] == ["pass"]
    (finding,) = same_state(passed, bad)
    assert finding.verdict == "fail"
    assert finding.expected
    assert finding.found


def test_one_that_is_only_there_in_one_of_both_is_seen():
    extra = product("2002", "2021-01-01", "2021-06-30", code="02K09")
    in_2020 = product("2002", "2020-12-01", "2020-12-31", code="02K09")
    assert compared(*BASE, extra) == "fail"
    assert compared(*BASE, in_2020) == "fail"
    assert compared(BASE[0]) == "fail"
    assert compared(BASE[1], stock_=()) == "fail"
    (finding,) = same_state(made_up(*BASE, extra), made_up(*BASE))
    assert finding.verdict == "fail"
    assert finding.found == "niets"


def test_numbers_play_no_part_in_the_outcome():
    assert compared(BASE[0], BASE[1] | {"toewijzingnummer": "2009"}) == "pass"
    assert {right[0] for right in state(trace("toewijzingen/per-4-weken-deelbaar"))} == {"99990001"}


@pytest.mark.parametrize("last", ["2020-11-30", "2020-12-30", "2020-12-31"])
def test_a_gemeente_that_migrates_earlier_gives_the_same_care(last):
    first = {"2020-11-30": "2020-12-01", "2020-12-30": "2020-12-31", "2020-12-31": "2021-01-01"}[last]
    gone = product("1001", "2020-03-02", last, "03")
    assert compared(gone, product("2001", first, "2021-06-30")) == "pass"


@pytest.mark.parametrize("first", ["2020-12-31", "2021-01-02"])
def test_a_day_without_care_or_with_twice_as_much_is_seen(first):
    assert compared(BASE[0], product("2001", first, "2021-06-30")) == "fail"


@pytest.mark.parametrize("changed", [{"volume": 11}, {"frequentie": "4"}, {"eenheid": "14"}, {"code": "02K09"}])
def test_other_care_is_seen(changed):
    assert compared(BASE[0], BASE[1] | changed) == "fail"


def test_what_runs_on_without_end_adjoins_nothing():
    endless = BASE[1] | {"einddatum": None}
    later = product("2002", "2021-03-01", "2021-06-30")
    assert compared(BASE[0], endless, later) == "fail"
    (finding,) = same_state(made_up(BASE[0], endless, later), made_up(BASE[0], later, endless))
    assert finding.verdict == "pass"


def test_care_without_omvang_is_compared_by_its_product():
    bare = {"code": None, "volume": None, "eenheid": None, "frequentie": None}
    assert compared(*BASE, product("2002", "2021-01-01", "2021-06-30", **bare)) == "fail"
    without = made_up(*BASE, product("2002", "2021-01-01", "2021-06-30", **bare))
    (finding,) = same_state(without, without)
    assert str(finding.verdict) == "pass"
