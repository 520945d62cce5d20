"""The input of assess and plan: records with facts, assessed one by one, under ids that hold no outside BSN."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import typer

from conformance.opdrachten.scherm import meld, voortgang
from conformance.rules.migratieschema import Nummers
from conformance.rules.migratietabel import beoordeel
from conformance.schuilnaam import Schuilnamen
from istandaard.bsn import elfproef
from istandaard.model import Invoerfout, Toewijzing
from istandaard.records import Aanvulling, Gelezen, lees_feiten, lees_invoer, lees_producten
from reports.woorden import aantal

GEEN_VERZENDDAG = date(2020, 10, 1)
"""The day of asking when nothing in the input was sent."""
_NEGEN = re.compile(r"(?<!\d)\d{9}(?!\d)")
_MEEST = 5


class Publiek:
    """Makes what is shown safe: every BSN from outside the test range becomes its stand-in."""

    def __init__(self, bsns: Sequence[str] = ()) -> None:
        self._bsns = frozenset(bsns)
        self._namen = Schuilnamen(bezet=self._bsns)
        self._vreemd = {bsn for bsn in dict.fromkeys(bsns) if self._namen.voor(bsn) != bsn}

    def id(self, toewijzing: Toewijzing) -> str:
        """The id as it may be shown."""
        if not self._vreemd:
            return toewijzing.id
        eigen = toewijzing.bsn
        tekst = toewijzing.id
        if eigen in self._vreemd:
            tekst = re.sub(r"\D?".join(eigen), self._namen.voor(eigen), tekst)
        return _NEGEN.sub(lambda m: self._namen.voor(m[0]) if m[0] in self._vreemd else m[0], tekst)

    def tekst(self, tekst: str) -> str:
        """An error text as it may be shown: a file name may hold a BSN too."""
        return _NEGEN.sub(
            lambda m: self._namen.voor(m[0]) if m[0] in self._vreemd or elfproef(m[0]) else m[0],
            tekst,
        )


@dataclass
class Vraag:
    """Everything that was asked about.

    Attributes:
        gelezen: the toewijzingen with their facts and the ids under which they are shown.
        op: the day of asking.
        fouten: how many lines or files were not used so far.
    """

    gelezen: list[Gelezen]
    op: date
    fouten: int
    publiek: Publiek

    def fout(self, tekst: str) -> None:
        """Tell that something was not used."""
        self.fouten += 1
        meld(self.publiek.tekst(tekst))

    def beoordelingen(self) -> Iterator[tuple[Toewijzing, dict[str, Any]]]:
        """Each toewijzing with its assessment; one that cannot be assessed is told and left out."""
        nummers = Nummers(g.toewijzing for g in self.gelezen)
        for gelezen in self.gelezen:
            try:
                yield gelezen.toewijzing, beoordeel(gelezen.toewijzing, nummers, self.op)
            except Invoerfout as fout:
                self.fout(f"{gelezen.plek}: {fout}")

    def slot(self) -> None:
        """Say what was left out.

        Raises:
            Exit: code 2, when something was left out or there was nothing.
        """
        if not self.gelezen:
            meld("Verwacht minstens één bruikbare toewijzing; gevonden geen. Herstel de invoer of geef iets anders op.")
        elif self.fouten:
            meld(f"Niet gebruikt: {aantal(self.fouten, 'regel of bestand', 'regels of bestanden')}; zie hierboven.")
        if self.fouten or not self.gelezen:
            raise typer.Exit(2)


def stel_vraag(paden: Sequence[str], op: date | None, producten: Path | None, feiten: Path | None) -> Vraag:
    """Read the input and what belongs to it; what cannot be used is told at once."""
    aanvulling = Aanvulling()
    if producten is not None:
        lees_producten(producten, aanvulling)
    if feiten is not None:
        lees_feiten(feiten, aanvulling)
    with voortgang("Lezen", None) as stap:
        teller = count(1)
        invoer = lees_invoer(paden, lambda: stap(next(teller)))
    publiek = Publiek([g.toewijzing.bsn for g in invoer.gelezen])
    gelezen = []
    for g in invoer.gelezen:
        t = aanvulling.vul_aan(g.toewijzing, publiek.id)
        naam = publiek.id(t)
        gelezen.append(replace(g, toewijzing=t if naam == t.id else replace(t, id=naam)))
    vraag = Vraag(gelezen, op or invoer.laatste_verzending or GEEN_VERZENDDAG, 0, publiek)
    for tekst in (*aanvulling.fouten, *invoer.fouten):
        vraag.fout(tekst)
    over = aanvulling.ongebruikt()
    if over:
        namen = ", ".join(over[:_MEEST]) + (" …" if len(over) > _MEEST else "")
        meld(publiek.tekst(f"Let op: {len(over)} keer feiten bij een id dat niet in de invoer staat: {namen}"))
    return vraag
