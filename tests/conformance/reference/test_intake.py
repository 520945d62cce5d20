"""What comes in is looked through: what breaks a rule gets its retourcode, what is right is taken in beside it."""

from dataclasses import replace
from datetime import date

import pytest

from migratietoets.conformance.reference.intake import without
from migratietoets.istandaard.berichten import read
from migratietoets.istandaard.berichten.retour import line_codes, retourcodes
from migratietoets.istandaard.releases import Domein
from tests.helpers.play import AANBIEDERS, BSNS, DOMEINEN, player, toewijzing
from tests.helpers.start_stop_by_hand import regie, stop

DAY = "2021-01-18"


def running(domein):
    return toewijzing(domein, ingangsdatum=date(2021, 1, 1), frequentie="2", volume=4, gestart=True)


def waiting(domein):
    return replace(running(domein), id="T2", toewijzingnummer="1002", gestart=False)


def start(t):
    return replace(stop(t, DAY), begindatum=date(2021, 1, 18), einddatum=None, reden_beeindiging=None)


def starts(domein, *toewijzingen):
    gemeente = player("gemeente", running(domein), waiting(domein), now="2021-01-18")
    (retour,) = gemeente.deliver(regie("305", "3.0", DAY, *map(start, toewijzingen), domein=domein), "305", "3.0")
    return gemeente, retour.bericht


@pytest.mark.parametrize("domein", DOMEINEN)
def test_of_two_lines_only_the_wrong_one_is_refused_and_the_other_is_taken_in(domein):
    gemeente, retour = starts(domein, running(domein), waiting(domein))
    assert line_codes(retour) == [("9326",), ("0200",)]
    own = gemeente.party.context.ledger.from_(BSNS[0], AANBIEDERS[0])
    assert [entry.start for entry in own] == [date(2021, 1, 1), date(2021, 1, 18)]


@pytest.mark.parametrize("domein", DOMEINEN)
def test_what_is_right_is_accepted(domein):
    _, retour = starts(domein, waiting(domein))
    assert retourcodes(retour) == ["0200"]


@pytest.mark.parametrize("domein", DOMEINEN)
def test_what_one_message_shows_comes_before_what_earlier_ones_show(domein):
    gemeente = player("gemeente", running(domein), now="2021-01-18")
    tomorrow = replace(start(running(domein)), begindatum=date(2021, 1, 19))
    (retour,) = gemeente.deliver(regie("305", "3.0", DAY, tomorrow, domein=domein), "305", "3.0")
    assert retourcodes(retour.bericht) == ["0001"]


@pytest.mark.parametrize("domein", DOMEINEN)
def test_in_24_nothing_is_looked_at(domein):
    gemeente = player("gemeente", running(domein), now="2020-12-21")
    again = replace(stop(running(domein), "2020-12-18"), einddatum=None, reden_beeindiging=None)
    assert retourcodes(gemeente.deliver(regie("305", "2.4", "2020-12-18", again, domein=domein), "305")[0].bericht) == [
        "0200"
    ]


TWO = read(regie("305", "3.0", DAY, start(running(Domein.WMO)), start(waiting(Domein.WMO)), domein=Domein.WMO).encode())
LINE = "Client/StartProducten/StartProduct"


@pytest.mark.parametrize(
    ("paths", "left"),
    [
        ([], ["1001", "1002"]),
        ([f"{LINE}[1]/Begindatum"], ["1002"]),
        ([f"{LINE}[2]", f"{LINE}[2]/ToewijzingNummer"], ["1001"]),
        ([f"{LINE}[1]", f"{LINE}[2]"], None),
        (["Client/Bsn"], None),
        ([f"{LINE}[1]", "Header/Dagtekening"], None),
    ],
)
def test_a_message_without_lines_keeps_the_others_and_is_nothing_without_all(paths, left):
    rest = without(TWO, paths)
    lines = None if rest is None else rest.content["Client"]["StartProducten"]["StartProduct"]
    assert (lines and [line["ToewijzingNummer"] for line in lines]) == left
