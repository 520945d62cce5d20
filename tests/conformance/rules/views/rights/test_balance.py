"""What a client may receive before and after, in small made-up traces: what is right, and what is just not."""

from dataclasses import replace
from datetime import date

import pytest

from migratietoets.conformance.rules.rule import RULES
from migratietoets.conformance.rules.views.rights.replacements import replacements
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.vocabulary.events import CampaignEvent, HelloEvent, InstructEvent
from migratietoets.istandaard.releases import Release
from tests.helpers.made_up_case import AANBIEDER, BSNS, CASE, client, grant, product, regie, send, stock

OLD = stock("1001", "2020-03-02", "2021-06-30")
GONE = product("1001", "2020-03-02", "2020-12-31", "03")
NEW = product("2001", "2021-01-01", "2021-06-30")
SENT = "2020-12-15T09:00:00"


def trace(*events, end="2021-02-28", desk=False):
    campaign = CASE["campaign"]
    head = [
        CampaignEvent(campaign=campaign, role="gemeente", domain="wmo", begin="2020-09-01", end=end),
        HelloEvent(campaign=campaign, role="gemeente", under_test=True, party={"capabilities": {"desk": desk}}),
        client(),
    ]
    (out,) = traces([*head, *events]).values()
    return out


def worst(rule, *events, **rest):
    found = {str(one.verdict) for one in RULES[rule](trace(*events, **rest))}
    return next((verdict for verdict in ("fail", "warn", "not_verifiable", "pass") if verdict in found), None)


def order(at, command, number, **params):
    about = {"aanbieder": AANBIEDER, "bsn": BSNS[0], "toewijzingnummer": number, "categorie": "02", "code": "02K01"}
    named = {"toewijzing": about | {"ingangsdatum": params.pop("ingangsdatum", "2020-03-02")}}
    return InstructEvent(**CASE, at=at, to="gemeente", command=command, params=named | params)


@pytest.mark.parametrize(
    "lines",
    [
        [GONE, NEW],
        [GONE, NEW | {"volume": 600, "eenheid": "01"}],
        [GONE, NEW | {"volume": 43, "frequentie": "4"}],
        [GONE, NEW, product("2002", "2021-01-01", "2021-12-31", code="02K09", volume=2)],
        [GONE, NEW, product("2002", "2020-12-21", "2021-12-31", code="02K09", volume=2)],
        [GONE, NEW, product("2002", "2021-07-01", "2021-12-31", volume=2)],
        [GONE, product("2002", "2021-01-01", "2021-06-30", volume=4), NEW | {"volume": 6}],
        [GONE, NEW | {"einddatum": date(2021, 3, 31)}, product("2002", "2021-04-01", "2021-06-30")],
    ],
)
def test_the_same_care_in_another_way_is_right(lines):
    assert worst("TW-06", OLD, send(1, SENT, *lines)) == "pass"
    assert worst("BS-02", OLD, send(1, SENT, *lines)) == "pass"


@pytest.mark.parametrize(
    ("new", "right", "joins"),
    [
        (NEW | {"ingangsdatum": date(2021, 1, 2)}, "fail", "fail"),
        (NEW | {"ingangsdatum": date(2020, 12, 31)}, "fail", "fail"),
        (NEW | {"einddatum": date(2021, 6, 29)}, "fail", "pass"),
        (NEW | {"einddatum": date(2021, 7, 1)}, "warn", "pass"),
        (NEW | {"volume": 9}, "fail", "pass"),
        (NEW | {"volume": 11}, "warn", "pass"),
        (NEW | {"code": "02K09"}, "fail", "pass"),
        (NEW | {"eenheid": "14"}, "fail", "pass"),
    ],
)
def test_other_days_or_other_care_is_not(new, right, joins):
    assert worst("TW-06", OLD, send(1, SENT, GONE, new)) == right
    assert worst("BS-02", OLD, send(1, SENT, GONE, new)) == joins


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_lines_means_nothing(turned):
    stacked = stock("1002", "2020-04-01", "2021-06-30", volume=8)
    news = [NEW, product("2002", "2021-01-01", "2021-06-30", volume=2)]
    lines = [GONE, product("1002", "2020-04-01", "2020-12-31", "03", volume=8), *(news[::-1] if turned else news)]
    assert worst("TW-06", OLD, stacked, send(1, SENT, *lines)) == "pass"


