"""A message names what the system granted by number: the toewijzingnummer is the one that the system chose itself."""

from datetime import date, datetime

import pytest

from migratietoets.conformance.catalogue.case.case import Case, Kind
from migratietoets.conformance.catalogue.case.content import Given, GivenToewijzing
from migratietoets.conformance.catalogue.case.messages import (
    RequestedChange,
    ToewijzingChange,
    ToewijzingLine,
    ToewijzingMessage,
    WijzigingVerzoek,
)
from migratietoets.conformance.script.messages import make_message
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.istandaard.berichten.retour import make_retour
from migratietoets.istandaard.berichten.verzoek import wijzigingsverzoek
from migratietoets.istandaard.kalender import AMSTERDAM
from migratietoets.istandaard.releases import Domein, Release

AT = datetime(2021, 1, 13, 9, tzinfo=AMSTERDAM)
FIRST, LAST = date(2021, 1, 8), date(2021, 12, 31)
CARE = {"product": "begeleiding", "specifiek": False, "budget": 5000, "ingangsdatum": FIRST, "einddatum": LAST}
GIVEN = GivenToewijzing(ref="T1", number=1, **CARE)


def known():
    case = Case(number=7, id="vot-vow/een", title="", kind=Kind.POSITIVE, source="", given=Given((GIVEN,)))
    return Symbols(case, Domein.WMO)


def granted(*numbers):
    """A 301 of somebody else with what was there, and beside it what nobody had yet."""
    lines = (ToewijzingLine(ref="T1"), *(ToewijzingLine(ref=f"N{one}", number=one, **CARE) for one in numbers))
    message = ToewijzingMessage(sender="gemeente", kind="301", release=Release.R30, lines=lines)
    return make_message(known(), numbers[0], AT, message)


def change(*refs):
    lines = tuple(ToewijzingChange(ref=ref, ingangsdatum=FIRST, budget=6000) for ref in refs)
    wanted = RequestedChange(referentie="V1", to_change=lines)
    return WijzigingVerzoek(sender="aanbieder", kind="317", release=Release.R30, change=wanted)


def test_each_new_toewijzing_of_the_301s_counts_once_in_their_order():
    symbols = known()
    for bericht in (granted(12, 11), granted(13, 11)):
        symbols.saw(bericht)
    message = change(1, 2, 3, "T1")
    assert message.granted == (1, 2, 3)
    asked = wijzigingsverzoek(make_message(symbols, 9, AT, message)).to_change
    assert [one.toewijzingnummer for one in asked] == ["712", "711", "713", "701"]


@pytest.mark.parametrize(("numbers", "has"), [([], True), ([1], True), ([2, 1], True), ([3], False)])
def test_no_more_was_granted_than_was_new(numbers, has):
    symbols = known()
    symbols.saw(granted(12, 11))
    assert symbols.has_granted(numbers) is has


def test_what_was_refused_was_not_granted():
    symbols, bericht = known(), granted(12)
    symbols.saw(bericht)
    symbols.saw(make_retour(bericht, identificatie="A1", dagtekening=FIRST, retourcodes=["0001"]))
    assert not symbols.has_granted([1])


@pytest.mark.parametrize(("refused", "left"), [(0, ["711", "712"]), (1, ["712"]), (2, ["711"])])
def test_a_product_that_was_refused_was_not_granted(refused, left):
    symbols, bericht = known(), granted(11, 12)
    symbols.saw(bericht)
    codes = {"retourcodes": [], "per_product": {refused: ["9332"]}}
    symbols.saw(make_retour(bericht, identificatie="A1", dagtekening=FIRST, **codes))
    assert [symbols.number(n) for n in range(1, 1 + len(left))] == left
    assert not symbols.has_granted([1 + len(left)])
