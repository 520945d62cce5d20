"""Which client a case has, also beyond the first turn of the test range."""

from dataclasses import replace

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.clients import ROOM, client
from migratietoets.generators.people.clients import person
from migratietoets.istandaard.bsn import elfproef
from migratietoets.istandaard.releases import Domein

ANY = next(iter(cases().values()))
FIRST_BEYOND = 1515
"""The first case number for which the range is used up."""


def test_the_clients_of_the_first_turn_are_where_they_were():
    case = replace(ANY, number=FIRST_BEYOND - 1)
    assert client(case, "F", Domein.WMO) == person(0, ROOM - 1, (Domein.WMO,)).client


def test_beyond_the_range_a_case_has_what_another_left_over():
    low, high = (replace(ANY, number=number) for number in (0, FIRST_BEYOND))
    ours = [client(high, ref, Domein.JW) for ref in "ABC"]
    assert ours == [client(low, ref, Domein.JW) for ref in "DEF"]
    assert all(elfproef(one.bsn) for one in ours)
