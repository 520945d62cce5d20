from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

import pytest

from migratietoets.conformance.rules.rule import RULES
from migratietoets.generators.wire.operators import OPERATORS
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import kinds
from tests.proof.wire.pages import data, page, share
from tests.proof.wire.recorded import play
from tests.proof.wire.score import Fate, Result, allowed, structural, why_allowed
from tests.proof.wire.terms import CONDITIONS, Moved, term

played = cache(play)

REPORTED = [
    ("gemeente", "migratie/", "301", "weggelaten"),
    ("gemeente", "migratie/", "301", "tegengesproken"),
    ("gemeente", "migratie/", "301", "geweigerd met 0001 en niet opnieuw verstuurd"),
    ("gemeente", "overzicht/", "306", "weggelaten"),
    ("gemeente", "overzicht/", "306", "een week later"),
    ("aanbieder", "declareren/", "323", "weggelaten"),
    ("aanbieder", "declareren/", "323", "twee keer, nieuwe identificatie"),
    ("aanbieder", "declareren/", "323", "tegengesproken"),
    ("aanbieder", "afsluiten-zorg/", "307", "twee keer, dezelfde bytes"),
]
"""Role, cases, message and operator: changes of which at least one was always reported."""


@pytest.fixture(scope="module")
def results():
    """The structural changes of some cases that hold every one of these."""
    wanted = {}
    for role, chapter, code, _ in REPORTED:
        wanted.setdefault(role, {}).setdefault((chapter, code), None)
    out = []
    for role, pairs in wanted.items():
        records = played(role, Domein.WMO)
        for chapter, code in pairs:
            fitting = (r for r in records if r.case.startswith(chapter) and any(e.code == code for e in r.own))
            out += [one for record in list(fitting)[:2] for one in structural(record, Domein.WMO)]
    return out


@pytest.mark.parametrize(("role", "chapter", "code", "operator"), REPORTED)
def test_a_change_that_breaks_a_rule_is_reported(results, role, chapter, code, operator):
    fates = [
        one.fate
        for one in results
        if (one.role, one.code, one.operator) == (role, code, operator) and one.case.startswith(chapter)
    ]
    assert Fate.REPORTED in fates


def test_a_rule_that_stumbles_over_a_change_has_not_reported_it(monkeypatch):
    record = next(one for one in play("aanbieder", Domein.WMO) if one.own)

    def stumble(_):
        raise ZeroDivisionError

    monkeypatch.setitem(RULES, "PL-03", stumble)
    with pytest.raises(RuntimeError, match="PL-03"):
        list(structural(record, Domein.WMO))


@pytest.mark.parametrize("role", ["gemeente", "aanbieder"])
def test_nothing_is_broken_while_nothing_is_changed(role):
    for record in played(role, Domein.WMO)[:20]:
        assert record.changed_nothing().broken == record.baseline.broken


def moved(role, case, code, days, nth=0):
    """A message of a case, sent some days later or earlier, and nothing else."""
    record = next(one for one in played(role, Domein.WMO) if one.case == case)
    event = [e for e in record.own if e.code == code][nth]
    exchange = record.exchange(event)
    change = next(o for o in OPERATORS if o.name == "een dag later").apply(exchange)
    shifted = datetime.fromisoformat(event.at) + timedelta(days=days)
    return Moved(record, event, replace(change, sent=(replace(change.sent[0], at=shifted),)))


def test_the_list_of_what_is_allowed_names_operators_messages_and_conditions_that_exist():
    every = {kind for release in Release for kind in kinds(release)}
    for one in allowed()["bewerkingen"]:
        assert set(one["bewerkingen"]) <= {operator.name for operator in OPERATORS}
        assert set(one["berichten"]) <= every
        assert one["waarom"]
        assert one.get("termijn") in {None, *CONDITIONS}


def test_what_only_warns_is_allowed_where_it_does_warn():
    change = moved("gemeente", "toewijzingen/per-jaar", "306", 1)
    assert not why_allowed(change, "weggelaten")
    change = moved("gemeente", "migratie/client-als-geheel", "306", 1)
    assert not why_allowed(change, "weggelaten")
    assert why_allowed(change, "weggelaten", warned={"OP090"})


