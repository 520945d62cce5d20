"""The gemeente answers what is claimed: in time, in the right release, and never a rejected credit."""

from dataclasses import replace
from datetime import date

import pytest

from migratietoets.conformance.reference.gemeente.declaraties import Declaraties
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.declaratie import Prestatie, make_303, make_323
from migratietoets.istandaard.berichten.declaratieantwoord import granted, refused, rejected_prestaties
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Release
from tests.helpers.claims_by_hand import inspanning
from tests.helpers.play import (
    AANBIEDERS,
    BSNS,
    DOMEINEN,
    GEMEENTE,
    Chain,
    Player,
    Sent,
    person,
    player,
    ref,
    with_desks,
)

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

JANUARY = (date(2021, 1, 1), date(2021, 1, 31))
NOVEMBER = (date(2020, 11, 1), date(2020, 11, 30))


def prestatie(domein, number: str, period, bsn: str = BSNS[0], previous: str | None = None, **otherwise) -> Prestatie:
    """Four hours for 18,800 cents; a credit where it names a debit."""
    t = inspanning(domein)
    return Prestatie(
        bsn=bsn,
        referentienummer=number,
        categorie=t.categorie,
        code=t.code,
        begindatum=period[0],
        einddatum=period[1],
        volume=4,
        eenheid="04",
        bedrag=18800,
        toewijzingnummer="1001",
        tarief=4700,
        debet_credit="C" if previous else "D",
        previous_referentienummer=previous,
        **otherwise,
    )


def claim(domein, kind: str, day: str, lines: list[Prestatie], number: str = "N1", period=None) -> str:
    """A 323, 303-D or 303-F of that day as XML."""
    fixed = {
        "domein": domein,
        "gemeente": GEMEENTE,
        "aanbieder": AANBIEDERS[0],
        "number": number,
        "dagtekening": date.fromisoformat(day),
        "prestaties": lines,
    }
    if kind == "323":
        return build(make_323(identificatie=number, period=period or JANUARY, **fixed)).decode()
    if kind == "303-F":
        fixed["prestaties"] = [replace(line, btw_vrijstelling="1") for line in lines]
    release = Release.R24 if day <= "2020-12-30" else Release.R30
    clients = [person(bsn) for bsn in BSNS[:3]]
    return build(make_303(release=release, period=period or NOVEMBER, clients=clients, kind=kind[-1], **fixed)).decode()


def gemeente(domein, at: str, system=ReferenceParty) -> Player:
    both = inspanning(domein), inspanning(domein, id="T2", bsn=BSNS[1])
    g = player("gemeente", *both, system=system)
    g.to(at)
    return g


