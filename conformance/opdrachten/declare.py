"""`declare`: where a delivery around the turn of the year may be claimed."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import typer

from conformance.opdrachten.opties import Paden
from conformance.opdrachten.scherm import meld, schrijf

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def declare(paden: Paden) -> None:
    """Zeg waar een levering rond de jaarwisseling gedeclareerd mag worden.

    Leest JSON lines, één levering per regel: id, domein, uitvoering, geleverd (een datum, of bij output een ISO-week),
    toewijzing, opvolger, bericht_2020, periode_2020 en afspraak. Het antwoord noemt per levering de berichten,
    perioden en toewijzingen die mogen, en de regels die dat bepalen. Wat onbruikbaar is, krijgt een melding; de
    exitcode is dan 2.

    \b
    Voorbeeld:
      migratietoets declare leveringen.jsonl > plekken.jsonl
    """  # noqa: D301  # \b keeps the lines of the example apart
    goed = fouten = 0
    for plek, antwoord in _antwoorden(paden):
        if isinstance(antwoord, dict):
            schrijf(f"{_JSON.encode(antwoord)}\n")
            goed += 1
        else:
            meld(f"{plek}: {antwoord}" if plek else str(antwoord))
            fouten += 1
    meld(f"Leveringen: {goed}. Niet gebruikt: {fouten}.")
    if fouten or not goed:
        raise typer.Exit(2)


def _antwoorden(paden: Sequence[str]) -> Iterator[tuple[str, dict[str, Any] | Exception | str]]:
    """Per line its place, and the answer or why there is none."""
    from conformance.opdrachten.leveringen import maak_levering
    from conformance.rules.declaratieplek import plekken
    from istandaard.model import Invoerfout
    from istandaard.records.bronnen import vind
    from istandaard.records.regels import json_regels

    for bron in vind(paden):
        if isinstance(bron, Invoerfout):
            yield "", bron
            continue
        try:
            for regel in json_regels(bron.naam, bron.lees()):
                try:
                    yield regel.plek, regel.fout or plekken(maak_levering(regel.waarde))
                except Invoerfout as fout:
                    yield regel.plek, fout
        except Invoerfout as fout:
            yield "", fout
