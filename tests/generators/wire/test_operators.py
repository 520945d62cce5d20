from datetime import timedelta

import pytest

from migratietoets.generators.wire.elements import element_changes
from migratietoets.generators.wire.exchange import IDENTIFICATION, get
from migratietoets.generators.wire.lines import lines_of
from migratietoets.generators.wire.operators import OPERATORS
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.header import RETOUR_OF
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import kinds
from migratietoets.istandaard.validation import form_errors
from tests.proof.wire.recorded import play

NAMES = [operator.name for operator in OPERATORS]
HEEN = {"301", "303", "305", "307", "315", "317", "319", "323"}
EVERY = {(kind, release) for release in Release for kind in kinds(release)}
NOT_FOR = {
    "gesplitst per regel": {"317", "319", *RETOUR_OF},
    "regels in andere volgorde": {"317", "319", *RETOUR_OF},
    "samengevoegd met het volgende": {"317", "319", *RETOUR_OF},
    "tegengesproken": {"315", "317"},
    "geweigerd met 0001 en niet opnieuw verstuurd": set(RETOUR_OF),
}


@pytest.fixture(scope="module")
def exchanges():
    """Of both roles, every exchange of the messages that it sends."""
    records = [record for role in ("gemeente", "aanbieder") for record in play(role, Domein.WMO)]
    return [record.exchange(event) for record in records for event in record.own]


def operator(name):
    return next(one.apply for one in OPERATORS if one.name == name)


def changed(exchanges, name):
    """Each exchange to which an operator applies, with what it makes of it."""
    pairs = ((one, operator(name)(one)) for one in exchanges)
    return [(one, change) for one, change in pairs if change is not None]


def faults(bericht):
    return [error.text for error in form_errors(build(bericht))]


def identification(bericht):
    return get(bericht, IDENTIFICATION.get(bericht.kind, ("Header", "BerichtIdentificatie", "Identificatie")))


def test_the_reference_sends_every_message_of_both_releases(exchanges):
    assert {(one.message.bericht.kind, one.message.bericht.release) for one in exchanges} == EVERY


@pytest.mark.parametrize("name", NAMES)
def test_every_operator_makes_valid_messages_only(exchanges, name):
    made = [sent for _, change in changed(exchanges, name) for sent in (*change.sent, *change.answers)]
    assert not [(sent.bericht.name, faults(sent.bericht)) for sent in made if faults(sent.bericht)]


@pytest.mark.parametrize("name", NAMES)
def test_an_operator_touches_no_message_that_it_says_nothing_of(exchanges, name):
    touched = {one.message.bericht.kind for one, _ in changed(exchanges, name)}
    assert not touched & NOT_FOR.get(name, set())
    if name not in {"gesplitst per regel", "regels in andere volgorde", "samengevoegd met het volgende"}:
        assert touched == {kind for kind, _ in EVERY} - NOT_FOR.get(name, set())


def test_an_operator_makes_the_same_of_the_same(exchanges):
    for one in exchanges[:40]:
        assert [o.apply(one) for o in OPERATORS] == [o.apply(one) for o in OPERATORS]


def test_what_is_dropped_is_gone_with_its_answers(exchanges):
    assert all(not change.sent and not change.answers for _, change in changed(exchanges, "weggelaten"))


def test_the_same_bytes_keep_their_identification_and_the_same_content_does_not(exchanges):
    for _, change in changed(exchanges, "twee keer, dezelfde bytes"):
        first, second = change.sent
        assert first.bericht == second.bericht
        assert first.at < second.at
    for _, change in changed(exchanges, "twee keer, nieuwe identificatie"):
        first, second = change.sent
        assert identification(first.bericht) != identification(second.bericht)


@pytest.mark.parametrize(("name", "days"), [("een dag eerder", -1), ("een dag later", 1), ("een week later", 7)])
def test_what_is_moved_goes_and_is_answered_so_many_days_later(exchanges, name, days):
    for one, change in changed(exchanges, name):
        assert [sent.at for sent in change.sent] == [one.message.at + timedelta(days=days)]
        assert [answer.at - timedelta(days=days) for answer in change.answers] == [a.at for a in one.answers]


def test_a_split_message_says_the_same_in_as_many_messages_as_it_has_lines(exchanges):
    for one, change in changed(exchanges, "gesplitst per regel"):
        assert [line for part in change.sent for line in lines_of(part.bericht)] == lines_of(one.message.bericht)
        assert len({identification(part.bericht) for part in change.sent}) == len(change.sent)


def test_a_merged_message_says_what_both_said(exchanges):
    for one, change in changed(exchanges, "samengevoegd met het volgende"):
        (both,) = change.sent
        expected = lines_of(one.message.bericht) + lines_of(one.following.bericht)
        assert lines_of(both.bericht) == expected
        assert both.at == one.following.at
        assert change.takes_following


def test_reordered_lines_are_the_same_lines(exchanges):
    for one, change in changed(exchanges, "regels in andere volgorde"):
        assert lines_of(change.sent[0].bericht) == lines_of(one.message.bericht)[::-1]


def test_a_refused_message_is_answered_with_0001_alone(exchanges):
    for _, change in changed(exchanges, "geweigerd met 0001 en niet opnieuw verstuurd"):
        (answer,) = change.answers
        assert answer.bericht.content["Header"]["RetourCodes"] == {"RetourCode": ["0001"]}
        assert set(answer.bericht.content) == {"Header"}


def test_a_contradiction_follows_the_message_and_differs_from_it(exchanges):
    for one, change in changed(exchanges, "tegengesproken"):
        first, second = change.sent
        assert first == one.message
        assert first.at < second.at
        assert {**first.bericht.content, "Header": 0} != {**second.bericht.content, "Header": 0} or (
            first.bericht.kind in RETOUR_OF
        )


def test_every_element_of_every_message_is_changed(exchanges):
    seen = {}
    for one in exchanges:
        kind = (one.message.bericht.kind, one.message.bericht.release)
        if kind not in seen:
            seen[kind] = list(element_changes(one.message.bericht))
    for changes in seen.values():
        assert changes
        assert all(change.bericht.content != change.old for change in changes)
    ways = {change.what for changes in seen.values() for change in changes}
    assert ways == {"ander", "weggelaten", "dag eerder", "dag later", "1 minder", "1 meer"}
