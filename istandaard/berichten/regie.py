"""The regieberichten: start (305) and stop (307) of care."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from istandaard.berichten.bericht import Bericht
from istandaard.berichten.delen import dag, lees_product, maak_product
from istandaard.berichten.inhoud import (
    alleen,
    datum,
    datum_of_niets,
    klasse,
    nummer_of_niets,
    tekst_of_niets,
    zonder_leeg,
)
from istandaard.berichten.kop import controleer_soort, maak_kop, maak_persoon
from istandaard.model import Client
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import releasegegevens

VERWIJDEREN = "3"
"""StatusAanlevering of a line that takes an earlier one back (CS058)."""

_NAMEN = {"305": ("StartProducten", "StartProduct"), "307": ("StopProducten", "StopProduct")}


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


def maak_regie(  # noqa: PLR0913  # a message has this many parts
    soort: str,
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
        Berichtfout: another soort.
    """
    controleer_soort(soort, *_NAMEN)
    kop = maak_kop(
        soort=soort,
        release=release,
        domein=domein,
        afzender=aanbieder,
        ontvanger=gemeente,
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    verzameling, naam = _NAMEN[soort]
    persoon = maak_persoon(client)
    if "status_client" in releasegegevens(release).kenmerken:
        persoon["StatusAanlevering"] = "1"
    regels = {verzameling: {naam: [_regel(product) for product in producten]}}
    return Bericht(soort, release, domein, {"Header": kop, "Client": persoon | regels})


def _regel(product: Regieproduct) -> dict[str, Any]:
    return zonder_leeg(
        ToewijzingNummer=product.toewijzingnummer,
        Product=maak_product(product.categorie, product.code),
        ToewijzingIngangsdatum=dag(product.toewijzing_ingangsdatum),
        Begindatum=product.begindatum.isoformat(),
        RedenBeeindiging=product.reden_beeindiging,
        Einddatum=dag(product.einddatum),
        StatusAanlevering=product.status,
    )


def regieproducten(bericht: Bericht) -> list[Regieproduct]:
    """Read the products of a 305 or 307.

    Raises:
        Berichtfout: another message, or a product without begindatum, or with a value that is no date.
    """
    alleen(bericht, *_NAMEN)
    verzameling, naam = _NAMEN[bericht.soort]
    producten = klasse(bericht.inhoud, "Client", verzameling).get(naam, [])
    return [_product(regel, f"{bericht.naam}/{naam}") for regel in producten]


def _product(regel: dict[str, Any], waar: str) -> Regieproduct:
    categorie, code = lees_product(regel)
    return Regieproduct(
        toewijzingnummer=nummer_of_niets(regel, "ToewijzingNummer"),
        categorie=categorie,
        code=code,
        toewijzing_ingangsdatum=datum_of_niets(regel, "ToewijzingIngangsdatum", waar),
        begindatum=datum(regel, "Begindatum", waar),
        einddatum=datum_of_niets(regel, "Einddatum", waar),
        reden_beeindiging=tekst_of_niets(regel, "RedenBeeindiging"),
        status=tekst_of_niets(regel, "StatusAanlevering") or "",
    )
