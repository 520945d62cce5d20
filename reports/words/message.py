"""A message in a few short lines of plain Dutch, without any BSN."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from migratietoets.istandaard.berichten import Bericht, BerichtError
from migratietoets.istandaard.berichten.header import RETOUR_OF
from migratietoets.istandaard.berichten.header import bsns as bsns_in
from migratietoets.istandaard.berichten.retour import APPROVED, REJECTED, retourcodes
from migratietoets.istandaard.berichten.start_stop import REMOVAL, regieproducten
from migratietoets.istandaard.model import Key
from migratietoets.reports.log.stock import Line301
from migratietoets.reports.words.assessment import without_bsn
from migratietoets.reports.words.content import name, say_line
from migratietoets.reports.words.declaratie import say_codes, say_declaratie, say_grant
from migratietoets.reports.words.verzoek import say_answer, say_change, say_request

Letters = Mapping[str, str]
"""BSN -> the letter of a client of the case."""


def say_bericht(
    bericht: Bericht | None, lines: tuple[Line301, ...], summary: object, letters: Letters
) -> tuple[str, ...]:
    """What a message says; of a kind without words of its own, or that cannot be read, the summary in the log.

    A prestatie of one of several clients has the letter of its client in front.
    """
    bsns = frozenset(letters)
    if bericht is None:
        return ("onleesbaar bericht",)
    bsns |= frozenset(bsns_in(bericht))
    if lines:
        return tuple(say_line(said, bsns) for said in lines)
    tell = TELLERS.get(bericht.kind) or (_retour if bericht.kind in RETOUR_OF else None)
    try:
        said = tuple(tell(bericht, bsns, letters)) if tell else ()
    except BerichtError:
        said = ()
    return said or (without_bsn(summary, bsns) or "bericht zonder leesbare inhoud",)


def _retour(bericht: Bericht, bsns: frozenset[str], _letters: Letters) -> Iterator[str]:
    codes = [code for code in retourcodes(bericht) if code != APPROVED]
    if not codes:
        yield "goedgekeurd"
        return
    word = "afgekeurd" if REJECTED in codes else "met opmerking"
    yield f"{word} ({say_codes(codes, bericht.release, bsns)})"


def _regie(bericht: Bericht, bsns: frozenset[str], _letters: Letters) -> Iterator[str]:
    for p in regieproducten(bericht):
        key = Key("", bericht.domein, "", "", p.toewijzingnummer, p.categorie, p.code, p.begindatum)
        removed = "verwijderd: " if p.status == REMOVAL else ""
        what = f"stop zorg op {p.einddatum:%d-%m-%Y}" if p.einddatum else f"start zorg op {p.begindatum:%d-%m-%Y}"
        yield f"{removed}{what}: {name(key, bsns)}"


TELLERS: Mapping[str, Callable[[Bericht, frozenset[str], Letters], Iterable[str]]] = {
    "303": say_declaratie,
    "304": say_grant,
    "305": _regie,
    "307": _regie,
    "315": lambda bericht, bsns, _: say_request(bericht, bsns),
    "317": lambda bericht, bsns, _: say_change(bericht, bsns),
    "319": lambda bericht, bsns, _: say_answer(bericht, bsns),
    "323": say_declaratie,
    "325": say_grant,
}
"""Message -> its words; a retour that is not here is told by its codes, a 301 by what it does to its toewijzingen."""