def test_elements_that_no_rule_asks_about_are_allowed_by_name():
    change = moved("gemeente", "migratie/variant-op-30-december", "301", 0)
    assert why_allowed(change, "element: ander", "Client/Naam/Voornamen")
    assert not why_allowed(change, "element: ander", "Client/Bsn")


@pytest.mark.parametrize(
    ("day", "working_days", "last"),
    [
        (date(2020, 11, 6), 5, date(2020, 11, 13)),
        (date(2020, 12, 24), 3, date(2020, 12, 30)),
        (date(2020, 12, 30), 3, date(2021, 1, 6)),
        (date(2021, 1, 2), 5, date(2021, 1, 8)),
    ],
)
def test_a_term_counts_working_days_and_none_of_the_quiet_period(day, working_days, last):
    assert term(day, working_days) == last


@pytest.mark.parametrize(
    ("change", "condition", "permitted"),
    [
        (("gemeente", "toewijzingen/per-4-weken-deelbaar", "301", -1), "toewijzing", True),
        (("gemeente", "migratie/nummer-op-29-november", "301", 1), "toewijzing", True),
        (("gemeente", "migratie/nummer-op-29-november", "301", 2), "toewijzing", False),
        (("gemeente", "vot-vow/vot-30-gehonoreerd", "301", -1), "toewijzing", False),
        (("gemeente", "overzicht/beide-releases", "306", 3), "retour", True),
        (("gemeente", "overzicht/beide-releases", "306", 7), "retour", False),
        (("aanbieder", "vot-vow/vow-30-gehonoreerd", "307", 5), "melding", True),
        (("aanbieder", "vot-vow/vow-30-gehonoreerd", "307", 8), "melding", False),
        (("aanbieder", "vot-vow/vow-30-gehonoreerd", "307", -1), "melding", False),
        (("aanbieder", "vot-vow/vow-30-gehonoreerd", "317", -1), "verzoek", False),
        (("aanbieder", "declareren/credit-na-goedkeuring", "323", -1), "declaratie", True),
        (("aanbieder", "declareren/credit-na-goedkeuring", "323", -4), "declaratie", False),
        (("aanbieder", "declareren/credit-na-goedkeuring", "323", -1, 1), "declaratie", False),
        (("aanbieder", "declareren/credit-na-goedkeuring", "323", 21), "declaratie", False),
    ],
)
def test_a_message_may_move_within_its_own_term_and_no_further(change, condition, permitted):
    assert CONDITIONS[condition](moved(*change)) is permitted


def made_up(fate, operator="weggelaten", element=""):
    return Result("gemeente", "wmo", "migratie/x", "301", "3.0", operator, fate, element=element, day="2020-11-02")


def test_the_score_leaves_out_what_is_allowed():
    results = [made_up(fate) for fate in (Fate.REPORTED, Fate.REPORTED, Fate.REPORTED, Fate.SURVIVED, Fate.ALLOWED)]
    (row,) = data(results)["tabel"]
    assert row["score"] == 75.0
    assert data(results)["hele_berichten"] == 75.0
    assert share(dict.fromkeys(Fate, 0) | {Fate.ALLOWED: 3}) is None


def test_the_page_names_every_kind_of_survivor_with_an_example():
    results = [
        made_up(Fate.SURVIVED),
        made_up(Fate.SURVIVED),
        made_up(Fate.UNEXERCISED, "element: ander", "Client/Bsn"),
    ]
    kinds_of_survivor = data(results)["niet_gezien"]
    assert [(one["bewerking"], one["aantal"], one["geval"]) for one in kinds_of_survivor] == [
        ("element: ander", 1, "migratie/x"),
        ("weggelaten", 2, "migratie/x"),
    ]
    assert "| 301 (3.0) | weggelaten |  | 2 | migratie/x (2020-11-02) |" in page(results)
