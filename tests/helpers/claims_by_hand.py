"""Care that was assigned, an aanbieder that delivers it, and what his declaraties say."""

from dataclasses import replace
from datetime import date
from typing import Any

from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein
from tests.helpers.play import Player, Sent, player, toewijzing

P13 = ("2020-12-07", "2020-12-31")
DECEMBER = ("2020-12-01", "2020-12-31")
JANUARY = ("2021-01-01", "2021-01-31")
FEBRUARY = ("2021-02-01", "2021-02-28")


def inspanning(domein: Domein, **changes: Any) -> Toewijzing:
    """60 hours a month, 01-06-2020 until 30-05-2021."""
    base = {"volume": 60, "frequentie": "4", "ingangsdatum": date(2020, 6, 1), "einddatum": date(2021, 5, 30)}
    return toewijzing(domein, **(base | changes))


def output(domein: Domein, **changes: Any) -> Toewijzing:
    """6 pieces a week, 01-06-2020 until 30-05-2021."""
    base = {"volume": 6, "eenheid": "82", "frequentie": "2", "uitvoering": "output"}
    return inspanning(domein, **(base | changes))


def successor(old: Toewijzing, from_: date = date(2021, 1, 1), **changes: Any) -> Toewijzing:
    base = {"id": "T2", "toewijzingnummer": "2002", "ingangsdatum": from_, "einddatum": date(2021, 12, 26)}
    return replace(old, **(base | {"gestart": False} | changes))


def aanbieder(*stock: Toewijzing, at: str = "2021-02-01", system: type[ReferenceParty] = ReferenceParty) -> Player:
    a = player("aanbieder", *stock, system=system)
    a.to(at)
    return a


def lines(berichten: list[Sent]) -> list[tuple[Any, ...]]:
    """Message, period, toewijzing, productperiode, volume and amount of every prestatie."""
    return [
        (
            f"{b.kind}-{b.head.kind}" if b.kind == "303" else b.kind,
            b.period,
            p.toewijzingnummer,
            (p.begindatum.isoformat(), p.einddatum.isoformat()),
            p.volume,
            p.bedrag,
        )
        for b in berichten
        for p in b.prestaties
    ]


def outcome(berichten: list[Sent]) -> list[tuple[Any, ...]]:
    return [(*line[:3], *line[4:]) for line in lines(berichten)]
