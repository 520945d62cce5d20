"""Toewijzingen by hand: a 301 as a gemeente sends it, and what one that was sent says."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from migratietoets.conformance.reference.gemeente.toewijzingen import as_product
from migratietoets.conformance.reference.ledger import Entry
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, make_301
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Release
from tests.helpers.play import (
    GEMEENTE,
    Sent,
    person,
)


def bericht_301(day: str, release: str, *lines: tuple[Toewijzing, str | None]) -> str:
    """A 301 of the gemeente, decided at 09:00 of its day."""
    moment = datetime.combine(date.fromisoformat(day), time(9))
    first = lines[0][0]
    bericht = make_301(
        release=Release(release),
        domein=first.domein,
        gemeente=GEMEENTE,
        aanbieder=first.aanbieder,
        identificatie="G1",
        dagtekening=moment.date(),
        client=person(first.bsn),
        producten=[as_product(Entry(t, moment, reden)) for t, reden in lines],
    )
    return build(bericht).decode()


def per(t: Toewijzing, day: str) -> Toewijzing:
    return replace(t, einddatum=date.fromisoformat(day))


def core(line: ToegewezenProduct) -> tuple[Any, ...]:
    return (
        line.ingangsdatum.isoformat(),
        line.einddatum and line.einddatum.isoformat(),
        line.volume,
        line.eenheid,
        line.frequentie,
        line.budget,
        line.reden_wijziging,
    )


def only_one(berichten: list[Sent], release: str, day: str) -> list[ToegewezenProduct]:
    """The lines of the one 301 that was sent."""
    (bericht,) = berichten
    assert (bericht.kind, bericht.release, bericht.day) == ("301", release, day)
    return bericht.lines
