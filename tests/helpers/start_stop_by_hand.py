"""Starts and stops by hand: a 305 or a 307 as an aanbieder sends it, and the reasons of a stop."""

from dataclasses import replace
from datetime import date
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


def regie(kind: str, release: str, day: str, *producten: Regieproduct, domein: Domein) -> str:
    bericht = make_regie(
        kind,
        release=Release(release),
        domein=domein,
        gemeente=GEMEENTE,
        aanbieder=AANBIEDERS[0],
        identificatie="A1",
        dagtekening=date.fromisoformat(day),
        client=person(BSNS[0]),
        producten=producten,
    )
    return build(bericht).decode()


def stop(t: Toewijzing, end: str, **changes: Any) -> Regieproduct:
    base = Regieproduct(
        t.toewijzingnummer, t.categorie, t.code, t.ingangsdatum, t.ingangsdatum, date.fromisoformat(end)
    )
    return replace(base, **{"reden_beeindiging": PREMATURE[t.domein]} | changes)
