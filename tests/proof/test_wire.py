import pytest

from migratietoets.generators.wire.operators import OPERATORS
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import kinds
from tests.proof.wire.pages import data, page, share
from tests.proof.wire.recorded import play
from tests.proof.wire.score import Fate, Result, allowed, structural, why_allowed

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
        records = play(role, Domein.WMO)
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


def test_no_rule_stumbles_over_a_change(results):
    assert not [one for one in results if any(rule.startswith("!") for rule in one.rules)]


@pytest.mark.parametrize("role", ["gemeente", "aanbieder"])
def test_nothing_is_broken_while_nothing_is_changed(role):
    for record in play(role, Domein.WMO)[:20]:
        assert record.changed_nothing().broken == record.baseline.broken


def test_the_list_of_what_is_allowed_names_operators_and_messages_that_exist():
    every = {kind for release in Release for kind in kinds(release)}
    for one in allowed()["bewerkingen"]:
        assert one["bewerking"] in {operator.name for operator in OPERATORS}
        assert set(one["berichten"]) <= every
        assert one["waarom"]


def test_what_is_allowed_is_allowed_for_its_own_message_and_release_only():
    assert why_allowed("302", "2.4", "weggelaten")
    assert not why_allowed("302", "3.0", "weggelaten")
    assert not why_allowed("301", "2.4", "weggelaten")
    assert why_allowed("301", "3.0", "element: ander", "Client/Naam/Voornamen")
    assert not why_allowed("301", "3.0", "element: ander", "Client/Bsn")


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
