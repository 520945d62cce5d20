"""What a start or a stop may say beside what was reported before, and the code of each line that may not."""

from dataclasses import replace
from datetime import date

import pytest

from migratietoets.istandaard.berichten.retour import line_codes
from tests.helpers.play import BSNS, DOMEINEN, player, toewijzing
from tests.helpers.start_stop_by_hand import regie, stop

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

DAY = "2021-01-25"


def day(number):
    return date(2021, 1, number)


class Care:
    """A gemeente with one toewijzing of two clients each, of which the care runs or not."""

    def __init__(self, domein, *, running=False, **changes):
        self.domein, self.count = domein, 0
        base = toewijzing(domein, ingangsdatum=day(4), frequentie="2", volume=4, gestart=running, **changes)
        self.own = base
        self.other = replace(base, id="T2", toewijzingnummer="1002", bsn=BSNS[1])
        self.gemeente = player("gemeente", self.own, self.other, now=DAY)

    def line(self, begin, end=None, status="1", **changes):
        product = stop(self.own, f"2021-01-{end or begin:02}", begindatum=day(begin), status=status)
        return replace(product, **({} if end else {"einddatum": None, "reden_beeindiging": None}) | changes)

    def said(self, *lines, bsn=BSNS[0]):
        """The codes of each line of a message; the lines without an end are starts."""
        self.count += 1
        kind = "305" if lines[0].einddatum is None else "307"
        xml = regie(kind, "3.0", DAY, *lines, domein=self.domein, identificatie=f"B{self.count}", bsn=bsn)
        (retour,) = self.gemeente.deliver(xml, kind, "3.0")
        return [code for codes in line_codes(retour.bericht) for code in codes] or retour.codes


@pytest.mark.parametrize(("begin", "code"), [(10, "9069"), (11, "0200"), (12, "9069")])
def test_a_stop_has_the_begindatum_of_its_start(domein, begin, code):
    care = Care(domein)
    care.said(care.line(11))
    assert care.said(care.line(begin, 22)) == [code]


def test_a_stop_has_the_product_of_its_start(domein):
    care = Care(domein)
    care.said(care.line(11))
    assert care.said(care.line(11, 22, categorie=None, code=None)) == ["9069"]
    assert care.said(care.line(11, 22)) == ["0200"]


def test_what_was_not_started_cannot_be_stopped_and_what_ran_before_our_time_can(domein):
    assert [Care(domein, running=running).said(Care(domein).line(4, 22)) for running in (False, True)] == [
        ["9069"],
        ["0200"],
    ]


def test_a_start_that_was_taken_back_cannot_be_stopped(domein):
    care = Care(domein)
    assert [care.said(care.line(11)), care.said(care.line(11, status="3"))] == [["0200"]] * 2
    assert care.said(care.line(11, 22)) == ["9069"]


def test_a_start_of_care_that_runs_is_one_too_many_until_it_is_stopped(domein):
    care = Care(domein, running=True)
    assert care.said(care.line(18)) == ["9326"]
    care.said(care.line(4, 15))
    assert care.said(care.line(18)) == ["0200"]
    assert care.said(care.line(20)) == ["9326"]


def test_a_start_that_was_reported_is_not_reported_again(domein):
    care = Care(domein)
    care.said(care.line(11))
    assert care.said(care.line(11)) == ["9074", "9326"]
    care.said(care.line(11, 15))
    assert care.said(care.line(11)) == ["9074"]


@pytest.mark.parametrize(("end", "code"), [(14, "0200"), (15, "9074"), (18, "0200")])
def test_a_stop_that_was_reported_is_not_reported_again(domein, end, code):
    care = Care(domein, running=True)
    care.said(care.line(4, 15))
    assert care.said(care.line(4, end)) == [code]


@pytest.mark.parametrize(("begin", "code"), [(10, "9063"), (11, "0200"), (12, "9063")])
def test_only_what_was_reported_can_be_taken_back(domein, begin, code):
    care = Care(domein)
    care.said(care.line(11))
    assert care.said(care.line(begin, status="3")) == [code]


@pytest.mark.parametrize(("end", "code"), [(14, "9063"), (15, "0200"), (18, "9063")])
def test_only_a_stop_that_was_reported_can_be_taken_back(domein, end, code):
    care = Care(domein, running=True)
    care.said(care.line(4, 15))
    assert care.said(care.line(4, end, status="3")) == [code]


def test_what_was_taken_back_cannot_be_taken_back_again(domein):
    care = Care(domein, running=True)
    assert [care.said(care.line(4, status="3")) for _ in range(2)] == [["0200"], ["9063"]]


def test_what_was_refused_was_not_reported(domein):
    care = Care(domein)
    assert care.said(care.line(11, 15)) == ["9069"]
    assert care.said(care.line(11, 15, status="3")) == ["9063"]


def test_a_start_stays_as_long_as_its_stop_does(domein):
    care = Care(domein, running=True)
    care.said(care.line(4, 15))
    care.said(care.line(18))
    assert care.said(care.line(4, status="3")) == ["9071"]
    assert care.said(care.line(18, status="3")) == ["0200"]
    care.said(care.line(4, 15, status="3"))
    assert care.said(care.line(4, status="3")) == ["0200"]


@pytest.mark.parametrize("removal_first", [True, False])
def test_a_wrong_begindatum_is_corrected_in_one_message(domein, removal_first):
    care = Care(domein)
    care.said(care.line(11))
    lines = [care.line(11, status="3"), care.line(12)]
    assert care.said(*(lines if removal_first else reversed(lines))) == ["0200"]
    assert care.said(care.line(12, 15)) == ["0200"]


def test_of_two_starts_in_one_message_the_second_is_one_too_many(domein):
    care = Care(domein)
    assert care.said(care.line(11), care.line(12)) == ["0200", "9326"]


@pytest.mark.parametrize(("number", "codes"), [("1001", ["0200"]), ("1002", ["9019"]), ("1003", ["9019"])])
def test_the_toewijzing_is_one_of_the_client_himself(domein, number, codes):
    care = Care(domein)
    assert care.said(care.line(11, toewijzingnummer=number)) == codes


def test_what_another_client_has_reported_stands_in_the_way_of_nobody(domein):
    care = Care(domein)
    assert care.said(care.line(11, toewijzingnummer="1002"), bsn=BSNS[1]) == ["0200"]
    assert care.said(care.line(11)) == ["0200"]
    assert care.said(care.line(11, 15, toewijzingnummer="1002")) == ["9019"]


def test_what_ended_before_our_time_was_stopped_then(domein):
    care = Care(domein, running=True, einddatum=day(15))
    assert care.said(care.line(4, 15)) == ["9074"]
    assert care.said(care.line(18)) == ["0200"]
