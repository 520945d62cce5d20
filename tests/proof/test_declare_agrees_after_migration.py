"""Care is claimed on toewijzingen that are migrated meanwhile: labels, reference and rules agree."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from migratietoets.conformance.catalogue.parties import GEMEENTE
from migratietoets.conformance.reference.party import ReferenceParty
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
from migratietoets.generators.chance import seeded
from migratietoets.generators.deliveries.care import Care, care
from migratietoets.generators.deliveries.claims import declarant_of
from migratietoets.generators.deliveries.successions import chain
from migratietoets.generators.people.numbers import FIRST_NEW, NumberSupply
from migratietoets.generators.stock.portfolio import Dossier, portfolio
from migratietoets.generators.timelines.sending import dispatches
from migratietoets.generators.timelines.timeline import Timeline, TimelineMaker
from migratietoets.istandaard.releases import Domein

HOW_MANY, SEED = 150, 3
CORE = {"campaign": "c", "case": "k"}
CLOSING, END = "2021-04-05T09:00:00+02:00", "2021-04-30T17:00:00+02:00"
KEY = ("aanbieder", "bsn", "toewijzingnummer", "categorie", "code", "ingangsdatum")


class Game:
    """The reference as the aanbieders of one client, and the log of what happened."""

    def __init__(self, timeline: Timeline, dossier: Dossier, domein: Domein) -> None:
        self.party = ReferenceParty()
        stock = [part.toewijzing.to_json() for part in timeline.toewijzingen]
        self.aanbieders = sorted({t["aanbieder"] for t in stock})
        self.events: list[Event] = [
            CampaignEvent(campaign="c", role="aanbieder", domain=str(domein), begin="2020-09-01", end="2021-04-30"),
            *(StockEvent(**CORE, toewijzing=t) for t in stock),
        ]
        self.party.reset(
            {"role": "aanbieder", "domain": str(domein), "now": "2020-09-01T08:00:00+02:00", "seed": 0, "case": "k"}
            | {
                "gemeente": GEMEENTE,
                "aanbieders": self.aanbieders,
                "clients": [dossier.client.to_json()],
                "stock": stock,
            }
        )

    def collect(self) -> None:
        for parcel in self.party.collect({})["messages"]:
            self.bericht("aanbieder", parcel["sent_at"], parcel)

    def bericht(self, from_: str, at: str, parcel: dict[str, Any]) -> None:
        to = {"gemeente": "aanbieder", "aanbieder": "gemeente"}[from_]
        self.events.append(
            MessageEvent(
                **CORE,
                n=len(self.events),
                at=at,
                from_=from_,
                to=to,
                code=parcel["code"],
                release=parcel["release"],
                xml=parcel["xml"],
            )
        )

    def deliver(self, at: str, code: str, release: str, xml: str) -> None:
        self.party.advance({"to": at})
        self.collect()
        parcel = {"code": code, "release": release, "xml": xml}
        self.bericht("gemeente", at, parcel)
        self.party.deliver(parcel)

    def press(self, command: str, params: dict[str, Any]) -> None:
        self.party.instruct({"command": command, "params": params})
        self.events.append(InstructEvent(**CORE, at=CLOSING, to="aanbieder", command=command, params=params, result={}))

    def trace(self) -> Trace:
        self.collect()
        self.events.append(EndEvent(campaign="c", at=END))
        (one,) = traces(self.events).values()
        return one


def claim_deliveries(game: Game, everything: list[Care]) -> None:
    game.party.advance({"to": CLOSING})
    game.collect()
    for one in everything:
        product = one.link.product
        geleverd = one.delivery.to_json()
        game.press(
            "registreer_levering",
            {"toewijzing": {field: one.toewijzing.to_json()[field] for field in KEY}, "volume": one.volume}
            | {"categorie": product.categorie, "code": product.code, "eenheid": one.tarief.eenheid}
            | {"tarief": one.tarief.per_eenheid, "uitvoering": geleverd["uitvoering"]}
            | {"geleverd": geleverd["geleverd"], "afspraak": geleverd["afspraak"]},
        )
    for aanbieder in game.aanbieders:
        declarant = declarant_of(GEMEENTE, game.party.context.domein, aanbieder, seed=SEED)
        how = {"bericht_2020": declarant.bericht, "periode_2020": declarant.period}
        game.press("declareer", {"aanbieder": aanbieder, "tot_en_met": "2021-03-31", **how})


def played(domein: Domein) -> Iterator[tuple[str, list[Care], Trace]]:
    maker, numbers = TimelineMaker("op_tijd"), NumberSupply(FIRST_NEW)
    for dossier in portfolio(GEMEENTE, clients=HOW_MANY, seed=SEED, domeinen=(domein,)):
        timeline, everything = maker.make(dossier.toewijzingen), []
        for labelled in dossier.toewijzingen:
            t = labelled.toewijzing
            declarant = declarant_of(t.gemeente, t.domein, t.aanbieder, seed=SEED)
            links = chain(labelled, partial(numbers.next_one, t.gemeente, t.domein))
            everything += care(seeded("proef", t.id), labelled, links, declarant)
        game = Game(timeline, dossier, domein)
        for dispatch in dispatches(timeline.steps, {dossier.client.bsn: dossier.client}):
            step = dispatch.steps[0]
            if step.by == "gemeente":
                game.deliver(f"{step.at}T10:00:00+01:00", step.message, step.release, dispatch.xml.decode())
        claim_deliveries(game, everything)
        yield " ".join(d.defect for d in dossier.toewijzingen), everything, game.trace()


@pytest.mark.parametrize("domein", Domein)
def test_what_is_delivered_around_a_migration_is_claimed_as_its_label_says(domein):
    placed_count = 0
    for defect, everything, trace in played(domein):
        for rule in checkable("aanbieder"):
            if rule.chapter == "declareren":
                assert [b for b in findings(rule, trace) if b.verdict == "fail"] == [], (defect, rule.id)
        for one, placed in zip(everything, placements(trace), strict=True):
            allowed = {place.period for place in one.delivery.label.places}
            assert allowed <= set(placed.possible.periods), (defect, one)
            assert not allowed or placed.period in placed.possible.periods, (defect, one)
            placed_count += bool(allowed)
    assert placed_count > HOW_MANY
