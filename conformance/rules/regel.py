"""What a rule is: a small function from a trace to findings, registered under its permanent id."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from conformance.trace import Spoor, Verloop, Verzonden


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One evaluation of a rule with its evidence.

    Attributes:
        uitkomst: "pass", "fail", "warn" or "not_verifiable".
        onderwerp: what was judged, without a BSN.
        tekst: one Dutch sentence.
        verwacht, gevonden: what the rule asks and what the trace holds.
        bericht: the message that shows it, or None.
        dag: the day it shows, or None.
    """

    uitkomst: str
    onderwerp: str
    tekst: str
    verwacht: str = ""
    gevonden: str = ""
    bericht: Verzonden | None = None
    dag: date | None = None


Regelfunctie = Callable[[Spoor], Iterator[Bevinding]]

REGELS: dict[str, Regelfunctie] = {}
"""Every rule with a check, by id."""


def rule(regel_id: str) -> Callable[[Regelfunctie], Regelfunctie]:
    """Register a check under the id of its rule; who is bound and how strongly stands in the register."""

    def registreer(functie: Regelfunctie) -> Regelfunctie:
        if regel_id in REGELS:
            raise ValueError(f"rule {regel_id} has two checks")
        REGELS[regel_id] = functie
        return functie

    return registreer


Telfunctie = Callable[[Spoor], tuple[int, int]]
"""How often advice was not followed, and how often it applied."""

TELLERS: dict[str, Telfunctie] = {}
"""Advice that is counted and shown, but not judged, by id."""


def teller(regel_id: str) -> Callable[[Telfunctie], Telfunctie]:
    """Register a count under the id of the advice it belongs to."""

    def registreer(functie: Telfunctie) -> Telfunctie:
        TELLERS[regel_id] = functie
        return functie

    return registreer


def goed(onderwerp: object, tekst: str, bericht: Verzonden | None = None) -> Bevinding:
    """The rule was kept."""
    return Bevinding("pass", str(onderwerp), tekst, bericht=bericht, dag=bericht.dag if bericht else None)


def fout(
    onderwerp: object,
    tekst: str,
    *,
    verwacht: str,
    gevonden: str,
    bericht: Verzonden | None = None,
    dag: date | None = None,
) -> Bevinding:
    """The rule was broken."""
    return Bevinding(
        "fail", str(onderwerp), tekst, verwacht, gevonden, bericht, dag or (bericht.dag if bericht else None)
    )


def let_op(
    onderwerp: object, tekst: str, *, verwacht: str, gevonden: str, bericht: Verzonden | None = None
) -> Bevinding:
    """Permitted, but not as it should be."""
    return Bevinding("warn", str(onderwerp), tekst, verwacht, gevonden, bericht, bericht.dag if bericht else None)


def onbekend(onderwerp: object, tekst: str, *, verwacht: str, gevonden: str) -> Bevinding:
    """It cannot be seen from here."""
    return Bevinding("not_verifiable", str(onderwerp), tekst, verwacht, gevonden)


def onzichtbaar(spoor: Spoor, onderwerp: object, tekst: str) -> Bevinding | None:
    """What was said outside the messages cannot be seen of a system that shows no notices; None of one that does."""
    if spoor.kan.get("notices", True):
        return None
    return onbekend(onderwerp, tekst, verwacht="een kennisgeving", gevonden="het systeem toont geen kennisgevingen")


def datum(dag: date | None) -> str:
    """A day as a Dutch reader writes it."""
    return "geen" if dag is None else f"{dag:%d-%m-%Y}"


def stand_tekst(verloop: Verloop, dag: date) -> str:
    """How a toewijzing stands at the end of a day, for the field `gevonden`."""
    stand = verloop.op(dag)
    if stand is None:
        return "niet verzonden"
    if verloop.geannuleerd(dag):
        return "geannuleerd"
    return f"loopt door tot {datum(stand.einddatum)}" if stand.einddatum else "loopt door zonder einddatum"
