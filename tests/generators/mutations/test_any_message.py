from copy import deepcopy
from dataclasses import replace

import pytest

from migratietoets.generators.messages.message import family
from migratietoets.generators.mutations.any_message import break_rule, breaks_alone
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation import validate


def _message(kind, place=0, domein=Domein.WMO):
    return list(family(kind, Release.R30, domein, number=7).values())[place]


def _codes(bericht):
    return {remark.code for remark in validate(build(bericht))}


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(("kind", "rule"), [("301", "CS003"), ("305", "CS023"), ("307", "TR018"), ("317", "TR353")])
def test_a_message_breaks_the_rule_that_is_asked_and_no_other(kind, rule, domein):
    right = _message(kind, domein=domein)
    wrong = break_rule(right, rule)
    assert (_codes(right), _codes(wrong)) == (set(), {rule})
    assert header(wrong) == header(right)


def test_what_a_message_leaves_out_comes_from_a_full_one():
    right = _message("301")
    assert "Communicatie" not in right.content["Client"]
    assert _codes(break_rule(right, "CD005")) == {"CD005"}


@pytest.mark.parametrize("rule", ["CD007", "TR061"])
@pytest.mark.parametrize("domein", Domein)
def test_a_client_of_whom_little_is_said_is_given_no_more_than_the_rule_needs(rule, domein):
    right = _message("301", domein=domein)
    contacts = right.content["Client"]["Contactgegevens"]
    del contacts["Contact"][1:]
    right.content["Client"] |= {"Geboortedatum": {"Datum": "1988-07-28"}}
    assert _codes(right) == set()
    assert _codes(break_rule(right, rule)) == {rule}


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize("rule", ["CD043", "CD066", "CD067", "CD068"])
@pytest.mark.parametrize("product", [1, 2])
def test_what_is_said_of_a_verwijzer_or_beschikking_is_broken_in_whatever_product(product, rule, domein):
    right = _message("315", place=1, domein=domein)
    assert _codes(break_rule(right, rule, product)) == {rule}


def test_of_several_products_the_one_that_is_asked_is_broken():
    right = _message("305", place=1)
    wrong = break_rule(right, "CS023", product=2)
    first, second = wrong.content["Client"]["StartProducten"]["StartProduct"]
    assert first == right.content["Client"]["StartProducten"]["StartProduct"][0]
    assert second != right.content["Client"]["StartProducten"]["StartProduct"][1]


@pytest.mark.parametrize(("product", "place"), [(1, (0, 0)), (2, (0, 1)), (3, (1, 0))])
def test_prestaties_are_numbered_on_from_one_client_to_the_next(product, place):
    one = _message("323")
    (client,) = one.content["Declaratie"]["Clienten"]["Client"]
    (line,) = client["Prestaties"]["Prestatie"]
    numbers = iter(("P1", "P2", "P3"))

    def of(bsn, count):
        many = [line | {"ProductReferentie": {"ReferentieNummer": next(numbers)}} for _ in range(count)]
        return client | {"Bsn": bsn, "Prestaties": {"Prestatie": many}}

    content = deepcopy(one.content)
    content["Declaratie"]["Clienten"]["Client"] = [of(client["Bsn"], 2), of("999900006", 1)]
    content["Declaratie"]["TotaalIngediendBedrag"]["TotaalBedrag"] = str(3 * int(line["IngediendBedrag"]["Bedrag"]))
    right = replace(one, content=content)
    wrong = break_rule(right, "CD087", product=product)
    clients = wrong.content["Declaratie"]["Clienten"]["Client"]
    without = [
        (i, j)
        for i, client in enumerate(clients)
        for j, line in enumerate(client["Prestaties"]["Prestatie"])
        if "ProductTarief" not in line
    ]
    assert (_codes(right), without) == (set(), [place])


def test_what_breaks_the_rule_already_is_left_alone():
    wrong = break_rule(_message("305"), "CS023")
    assert break_rule(wrong, "CS023") is wrong


@pytest.mark.parametrize(("kind", "rule"), [("305", "TR361"), ("305", "TR326"), ("301", "TR018")])
def test_what_a_message_is_not_held_to_cannot_be_broken_in_it(kind, rule):
    with pytest.raises(InputError, match=rf"{rule} is in deze WMO{kind} niet te breken. Kies een ander bericht"):
        break_rule(_message(kind), rule)


@pytest.mark.parametrize(("rule", "alone"), [("CS023", True), ("TR326", False), ("TR347", False), ("TR314", False)])
def test_a_rule_of_the_table_is_broken_in_one_message_unless_earlier_ones_break_it_too(rule, alone):
    assert breaks_alone(rule) is alone
