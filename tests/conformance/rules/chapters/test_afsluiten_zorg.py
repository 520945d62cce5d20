"""A stop that was refused counts for nothing: nobody reacts to it (AF-01), and the care it should end runs on."""

from datetime import date

import pytest

from migratietoets.conformance.rules.rule import RULES
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.vocabulary.events import CampaignEvent
from migratietoets.istandaard.releases import Release
from tests.helpers.made_up_case import CASE, answer, client, product, regie, send, stock
from tests.helpers.requests_by_hand import RUNNING, bericht, verdict

OLD = stock("1001", "2020-03-02", "2021-06-30", volume=10, frequentie="2")
STOP = regie(1, "2021-01-12T09:00:00", "307", "1001", "2020-03-02", "2021-01-11")


def verdicts(rule, *events, role="gemeente"):
    campaign = CampaignEvent(campaign=CASE["campaign"], role=role, domain="wmo", begin="2020-09-01", end="2021-03-31")
    (trace,) = traces([campaign, client(), OLD, *events]).values()
    return [str(one.verdict) for one in RULES[rule](trace)]


def withdrawn(day, reden, release=Release.R30):
    line = product("1001", "2020-03-02", "2021-01-11", reden, volume=10, frequentie="2")
    return send(3, f"{day}T09:00:00", line, release=release)


@pytest.mark.parametrize(("codes", "reden", "right"), [
    (["0200"], "12", "pass"),
    (["0200"], "05", "fail"),
    (["9019"], "12", "fail"),
    (["9019"], "05", "pass"),
    (["0001"], "12", "fail"),
    (["0001"], "05", "pass"),
])  # fmt: skip
def test_only_a_stop_that_was_not_refused_asks_for_12(codes, reden, right):
    """The stop holds one line, so a code about a line says that it is refused."""
    refusal = answer(2, "2021-01-13T09:00:00", STOP, *codes)
    assert verdicts("AF-01", STOP, refusal, withdrawn("2021-01-14", reden)) == [right]


@pytest.mark.parametrize(("day", "right"), [("2021-01-11", "pass"), ("2021-01-12", "pass"), ("2021-01-13", "fail")])
def test_a_withdrawal_reacts_to_a_stop_that_was_there_before(day, right):
    """On the moment of the stop itself both cross."""
    assert verdicts("AF-01", STOP, withdrawn(day, "05")) == [right]


@pytest.mark.parametrize(("day", "right"), [("2020-12-30", "pass"), ("2021-01-04", "fail")])
def test_the_new_reden_is_for_messages_in_30(day, right):
    stop = regie(1, "2020-12-29T09:00:00", "307", "1001", "2020-03-02", "2020-12-28")
    line = product("1001", "2020-03-02", "2020-12-28", "05", volume=10, frequentie="2")
    release = Release.R24 if date.fromisoformat(day) < date(2021, 1, 1) else Release.R30
    assert verdicts("AF-01", stop, send(2, f"{day}T09:00:00", line, release=release)) == [right]


@pytest.mark.parametrize(("until", "right"), [("2021-01-10", "pass"), ("2021-01-11", "fail"), ("2021-01-12", "fail")])
def test_only_a_withdrawal_to_the_day_of_the_stop_or_later_is_a_reaction(until, right):
    line = product("1001", "2020-03-02", until, "05", volume=10, frequentie="2")
    assert verdicts("AF-01", STOP, send(3, "2021-01-14T09:00:00", line, release=Release.R30)) == [right]


@pytest.mark.parametrize(("until", "reden", "right"), [
    ("2021-01-20", "36", "pass"),
    ("2021-01-20", "19", "fail"),
    ("2021-01-19", "19", "fail"),
    ("2021-01-19", "21", "pass"),
    ("2021-01-19", "36", "pass"),
    ("2021-01-20", "21", "fail"),
])  # fmt: skip
def test_only_a_stop_before_the_day_of_the_withdrawal_may_have_a_reason_of_its_own(until, reden, right):
    line = product("1001", "2020-03-02", "2021-01-20", "05", volume=10, frequentie="2")
    gone = send(1, "2021-01-12T09:00:00", line, release=Release.R30)
    stop = regie(2, "2021-01-21T09:00:00", "307", "1001", "2020-03-02", until, reden_beeindiging=reden)
    assert verdicts("AF-01", gone, stop, role="aanbieder") == [right]


@pytest.mark.parametrize(("reden", "right"), [("04", "pass"), ("03", "fail"), ("05", "fail")])
def test_a_withdrawal_that_became_an_extension_may_or_may_not_be_the_end(reden, right):
    """Withdrawn to the 15th and moved to the 20th: with 04 the aanbieder may read it either way."""
    moves = [("2021-01-12", "2021-01-15", "05"), ("2021-01-13", "2021-01-20", reden)]
    gone = [
        send(
            n,
            f"{day}T09:00:00",
            product("1001", "2020-03-02", until, why, volume=10, frequentie="2"),
            release=Release.R30,
        )
        for n, (day, until, why) in enumerate(moves, 1)
    ]
    stop = regie(3, "2021-01-21T09:00:00", "307", "1001", "2020-03-02", "2021-01-20", reden_beeindiging="19")
    assert verdicts("AF-01", *gone, stop, role="aanbieder") == [right]


@pytest.mark.parametrize(("reden", "right"), [("05", []), ("03", []), ("13", ["fail"]), ("99", ["fail"])])
def test_a_reason_stands_in_the_list_of_its_release(reden, right):
    line = product("1001", "2020-03-02", "2021-01-20", reden, volume=10, frequentie="2")
    found = verdicts("AF-01", send(1, "2021-01-12T09:00:00", line, release=Release.R30))
    assert found == ["pass", *right]


@pytest.mark.parametrize(("reden", "right"), [("19", []), ("20", []), ("32", ["fail"]), ("38", ["fail"])])
def test_a_reason_to_stop_stands_in_the_list_of_its_domein(reden, right):
    """A code of the Jw in a message of the Wmo, and one that came after 3.0."""
    stop = regie(2, "2021-01-12T09:00:00", "307", "1001", "2020-03-02", "2021-01-11", reden_beeindiging=reden)
    found = verdicts("AF-01", stop, role="aanbieder")
    assert [one for one in found if one != "pass"] == right


def test_what_takes_a_stop_back_only_repeats_its_reason():
    lines = [regie(n, f"2021-01-1{n}T09:00:00", "307", "1001", "2020-03-02", "2021-01-10", reden_beeindiging="38",
                   status=status) for n, status in ((1, "1"), (2, "3"))]  # fmt: skip
    assert verdicts("AF-01", *lines, role="aanbieder").count("fail") == 1


@pytest.mark.parametrize(("frequentie", "right"), [("2", "pass"), ("6", "pass"), ("4", "fail")])
def test_only_an_einddatum_that_was_compulsory_and_lacked_is_filled_without_a_reason(frequentie, right):
    filled = bericht("2021-01-11", "gemeente", "301", "3.0", regels=[{"ref": "T1", "einddatum": "2021-06-30"}])
    endless = RUNNING | {"frequentie": frequentie, "einddatum": None}
    assert verdict("AF-01", [filled], given=[endless]) == right
