"""What a 323 breaks beside its toewijzing and what was claimed before, the gemeente answers at once, line by line."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from migratietoets.istandaard.berichten import build, read
from migratietoets.istandaard.berichten.declaratie import Prestatie, make_303, make_323
from migratietoets.istandaard.berichten.declaratieantwoord import granted, refused, rejected_prestaties
from migratietoets.istandaard.kalender import month
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.play import AANBIEDERS, BSNS, DOMEINEN, GEMEENTE, person, player, toewijzing

JANUARY = (date(2021, 1, 1), date(2021, 1, 31))
FEBRUARY = (date(2021, 2, 1), date(2021, 2, 28))
DAY = "2021-03-01"
OTHER = {Domein.WMO: "08", Domein.JW: "42"}
"""Another categorie."""


@pytest.fixture(params=DOMEINEN)
def domein(request):
    return request.param


def care(domein, **changes):
    """4 hours a week in 2021, of nobody knows which uitvoering."""
    base = {"ingangsdatum": date(2021, 1, 1), "einddatum": date(2021, 12, 31), "volume": 4, "frequentie": "2"}
    return toewijzing(domein, **base | {"uitvoering": None} | changes)


def line(domein, number="P1", period=JANUARY, **changes):
    """4 hours on the care above."""
    t = care(domein)
    base = Prestatie(BSNS[0], number, t.categorie, t.code, *period, 4, "04", 4 * 5000, "1001", 5000)
    found = replace(base, **changes)
    return found if "bedrag" in changes else replace(found, bedrag=found.volume * (found.tarief or 1))


class Office:
    """A gemeente with some toewijzingen, to whom an aanbieder claims."""

    def __init__(self, domein, *stock):
        self.domein, self.numbers = domein, count(1)
        self.g = player("gemeente", *(stock or [care(domein)]))
        self.g.to(DAY)

    def claim(self, *lines, period=JANUARY, number=None, aanbieder=AANBIEDERS[0]):
        """What the answer says at once: the codes of the whole, or number -> codes; None where there is none yet."""
        id_ = f"M{next(self.numbers)}"
        bericht = make_323(
            domein=self.domein,
            gemeente=GEMEENTE,
            aanbieder=aanbieder,
            identificatie=id_,
            number=number or id_,
            dagtekening=date.fromisoformat(DAY),
            period=period,
            prestaties=list(lines),
        )
        return self.said(self.g.deliver(build(bericht).decode(), "323", "3.0"))

    def decide(self, besluit):
        return self.said(self.g.instruction("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit=besluit))

    def said(self, answers):
        if not answers:
            return None
        (answer,) = (one.bericht for one in answers)
        rejected = {one.prestatie.referentienummer: one.retourcodes for one in rejected_prestaties(answer)}
        return refused(answer) or rejected


def test_what_is_right_waits_for_its_answer(domein):
    assert Office(domein).claim(line(domein)) is None


def test_of_two_lines_the_wrong_one_is_rejected_and_the_other_is_granted(domein):
    office = Office(domein)
    assert office.claim(line(domein), line(domein, "P2", toewijzingnummer="9")) == {"P2": ("9338",)}
    assert granted(office.g.berichten[-1].bericht) == 20000


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"toewijzingnummer": "1002"}, "9338"),
        ({"bsn": BSNS[1]}, "9338"),
        ({"categorie": OTHER}, "9339"),
        ({"code": "15A99"}, "9340"),
        ({"eenheid": "16"}, "9341"),
        ({"eenheid": "01", "volume": 240, "tarief": 80}, None),
        ({"volume": 21}, "9321"),
        ({"volume": 20}, None),
        ({"eenheid": "01", "volume": 1200, "tarief": 80}, None),
        ({"eenheid": "01", "volume": 1201, "tarief": 80}, "9321"),
    ],
)
def test_a_prestatie_fits_its_toewijzing(domein, changes, codes):
    said = {name: value[domein] if value is OTHER else value for name, value in changes.items()}
    assert Office(domein).claim(line(domein, **said)) == (codes and {"P1": (codes,)})


@pytest.mark.parametrize(
    ("begin", "end", "codes"),
    [
        ("2021-01-11", "2021-01-20", None),
        ("2021-01-10", "2021-01-20", ("9307",)),
        ("2021-01-12", "2021-01-20", None),
        ("2021-01-11", "2021-01-21", ("9308",)),
        ("2021-01-11", "2021-01-19", None),
        ("2021-01-10", "2021-01-21", ("9307", "9308")),
    ],
)
def test_a_productperiode_lies_within_its_toewijzing(domein, begin, end, codes):
    office = Office(domein, care(domein, ingangsdatum=date(2021, 1, 11), einddatum=date(2021, 1, 20)))
    period = (date.fromisoformat(begin), date.fromisoformat(end))
    assert office.claim(line(domein, period=period)) == (codes and {"P1": codes})


def test_of_nobody_it_is_only_said_that_he_is_no_client(domein):
    assert Office(domein).claim(line(domein, bsn=BSNS[7])) == {"P1": ("8187",)}


def test_a_toewijzing_without_an_end_or_a_product_bounds_neither(domein):
    office = Office(domein, care(domein, einddatum=None, categorie=None, code=None, volume=None, eenheid=None,
                                 frequentie=None))  # fmt: skip
    assert office.claim(line(domein, volume=900, eenheid="16")) is None


@pytest.mark.parametrize(
    ("frequentie", "uitvoering", "period", "most"),
    [
        ("2", "inspanning", JANUARY, 20),
        ("2", "output", JANUARY, 20),
        ("2", "inspanning", (date(2021, 1, 1), date(2021, 1, 9)), 8),
        ("2", "output", (date(2021, 1, 1), date(2021, 1, 9)), 4),
        ("2", None, (date(2021, 1, 1), date(2021, 1, 9)), 8),
        ("1", None, (date(2021, 1, 1), date(2021, 1, 9)), 36),
        ("3", None, JANUARY, 8),
        ("4", None, JANUARY, 4),
    ],
)
def test_a_productperiode_bears_the_volume_as_often_as_the_frequentie_comes_round(
    domein, frequentie, uitvoering, period, most
):
    stock = care(domein, frequentie=frequentie, uitvoering=uitvoering)
    assert Office(domein, stock).claim(line(domein, period=period, volume=most)) is None
    assert Office(domein, stock).claim(line(domein, period=period, volume=most + 1)) == {"P1": ("9321",)}


def test_of_two_toewijzingen_with_one_number_the_one_that_fits_counts(domein):
    other = care(domein, id="T2", categorie="08", code="08A01", ingangsdatum=date(2020, 1, 1))
    assert Office(domein, other, care(domein)).claim(line(domein)) is None


TOTAL = {"volume": 10, "frequentie": "6"}
BUDGET = {"volume": None, "eenheid": None, "frequentie": None, "code": None, "budget": 50000}


@pytest.mark.parametrize(("limit", "code"), [(TOTAL, "9322"), (BUDGET, "9369")])
@pytest.mark.parametrize("together", [False, True])
def test_the_whole_of_a_toewijzing_is_claimed_once(domein, limit, code, together):
    office = Office(domein, care(domein, **limit))
    first, much, rest = (line(domein, f"P{i}", volume=volume) for i, volume in ((1, 6), (2, 5), (3, 4)))
    if together:
        assert office.claim(first, much, rest) == {"P2": (code,)}
    else:
        assert (office.claim(first), office.claim(much), office.claim(rest)) == (None, {"P2": (code,)}, None)
    assert office.claim(line(domein, "P4", volume=1)) == {"P4": (code,)}


def test_without_an_end_there_is_no_total(domein):
    office = Office(domein, care(domein, einddatum=None, volume=10, frequentie="6"))
    assert office.claim(line(domein, volume=11)) is None


@pytest.mark.parametrize(("besluit", "said"), [("afkeuren", None), ("bericht_afkeuren", None), ("goedkeuren", "9322")])
def test_what_the_desk_rejects_leaves_room(domein, besluit, said):
    office = Office(domein, care(domein, **TOTAL))
    office.claim(line(domein, volume=6))
    office.decide(besluit)
    assert office.claim(line(domein, "P2", volume=5)) == (said and {"P2": (said,)})


def credit(domein, number, previous, **changes):
    return line(domein, number, debet_credit="C", previous_referentienummer=previous, **changes)


@pytest.mark.parametrize("together", [False, True])
def test_what_is_credited_leaves_room(domein, together):
    office = Office(domein, care(domein, **TOTAL))
    office.claim(line(domein, volume=6))
    office.decide("goedkeuren")
    back, again = credit(domein, "P2", "P1", volume=6), line(domein, "P3", volume=10)
    assert [office.claim(again, back)] if together else [office.claim(back), office.claim(again)] == [None, None]
    assert office.claim(line(domein, "P4", volume=1)) == {"P4": ("9322",)}


def test_what_one_client_uses_is_left_to_another_with_the_same_number(domein):
    office = Office(domein, care(domein, **TOTAL), care(domein, id="T2", bsn=BSNS[1], **TOTAL))
    assert office.claim(line(domein, volume=10), line(domein, "P2", volume=10, bsn=BSNS[1])) is None


@pytest.mark.parametrize(
    ("previous", "said"), [("P1", None), ("P2", {"P5": ("8017",)}), ("P3", None), ("P9", {"P5": ("8017",)})]
)
def test_a_credit_is_on_a_debit_that_was_claimed(domein, previous, said):
    office = Office(domein)
    office.claim(line(domein))
    office.decide("goedkeuren")
    office.claim(credit(domein, "P2", "P1"))
    office.claim(line(domein, "P3", toewijzingnummer="9"))
    assert office.claim(credit(domein, "P5", previous)) == said


def test_a_credit_says_what_its_debit_said_whatever_became_of_the_toewijzing(domein):
    office = Office(domein)
    office.claim(line(domein))
    office.decide("goedkeuren")
    (entry,) = office.g.party.context.ledger
    office.g.party.context.ledger.put(replace(entry, toewijzing=replace(entry.toewijzing, einddatum=date(2021, 1, 15))))
    assert office.claim(credit(domein, "P2", "P1")) is None
    assert office.claim(line(domein, "P3")) == {"P3": ("9308",)}


@pytest.mark.parametrize(
    ("besluit", "said"),
    [("goedkeuren", {"P1": ("8021",)}), ("afkeuren", {"P1": ("8021",)}), ("bericht_afkeuren", None)],
)
def test_a_number_is_free_again_only_where_the_whole_message_was_refused(domein, besluit, said):
    office = Office(domein)
    office.claim(line(domein))
    office.decide(besluit)
    assert office.claim(line(domein, tarief=4000)) == said
    assert office.claim(line(domein, tarief=3000), aanbieder=AANBIEDERS[1]) == {"P1": ("9338",)}


def test_a_number_that_was_refused_at_the_door_is_used_too_unless_with_the_whole(domein):
    office = Office(domein)
    office.claim(line(domein, toewijzingnummer="9"))
    assert office.claim(line(domein)) == {"P1": ("8021",)}
    wrong = office.claim(line(domein, "P2"), period=(date(2021, 1, 1), date(2021, 1, 30)))
    assert (wrong, office.claim(line(domein, "P2"))) == (("0001",), None)


def test_a_number_of_a_303_is_used_too(domein):
    office = Office(domein, care(domein, ingangsdatum=date(2020, 11, 1)))
    november = month(date(2020, 11, 1))
    bericht = make_303(release=Release.R30, domein=domein, gemeente=GEMEENTE, aanbieder=AANBIEDERS[0], number="M9",
                       dagtekening=date.fromisoformat(DAY), period=november, clients=[person(BSNS[0])],
                       prestaties=[line(domein, period=november)], kind="D")  # fmt: skip
    office.g.deliver(build(bericht).decode(), "303", "3.0")
    assert office.claim(line(domein)) == {"P1": ("8021",)}


@pytest.mark.parametrize(("besluit", "said"), [("goedkeuren", ("9333",)), ("bericht_afkeuren", None)])
def test_a_declaratienummer_is_used_once(domein, besluit, said):
    office = Office(domein)
    office.claim(line(domein), number="D1")
    office.decide(besluit)
    assert office.claim(line(domein, "P2", tarief=4000), line(domein, "P3", toewijzingnummer="9"), number="D1") == (
        said or {"P3": ("9338",)}
    )
    assert office.claim(line(domein, "P4"), number="D2") is None
    assert office.claim(line(domein, "P5"), number="D1", aanbieder=AANBIEDERS[1]) == {"P5": ("9338",)}


def test_declaratieperioden_come_in_order(domein):
    office = Office(domein)
    assert office.claim(line(domein), period=JANUARY) is None
    assert office.claim(line(domein, "P2", FEBRUARY), period=FEBRUARY) is None
    assert office.claim(line(domein, "P3"), period=JANUARY) == ("8214",)
    assert office.claim(line(domein, "P3"), line(domein, "P4", FEBRUARY), period=FEBRUARY) is None


def test_what_is_refused_for_its_period_or_number_is_named_in_no_line(domein):
    office = Office(domein)
    office.claim(line(domein, "P1", FEBRUARY), period=FEBRUARY)
    assert office.claim(line(domein, "P2"), line(domein, "P3", toewijzingnummer="9")) == ("8214",)
    assert "Clienten" not in read(office.g.berichten[-1].xml.encode()).content["DeclaratieAntwoord"]
