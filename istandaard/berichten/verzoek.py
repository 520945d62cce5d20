"""The requests of an aanbieder: 315 (verzoek om toewijzing) and 317 (verzoek om wijziging, 3.0 only)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from migratietoets.istandaard.berichten.bericht import Bericht
from migratietoets.istandaard.berichten.content import (
    children,
    date_or_none,
    day,
    descend,
    number_or_none,
    only,
    read_date,
    text,
    text_or_none,
    without_empty,
)
from migratietoets.istandaard.berichten.header import make_header, make_person
from migratietoets.istandaard.berichten.omvang_budget import (
    make_omvang,
    make_product,
    make_quantity,
    read_content,
    read_omvang,
    read_product,
    read_quantity,
)
from migratietoets.istandaard.model import Client, ContentFields, OmvangFields, QuantityFields
from migratietoets.istandaard.releases import Domein, Release

VERWIJZER_GEMEENTE = "01"
CLIENT_SITUATION_CHANGED = "1"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class AangevraagdProduct(OmvangFields):
    """One line of a 315.

    Attributes:
        referentie_aanbieder: what the 301 or 319 that answers it refers to.
        ingangsdatum, einddatum: of the wanted toewijzing.
        verwijzer: type of the referrer (COD327).
        zorgverlenercode: AGB code of the referrer; 3.0 only.
    """

    referentie_aanbieder: str
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None = None
    verwijzer: str = VERWIJZER_GEMEENTE
    verwijzer_naam: str | None = None
    zorgverlenercode: str | None = None
    commentaar: str | None = None


@dataclass(frozen=True, slots=True)
class OngewijzigdProduct:
    """A running toewijzing that a 317 leaves as it is."""

    toewijzingnummer: str | None


@dataclass(frozen=True, slots=True)
class TeWijzigenProduct(QuantityFields):
    """A running toewijzing that a 317 wants changed."""

    toewijzingnummer: str | None
    wanted_ingangsdatum: date
    einddatum: date | None = None


@dataclass(frozen=True, slots=True)
class NieuwProduct(ContentFields):
    """A product that a 317 asks for beside what runs; without categorie it is generiek."""

    wanted_ingangsdatum: date
    einddatum: date | None = None


@dataclass(frozen=True, slots=True)
class Wijzigingsverzoek:
    """What a 317 asks: one package for one client.

    Attributes:
        referentie_aanbieder: what the 301 or 319 that answers it refers to.
        reden: "1" the client's situation changed, "2" the plan of care did (WJ758).
    """

    referentie_aanbieder: str
    reden: str
    unchanged: tuple[OngewijzigdProduct, ...] = ()
    to_change: tuple[TeWijzigenProduct, ...] = ()
    nieuw: tuple[NieuwProduct, ...] = ()


def make_315(  # noqa: PLR0913  # a message has this many parts
    *,
    release: Release,
    domein: Domein,
    gemeente: str,
    aanbieder: str,
    identificatie: str,
    dagtekening: date,
    client: Client,
    producten: Sequence[AangevraagdProduct],
) -> Bericht:
    """Make a 315, dated on its day of sending, with at least one product."""
    header = make_header(
        kind="315",
        release=release,
        domein=domein,
        afzender=aanbieder,
        ontvanger=gemeente,
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    lines = {"AangevraagdeProducten": {"AangevraagdProduct": [_line(product) for product in producten]}}
    return Bericht("315", release, domein, {"Header": header, "Client": make_person(client) | lines})


def _line(product: AangevraagdProduct) -> dict[str, Any]:
    return without_empty(
        ReferentieAanbieder=product.referentie_aanbieder,
        Product=make_product(product.categorie, product.code),
        ToewijzingIngangsdatum=product.ingangsdatum.isoformat(),
        ToewijzingEinddatum=day(product.einddatum),
        Omvang=make_omvang(product),
        Verwijzer=without_empty(
            Type=product.verwijzer,
            Naam=product.verwijzer_naam,
            ZorgverlenerCode=product.zorgverlenercode,
        ),
        Commentaar=product.commentaar,
    )


def aangevraagde_producten(bericht: Bericht) -> list[AangevraagdProduct]:
    """Read the products of a 315.

    Raises:
        BerichtError: another message, or a product without referentie or ingangsdatum, or with an odd value.
    """
    only(bericht, "315")
    lines = children(descend(bericht.content, "Client", "AangevraagdeProducten"), "AangevraagdProduct")
    return [_requested(line, f"{bericht.name}/AangevraagdProduct") for line in lines]


def _requested(line: dict[str, Any], where: str) -> AangevraagdProduct:
    verwijzer = descend(line, "Verwijzer")
    return AangevraagdProduct(
        **read_product(line),
        **read_omvang(line, where),
        referentie_aanbieder=text(line, "ReferentieAanbieder", where),
        ingangsdatum=read_date(line, "ToewijzingIngangsdatum", where),
        einddatum=date_or_none(line, "ToewijzingEinddatum", where),
        verwijzer=text_or_none(verwijzer, "Type") or "",
        verwijzer_naam=text_or_none(verwijzer, "Naam"),
        zorgverlenercode=text_or_none(verwijzer, "ZorgverlenerCode"),
        commentaar=text_or_none(line, "Commentaar"),
    )


def make_317(
    *,
    domein: Domein,
    gemeente: str,
    aanbieder: str,
    identificatie: str,
    dagtekening: date,
    bsn: str,
    verzoek: Wijzigingsverzoek,
) -> Bericht:
    """Make a 317, which exists in release 3.0 only, dated on its day of sending."""
    header = make_header(
        kind="317",
        release=Release.R30,
        domein=domein,
        afzender=aanbieder,
        ontvanger=gemeente,
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    unchanged = [{"ToewijzingNummer": product.toewijzingnummer} for product in verzoek.unchanged]
    to_change = [{"ToewijzingNummer": product.toewijzingnummer} | _wish(product) for product in verzoek.to_change]
    new = [
        without_empty(Product=make_product(product.categorie, product.code)) | _wish(product)
        for product in verzoek.nieuw
    ]
    content = without_empty(
        ReferentieAanbieder=verzoek.referentie_aanbieder,
        RedenVerzoek=verzoek.reden,
        OngewijzigdeProducten={"OngewijzigdProduct": unchanged} if unchanged else None,
        TeWijzigenProducten={"TeWijzigenProduct": to_change} if to_change else None,
        NieuweProducten={"NieuwProduct": new} if new else None,
    )
    return Bericht("317", Release.R30, domein, {"Header": header, "Client": {"Bsn": bsn, "Verzoek": content}})


def _wish(product: TeWijzigenProduct | NieuwProduct) -> dict[str, Any]:
    return without_empty(
        GewensteIngangsdatum=product.wanted_ingangsdatum.isoformat(),
        Einddatum=day(product.einddatum),
        **make_quantity(product),
    )


def wijzigingsverzoek(bericht: Bericht) -> Wijzigingsverzoek:
    """Read what a 317 asks.

    Raises:
        BerichtError: another message, or a part of it is missing or odd.
    """
    only(bericht, "317")
    content, where = descend(bericht.content, "Client", "Verzoek"), f"{bericht.name}/Verzoek"
    return Wijzigingsverzoek(
        text(content, "ReferentieAanbieder", where),
        text(content, "RedenVerzoek", where),
        _list(content, "OngewijzigdeProducten", "OngewijzigdProduct", _unchanged),
        _list(content, "TeWijzigenProducten", "TeWijzigenProduct", _to_change),
        _list(content, "NieuweProducten", "NieuwProduct", _new),
    )


def _list(
    content: dict[str, Any], collection: str, name: str, read: Callable[[dict[str, Any], str], _T]
) -> tuple[_T, ...]:
    return tuple(read(line, f"Verzoek/{name}") for line in descend(content, collection).get(name, []))


def _unchanged(line: dict[str, Any], _: str) -> OngewijzigdProduct:
    return OngewijzigdProduct(number_or_none(line, "ToewijzingNummer"))


def _to_change(line: dict[str, Any], where: str) -> TeWijzigenProduct:
    return TeWijzigenProduct(
        number_or_none(line, "ToewijzingNummer"), *_term(line, where), **read_quantity(line, where)
    )


def _new(line: dict[str, Any], where: str) -> NieuwProduct:
    return NieuwProduct(*_term(line, where), **read_content(line, where))


def _term(line: dict[str, Any], where: str) -> tuple[date, date | None]:
    return read_date(line, "GewensteIngangsdatum", where), date_or_none(line, "Einddatum", where)
