"""Days and amounts around the end of january 2021: what is put right before it begins is right (TW-06)."""

from datetime import date, timedelta

import pytest

from migratietoets.conformance.rules.rule import RULES
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.vocabulary.events import CampaignEvent, HelloEvent
from migratietoets.istandaard.model import NewContent
from migratietoets.istandaard.releases import Release
from tests.helpers.made_up_case import CASE, client, grant, product, regie, send, stock
from tests.helpers.requests_by_hand import RUNNING, bericht, verdict

OLD = stock("1001", "2020-03-02", "2021-06-30")
GONE = product("1001", "2020-03-02", "2020-12-31", "03")
SENT = "2020-12-15T09:00:00"


def findings(*events, rule="TW-06", end="2021-03-31"):
    campaign = CASE["campaign"]
    head = [
        CampaignEvent(campaign=campaign, role="gemeente", domain="wmo", begin="2020-09-01", end=end),
        HelloEvent(campaign=campaign, role="gemeente", under_test=True, party={"capabilities": {"desk": True}}),
        client(),
    ]
    (trace,) = traces([*head, *events]).values()
    return list(RULES[rule](trace))


def worst(*events, **rest):
    found = {str(one.verdict) for one in findings(*events, **rest)}
    return next((verdict for verdict in ("fail", "warn", "not_verifiable", "pass") if verdict in found), None)


def short(until):
    return product("2001", "2021-01-01", until)


def longer(n, day, until):
    line = product("2001", "2021-01-01", until) | {"reden_wijziging": "04"}
    return send(n, f"{day}T09:00:00", line, release=Release.R30)


@pytest.mark.parametrize(
    ("day", "right"), [("2021-01-31", "pass"), ("2021-02-01", "pass"), ("2021-03-01", "pass"), ("2021-03-02", "fail")]
)
def test_a_successor_is_extended_before_the_days_come_that_it_lacks(day, right):
    first = send(1, SENT, GONE, short("2021-02-28"))
    assert worst(OLD, first, longer(2, day, "2021-06-30")) == right
    assert worst(OLD, first, longer(2, day, "2021-06-30"), rule="AC-01") == "pass"


@pytest.mark.parametrize(
    ("second", "until", "right"),
    [
        ("2021-03-16", "2021-06-30", "pass"),
        ("2021-03-17", "2021-06-30", "fail"),
        ("2021-03-16", "2021-06-29", "fail"),
    ],
)
def test_a_successor_may_be_extended_twice(second, until, right):
    first, one = send(1, SENT, GONE, short("2021-02-28")), longer(2, "2021-02-15", "2021-03-15")
    assert worst(OLD, first, one, longer(3, second, until)) == right


def test_another_successor_may_follow_before_the_days_come():
    more = send(2, "2021-02-15T09:00:00", product("2002", "2021-03-01", "2021-06-30"), release=Release.R30)
    assert worst(OLD, send(1, SENT, GONE, short("2021-02-28")), more) == "pass"


@pytest.mark.parametrize(("until", "right"), [("2021-06-30", "pass"), ("2021-07-01", "fail"), (None, "fail")])
def test_an_extension_beyond_what_was_due_is_not_the_migration(until, right):
    first = send(1, SENT, GONE, short("2021-02-28"))
    assert worst(OLD, first, longer(2, "2021-02-15", until), rule="AC-01") == right


@pytest.mark.parametrize(("day", "right"), [("2021-02-28", "pass"), ("2021-03-01", "fail")])
def test_too_little_is_put_right_before_it_begins(day, right):
    """A second successor of 5 hours a week is cancelled for one of 10, before it began or on the day itself."""
    little = product("2002", "2021-03-01", "2021-06-30", volume=5)
    gone = little | {"einddatum": date(2021, 3, 1), "reden_wijziging": "01"}
    better = product("2003", "2021-03-01", "2021-06-30")
    wrong = send(1, SENT, GONE, short("2021-02-28"), little)
    assert worst(OLD, wrong) == "fail"
    assert worst(OLD, wrong, send(2, f"{day}T09:00:00", gone, better, release=Release.R30)) == right


@pytest.mark.parametrize(("until", "right"), [("2021-01-30", "fail"), ("2021-01-31", "pass"), ("2021-02-01", "warn")])
def test_a_successor_ends_on_the_last_day_of_the_old_one(until, right):
    old = stock("1001", "2020-03-02", "2021-01-31")
    assert worst(old, send(1, SENT, GONE, short(until))) == right


