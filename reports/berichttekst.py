"""A message in a few short lines of plain Dutch, without any BSN."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from istandaard.berichten import Bericht, Berichtfout
from istandaard.berichten.kop import RETOUR_VAN
from istandaard.berichten.kop import bsns as bsns_in
from istandaard.berichten.regie import VERWIJDEREN, regieproducten
from istandaard.berichten.retour import AFGEKEURD, GOED, retourcodes
from istandaard.model import Sleutel
from reports.assess import zonder_bsn
from reports.declaratietekst import zeg_codes, zeg_declaratie, zeg_toekenning
from reports.inhoud import naam, zeg_regel
from reports.verzoektekst import zeg_aanvraag, zeg_antwoord, zeg_wijziging
from reports.voorraad import Regel301

Letters = Mapping[str, str]
"""BSN -> the letter of a client of the case."""


def zeg_bericht(
    bericht: Bericht | None, regels: tuple[Regel301, ...], samenvatting: object, letters: Letters
) -> tuple[str, ...]:
    """What a message says; of a kind without words of its own, or that cannot be read, the summary in the log.

    A prestatie of one of several clients has the letter of its client in front.
    """
    bsns = frozenset(letters)
    if bericht is None:
        return ("onleesbaar bericht",)
    bsns |= frozenset(bsns_in(bericht))
    if regels:
        return tuple(zeg_regel(gezegd, bsns) for gezegd in regels)
    vertel = VERTELLERS.get(bericht.soort) or (_retour if bericht.soort in RETOUR_VAN else None)
    try:
        gezegd = tuple(vertel(bericht, bsns, letters)) if vertel else ()
    except Berichtfout:
        gezegd = ()
    return gezegd or (zonder_bsn(samenvatting, bsns) or "bericht zonder leesbare inhoud",)


def _retour(bericht: Bericht, bsns: frozenset[str], _letters: Letters) -> Iterator[str]:
    codes = [code for code in retourcodes(bericht) if code != GOED]
    if not codes:
        yield "goedgekeurd"
        return
    woord = "afgekeurd" if AFGEKEURD in codes else "met opmerking"
    yield f"{woord} ({zeg_codes(codes, bericht.release, bsns)})"


def _regie(bericht: Bericht, bsns: frozenset[str], _letters: Letters) -> Iterator[str]:
    for p in regieproducten(bericht):
        sleutel = Sleutel("", bericht.domein, "", "", p.toewijzingnummer, p.categorie, p.code, p.begindatum)
        weg = "verwijderd: " if p.status == VERWIJDEREN else ""
        wat = f"stop zorg op {p.einddatum:%d-%m-%Y}" if p.einddatum else f"start zorg op {p.begindatum:%d-%m-%Y}"
        yield f"{weg}{wat}: {naam(sleutel, bsns)}"


VERTELLERS: Mapping[str, Callable[[Bericht, frozenset[str], Letters], Iterable[str]]] = {
    "303": zeg_declaratie,
    "304": zeg_toekenning,
    "305": _regie,
    "307": _regie,
    "315": lambda bericht, bsns, _: zeg_aanvraag(bericht, bsns),
    "317": lambda bericht, bsns, _: zeg_wijziging(bericht, bsns),
    "319": lambda bericht, bsns, _: zeg_antwoord(bericht, bsns),
    "323": zeg_declaratie,
    "325": zeg_toekenning,
}
"""Message -> its words; a retour that is not here is told by its codes, a 301 by what it does to its toewijzingen."""
