"""Requests by hand: a 315, a 317, and a gemeente that decides on them."""

from datetime import date
from itertools import count

from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.verzoek import (
    AangevraagdProduct,
    Wijzigingsverzoek,
    make_315,
    make_317,
)
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Release
from tests.helpers.play import (
    AANBIEDERS,
    BSNS,
    GEMEENTE,
    PRODUCT,
    Player,
    gewenst,
    person,
    player,
    ref,
    toewijzing,
)


def week(domein, **changes) -> Toewijzing:
    """Three hours a week, 02-03-2020 until 31-10-2021."""
    return toewijzing(domein, **({"volume": 3, "frequentie": "2", "einddatum": date(2021, 10, 31)} | changes))


IDENTIFICATIONS = count(1)
"""Each message has one of its own (TR056)."""


def vot(domein, day: str, *producten: AangevraagdProduct) -> str:
    release = Release.R24 if day <= "2020-12-30" else Release.R30
    bericht = make_315(
        release=release,
        domein=domein,
        gemeente=GEMEENTE,
        aanbieder=AANBIEDERS[0],
        identificatie=f"A{next(IDENTIFICATIONS)}",
        dagtekening=date.fromisoformat(day),
        client=person(BSNS[0]),
        producten=producten,
    )
    return build(bericht).decode()


def vow(domein, day: str, verzoek: Wijzigingsverzoek, bsn: str = BSNS[0]) -> str:
    bericht = make_317(
        domein=domein,
        gemeente=GEMEENTE,
        aanbieder=AANBIEDERS[0],
        identificatie=f"A{next(IDENTIFICATIONS)}",
        dagtekening=date.fromisoformat(day),
        bsn=bsn,
        verzoek=verzoek,
    )
    return build(bericht).decode()


def requested(domein, referentie: str, **changes) -> AangevraagdProduct:
    base = {"ingangsdatum": date(2021, 2, 1), "einddatum": date(2021, 10, 31), "volume": 4, "eenheid": "04"}
    return AangevraagdProduct(referentie, *PRODUCT[domein], **(base | {"frequentie": "2"} | changes))


def gemeente(domein, at: str, *stock: Toewijzing) -> Player:
    g = player("gemeente")
    g.begin("gemeente", list(stock), domein=domein)
    g.to(at)
    return g


def besluit(g: Player, *besluiten: str, **changes):
    params = {"aanbieder": AANBIEDERS[0], "bsn": BSNS[0], "besluiten": list(besluiten), "wijziging_2020": None}
    return g.instruction("beantwoord_verzoek", **(params | changes))


def change(t: Toewijzing, from_: str, until: str | None, **changes):
    return {"toewijzing": ref(t), "gewenst": gewenst((t.categorie, t.code), from_, until, **changes)}
