"""What a gemeente finds in a request that comes in beside what went before."""

from dataclasses import replace
from datetime import date

import pytest

from migratietoets.istandaard.berichten.retour import line_codes, retourcodes
from migratietoets.istandaard.berichten.verzoek import OngewijzigdProduct, TeWijzigenProduct, Wijzigingsverzoek
from tests.helpers.play import AANBIEDERS, BSNS, DOMEINEN, PRODUCT, gewenst, ref
from tests.helpers.verzoek_by_hand import besluit, gemeente, requested, vot, vow, week

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

DAY = "2021-01-12"
LATER = date(2021, 2, 15)
END = date(2021, 10, 31)


def asked(domein, day=DAY, *, stock=None, stays=(), changes=(), reference="R7", g=None):
    """The retourcodes on a 317, but for the approval of its parts."""
    g = g or gemeente(domein, day, *(stock or [week(domein)]))
    query = Wijzigingsverzoek(reference, "1", unchanged=tuple(map(OngewijzigdProduct, stays)), to_change=tuple(changes))
    (retour,) = g.deliver(vow(domein, day, query), "317", "3.0")
    return set(retour.codes) - {"0200"}


def wish(number="1001", begin=LATER, **changes):
    content = {"volume": 5, "eenheid": "04", "frequentie": "2"} | changes
    return TeWijzigenProduct(number, begin, END, **content)


def other(domein, **changes):
    return week(domein, **({"id": "T2", "toewijzingnummer": "1002"} | changes))


def ending(domein, day):
    return other(domein, einddatum=date.fromisoformat(day))


@pytest.mark.parametrize(("ends", "codes"), [("2021-01-11", set()), ("2021-01-12", {"9349"}), ("2021-01-13", {"9349"})])
def test_a_toewijzing_that_is_valid_on_the_day_has_to_be_named(domein, ends, codes):
    assert asked(domein, stock=[week(domein), ending(domein, ends)], changes=[wish()]) == codes


def test_a_toewijzing_that_begins_later_has_to_be_named(domein):
    later = other(domein, ingangsdatum=date(2021, 8, 1), gestart=False)
    assert asked(domein, stock=[week(domein), later], changes=[wish()]) == {"9349"}
    assert asked(domein, stock=[week(domein), later], changes=[wish()], stays=["1002"]) == set()


def test_what_has_no_number_cannot_be_named(domein):
    assert asked(domein, stock=[week(domein), other(domein, toewijzingnummer=None)], changes=[wish()]) == set()


@pytest.mark.parametrize(("day", "codes"), [("2021-01-12", set()), ("2021-01-13", {"9349"})])
def test_what_was_granted_on_the_day_itself_may_have_crossed(domein, day, codes):
    g = gemeente(domein, DAY, week(domein))
    wanted = gewenst(PRODUCT[domein], "2021-02-01", "2021-06-30", volume=1)
    g.instruction("ken_toe", aanbieder=AANBIEDERS[0], bsn=BSNS[0], uitvoering=None, gewenst=wanted)
    g.to(day)
    assert asked(domein, day, g=g, changes=[wish()]) == codes


def test_of_what_has_ended_nothing_else_is_wrong(domein):
    stock = [week(domein), ending(domein, "2021-01-11")]
    assert asked(domein, stock=stock, changes=[wish("1002", date(2021, 1, 5))], stays=["1001"]) == {"9351"}


def test_what_was_cancelled_is_not_current(domein):
    first = date(2021, 8, 2)
    gone = other(domein, ingangsdatum=first, einddatum=first, gestart=False)
    assert asked(domein, stock=[week(domein), gone], changes=[wish()]) == set()
    assert asked(domein, stock=[week(domein), gone], changes=[wish()], stays=["1002"]) == {"9350"}


@pytest.mark.parametrize(("ends", "right"), [("2021-01-11", False), ("2021-01-12", True), ("2021-01-13", True)])
def test_what_stays_or_changes_is_valid_on_the_day(domein, ends, right):
    stock = [week(domein), ending(domein, ends)]
    assert asked(domein, stock=stock, changes=[wish()], stays=["1002"]) == (set() if right else {"9350"})
    begin = stock[1].ingangsdatum
    changes = [wish("1002", begin)]
    assert asked(domein, stock=stock, changes=changes, stays=["1001"]) == (set() if right else {"9351"})


@pytest.mark.parametrize(
    ("decided", "day", "codes"),
    [
        ("2020-12-30", "2021-01-04", {"9351"}),
        ("2020-12-31", "2021-01-04", set()),
        ("2020-12-31", "2021-01-05", {"9351"}),
        ("2021-01-12", "2021-01-12", set()),
        ("2021-01-12", "2021-01-13", {"9351"}),
    ],
)
def test_what_the_gemeente_sent_on_the_day_itself_may_have_crossed(domein, decided, day, codes):
    g = gemeente(domein, decided, week(domein), other(domein))
    g.instruction("trek_in", toewijzing=ref(week(domein)), einddatum="2020-12-30", aanleiding="herbeoordeling")
    g.to(day)
    assert asked(domein, day, g=g, changes=[wish()], stays=["1002"]) == codes


