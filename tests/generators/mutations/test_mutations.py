"""Every rule that one message can break is broken, alone, by a mutation of its own."""

from collections.abc import Iterator
from itertools import product

import pytest

from migratietoets.conformance.catalogue.register import register
from migratietoets.generators.mutations.mutation import Mutation, mutations, rows
from migratietoets.istandaard.berichten import build, tree
from migratietoets.istandaard.berichtregels import Berichtregel, berichtregels
from migratietoets.istandaard.berichtregels.breaches import held_to
from migratietoets.istandaard.berichtregels.conditions import BASE, BERICHT, UnknownElementError, xpath
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import base_namespace, bericht_namespace, kinds
from migratietoets.istandaard.schemas.structure import Element, structure
from migratietoets.istandaard.validation import validate

Sort = tuple[str, Release, Domein]
SORTS = [(kind, release, domein) for release, domein in product(Release, Domein) for kind in kinds(release)]
every_sort = pytest.mark.parametrize("sort", SORTS, ids="-".join)


@every_sort
def test_a_mutation_breaks_its_rule_and_nothing_else(sort: Sort) -> None:
    for mutation in mutations(*sort):
        what = f"{mutation.rule} {mutation.variant} {mutation.place}"
        assert validate(build(mutation.valid)) == [], what
        found = validate(build(mutation.broken))
        assert {one.code for one in found} == {mutation.rule, *mutation.besides}, (what, found)


@every_sort
def test_every_rule_has_a_mutation_in_every_message_that_is_held_to_it(sort: Sort) -> None:
    assert {mutation.rule for mutation in mutations(*sort)} == set(held_to(*sort))


@every_sort
def test_every_row_has_a_mutation_in_every_class_it_looks_at(sort: Sort) -> None:
    made = list(mutations(*sort))
    asked = [row for row in berichtregels() if row.holds_for(*sort)]
    missing = [f"{row.id} {place}: {row.fout}" for row in asked for place in _unbroken(row, sort, made)]
    assert missing == []


def test_every_mutation_is_of_some_use() -> None:
    made = {(mutation.rule, mutation.besides) for sort in SORTS for mutation in mutations(*sort)}
    assert {(row.rule, row.besides) for row in rows()} == made


def test_what_a_mutation_breaks_besides_follows_from_its_rule() -> None:
    for row in rows():
        known = register().get(row.rule)
        assert set(row.besides) <= set(known.entails if known else ()), row.rule


def test_the_same_seed_gives_the_same_messages_and_another_number_other_people() -> None:
    first, again, other = (
        [build(one.broken) for one in mutations("301", Release.R30, Domein.WMO, seed=2, number=number)]
        for number in (5, 5, 6)
    )
    assert first == again
    assert not {*first} & {*other}


def _unbroken(row: Berichtregel, sort: Sort, made: list[Mutation]) -> Iterator[str]:
    """The classes in which no mutation makes the condition of a row true."""
    spaces = {BERICHT: bericht_namespace(*sort).uri, BASE: base_namespace(*sort[1:]).uri}
    for path in _classes((structure(*sort),)):
        if path[-1].name not in row.klassen and path[-1].type not in row.klassen:
            continue
        try:
            condition = xpath(path, row.fout)
        except UnknownElementError:
            continue
        steps = (f"{BASE if one.in_basisschema else BERICHT}:{one.name}" for one in path)
        wanted = f"boolean(/{'/'.join(steps)}[{condition}])"
        broken = (one.broken for one in made if one.rule == row.id)
        if not any(tree(build(one)).xpath(wanted, namespaces=spaces) for one in broken):
            yield "/".join(one.name for one in path[1:])


def _classes(path: tuple[Element, ...]) -> Iterator[tuple[Element, ...]]:
    yield path
    for child in path[-1].children:
        yield from _classes((*path, child))
