from dataclasses import replace
from datetime import date

import pytest

from migratietoets.istandaard.releases import Release
from migratietoets.reports.log.stock import fold
from migratietoets.reports.run.cover import APPROVED, DOUBLE, GAP, HORIZON, OPEN, cover, promises
from tests.helpers.made_up_case import AANBIEDER, BSNS, answer, client, grant, product, send, stock

OLD = stock("1001", "2020-03-02", "2021-06-30")
WITHDRAWN = product("1001", "2020-03-02", "2020-12-31", "03")
AT = "2020-10-15T09:00:00"
LETTERS = {BSNS[0]: "A", BSNS[1]: "B"}


def folded(*events, end=date(2021, 2, 28)):
    return cover(fold(events), LETTERS, promises(events), end)


def pieces(*events, end=date(2021, 2, 28)):
    """Everything but days that are covered once, over all groups."""
    return [
        (piece.kind, str(piece.first), str(piece.last))
        for part in folded(*events, end=end)
        for group in part.groups
        for piece in group.pieces
        if piece.kind != APPROVED
    ]


@pytest.mark.parametrize(
    ("from_", "until", "expected"),
    [
        ("2021-01-01", "2021-06-30", []),
        ("2021-01-02", "2021-06-30", [(GAP, "2021-01-01", "2021-01-01")]),
        ("2020-12-31", "2021-06-30", [(DOUBLE, "2020-12-31", "2020-12-31")]),
        ("2021-01-01", "2021-03-31", [(GAP, "2021-04-01", "2021-06-30")]),
        ("2021-01-01", "2021-01-15", [(GAP, "2021-01-16", "2021-06-30")]),
    ],
)
def test_days_between_old_and_new(from_, until, expected):
    assert pieces(client(), OLD, send(1, AT, WITHDRAWN, product("2001", from_, until))) == expected


def test_no_successor_leaves_a_gap_until_the_promised_end():
    assert pieces(OLD, send(1, AT, WITHDRAWN)) == [(GAP, "2021-01-01", "2021-06-30")]
    open_ended = stock("1001", "2020-03-02", None)
    assert pieces(open_ended, send(1, AT, WITHDRAWN)) == [(GAP, "2021-01-01", str(HORIZON))]


def test_an_open_toewijzing_may_get_an_end_in_2021():
    open_ended = stock("1001", "2020-03-02", None)
    assert pieces(open_ended, send(1, AT, product("1001", "2020-03-02", "2021-12-31", "04"))) == []
    assert pieces(open_ended, send(1, AT, WITHDRAWN, product("2001", "2021-01-01", "2021-12-31"))) == []


def test_a_client_who_left_has_no_gap():
    assert pieces(OLD, send(1, AT, product("1001", "2020-03-02", "2020-11-10", "02"))) == []


def test_an_old_toewijzing_that_was_not_ended_covers_double():
    assert pieces(OLD, send(1, AT, product("2001", "2021-01-01", "2021-06-30"))) == [
        (DOUBLE, "2021-01-01", "2021-06-30")
    ]


def test_two_products_are_judged_apart():
    other = stock("1002", "2020-03-02", "2021-06-30", code="02K09")
    (part,) = folded(OLD, other)
    assert len(part.groups) == 2
    assert pieces(OLD, other) == []
    one_more = stock("1003", "2020-03-02", "2021-06-30")
    assert pieces(OLD, one_more) == []
    assert pieces(OLD, one_more, send(1, AT, WITHDRAWN)) == [(GAP, "2021-01-01", "2021-06-30")]


def test_a_successor_may_be_another_product_of_the_categorie_or_generiek():
    for new in (
        product("2001", "2021-01-01", "2021-06-30", code="02K09"),
        product("2001", "2021-01-01", "2021-06-30", code=None),
        product(
            "2001", "2021-01-01", "2021-06-30", categorie=None, code=None, volume=None, eenheid=None, frequentie=None
        ),
    ):
        loose = send(2, "2021-01-04T09:00:00", new, release=Release.R30)
        assert pieces(OLD, send(1, AT, WITHDRAWN), loose) == []


def test_another_aanbieder_covers_nothing_here():
    elsewhere = send(2, AT, product("2001", "2021-01-01", "2021-06-30"), aanbieder="99990002")
    assert (GAP, "2021-01-01", "2021-06-30") in pieces(OLD, send(1, AT, WITHDRAWN), elsewhere)


