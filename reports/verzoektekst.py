"""What an aanbieder asks and a gemeente answers (315, 317, 319), in plain Dutch and without any BSN."""

from collections.abc import Iterator
from datetime import date

from istandaard.berichten import Bericht
from istandaard.berichten.antwoord import AFGEWEZEN, IN_ONDERZOEK, lees_antwoord
from istandaard.berichten.verzoek import (
    AangevraagdProduct,
    NieuwProduct,
    TeWijzigenProduct,
    aangevraagde_producten,
    wijzigingsverzoek,
)
from istandaard.codelijsten import REDEN_AFWIJZING, REDEN_VERZOEK
from istandaard.releases import Release
from reports.assess import omvang
from reports.inhoud import kort, looptijd, product
from reports.woorden import benoem

Wens = AangevraagdProduct | TeWijzigenProduct | NieuwProduct


def zeg_aanvraag(bericht: Bericht, bsns: frozenset[str]) -> Iterator[str]:
    """A 315: a line per wanted product.

    Raises:
        Berichtfout: a part of it is missing or odd.
    """
    for een in aangevraagde_producten(bericht):
        wat = _wens(een, een.ingangsdatum, None, bericht.release)
        yield f"verzoek {kort(een.referentie_aanbieder, bsns)}: {product(een.categorie, een.code)}, {wat}"


def zeg_wijziging(bericht: Bericht, bsns: frozenset[str]) -> Iterator[str]:
    """A 317: why, then a line per toewijzing that stays or changes and per new product.

    Raises:
        Berichtfout: a part of it is missing or odd.
    """
    vraag = wijzigingsverzoek(bericht)
    reden = benoem(REDEN_VERZOEK, vraag.reden, bericht.release)
    yield f"verzoek {kort(vraag.referentie_aanbieder, bsns)} om wijziging: {kort(reden, bsns).lower()}"
    for blijft in vraag.ongewijzigd:
        yield f"nr. {kort(blijft.toewijzingnummer, bsns)} blijft ongewijzigd"
    for anders in vraag.te_wijzigen:
        wat = _wens(anders, anders.gewenste_ingangsdatum, anders.budget, bericht.release)
        yield f"nr. {kort(anders.toewijzingnummer, bsns)} wordt: {wat}"
    for nieuw in vraag.nieuw:
        wat = _wens(nieuw, nieuw.gewenste_ingangsdatum, nieuw.budget, bericht.release)
        yield f"nieuw: {product(nieuw.categorie, nieuw.code)}, {wat}"


def zeg_antwoord(bericht: Bericht, bsns: frozenset[str]) -> Iterator[str]:
    """A 319: what became of the request, and why.

    Raises:
        Berichtfout: a part of it is missing or odd.
    """
    zegt = lees_antwoord(bericht)
    besluit = {AFGEWEZEN: "afgewezen", IN_ONDERZOEK: "in onderzoek"}.get(zegt.antwoord)
    tekst = f"verzoek {kort(zegt.referentie_aanbieder, bsns)} {besluit or f'antwoord {kort(zegt.antwoord, bsns)}'}"
    if zegt.reden_afwijzing is not None:
        tekst += f": {kort(benoem(REDEN_AFWIJZING, zegt.reden_afwijzing, bericht.release), bsns).lower()}"
    if zegt.gemeente is not None:
        tekst += f" (verantwoordelijk is gemeente {kort(zegt.gemeente, bsns)})"
    yield tekst


def _wens(een: Wens, van: date, budget: int | None, release: Release) -> str:
    grootte = {"volume": een.volume, "eenheid": een.eenheid, "frequentie": een.frequentie, "budget": budget}
    return f"{looptijd(van, een.einddatum)}, {omvang(grootte | {'release': release})}"
