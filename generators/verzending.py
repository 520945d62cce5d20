"""The messages of a timeline: one for each day, release, pair of parties, domein and client (MS-04)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import groupby
from typing import Any

from generators.stappen import Stap
from istandaard.berichten import bouw
from istandaard.berichten.regie import Regieproduct, maak_regie
from istandaard.berichten.toewijzing import ToegewezenProduct, maak_301
from istandaard.model import Client
from istandaard.releases import Domein, Release

VERZONDEN_OM = time(9)
"""Time of sending, and so toewijzingstijd."""
STOPREDEN = {Domein.WMO: "23", Domein.JW: "34"}
"""RedenBeeindiging of a stop that only serves the migration: ended early, in agreement."""


@dataclass(frozen=True, slots=True)
class Zending:
    """A message, and the steps that it carries out."""

    stappen: tuple[Stap, ...]
    xml: bytes


def _regel(stap: Stap) -> ToegewezenProduct:
    """A line of a 301, decided on the day of sending."""
    stand = stap.stand
    return ToegewezenProduct(
        toewijzingnummer=stand.toewijzingnummer,
        categorie=stand.categorie,
        code=stand.code,
        ingangsdatum=stand.ingangsdatum,
        einddatum=stand.einddatum,
        toewijzingsdatum=stap.op,
        toewijzingstijd=VERZONDEN_OM,
        reden_wijziging=stap.reden,
        volume=stand.volume,
        eenheid=stand.eenheid,
        frequentie=stand.frequentie,
        budget=stand.budget,
    )


def _stop(stap: Stap) -> Regieproduct:
    """A line of a 307: care began on the first day of the toewijzing."""
    stand = stap.stand
    return Regieproduct(
        toewijzingnummer=stand.toewijzingnummer,
        categorie=stand.categorie,
        code=stand.code,
        toewijzing_ingangsdatum=stand.ingangsdatum,
        begindatum=stand.ingangsdatum,
        einddatum=stand.einddatum,
        reden_beeindiging=STOPREDEN[stand.domein],
    )


def _bericht(stappen: Sequence[Stap], client: Client, identificatie: str) -> bytes:
    eerste = stappen[0]
    kop: dict[str, Any] = {
        "release": Release(eerste.release or ""),
        "domein": eerste.stand.domein,
        "gemeente": eerste.stand.gemeente,
        "aanbieder": eerste.stand.aanbieder,
        "identificatie": identificatie,
        "dagtekening": eerste.op,
        "client": client,
    }
    if eerste.message == "301":
        return bouw(maak_301(producten=[_regel(stap) for stap in stappen], **kop))
    return bouw(maak_regie("307", producten=[_stop(stap) for stap in stappen], **kop))


def zendingen(stappen: Sequence[Stap], clienten: Mapping[str, Client], *, vanaf: int = 1) -> Iterator[Zending]:
    """The messages of these steps, by day.

    Args:
        stappen: of one or more timelines.
        clienten: by BSN.
        vanaf: number of the first message; it becomes the identification, so give each message another.
    """
    in_bericht = sorted((stap for stap in stappen if stap.message is not None), key=lambda stap: stap.bericht)
    for plaats, (_, groep) in enumerate(groupby(in_bericht, key=lambda stap: stap.bericht)):
        eigen = tuple(groep)
        yield Zending(eigen, _bericht(eigen, clienten[eigen[0].stand.bsn], f"M{vanaf + plaats:07d}"))
