"""Starts and stops by hand: a 305 or a 307 as an aanbieder sends it, and the reasons of a stop."""

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.start_stop import Regieproduct, make_regie
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.play import (
    AANBIEDERS,
    BSNS,
    GEMEENTE,
    person,
)

PREMATURE = {Domein.WMO: "23", Domein.JW: "34"}
AS_PLANNED = {Domein.WMO: "19", Domein.JW: "31"}
IDENTIFICATIONS = count(1)
"""Each message has one of its own (TR056)."""


def regie(
    kind: str,
    release: str,
    day: str,
    *producten: Regieproduct,
    domein: Domein,
    identificatie: str = "",
    bsn: str = BSNS[0],
) -> str:
    """A 305 or 307, with an identification of its own unless told otherwise."""
    bericht = make_regie(
        kind,
        release=Release(release),
        domein=domein,
        gemeente=GEMEENTE,
        aanbieder=AANBIEDERS[0],
        identificatie=identificatie or f"A{next(IDENTIFICATIONS)}",
        dagtekening=date.fromisoformat(day),
        client=person(bsn),
        producten=producten,
    )
    return build(bericht).decode()


def stop(t: Toewijzing, end: str, **changes: Any) -> Regieproduct:
    base = Regieproduct(
        t.toewijzingnummer, t.categorie, t.code, t.ingangsdatum, t.ingangsdatum, date.fromisoformat(end)
    )
    return replace(base, **{"reden_beeindiging": PREMATURE[t.domein]} | changes)
