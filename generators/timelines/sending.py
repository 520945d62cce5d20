"""The messages of a timeline: one for each day, release, pair of parties, domein and client (MS-04)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby
from typing import Any

from migratietoets.generators.timelines.steps import TimelineStep
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.start_stop import Regieproduct, make_regie
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, granted, make_301
from migratietoets.istandaard.codelijsten.codes import IN_AGREEMENT
from migratietoets.istandaard.model import Client
from migratietoets.istandaard.releases import Release

SENT_AT = time(9)
"""Time of sending, and so toewijzingstijd."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A message, and the steps that it carries out."""

    steps: tuple[TimelineStep, ...]
    xml: bytes


def _line(step: TimelineStep) -> ToegewezenProduct:
    """A line of a 301, decided on the day of sending."""
    return granted(step.state, datetime.combine(step.at, SENT_AT), step.reden)


def _stop(step: TimelineStep) -> Regieproduct:
    """A line of a 307: care began on the first day of the toewijzing."""
    state = step.state
    return Regieproduct(
        toewijzingnummer=state.toewijzingnummer,
        categorie=state.categorie,
        code=state.code,
        toewijzing_ingangsdatum=state.ingangsdatum,
        begindatum=state.ingangsdatum,
        einddatum=state.einddatum,
        reden_beeindiging=IN_AGREEMENT[state.domein],
    )


def _bericht(steps: Sequence[TimelineStep], client: Client, identificatie: str) -> bytes:
    first = steps[0]
    header: dict[str, Any] = {
        "release": Release(first.release or ""),
        "domein": first.state.domein,
        "gemeente": first.state.gemeente,
        "aanbieder": first.state.aanbieder,
        "identificatie": identificatie,
        "dagtekening": first.at,
        "client": client,
    }
    if first.message == "301":
        return build(make_301(producten=[_line(step) for step in steps], **header))
    return build(make_regie("307", producten=[_stop(step) for step in steps], **header))


def dispatches(
    steps: Sequence[TimelineStep], clients: Mapping[str, Client], *, starting_at: int = 1
) -> Iterator[Dispatch]:
    """The messages of these steps, by day.

    Args:
        steps: of one or more timelines.
        clients: by BSN.
        starting_at: number of the first message; it becomes the identification, so give each message another.
    """
    in_bericht = sorted((step for step in steps if step.message is not None), key=lambda step: step.bericht)
    for location, (_, group) in enumerate(groupby(in_bericht, key=lambda step: step.bericht)):
        own = tuple(group)
        yield Dispatch(own, _bericht(own, clients[own[0].state.bsn], f"M{starting_at + location:07d}"))