def test_cancelled_counts_as_never_sent():
    cancelled = product("1001", "2020-12-07", "2020-12-07", "01")
    later = stock("1001", "2020-12-07", "2021-06-30")
    assert pieces(later, send(1, AT, cancelled, product("2001", "2020-12-07", "2021-06-30"))) == []
    assert pieces(later, send(1, AT, cancelled)) == [(GAP, "2020-12-07", "2021-06-30")]
    mistake = product("2001", "2021-02-01", "2021-06-30")
    repaired = product("2001", "2021-02-01", "2021-02-01", "01", volume=10, frequentie="2")
    events = (send(1, AT, mistake), send(2, "2020-10-16T09:00:00", repaired))
    assert pieces(*events) == []
    (part,) = folded(*events)
    assert part.groups[0].toewijzingen[0].cancelled()


def test_the_latest_toewijzingsdatum_wins_and_not_the_last_message():
    at_first = send(1, "2020-11-15T09:00:00", WITHDRAWN, product("2001", "2021-01-01", "2021-06-30"))
    old_news = send(2, "2020-11-01T09:00:00", product("1001", "2020-03-02", "2020-11-30", "03"))
    assert pieces(OLD, at_first, old_news) == []


def test_what_comes_after_31_january_is_too_late_for_a_gap_that_was_there():
    intrekking = send(1, "2020-12-20T09:00:00", WITHDRAWN)
    in_time = send(2, "2021-01-31T09:00:00", product("2001", "2021-01-01", "2021-06-30"), release=Release.R30)
    too_late = send(2, "2021-02-01T09:00:00", product("2001", "2021-01-01", "2021-06-30"), release=Release.R30)
    assert pieces(OLD, intrekking, in_time) == []
    assert pieces(OLD, intrekking, too_late) == [(GAP, "2021-01-01", "2021-06-30")]
    new_care = send(3, "2021-02-03T09:00:00", product("2001", "2021-02-08", "2021-06-30"), release=Release.R30)
    assert pieces(new_care) == []


def test_a_run_that_ends_early_does_not_know_about_january():
    intrekking = send(1, "2020-12-20T09:00:00", WITHDRAWN)
    assert pieces(OLD, intrekking, end=date(2020, 12, 28)) == [(OPEN, "2021-01-01", "2021-06-30")]
    november = send(1, AT, product("1001", "2020-03-02", "2020-11-30", "03"))
    assert pieces(OLD, november, end=date(2020, 12, 28)) == [
        (GAP, "2020-12-01", "2020-12-31"),
        (OPEN, "2021-01-01", "2021-06-30"),
    ]


def test_care_that_was_asked_for_and_only_half_granted_has_a_gap():
    instruction = grant("2020-11-16T09:00:00+01:00", "2020-11-23", "2021-11-22", code=None)
    part_24 = send(1, "2020-11-16T09:00:00", product("2001", "2020-11-23", "2020-12-31", code=None))
    assert pieces(instruction, part_24) == [(GAP, "2021-01-01", "2021-11-22")]
    sequel = send(2, "2021-01-04T09:00:00", product("2002", "2021-01-01", "2021-11-22"), release=Release.R30)
    assert pieces(instruction, part_24, sequel) == []
    nothing = grant("2020-11-16T09:00:00+01:00", "2020-11-23", "2021-11-22", code="02K09")
    assert pieces(nothing, part_24) == [(GAP, "2021-01-01", "2021-11-22")]


def test_a_command_in_another_shape_promises_nothing():
    strange = grant("2020-11-16T09:00:00+01:00", "geen dag", None)
    others = [replace(strange, params=None), replace(strange, command="migreer"), replace(strange, at="x")]
    assert promises([strange, *others]) == []


def test_what_the_kit_delivers_counts_once_it_is_not_refused():
    bericht = send(1, AT, product("2001", "2021-01-01", "2021-06-30"), origin="kit")
    assert folded(bericht) == ()
    assert folded(bericht, answer(2, AT, bericht, "0001")) == ()
    (part,) = folded(bericht, answer(2, AT, bericht))
    assert part.groups[0].aanbieder == AANBIEDER


def test_what_cannot_be_read_counts_for_nothing():
    piece = send(1, AT, WITHDRAWN, xml="<geen")
    assert pieces(OLD, piece, replace(OLD, toewijzing={"id": 1})) == []


def test_each_client_has_a_letter():
    of_b = send(1, AT, product("2001", "2021-01-01", "2021-06-30"), bsn=BSNS[1])
    assert [part.letter for part in folded(OLD, of_b)] == ["A", "B"]
