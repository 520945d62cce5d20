"""The requests of an aanbieder: 315 (verzoek om toewijzing) and 317 (verzoek om wijziging, 3.0 only)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from istandaard.berichten.bericht import Bericht
from istandaard.berichten.delen import cijfers, dag, lees_omvang, lees_product, maak_omvang, maak_product
from istandaard.berichten.inhoud import (
    alleen,
    datum,
    datum_of_niets,
    getal_of_niets,
    klasse,
    nummer_of_niets,
    tekst,
    tekst_of_niets,
    zonder_leeg,
)
from istandaard.berichten.kop import maak_kop, maak_persoon
from istandaard.model import Client
from istandaard.releases import Domein, Release

VERWIJZER_GEMEENTE = "01"
VERANDERING_CLIENTSITUATIE = "1"
WIJZIGING_ZORGPLAN = "2"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class AangevraagdProduct:
    """One line of a 315.

    Attributes:
        referentie_aanbieder: what the 301 or 319 that answers it refers to.
        ingangsdatum, einddatum: of the wanted toewijzing.
        volume: whole; euro cents when eenheid is 83 (IV042).
        verwijzer: type of the referrer (COD327).
        zorgverlenercode: AGB code of the referrer; 3.0 only.
    """

    referentie_aanbieder: str
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None = None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    verwijzer: str = VERWIJZER_GEMEENTE
    verwijzer_naam: str | None = None
    zorgverlenercode: str | None = None
    commentaar: str | None = None


@dataclass(frozen=True, slots=True)
class OngewijzigdProduct:
    """A running toewijzing that a 317 leaves as it is."""

    toewijzingnummer: str | None


@dataclass(frozen=True, slots=True)
class TeWijzigenProduct:
    """A running toewijzing that a 317 wants changed.

    Attributes:
        volume: whole; euro cents when eenheid is 83 (IV042).
        budget: euro cents.
    """

    toewijzingnummer: str | None
    gewenste_ingangsdatum: date
    einddatum: date | None = None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None


@dataclass(frozen=True, slots=True)
class NieuwProduct:
    """A product that a 317 asks for beside what runs; without categorie it is generiek.

    Attributes:
        volume: whole; euro cents when eenheid is 83 (IV042).
        budget: euro cents.
    """

    categorie: str | None
    code: str | None
    gewenste_ingangsdatum: date
    einddatum: date | None = None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None


@dataclass(frozen=True, slots=True)
class Wijzigingsverzoek:
    """What a 317 asks: one package for one client.

    Attributes:
        referentie_aanbieder: what the 301 or 319 that answers it refers to.
        reden: "1" the client's situation changed, "2" the plan of care did (WJ758).
    """

    referentie_aanbieder: str
    reden: str
    ongewijzigd: tuple[OngewijzigdProduct, ...] = ()
    te_wijzigen: tuple[TeWijzigenProduct, ...] = ()
    nieuw: tuple[NieuwProduct, ...] = ()


def maak_315(  # noqa: PLR0913  # a message has this many parts
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
    kop = maak_kop(
        soort="315",
        release=release,
        domein=domein,
        afzender=aanbieder,
        ontvanger=gemeente,
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    regels = {"AangevraagdeProducten": {"AangevraagdProduct": [_regel(product) for product in producten]}}
    return Bericht("315", release, domein, {"Header": kop, "Client": maak_persoon(client) | regels})


def _regel(product: AangevraagdProduct) -> dict[str, Any]:
    return zonder_leeg(
        ReferentieAanbieder=product.referentie_aanbieder,
        Product=maak_product(product.categorie, product.code),
        ToewijzingIngangsdatum=product.ingangsdatum.isoformat(),
        ToewijzingEinddatum=dag(product.einddatum),
        Omvang=maak_omvang(product.volume, product.eenheid, product.frequentie),
        Verwijzer=zonder_leeg(
            Type=product.verwijzer,
            Naam=product.verwijzer_naam,
            ZorgverlenerCode=product.zorgverlenercode,
        ),
        Commentaar=product.commentaar,
    )


def aangevraagde_producten(bericht: Bericht) -> list[AangevraagdProduct]:
    """Read the products of a 315.

    Raises:
        Berichtfout: another message, or a product without referentie or ingangsdatum, or with an odd value.
    """
    alleen(bericht, "315")
    regels = klasse(bericht.inhoud, "Client", "AangevraagdeProducten").get("AangevraagdProduct", [])
    return [_aangevraagd(regel, f"{bericht.naam}/AangevraagdProduct") for regel in regels]


def _aangevraagd(regel: dict[str, Any], waar: str) -> AangevraagdProduct:
    categorie, code = lees_product(regel)
    volume, eenheid, frequentie = lees_omvang(regel, waar)
    verwijzer = klasse(regel, "Verwijzer")
    return AangevraagdProduct(
        referentie_aanbieder=tekst(regel, "ReferentieAanbieder", waar),
        categorie=categorie,
        code=code,
        ingangsdatum=datum(regel, "ToewijzingIngangsdatum", waar),
        einddatum=datum_of_niets(regel, "ToewijzingEinddatum", waar),
        volume=volume,
        eenheid=eenheid,
        frequentie=frequentie,
        verwijzer=tekst_of_niets(verwijzer, "Type") or "",
        verwijzer_naam=tekst_of_niets(verwijzer, "Naam"),
        zorgverlenercode=tekst_of_niets(verwijzer, "ZorgverlenerCode"),
        commentaar=tekst_of_niets(regel, "Commentaar"),
    )


def maak_317(
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
    kop = maak_kop(
        soort="317",
        release=Release.R30,
        domein=domein,
        afzender=aanbieder,
        ontvanger=gemeente,
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    ongewijzigd = [{"ToewijzingNummer": product.toewijzingnummer} for product in verzoek.ongewijzigd]
    te_wijzigen = [{"ToewijzingNummer": product.toewijzingnummer} | _wens(product) for product in verzoek.te_wijzigen]
    nieuw = [
        zonder_leeg(Product=maak_product(product.categorie, product.code)) | _wens(product) for product in verzoek.nieuw
    ]
    inhoud = zonder_leeg(
        ReferentieAanbieder=verzoek.referentie_aanbieder,
        RedenVerzoek=verzoek.reden,
        OngewijzigdeProducten={"OngewijzigdProduct": ongewijzigd} if ongewijzigd else None,
        TeWijzigenProducten={"TeWijzigenProduct": te_wijzigen} if te_wijzigen else None,
        NieuweProducten={"NieuwProduct": nieuw} if nieuw else None,
    )
    return Bericht("317", Release.R30, domein, {"Header": kop, "Client": {"Bsn": bsn, "Verzoek": inhoud}})


def _wens(product: TeWijzigenProduct | NieuwProduct) -> dict[str, Any]:
    return zonder_leeg(
        GewensteIngangsdatum=product.gewenste_ingangsdatum.isoformat(),
        Einddatum=dag(product.einddatum),
        Omvang=maak_omvang(product.volume, product.eenheid, product.frequentie),
        Budget=cijfers(product.budget),
    )


def wijzigingsverzoek(bericht: Bericht) -> Wijzigingsverzoek:
    """Read what a 317 asks.

    Raises:
        Berichtfout: another message, or a part of it is missing or odd.
    """
    alleen(bericht, "317")
    inhoud, waar = klasse(bericht.inhoud, "Client", "Verzoek"), f"{bericht.naam}/Verzoek"
    return Wijzigingsverzoek(
        tekst(inhoud, "ReferentieAanbieder", waar),
        tekst(inhoud, "RedenVerzoek", waar),
        _lijst(inhoud, "OngewijzigdeProducten", "OngewijzigdProduct", _ongewijzigd),
        _lijst(inhoud, "TeWijzigenProducten", "TeWijzigenProduct", _te_wijzigen),
        _lijst(inhoud, "NieuweProducten", "NieuwProduct", _nieuw),
    )


def _lijst(
    inhoud: dict[str, Any], verzameling: str, naam: str, lees: Callable[[dict[str, Any], str], _T]
) -> tuple[_T, ...]:
    return tuple(lees(regel, f"Verzoek/{naam}") for regel in klasse(inhoud, verzameling).get(naam, []))


def _ongewijzigd(regel: dict[str, Any], _: str) -> OngewijzigdProduct:
    return OngewijzigdProduct(nummer_of_niets(regel, "ToewijzingNummer"))


def _te_wijzigen(regel: dict[str, Any], waar: str) -> TeWijzigenProduct:
    return TeWijzigenProduct(nummer_of_niets(regel, "ToewijzingNummer"), *_gewenst(regel, waar))


def _nieuw(regel: dict[str, Any], waar: str) -> NieuwProduct:
    categorie, code = lees_product(regel)
    return NieuwProduct(categorie, code, *_gewenst(regel, waar))


def _gewenst(
    regel: dict[str, Any], waar: str
) -> tuple[date, date | None, int | None, str | None, str | None, int | None]:
    return (
        datum(regel, "GewensteIngangsdatum", waar),
        datum_of_niets(regel, "Einddatum", waar),
        *lees_omvang(regel, waar),
        getal_of_niets(regel, "Budget", waar),
    )
