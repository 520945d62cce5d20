"""The 301: what a gemeente grants to an aanbieder for one client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from istandaard.berichten.bericht import Bericht
from istandaard.berichten.delen import cijfers, dag, lees_omvang, lees_product, maak_omvang, maak_product
from istandaard.berichten.inhoud import (
    alleen,
    datum,
    datum_of_niets,
    getal_of_niets,
    klasse,
    nummer_of_niets,
    tekst_of_niets,
    tijd,
    zonder_leeg,
)
from istandaard.berichten.kop import bsn, kop, maak_kop, maak_naam
from istandaard.model import Client, Inhoud, Omvang, Sleutel
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import releasegegevens


@dataclass(frozen=True, slots=True)
class ToegewezenProduct:
    """One line of a 301.

    Attributes:
        volume: whole; euro cents when eenheid is 83 (IV042).
        budget: euro cents; 3.0 only.
    """

    toewijzingnummer: str | None
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None
    toewijzingsdatum: date
    toewijzingstijd: time
    reden_wijziging: str | None = None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None
    referentie_aanbieder: str | None = None
    commentaar: str | None = None

    @property
    def omvang(self) -> Omvang | None:
        """The omvang, or None when the line has none."""
        if self.eenheid is None or self.frequentie is None:
            return None
        return Omvang(self.volume, self.eenheid, self.frequentie)

    @property
    def inhoud(self) -> Inhoud:
        """Product, omvang and budget."""
        return Inhoud(self.categorie, self.code, self.omvang, self.budget)

    @property
    def moment(self) -> datetime:
        """When it was decided on: of several lines about one toewijzing the latest counts."""
        return datetime.combine(self.toewijzingsdatum, self.toewijzingstijd)


def maak_301(  # noqa: PLR0913  # a message has this many parts
    *,
    release: Release,
    domein: Domein,
    gemeente: str,
    aanbieder: str,
    identificatie: str,
    dagtekening: date,
    client: Client,
    producten: Sequence[ToegewezenProduct],
    beschikkingnummer: str = "1",
) -> Bericht:
    """Make a 301, dated on its day of sending, with at least one product.

    Where the release wraps the products in a Beschikking, that gets the beschikkingnummer (at most nine digits) and
    the earliest dates of its products. What a release cannot express (budget in 2.4) is refused by `bouw`.
    """
    regels: dict[str, Any] = {"ToegewezenProducten": {"ToegewezenProduct": [_regel(product) for product in producten]}}
    if "beschikking" in releasegegevens(release).kenmerken:
        beschikking = {
            "BeschikkingNummer": beschikkingnummer,
            "Afgiftedatum": min((product.toewijzingsdatum for product in producten), default=dagtekening).isoformat(),
            "Ingangsdatum": min((product.ingangsdatum for product in producten), default=dagtekening).isoformat(),
        }
        regels = {"Beschikking": beschikking | regels}
    hoofd = maak_kop(
        soort="301",
        release=release,
        domein=domein,
        afzender=gemeente,
        ontvanger=aanbieder,
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    return Bericht("301", release, domein, {"Header": hoofd, "Client": _client(client) | regels})


def _client(persoon: Client) -> dict[str, Any]:
    adres = {
        "Huis": {"Huisnummer": str(persoon.huisnummer)},
        "Postcode": persoon.postcode,
        "Straatnaam": persoon.straatnaam,
        "Plaatsnaam": persoon.plaatsnaam,
        "LandCode": "NL",
    }
    return {
        "Bsn": persoon.bsn,
        "Geboortedatum": {"Datum": persoon.geboortedatum.isoformat()},
        "Geslacht": persoon.geslacht,
        "Naam": maak_naam(persoon, volledig=True),
        "Contactgegevens": {"Contact": [{"Soort": "01", "Adres": adres}]},
    }


def _regel(product: ToegewezenProduct) -> dict[str, Any]:
    return zonder_leeg(
        ToewijzingNummer=product.toewijzingnummer,
        ReferentieAanbieder=product.referentie_aanbieder,
        Product=maak_product(product.categorie, product.code),
        Toewijzingsdatum=product.toewijzingsdatum.isoformat(),
        Toewijzingstijd=product.toewijzingstijd.isoformat("seconds"),
        Ingangsdatum=product.ingangsdatum.isoformat(),
        Einddatum=dag(product.einddatum),
        RedenWijziging=product.reden_wijziging,
        Omvang=maak_omvang(product.volume, product.eenheid, product.frequentie),
        Budget=cijfers(product.budget),
        Commentaar=product.commentaar,
    )


def toegewezen_producten(bericht: Bericht) -> list[ToegewezenProduct]:
    """Read the products of a 301, in either release, wherever they stand.

    Raises:
        Berichtfout: no 301, or a product without a date, or with a value that is no date or number.
    """
    alleen(bericht, "301")
    client = klasse(bericht.inhoud, "Client")
    producten = klasse(client, "ToegewezenProducten") or klasse(client, "Beschikking", "ToegewezenProducten")
    return [_product(regel, f"{bericht.naam}/ToegewezenProduct") for regel in producten.get("ToegewezenProduct", [])]


def regels_301(bericht: Bericht) -> list[tuple[Sleutel, ToegewezenProduct]]:
    """The products of a 301, each with the identity of its toewijzing.

    Raises:
        Berichtfout: as `toegewezen_producten`, or the header cannot be read.
    """
    hoofd, client = kop(bericht), bsn(bericht) or ""
    return [
        (
            Sleutel(
                hoofd.afzender,
                bericht.domein,
                hoofd.ontvanger,
                client,
                p.toewijzingnummer,
                p.categorie,
                p.code,
                p.ingangsdatum,
            ),
            p,
        )
        for p in toegewezen_producten(bericht)
    ]


def _product(regel: dict[str, Any], waar: str) -> ToegewezenProduct:
    categorie, code = lees_product(regel)
    volume, eenheid, frequentie = lees_omvang(regel, waar)
    return ToegewezenProduct(
        toewijzingnummer=nummer_of_niets(regel, "ToewijzingNummer"),
        categorie=categorie,
        code=code,
        ingangsdatum=datum(regel, "Ingangsdatum", waar),
        einddatum=datum_of_niets(regel, "Einddatum", waar),
        toewijzingsdatum=datum(regel, "Toewijzingsdatum", waar),
        toewijzingstijd=tijd(regel, "Toewijzingstijd", waar),
        reden_wijziging=tekst_of_niets(regel, "RedenWijziging"),
        volume=volume,
        eenheid=eenheid,
        frequentie=frequentie,
        budget=getal_of_niets(regel, "Budget", waar),
        referentie_aanbieder=tekst_of_niets(regel, "ReferentieAanbieder"),
        commentaar=tekst_of_niets(regel, "Commentaar"),
    )
