"""The regieberichten: start (305) and stop (307) of care."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from migratietoets.istandaard.berichten.bericht import Bericht
from migratietoets.istandaard.berichten.content import (
    date_or_none,
    day,
    descend,
    number_or_none,
    only,
    read_date,
    text_or_none,
    without_empty,
)
from migratietoets.istandaard.berichten.header import check_kind, make_header, make_person
from migratietoets.istandaard.berichten.omvang_budget import make_product, read_product
from migratietoets.istandaard.model import Client
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import release_data

FIRST: Final = "1"
REMOVAL: Final = "3"
"""StatusAanlevering of a line that takes an earlier one back (CS058)."""

_NAMES = {"305": ("StartProducten", "StartProduct"), "307": ("StopProducten", "StopProduct")}


@dataclass(frozen=True, slots=True)
class Regieproduct:
    """One line of a 305 or 307.

    Attributes:
        einddatum, reden_beeindiging: of a 307 only.
        status: StatusAanlevering: "1" first delivery, "3" removal (CS058).
    """

    toewijzingnummer: str | None
    categorie: str | None
    code: str | None
    toewijzing_ingangsdatum: date | None
    begindatum: date
    einddatum: date | None = None
    reden_beeindiging: str | None = None
    status: str = "1"


def make_regie(  # noqa: PLR0913  # a message has this many parts
    kind: str,
    *,
    release: Release,
    domein: Domein,
    gemeente: str,
    aanbieder: str,
    identificatie: str,
    dagtekening: date,
    client: Client,
    producten: Sequence[Regieproduct],
) -> Bericht:
    """Make a 305 or a 307 ("305", "307"), dated on its day of sending, with at least one product.

    Raises:
        BerichtError: another kind.
    """
    check_kind(kind, *_NAMES)
    header = make_header(
        kind=kind,
        release=release,
        domein=domein,
        afzender=aanbieder,
        ontvanger=gemeente,
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    collection, name = _NAMES[kind]
    person = make_person(client)
    if "status_client" in release_data(release).traits:
        person["StatusAanlevering"] = "1"
    lines = {collection: {name: [_line(product) for product in producten]}}
    return Bericht(kind, release, domein, {"Header": header, "Client": person | lines})


def _line(product: Regieproduct) -> dict[str, Any]:
    return without_empty(
        ToewijzingNummer=product.toewijzingnummer,
        Product=make_product(product.categorie, product.code),
        ToewijzingIngangsdatum=day(product.toewijzing_ingangsdatum),
        Begindatum=product.begindatum.isoformat(),
        RedenBeeindiging=product.reden_beeindiging,
        Einddatum=day(product.einddatum),
        StatusAanlevering=product.status,
    )


def regieproducten(bericht: Bericht) -> list[Regieproduct]:
    """Read the products of a 305 or 307.

    Raises:
        BerichtError: another message, or a product without begindatum, or with a value that is no date.
    """
    only(bericht, *_NAMES)
    collection, name = _NAMES[bericht.kind]
    producten = descend(bericht.content, "Client", collection).get(name, [])
    return [_product(line, f"{bericht.name}/{name}") for line in producten]


def _product(line: dict[str, Any], where: str) -> Regieproduct:
    return Regieproduct(
        toewijzingnummer=number_or_none(line, "ToewijzingNummer"),
        **read_product(line),
        toewijzing_ingangsdatum=date_or_none(line, "ToewijzingIngangsdatum", where),
        begindatum=read_date(line, "Begindatum", where),
        einddatum=date_or_none(line, "Einddatum", where),
        reden_beeindiging=text_or_none(line, "RedenBeeindiging"),
        status=text_or_none(line, "StatusAanlevering") or "",
    )