@pytest.mark.parametrize(("volume", "right"), [(12, "pass"), (11, "fail"), (13, "warn")])
def test_two_old_ones_may_become_one(volume, right):
    stacked = stock("1002", "2020-04-01", "2021-06-30", volume=8)
    lines = [GONE, product("1002", "2020-04-01", "2020-12-31", "03", volume=8), NEW | {"volume": volume}]
    assert worst("TW-06", OLD, stacked, send(1, SENT, *lines)) == right


@pytest.mark.parametrize(
    ("reden", "desk", "right"),
    [("08", False, "not_verifiable"), ("05", False, "not_verifiable"), ("08", True, "fail"), ("03", False, "fail")],
)
def test_a_withdrawal_without_successor_needs_an_explanation(reden, desk, right):
    assert worst("TW-06", OLD, send(1, SENT, GONE | {"reden_wijziging": reden}), desk=desk) == right


@pytest.mark.parametrize(
    ("end", "right"), [("2020-12-31", None), ("2020-12-30", None), ("2021-01-01", "fail"), ("2021-03-31", "fail")]
)
def test_what_the_desk_ordered_is_not_due_any_more(end, right):
    asked = order("2020-12-10T09:00:00+01:00", "trek_in", "1001", einddatum=end, aanleiding="herbeoordeling")
    assert worst("TW-06", OLD, asked, send(1, SENT, GONE), desk=True) == right


def test_what_the_desk_withdrew_to_migrate_is_still_due():
    asked = order("2020-12-10T09:00:00+01:00", "trek_in", "1001", einddatum="2020-12-31", aanleiding="migratie")
    assert worst("TW-06", OLD, asked, send(1, SENT, GONE), desk=True) == "fail"
    assert worst("TW-06", OLD, asked, send(1, SENT, GONE, NEW), desk=True) == "pass"


def test_what_was_ordered_takes_the_place_of_nothing():
    """An order for 2 hours from january is not the successor of 10 that were lost."""
    asked = grant("2020-12-10T09:00:00+01:00", "2021-01-01", "2021-06-30", volume=2, eenheid="04", frequentie="2")
    extra = product("2002", "2021-01-01", "2021-06-30", volume=2)
    assert worst("TW-06", OLD, asked, send(1, SENT, GONE, NEW, extra), desk=True) == "pass"


@pytest.mark.parametrize(("stopped", "right"), [("2020-11-30", None), ("2020-12-01", None), ("2021-01-01", "fail")])
def test_what_the_aanbieder_stopped_is_not_due_any_more(stopped, right):
    stop = regie(1, "2020-12-10T09:00:00", "307", "1001", "2020-03-02", stopped)
    assert worst("TW-06", OLD, stop, send(2, SENT, GONE), desk=True) == right


@pytest.mark.parametrize(
    ("begin", "right"), [("2021-01-01", "pass"), ("2021-01-02", "fail"), ("2021-02-01", "fail"), ("2021-02-02", None)]
)
def test_what_came_soon_after_a_stop_was_meant_to_take_its_place(begin, right):
    stop = regie(1, "2020-12-10T09:00:00", "307", "1001", "2020-03-02", "2020-12-09")
    new = NEW | {"ingangsdatum": date.fromisoformat(begin)}
    assert worst("TW-06", OLD, stop, send(2, SENT, GONE, new), desk=True) == right


