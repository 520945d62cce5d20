"""The last days of the migration, each to the day: what is sent by then, and what a trace that ends can show."""

import pytest

from migratietoets.conformance.rules.rule import RULES
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.vocabulary.events import CampaignEvent
from migratietoets.istandaard.releases import Release
from tests.helpers.made_up_case import CASE, client, product, send, stock
from tests.helpers.requests_by_hand import bericht, verdict

OLD = stock("1001", "2020-03-02", "2021-06-30")
GONE = product("1001", "2020-03-02", "2020-12-31", "03")
NEW = product("2001", "2021-01-01", "2021-06-30")
RIDES = stock("1001", "2020-03-02", "2021-06-30", volume=10, eenheid="82", frequentie="2", uitvoering="inspanning")
RIDES_GONE = product("1001", "2020-03-02", "2020-12-31", "03", volume=10, eenheid="82", frequentie="2")
RIDES_NEW = product("2001", "2021-01-01", "2021-06-30", eenheid="84")


def verdicts(rule, *events, end="2021-03-31"):
    campaign = CampaignEvent(campaign=CASE["campaign"], role="gemeente", domain="wmo", begin="2020-09-01", end=end)
    (trace,) = traces([campaign, client(), *events]).values()
    return [str(one.verdict) for one in RULES[rule](trace)]


def sent(day, *lines, n=1, release=Release.R24):
    return send(n, f"{day}T09:00:00", *lines, release=release)


@pytest.mark.parametrize(("day", "right"), [("2020-12-29", "pass"), ("2020-12-30", "pass"), ("2020-12-31", "fail")])
def test_what_24_can_express_is_migrated_by_30_december(day, right):
    assert verdicts("MT-04", OLD, sent(day, GONE, NEW)) == [right]


@pytest.mark.parametrize(
    ("end", "right"), [("2020-12-29", "not_verifiable"), ("2020-12-30", "fail"), ("2020-12-31", "fail")]
)
def test_a_trace_that_ends_before_30_december_does_not_show_it(end, right):
    assert verdicts("MT-04", OLD, end=end) == [right]


@pytest.mark.parametrize(("day", "right"), [("2021-01-30", "pass"), ("2021-01-31", "pass"), ("2021-02-01", "fail")])
def test_what_only_30_can_express_is_migrated_by_31_january(day, right):
    assert verdicts("MT-05", RIDES, sent(day, RIDES_GONE, RIDES_NEW, release=Release.R30)) == [right]
    assert verdicts("TW-03", RIDES, sent(day, RIDES_GONE, RIDES_NEW, release=Release.R30)) == [right]


@pytest.mark.parametrize(
    ("end", "right"), [("2021-01-30", "not_verifiable"), ("2021-01-31", "fail"), ("2021-02-01", "fail")]
)
@pytest.mark.parametrize("rule", ["MT-05", "MS-01", "TW-03"])
def test_a_trace_that_ends_before_31_january_does_not_show_it(rule, end, right):
    old = RIDES if rule == "MT-05" else OLD
    assert verdicts(rule, old, end=end) == [right]


@pytest.mark.parametrize(("day", "right"), [("2021-01-03", "fail"), ("2021-01-04", "pass"), ("2021-01-05", "pass")])
def test_a_toewijzing_in_30_is_made_from_4_january(day, right):
    assert verdicts("MT-06", sent(day, NEW, release=Release.R30)) == [right]


@pytest.mark.parametrize(("until", "right"), [("2020-12-30", []), ("2020-12-31", []), ("2021-01-01", ["fail"])])
def test_only_what_is_valid_in_2021_has_to_fit(until, right):
    old = stock("1001", "2020-03-02", until)
    assert verdicts("MS-01", old) == right
    assert verdicts("TW-03", old) == right
    assert verdicts("MT-04", old) == right


@pytest.mark.parametrize(
    ("day", "right"), [("2021-01-30", ["fail"]), ("2021-01-31", ["fail"]), ("2021-02-01", ["pass", "fail"])]
)
def test_a_change_after_31_january_is_judged_beside_how_it_stood_then(day, right):
    """Per week asks an einddatum: what loses it fits no longer."""
    old = stock("1001", "2020-03-02", "2021-06-30", volume=10, frequentie="2")
    changed = product("1001", "2020-03-02", None, "04", volume=10, frequentie="2")
    assert verdicts("MS-01", old, sent(day, changed, release=Release.R30)) == right


