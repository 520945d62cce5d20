"""The 301: what a gemeente grants to an aanbieder for one client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from migratietoets.istandaard.berichten.bericht import Bericht
from migratietoets.istandaard.berichten.content import (
    children,
    date_or_none,
    day,
    descend,
    integer_or_none,
    number_or_none,
    only,
    read_date,
    text_or_none,
    time_of_day,
    without_empty,
)
from migratietoets.istandaard.berichten.header import bsn, header, make_header, make_name
from migratietoets.istandaard.berichten.omvang_budget import make_product, make_quantity, read_omvang, read_product
from migratietoets.istandaard.model import Client, ContentFields, Key, Toewijzing
from migratietoets.istandaard.releases import LATEST_DECISION, Domein, Release
from migratietoets.istandaard.schemas.release_facts import release_data


@dataclass(frozen=True, slots=True)
class ToegewezenProduct(ContentFields):
    """One line of a 301."""

    toewijzingnummer: str | None
    ingangsdatum: date
    einddatum: date | None
    toewijzingsdatum: date
    toewijzingstijd: time
    reden_wijziging: str | None = None
    referentie_aanbieder: str | None = None
    commentaar: str | None = None

    @property
    def moment(self) -> datetime:
        """When it was decided on: of several lines about one toewijzing the latest counts."""
        return datetime.combine(self.toewijzingsdatum, self.toewijzingstijd)


def granted(
    record: Toewijzing, decided: datetime, reden_wijziging: str | None = None, referentie_aanbieder: str | None = None
) -> ToegewezenProduct:
    """A record as the line of a 301 that was decided on at a moment."""
    return ToegewezenProduct(
        **record.content_fields,
        toewijzingnummer=record.toewijzingnummer,
        ingangsdatum=record.ingangsdatum,
        einddatum=record.einddatum,
        toewijzingsdatum=decided.date(),
        toewijzingstijd=decided.time(),
        reden_wijziging=reden_wijziging,
        referentie_aanbieder=referentie_aanbieder,
    )


def decided_at(record: Toewijzing) -> datetime:
    """When a toewijzing of the stock of a case was decided on: before its calendar begins."""
    return datetime.combine(min(record.ingangsdatum, LATEST_DECISION), time(0))


def make_301(  # noqa: PLR0913  # a message has this many parts
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
    afgiftedatum: date | None = None,
) -> Bericht:
    """Make a 301, dated on its day of sending, with at least one product.

    Where the release wraps the products in a Beschikking, that gets the beschikkingnummer (at most nine digits), the
    afgiftedatum (without one: the earliest toewijzingsdatum) and the earliest ingangsdatum of its products. What a
    release cannot express (budget in 2.4) is refused by `build`.
    """
    lines: dict[str, Any] = {"ToegewezenProducten": {"ToegewezenProduct": [_line(product) for product in producten]}}
    if "beschikking" in release_data(release).traits:
        beschikking = {
            "BeschikkingNummer": beschikkingnummer,
            "Afgiftedatum": (
                afgiftedatum or min((product.toewijzingsdatum for product in producten), default=dagtekening)
            ).isoformat(),
            "Ingangsdatum": min((product.ingangsdatum for product in producten), default=dagtekening).isoformat(),
        }
        lines = {"Beschikking": beschikking | lines}
    head = make_header(
        kind="301",
        release=release,
        domein=domein,
        afzender=gemeente,
        ontvanger=aanbieder,
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    return Bericht("301", release, domein, {"Header": head, "Client": _client(client) | lines})


def _client(person: Client) -> dict[str, Any]:
    address = {
        "Huis": without_empty(
            Huisnummer=str(person.huisnummer), Huisletter=person.huisletter, HuisnummerToevoeging=person.toevoeging
        ),
        "Postcode": person.postcode,
        "Straatnaam": person.straatnaam,
        "Plaatsnaam": person.plaatsnaam,
        "LandCode": "NL",
    }
    return {
        "Bsn": person.bsn,
        "Geboortedatum": {"Datum": person.geboortedatum.isoformat()},
        "Geslacht": person.geslacht,
        "Naam": make_name(person, full=True),
        "Contactgegevens": {"Contact": [{"Soort": "01", "Adres": address}]},
    }


def _line(product: ToegewezenProduct) -> dict[str, Any]:
    return without_empty(
        ToewijzingNummer=product.toewijzingnummer,
        ReferentieAanbieder=product.referentie_aanbieder,
        Product=make_product(product.categorie, product.code),
        Toewijzingsdatum=product.toewijzingsdatum.isoformat(),
        Toewijzingstijd=product.toewijzingstijd.isoformat("seconds"),
        Ingangsdatum=product.ingangsdatum.isoformat(),
        Einddatum=day(product.einddatum),
        RedenWijziging=product.reden_wijziging,
        **make_quantity(product),
        Commentaar=product.commentaar,
    )


def toegewezen_producten(bericht: Bericht) -> list[ToegewezenProduct]:
    """Read the products of a 301, in either release, wherever they stand.

    Raises:
        BerichtError: no 301, or a product without a date, or with a value that is no date or number.
    """
    return [toegewezen_product(bericht, line) for line in product_lines(bericht)]


def product_lines(bericht: Bericht) -> list[dict[str, Any]]:
    """The products of a 301 as they stand there, not yet read.

    Raises:
        BerichtError: no 301.
    """
    only(bericht, "301")
    client = descend(bericht.content, "Client")
    producten = descend(client, "ToegewezenProducten") or descend(client, "Beschikking", "ToegewezenProducten")
    return children(producten, "ToegewezenProduct")


def toegewezen_product(bericht: Bericht, line: dict[str, Any]) -> ToegewezenProduct:
    """Read one of the `product_lines` of a 301.

    Raises:
        BerichtError: a date is absent, or a value is no date or number.
    """
    return _product(line, f"{bericht.name}/ToegewezenProduct")


def lines_301(bericht: Bericht) -> list[tuple[Key, ToegewezenProduct]]:
    """The products of a 301, each with the identity of its toewijzing.

    Raises:
        BerichtError: as `toegewezen_producten`, or the header cannot be read.
    """
    head, client = header(bericht), bsn(bericht) or ""
    return [
        (
            Key(
                head.afzender,
                bericht.domein,
                head.ontvanger,
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


def _product(line: dict[str, Any], where: str) -> ToegewezenProduct:
    return ToegewezenProduct(
        **read_product(line),
        **read_omvang(line, where),
        toewijzingnummer=number_or_none(line, "ToewijzingNummer"),
        ingangsdatum=read_date(line, "Ingangsdatum", where),
        einddatum=date_or_none(line, "Einddatum", where),
        toewijzingsdatum=read_date(line, "Toewijzingsdatum", where),
        toewijzingstijd=time_of_day(line, "Toewijzingstijd", where),
        reden_wijziging=text_or_none(line, "RedenWijziging"),
        budget=integer_or_none(line, "Budget", where),
        referentie_aanbieder=text_or_none(line, "ReferentieAanbieder"),
        commentaar=text_or_none(line, "Commentaar"),
    )