@pytest.mark.parametrize(
    ("per", "right"), [("2020-11-29", None), ("2020-11-30", None), ("2020-12-01", "fail"), ("2020-12-02", "fail")]
)
def test_what_ended_before_december_needs_nothing(per, right):
    old = stock(None, "2020-03-02", per, id="v-oud")
    gone = product(None, "2020-03-02", "2020-11-20", "03")
    assert worst("TW-06", old, send(1, "2020-11-10T09:00:00", gone)) == right


@pytest.mark.parametrize(
    ("end", "right"), [("2021-01-30", "not_verifiable"), ("2021-01-31", "fail"), ("2021-02-01", "fail")]
)
def test_a_successor_may_come_until_the_end_of_january(end, right):
    assert worst("TW-06", OLD, send(1, SENT, GONE), end=end) == right
    assert worst("BS-02", OLD, send(1, SENT, GONE), end=end) == right


@pytest.mark.parametrize(("sent", "right"), [("2021-01-31", "fail"), ("2021-02-01", "fail")])
def test_what_changes_after_january_is_judged_as_well(sent, right):
    change = product("2001", "2021-01-01", "2021-03-31", "03", volume=10, frequentie="2")
    later = send(2, f"{sent}T09:00:00", change, release=Release.R30)
    assert worst("TW-06", OLD, send(1, SENT, GONE, NEW), later, end="2021-02-28") == right


@pytest.mark.parametrize(
    ("kept", "new", "right"),
    [
        (80, 20, "pass"),
        (80, 25, "pass"),
        (80, 26, "warn"),
        (80, 19, "warn"),
        (80, 18, "fail"),
        (100, 44, "warn"),
        (100, 42, "fail"),
        (100, 100, "fail"),
    ],
)
def test_a_total_is_counted_together(kept, new, right):
    old = stock(None, "2020-03-02", "2021-06-30", id="v-totaal", volume=100, frequentie="6")
    gone = product(None, "2020-03-02", "2020-11-30", "03", volume=kept, frequentie="6")
    rest = product("2001", "2020-12-01", "2021-06-30", volume=new, frequentie="6")
    assert worst("TW-06", old, send(1, "2020-11-16T09:00:00", gone, rest)) == right


@pytest.mark.parametrize(("per", "right"), [("2021-06-30", None), ("2021-06-29", "warn"), ("2021-01-01", "warn")])
def test_an_einddatum_that_is_filled_in_leaves_half_a_year(per, right):
    old = stock("1001", "2020-03-02", None, volume=10, frequentie="2")
    filled = product("1001", "2020-03-02", per, volume=10, frequentie="2")
    assert worst("TW-06", old, send(1, SENT, filled)) == right


@pytest.mark.parametrize(("volume", "right"), [(10, "pass"), (9, "fail")])
def test_what_is_changed_under_the_same_number_is_compared(volume, right):
    changed = product("1001", "2020-03-02", "2021-06-30", volume=volume)
    assert worst("TW-06", OLD, send(1, SENT, changed)) == right


def test_a_toewijzing_that_stays_loses_nothing():
    assert replacements(trace(OLD, send(1, SENT, product("1001", "2020-03-02", "2021-06-30", "03")))) == ()
    assert worst("TW-06", OLD, replace(send(1, SENT, product("2002", "2021-01-01", None)))) is None


@pytest.mark.parametrize(
    ("per", "right"), [("2020-12-14", "pass"), ("2020-12-15", None), ("2020-12-16", None), ("2020-12-13", "pass")]
)
def test_only_what_lies_behind_needs_consent(per, right):
    assert worst("TW-08", OLD, send(1, SENT, product("1001", "2020-03-02", per, "03"))) == right


@pytest.mark.parametrize(("volume", "right"), [(99, "fail"), (100, None), (101, None)])
def test_a_lowered_total_needs_consent(volume, right):
    old = stock("1001", "2020-03-02", "2021-06-30", volume=100, frequentie="6", instemming=False)
    changed = product("1001", "2020-03-02", "2021-06-30", volume=volume, frequentie="6")
    assert worst("TW-08", old, send(1, SENT, changed)) == right
