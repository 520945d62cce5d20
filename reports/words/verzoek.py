"""What an aanbieder asks and a gemeente answers (315, 317, 319), in plain Dutch and without any BSN."""

from collections.abc import Iterator
from datetime import date

from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.verzoek import (
    AangevraagdProduct,
    NieuwProduct,
    TeWijzigenProduct,
    aangevraagde_producten,
    wijzigingsverzoek,
)
from migratietoets.istandaard.berichten.verzoekantwoord import DENIED, UNDER_REVIEW, read_answer
from migratietoets.istandaard.codelijsten import REDEN_AFWIJZING, REDEN_VERZOEK
from migratietoets.istandaard.releases import Release
from migratietoets.reports.words.assessment import omvang
from migratietoets.reports.words.codes import name_code
from migratietoets.reports.words.content import product, short, term

Wish = AangevraagdProduct | TeWijzigenProduct | NieuwProduct


def say_request(bericht: Bericht, bsns: frozenset[str]) -> Iterator[str]:
    """A 315: a line per wanted product.

    Raises:
        BerichtError: a part of it is missing or odd.
    """
    for one in aangevraagde_producten(bericht):
        what = _wish(one, one.ingangsdatum, None, bericht.release)
        yield f"verzoek {short(one.referentie_aanbieder, bsns)}: {product(one.categorie, one.code)}, {what}"


def say_change(bericht: Bericht, bsns: frozenset[str]) -> Iterator[str]:
    """A 317: why, then a line per toewijzing that stays or changes and per new product.

    Raises:
        BerichtError: a part of it is missing or odd.
    """
    request = wijzigingsverzoek(bericht)
    reden = name_code(REDEN_VERZOEK, request.reden, bericht.release)
    yield f"verzoek {short(request.referentie_aanbieder, bsns)} om wijziging: {short(reden, bsns).lower()}"
    for kept in request.unchanged:
        yield f"nr. {short(kept.toewijzingnummer, bsns)} blijft ongewijzigd"
    for changed in request.to_change:
        what = _wish(changed, changed.wanted_ingangsdatum, changed.budget, bericht.release)
        yield f"nr. {short(changed.toewijzingnummer, bsns)} wordt: {what}"
    for new in request.nieuw:
        what = _wish(new, new.wanted_ingangsdatum, new.budget, bericht.release)
        yield f"nieuw: {product(new.categorie, new.code)}, {what}"


def say_answer(bericht: Bericht, bsns: frozenset[str]) -> Iterator[str]:
    """A 319: what became of the request, and why.

    Raises:
        BerichtError: a part of it is missing or odd.
    """
    says = read_answer(bericht)
    decision = {DENIED: "afgewezen", UNDER_REVIEW: "in onderzoek"}.get(says.answer)
    text = f"verzoek {short(says.referentie_aanbieder, bsns)} {decision or f'antwoord {short(says.answer, bsns)}'}"
    if says.reden_afwijzing is not None:
        text += f": {short(name_code(REDEN_AFWIJZING, says.reden_afwijzing, bericht.release), bsns).lower()}"
    if says.gemeente is not None:
        text += f" (verantwoordelijk is gemeente {short(says.gemeente, bsns)})"
    yield text


def _wish(one: Wish, start: date, budget: int | None, release: Release) -> str:
    size = {"volume": one.volume, "eenheid": one.eenheid, "frequentie": one.frequentie, "budget": budget}
    return f"{term(start, one.einddatum)}, {omvang(size | {'release': release})}"
