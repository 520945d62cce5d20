"""What `declare` allows, where the reference claims, and what the rules find must be the same, on every scenario."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from migratietoets.conformance.catalogue.parties import AANBIEDERS, GEMEENTE
from migratietoets.conformance.commands.deliveries import make_delivery
from migratietoets.conformance.contracts import as_json
from migratietoets.conformance.reference.aanbieder.periods import DECLARATIE, DECLARATIE_2020, Periods
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.conformance.rules.questions.declare import places
from migratietoets.conformance.rules.views.claims.placement import placements
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.verdict.judge import checkable, findings
from migratietoets.conformance.vocabulary.events import (
    CampaignEvent,
    EndEvent,
    Event,
    InstructEvent,
    MessageEvent,
    StockEvent,
)
from migratietoets.generators.deliveries.delivery import (
    DECLARANTS,
    DELIVERY_SITUATIONS,
    DeclaratieScenario,
    LabelledDelivery,
    delivery,
)
from migratietoets.generators.deliveries.endings import ENDINGS
from migratietoets.generators.people.clients import person
from migratietoets.generators.strategies import declaratie_scenarios
from migratietoets.istandaard.kalender import four_week_period, month
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import END_OF_2020, Domein
from migratietoets.istandaard.uitvoeringen import OUTPUT
from tests.helpers.play import with_desks

CLIENT = person(0, 0).client
CORE = {"campaign": "c", "case": "k"}
ASKED, END = "2021-04-05T09:00:00+02:00", "2021-04-30T17:00:00+02:00"
GENEROUS = settings(max_examples=150, deadline=None)
PRODUCT = {Domein.WMO: ("02", "02A01"), Domein.JW: ("45", "45A01")}
PLACE_RULES = ("DC-", "IV076")
TURN_OF_YEAR = ("2020-12-27", "2020-12-28", "2020-12-31", "2020-W53", "2021-01-01", "2021-01-03", "2021-01-04")
VOLUMES = (7, 11, 13, 17, 19, 23)
"""Of each next delivery another, so that what was claimed shows which it is."""


def toewijzing(domein: Domein, uitvoering: str, number: str, from_: Any, until: Any) -> Toewijzing:
    categorie, code = PRODUCT[domein]
    return Toewijzing(
        id=number, gemeente=GEMEENTE, domein=domein, aanbieder=AANBIEDERS[1], bsn=CLIENT.bsn, toewijzingnummer=number,
        categorie=categorie, code=code, volume=5000, eenheid="82" if uitvoering == OUTPUT else "04", frequentie="4",
        budget=None, ingangsdatum=from_, einddatum=until, uitvoering=uitvoering,
    )  # fmt: skip


def stock(one: DeclaratieScenario) -> list[Toewijzing]:
    first, ending = one.deliveries[0], one.ending
    old_one = toewijzing(first.domein, first.uitvoering, "101", ending.ingangsdatum, ending.einddatum)
    if ending.successor is None:
        return [old_one]
    return [old_one, toewijzing(first.domein, first.uitvoering, "102", ending.successor, None)]


def instructions(one: DeclaratieScenario, old_one: Toewijzing) -> Iterator[tuple[str, dict[str, Any]]]:
    key = ("aanbieder", "bsn", "toewijzingnummer", "categorie", "code", "ingangsdatum")
    where = {field: old_one.to_json()[field] for field in key}
    for volume, part in zip(VOLUMES, one.deliveries, strict=False):
        query = part.to_json()
        yield (
            "registreer_levering",
            {"toewijzing": where, "volume": volume, "eenheid": old_one.eenheid, "tarief": 4700}
            | {"categorie": old_one.categorie, "code": old_one.code}
            | {field: query[field] for field in ("geleverd", "uitvoering", "afspraak")},
        )  # fmt: skip
    how = {"bericht_2020": one.declarant.bericht, "periode_2020": one.declarant.period}
    yield "declareer", {"aanbieder": AANBIEDERS[1], "tot_en_met": "2021-03-31", **how}


def play(one: DeclaratieScenario, make_party: Callable[[], ReferenceParty] = ReferenceParty) -> Trace:
    """Let an aanbieder register and claim everything on one day, and read what it sent."""
    party, own, domein = make_party(), stock(one), one.deliveries[0].domein
    party.reset(
        {"role": "aanbieder", "domain": str(domein), "now": "2021-04-01T09:00:00+02:00", "seed": 0, "case": "k"}
        | {"gemeente": GEMEENTE, "aanbieders": [AANBIEDERS[1]], "clients": [CLIENT.to_json()]}
        | {"stock": [t.to_json() for t in own]}
    )
    events: list[Event] = [
        CampaignEvent(campaign="c", role="aanbieder", domain=str(domein), begin="2020-09-01", end="2021-04-30"),
        *(StockEvent(**CORE, toewijzing=t.to_json()) for t in own),
    ]
    party.collect({})
    party.advance({"to": ASKED})
    for command, params in instructions(one, own[0]):
        party.instruct({"command": command, "params": params})
        events.append(InstructEvent(**CORE, at=ASKED, to="aanbieder", command=command, params=params, result={}))
    for n, parcel in enumerate(party.collect({})["messages"], start=1):
        content = {v: parcel[v] for v in ("code", "release", "xml")}
        events.append(MessageEvent(**CORE, n=n, at=parcel["sent_at"], from_="aanbieder", to="gemeente", **content))
    events.append(EndEvent(campaign="c", at=END))
    (trace,) = traces(events).values()
    return trace


def broken_off(trace: Trace) -> set[str]:
    return {r.id for r in checkable("aanbieder") if any(b.verdict == "fail" for b in findings(r, trace))}


def may_stand(part: LabelledDelivery) -> list[dict[str, Any]]:
    allowed: list[dict[str, Any]] = as_json(places(make_delivery(part.to_json())))["allowed"]
    return allowed


def compare(one: DeclaratieScenario) -> None:
    trace = play(one)
    assert broken_off(trace) == set()
    for part, placed in zip(one.deliveries, placements(trace), strict=True):
        expected = may_stand(part)
        assert set(placed.possible.periods) >= {place["period"] for place in expected}
        assert placed.possible.rules >= {rule for rule in part.label.rules if expected}
        assert (placed.period in {place["period"] for place in expected}) is bool(expected)
        assert not expected or placed.berichten & {place["message"] for place in expected}


@GENEROUS
@given(declaratie_scenarios())
def test_the_reference_claims_where_declare_says_and_the_rules_find_nothing(one):
    compare(one)


def compare_named(name, domein, declarants):
    for declarant in declarants:
        part = delivery(name, domein=domein, declarant=declarant)
        compare(DeclaratieScenario(part.ending, declarant, (part,)))


def named(ending):
    return [name for name, situation in DELIVERY_SITUATIONS.items() if situation.ending == ending]


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_named_delivery_is_placed_alike(ending, domein):
    """By every declarant around the turn of the year, on other days by one of them in turn."""
    for nth, name in enumerate(named(ending)):
        turn_of_year = name.split("/")[1] in TURN_OF_YEAR
        compare_named(name, domein, DECLARANTS if turn_of_year else DECLARANTS[nth % 4 :][:1])


@pytest.mark.traag
@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_named_delivery_of_every_declarant_is_placed_alike(ending, domein):
    for name in named(ending):
        compare_named(name, domein, DECLARANTS)


def somewhere_else(kind: str, day: Any) -> type[ReferenceParty]:
    """A party that claims everything in one message and in the period of one day, whatever was delivered when."""

    class Moved(Periods):
        def declaratie_kind(self, _day: Any) -> str:
            return kind

        def periode_2020(self, _day: Any, division: str) -> Any:
            four_week = four_week_period(day) if division == "vier_weken" else None
            return (four_week.begindatum, four_week.einddatum) if four_week else month(day)

        def period_from_2021(self, _day: Any) -> Any:
            return month(day)

    return with_desks(Moved)


@GENEROUS
@given(declaratie_scenarios(at_most=1), st.sampled_from([(2020, 11), (2020, 12), (2021, 1), (2021, 2)]))
def test_a_delivery_elsewhere_breaks_a_rule_exactly_when_declare_forbids_it(one, place):
    day = date(*place, 28)
    kind = DECLARATIE_2020 if day <= END_OF_2020 else DECLARATIE
    (part,) = one.deliveries
    trace = play(one, somewhere_else(kind, day))
    (placed,) = placements(trace)
    assume(placed.claims and may_stand(part))
    p = placed.claims[0].prestatie
    assume(p.begindatum <= p.einddatum)
    permitted = placed.well_placed
    # when output of 2020 is claimed with a 303, the parties agree on themselves (OP264)
    assume(permitted or not placed.delivery.is_output or placed.delivery.is_week_53 or placed.stands_in("323"))
    assert bool({rule for rule in broken_off(trace) if rule.startswith(PLACE_RULES)}) is not permitted


def test_every_way_a_toewijzing_can_end_is_played():
    assert {DELIVERY_SITUATIONS[name].ending for name in DELIVERY_SITUATIONS} == set(ENDINGS)