@pytest.mark.parametrize(
    ("begin", "codes"),
    [
        ("2020-03-01", {"9357"}),
        ("2020-03-02", set()),
        ("2021-01-11", {"9357"}),
        ("2021-01-12", {"9357"}),
        ("2021-01-13", set()),
    ],
)
def test_a_change_from_a_day_that_is_past_is_over_the_whole_term(domein, begin, codes):
    assert asked(domein, changes=[wish(begin=date.fromisoformat(begin))]) == codes


@pytest.mark.parametrize(("begin", "codes"), [("2020-03-02", set()), ("2021-02-15", {"9373"})])
def test_a_total_changes_over_the_whole_term(domein, begin, codes):
    total = week(domein, frequentie="6", volume=100)
    changes = [wish(begin=date.fromisoformat(begin), frequentie="6", volume=120)]
    assert asked(domein, stock=[total], changes=changes) == codes


@pytest.mark.parametrize(("begin", "codes"), [("2020-03-02", set()), ("2021-02-15", {"9373"})])
def test_a_budget_changes_over_the_whole_term(domein, begin, codes):
    changes = [TeWijzigenProduct("1001", date.fromisoformat(begin), END, budget=200_000)]
    assert asked(domein, stock=[budget(domein)], changes=changes) == codes


def budget(domein, **changes):
    return week(
        domein, **({"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 1000} | changes)
    )


def test_without_a_product_no_omvang_is_asked(domein):
    generic = budget(domein, categorie=None)
    first = generic.ingangsdatum
    assert asked(domein, stock=[generic], changes=[wish(begin=first)]) == {"9375"}
    right = TeWijzigenProduct("1001", first, END, budget=2000)
    assert asked(domein, stock=[generic], changes=[right]) == set()
    aspecific = week(domein, code=None)
    assert asked(domein, stock=[aspecific], changes=[wish(begin=first)]) == set()


def lines(g, text, kind="315"):
    (retour,) = g.deliver(text, kind, "3.0")
    return retour.bericht


def other_client(text):
    return text.replace(BSNS[0], BSNS[1])


def test_of_several_products_only_the_one_with_a_used_reference_is_refused(domein):
    g = gemeente(domein, DAY)
    lines(g, other_client(vot(domein, DAY, requested(domein, "R1"))))
    asked_now = vot(domein, DAY, requested(domein, "R1"), requested(domein, "R2", ingangsdatum=LATER))
    assert line_codes(lines(g, asked_now)) == [("9347",), ("0200",)]
    assert [bericht.besluit.referentie_aanbieder for bericht in besluit(g, "afwijzen")] == ["R2"]


def test_a_reference_of_315_is_not_free_for_317(domein):
    g = gemeente(domein, DAY, week(domein))
    lines(g, other_client(vot(domein, DAY, requested(domein, "R7"))))
    assert asked(domein, changes=[wish()], g=g) == {"9347"}
    assert asked(domein, changes=[wish()], g=g, reference="R8") == set()


def test_another_aanbieder_has_references_and_requests_of_his_own(domein):
    g = gemeente(domein, DAY)
    lines(g, vot(domein, DAY, requested(domein, "R1")).replace(AANBIEDERS[0], AANBIEDERS[1]))
    assert retourcodes(lines(g, vot(domein, DAY, requested(domein, "R1")))) == ["0200"]


def test_what_was_refused_may_go_again_with_the_same_reference(domein):
    g = gemeente(domein, DAY)
    wrong = requested(domein, "R1", frequentie="3")
    assert retourcodes(lines(g, vot(domein, DAY, wrong))) == ["0001"]
    assert retourcodes(lines(g, vot(domein, DAY, replace(wrong, frequentie="2")))) == ["0200"]


@pytest.mark.parametrize(
    ("decisions", "open_"), [([], True), (["onderzoeken"], True), (["afwijzen"], False), (["honoreren"], False)]
)
def test_as_long_as_a_request_is_open_there_is_no_other(domein, decisions, open_):
    g = gemeente(domein, DAY)
    lines(g, vot(domein, DAY, requested(domein, "R1")))
    for decision in decisions:
        besluit(g, decision)
    second = vot(domein, DAY, requested(domein, "R2", ingangsdatum=LATER), requested(domein, "R3"))
    found = lines(g, second)
    assert line_codes(found) == ([("9374",), ("9374",)] if open_ else [])
    assert retourcodes(lines(g, other_client(vot(domein, DAY, requested(domein, "R4"))))) == ["0200"]


def test_of_a_request_that_is_decided_in_part_the_rest_is_open(domein):
    g = gemeente(domein, DAY)
    lines(g, vot(domein, DAY, requested(domein, "R1"), requested(domein, "R2", ingangsdatum=LATER)))
    besluit(g, "afwijzen", "onderzoeken")
    assert line_codes(lines(g, vot(domein, DAY, requested(domein, "R3")))) == [("9374",)]


def test_a_change_waits_for_a_request_too(domein):
    g = gemeente(domein, DAY, week(domein))
    assert asked(domein, changes=[wish()], g=g) == set()
    assert asked(domein, changes=[wish()], g=g, reference="R8") == {"9374"}
    besluit(g, "afwijzen")
    assert asked(domein, changes=[wish()], g=g, reference="R8") == set()


def test_a_request_of_24_holds_up_none_of_30(domein):
    g = gemeente(domein, "2020-12-28")
    lines(g, vot(domein, "2020-12-28", requested(domein, "R1")))
    g.to(DAY)
    assert retourcodes(lines(g, vot(domein, DAY, requested(domein, "R1")))) == ["0200"]