@pytest.mark.parametrize("end", ["2020-12-15", "2021-01-15", "2021-01-30"])
def test_where_the_trace_ends_early_days_may_still_come_and_more_care_still_warns(end):
    assert worst(OLD, send(1, SENT, GONE), end=end) == "not_verifiable"
    assert worst(OLD, send(1, SENT, GONE, short("2021-06-30") | {"volume": 11}), end=end) == "warn"
    assert worst(OLD, send(1, SENT, GONE, short("2021-06-30") | {"volume": 9}), end=end) == "fail"


@pytest.mark.parametrize(("begin", "right"), [("2020-11-30", "fail"), ("2020-12-01", "pass"), ("2020-12-14", "pass")])
def test_what_begins_in_december_may_be_put_right_from_its_second_day(begin, right):
    """Cancelled and granted anew in one message, the new one begins a day later (TR302, flow G)."""
    first = date.fromisoformat(begin)
    old = stock("1001", begin, "2021-06-30", volume=10, frequentie="2")
    gone = product("1001", begin, begin, "01", volume=10, frequentie="2")
    new = product("2001", (first + timedelta(days=1)).isoformat(), "2021-06-30")
    assert worst(old, send(1, "2020-11-16T09:00:00", gone, new)) == right


@pytest.mark.parametrize(("per", "right"), [("2020-12-10", "pass"), ("2020-12-09", "fail"), ("2020-12-11", "pass")])
def test_what_the_aanbieder_stopped_needs_no_consent_to_the_day_of_his_stop(per, right):
    stop = regie(1, "2020-12-11T09:00:00", "307", "1001", "2020-03-02", "2020-12-10", release=Release.R24)
    gone = product("1001", "2020-03-02", per, "05")
    old = stock("1001", "2020-03-02", "2021-06-30", instemming=False)
    assert worst(old, stop, send(2, "2020-12-15T09:00:00", gone), rule="TW-08") == right


@pytest.mark.parametrize(("begin", "right"), [("2021-02-01", "pass"), ("2021-01-31", "fail")])
@pytest.mark.parametrize("turned", [False, True])
def test_two_parts_of_one_order_may_adjoin_but_share_no_day(begin, right, turned):
    asked = grant("2020-12-10T09:00:00+01:00", "2021-01-01", "2021-06-30", volume=10, eenheid="04", frequentie="2")
    parts = [product("2001", "2021-01-01", "2021-01-31"), product("2002", begin, "2021-06-30")]
    sent = [send(n, f"2020-12-{10 + n}T09:00:00", one) for n, one in enumerate(parts[::-1] if turned else parts, 1)]
    assert worst(asked, *sent, rule="AC-01") == right


@pytest.mark.parametrize(
    ("end", "right"),
    [("2021-02-01", "not_verifiable"), ("2021-02-07", "not_verifiable"), ("2021-02-08", "fail")],
)
def test_what_follows_on_a_change_after_january_has_five_working_days(end, right):
    """The gemeente shortens a successor on 1 february: something else may still come."""
    shortened = short("2021-02-14") | {"reden_wijziging": "03"}
    later = send(2, "2021-02-01T09:00:00", shortened, release=Release.R30)
    assert worst(OLD, send(1, SENT, GONE, short("2021-06-30")), later, end=end) == right


def test_two_budgets_after_each_other_leave_no_day_open():
    """They are not what was asked, and that is all that is said of them."""
    asked = {"code": None, "vervanging": "aspecifiek_met_budget", "nieuw": NewContent(budget=250000)}
    periods = {"2001": ("2021-01-01", "2021-03-31"), "2002": ("2021-04-01", "2021-06-30")}
    bare = {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 125000}
    lines = [product(number, *days, **bare) for number, days in periods.items()]
    gone = product("1001", "2020-03-02", "2020-12-31", "03", code=None)
    sent = send(1, "2021-01-05T09:00:00", gone, *lines, release=Release.R30)
    texts = {one.text for one in findings(stock("1001", "2020-03-02", "2021-06-30", **asked), sent)}
    assert texts == {
        "De opvolger geeft niet wat de gemeente vroeg.",
        "Geen dag zonder dekking en geen dubbele dekking.",
    }


@pytest.mark.parametrize(
    ("until", "expected"),
    [("2020-12-14", "fail"), ("2020-12-15", "not_exercised"), ("2020-12-16", "not_exercised")],
)
def test_only_an_earlier_einddatum_takes_away_something_of_the_past(until, expected):
    over = RUNNING | {"einddatum": "2020-12-15", "instemming": False}
    steps = [bericht("2021-01-11", "gemeente", "301", "3.0", regels=[{"ref": "T1", "einddatum": until, "reden": "05"}])]
    assert verdict("TW-08", steps, given=[over]) == expected