@pytest.mark.parametrize(("until", "right"), [("2020-11-29", []), ("2020-11-30", []), ("2020-12-01", ["fail"])])
def test_a_number_matters_from_december_on(until, right):
    old = stock(None, "2020-03-02", until, id="v-oud")
    assert verdicts("TW-01", old) == right
    assert verdicts("TW-02", old) == right
    assert verdicts("MT-01", old) == right


@pytest.mark.parametrize(
    ("end", "right"), [("2020-11-29", "not_verifiable"), ("2020-11-30", "fail"), ("2020-12-01", "fail")]
)
@pytest.mark.parametrize("rule", ["TW-01", "TW-02", "MT-01"])
def test_a_trace_that_ends_before_30_november_does_not_show_it_either(rule, end, right):
    assert verdicts(rule, stock(None, "2020-03-02", "2021-06-30", id="v-oud"), end=end) == [right]


@pytest.mark.parametrize(("second", "right"), [("2020-12-30", "pass"), ("2020-12-31", "fail")])
def test_the_number_may_be_put_right_before_the_variant(second, right):
    """A reissue with the old frequentie is right when a successor that fits follows by 30 december (TW-04)."""
    old = stock(None, "2020-03-02", "2021-06-30", id="v-oud")
    gone = product(None, "2020-03-02", "2020-11-30", "03")
    reissued = product("1001", "2020-12-01", "2021-06-30", volume=40, frequentie="3")
    first = sent("2020-11-20", gone, reissued)
    ended = reissued | {"einddatum": GONE["einddatum"], "reden_wijziging": "03"}
    later = sent(second, ended, NEW, n=2)
    worst = {"pass": ["pass"], "fail": ["fail", "pass"]}[right]
    assert verdicts("NT-01", old, first, later) == worst
    assert verdicts("NT-02", old, first, later) == worst
    assert verdicts("NT-01", old, first, end="2020-12-29") == ["not_verifiable"]
    assert verdicts("NT-01", old, first, end="2020-12-30") == ["fail"]


@pytest.mark.parametrize(("begin", "right"), [("2020-12-30", "fail"), ("2020-12-31", "fail"), ("2021-01-01", "pass")])
def test_what_begins_in_2020_without_a_number_has_a_part_in_24_before_its_successor_in_30(begin, right):
    content = {"volume": 10, "eenheid": "82", "frequentie": "2"}
    old = stock(None, begin, "2021-06-30", **content, uitvoering="inspanning")
    assert verdicts("MT-01", old, sent("2020-11-20", product(None, begin, begin, "01", **content))) == [right]


@pytest.mark.parametrize(
    ("until", "right"), [("2020-12-03", "not_exercised"), ("2020-12-04", "not_exercised"), ("2021-01-31", "fail")]
)
def test_what_the_desk_ended_in_2020_needs_no_form_of_2021_however_its_last_days_are_sent(until, right):
    care = {"product": "begeleiding", "specifiek": True, "volume": 40, "eenheid": "04", "frequentie": "3"}
    old = {"ref": "T1", "nummer": None, **care, "ingangsdatum": "2020-03-02", "einddatum": "2021-06-30"}
    part = {"ref": "N1", "nummer": 11, **care, "ingangsdatum": "2020-12-01", "einddatum": until}
    order = {"op": "2020-10-27T08:00", "aan": "gemeente", "opdracht": "trek_in", "toewijzing": "T1",
             "einddatum": "2020-12-04", "aanleiding": "client"}  # fmt: skip
    ended = bericht(
        "2020-10-27", "gemeente", "301", "2.4", regels=[{"ref": "T1", "einddatum": "2020-12-04", "reden": "09"}]
    )
    moved = bericht(
        "2020-11-10", "gemeente", "301", "2.4", regels=[{"ref": "T1", "einddatum": "2020-11-30", "reden": "03"}, part]
    )
    assert verdict("MT-04", [order, ended, moved], given=[old]) == right