def has_granted(g: Player, domein, kind: str, *numbers: str) -> None:
    """Earlier that day these were claimed, and granted."""
    debits = [prestatie(domein, number, JANUARY if kind == "323" else NOVEMBER) for number in numbers]
    deliver(g, claim(domein, kind, "2021-02-01", debits, number="N0"))
    assert len(g.instruction("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit="goedkeuren")) == 1


def deliver(g: Player, xml: str) -> list[Sent]:
    return g.deliver(xml, "323" if "323" in xml[:400] else "303")


@pytest.mark.parametrize(
    ("kind", "received", "answer", "release"),
    [
        ("303-D", "2020-12-01", "2020-12-11", "2.4"),
        ("303-F", "2020-12-22", "2021-01-06", "2.4"),
        ("303-D", "2020-12-24", "2021-01-08", "2.4"),
        ("303-D", "2020-12-30", "2021-01-13", "2.4"),
        ("303-D", "2021-01-05", "2021-01-15", "3.0"),
        ("323", "2021-02-01", "2021-02-11", "3.0"),
        ("323", "2021-02-05", "2021-02-17", "3.0"),
    ],
)
def test_approved_after_eight_working_days(domein, kind, received, answer, release):
    g = gemeente(domein, received)
    period = JANUARY if kind == "323" else NOVEMBER
    assert deliver(g, claim(domein, kind, received, [prestatie(domein, "P1", period)])) == []
    (bericht,) = g.to("2021-02-28")
    assert (bericht.kind, bericht.release, bericht.day) == ("325" if kind == "323" else "304", release, answer)
    assert (refused(bericht.bericht), rejected_prestaties(bericht.bericht)) == ((), [])
    assert (granted(bericht.bericht), "8001" in bericht.codes) == (18800, True)


@pytest.mark.parametrize("kind", ["323", "303-D", "303-F"])
@pytest.mark.parametrize("bsn", [BSNS[1], None])
def test_rejecting_touches_the_prestaties_of_that_client(domein, kind, bsn):
    period = JANUARY if kind == "323" else NOVEMBER
    g = gemeente(domein, "2021-02-01")
    lines = [prestatie(domein, f"P{i}", period, BSNS[i // 2]) for i in range(4)]
    deliver(g, claim(domein, kind, "2021-02-01", lines))
    (bericht,) = g.instruction("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=bsn, besluit="afkeuren")
    route = ["P2", "P3"] if bsn else ["P0", "P1", "P2", "P3"]
    assert [one.prestatie.referentienummer for one in rejected_prestaties(bericht.bericht)] == route
    assert {one.retourcodes for one in rejected_prestaties(bericht.bericht)} == {("9308",)}
    assert granted(bericht.bericht) == 18800 * (4 - len(route))
    assert g.to("2021-02-28") == []


@pytest.mark.parametrize("kind", ["323", "303-D"])
def test_the_desk_approves_or_refuses_the_bericht(domein, kind):
    period = JANUARY if kind == "323" else NOVEMBER
    for besluit, bedrag, codes in (("goedkeuren", 18800, ()), ("bericht_afkeuren", 0, ("0001",))):
        g = gemeente(domein, "2021-02-01")
        deliver(g, claim(domein, kind, "2021-02-01", [prestatie(domein, "P1", period)]))
        for other in ({"aanbieder": AANBIEDERS[1], "bsn": None}, {"aanbieder": AANBIEDERS[0], "bsn": BSNS[3]}):
            assert g.instruction("beoordeel_declaratie", besluit=besluit, **other) == []
        (bericht,) = g.instruction("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=BSNS[0], besluit=besluit)
        assert (granted(bericht.bericht), refused(bericht.bericht)) == (bedrag, codes)


@pytest.mark.parametrize("besluit", ["afkeuren", "bericht_afkeuren"])
@pytest.mark.parametrize("kind", ["323", "303-D", "303-F"])
@pytest.mark.parametrize("adjacent", [False, True])
def test_a_credit_is_never_rejected(domein, kind, besluit, adjacent):
    period = JANUARY if kind == "323" else NOVEMBER
    g = gemeente(domein, "2021-02-01")
    has_granted(g, domein, kind, "P1")
    debit = [prestatie(domein, "P3", period)] if adjacent else []
    deliver(g, claim(domein, kind, "2021-02-01", [prestatie(domein, "P2", period, previous="P1"), *debit]))
    (bericht,) = g.instruction("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit=besluit)
    assert [one.prestatie.referentienummer for one in rejected_prestaties(bericht.bericht)] == (
        ["P3"] if adjacent else []
    )
    assert (refused(bericht.bericht), granted(bericht.bericht)) == ((), -18800)


@pytest.mark.parametrize(
    ("kind", "period", "productperiode"),
    [
        ("323", (date(2020, 12, 1), date(2020, 12, 31)), JANUARY),
        ("323", JANUARY, (date(2020, 12, 28), date(2021, 1, 31))),
        ("323", (date(2021, 1, 1), date(2021, 1, 30)), JANUARY),
        ("323", (date(2021, 1, 1), date(2021, 2, 28)), JANUARY),
        ("303-D", (date(2020, 12, 7), date(2021, 1, 3)), NOVEMBER),
        ("303-F", NOVEMBER, (date(2021, 1, 1), date(2021, 1, 3))),
    ],
)
def test_a_period_on_the_wrong_side_is_technically_refused(domein, kind, period, productperiode):
    g = gemeente(domein, "2021-02-01")
    xml = claim(domein, kind, "2021-02-01", [prestatie(domein, "P1", productperiode)], period=period)
    (bericht,) = deliver(g, xml)
    assert (bericht.kind, refused(bericht.bericht)) == ("325" if kind == "323" else "304", ("0001",))
    assert g.instruction("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit="goedkeuren") == []


@pytest.mark.parametrize("previous", [["P1", None], ["P9", "P9"]])
def test_a_credit_beside_its_debit_or_twice_the_same_debit_is_refused(domein, previous):
    g = gemeente(domein, "2021-02-01")
    lines = [prestatie(domein, f"P{2 - i}", JANUARY, previous=old) for i, old in enumerate(previous)]
    (bericht,) = deliver(g, claim(domein, "323", "2021-02-01", lines))
    assert refused(bericht.bericht) == ("0001",)


@pytest.mark.parametrize("kind", ["323", "303-D"])
def test_outside_the_schema_is_refused_as_long_as_there_is_something_to_answer(domein, kind):
    g = gemeente(domein, "2021-02-01")
    xml = claim(domein, kind, "2021-02-01", [prestatie(domein, "P1", JANUARY if kind == "323" else NOVEMBER)])
    (bericht,) = deliver(g, xml.replace(">4<", ">4.5<"))
    assert refused(bericht.bericht) == ("0001",)
    unreadable = deliver(g, xml.replace(">D<", ">Debet<"))
    assert [refused(one.bericht) for one in unreadable] == ([("0001",)] if kind == "323" else [])
    assert g.to("2021-02-05") == []


def test_in_the_quiet_period_the_answer_waits(domein):
    g = gemeente(domein, "2020-12-29")
    deliver(g, claim(domein, "303-D", "2020-12-29", [prestatie(domein, "P1", NOVEMBER)]))
    g.to("2021-01-02")
    assert g.instruction("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit="goedkeuren") == []
    (bericht,) = g.to("2021-01-04")
    assert (bericht.release, bericht.at.isoformat()) == ("2.4", "2021-01-04T09:00:00+01:00")


def test_what_is_technically_refused_already_is_no_longer_judged(domein):
    g = gemeente(domein, "2020-12-31")
    deliver(g, claim(domein, "303-D", "2020-12-31", [prestatie(domein, "P1", JANUARY)]))
    assert g.instruction("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit="goedkeuren") == []
    (bericht,) = g.to("2021-01-04")
    assert refused(bericht.bericht) == ("0001",)


def test_an_unknown_decision(domein):
    g = gemeente(domein, "2021-02-01")
    with pytest.raises(InputError, match="besluit"):
        g.press("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit="uitstellen")


def test_a_fault_is_one_method(domein):
    class RejectsCredits(Declaraties):
        def may_reject(self, line):
            return True

    g = gemeente(domein, "2021-02-01", with_desks(RejectsCredits))
    has_granted(g, domein, "323", "P1")
    deliver(g, claim(domein, "323", "2021-02-01", [prestatie(domein, "P2", JANUARY, previous="P1")]))
    (bericht,) = g.instruction("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit="afkeuren")
    assert len(rejected_prestaties(bericht.bericht)) == 1


def test_the_chain_from_delivery_to_credit(domein):
    t = inspanning(domein)
    delivery = {"toewijzing": ref(t), "uitvoering": "inspanning", "categorie": t.categorie, "code": t.code}
    delivery |= {"eenheid": "04", "tarief": 4700, "afspraak": None}
    chain = Chain(t, from_="2020-12-20")
    for day, volume in (("2020-12-28", 2), ("2020-12-31", 3), ("2021-01-01", 4), ("2021-01-31", 5)):
        chain.plan("2021-02-01", "aanbieder", "registreer_levering", geleverd=day, volume=volume, **delivery)
    chain.plan(
        "2021-02-02",
        "aanbieder",
        "declareer",
        aanbieder=AANBIEDERS[0],
        tot_en_met="2021-01-31",
        bericht_2020="303-D",
        periode_2020="vier_weken",
    )
    for day in ("2021-02-05", "2021-02-15"):
        chain.plan(day, "aanbieder", "crediteer", toewijzing=ref(t), geleverd="2021-01-01")
    chain.play()
    assert [(b.kind, b.day) for b in chain.from_("303", "304", "323", "325")] == [
        ("303", "2021-02-02"),
        ("323", "2021-02-02"),
        ("304", "2021-02-12"),
        ("325", "2021-02-12"),
        ("323", "2021-02-15"),
        ("325", "2021-02-25"),
    ]
    assert [b.head.totaalbedrag for b in chain.from_("303", "323")] == [23500, 42300, -42300]
