"""`assess`: must a toewijzing migrate, why, by when, how."""

import json
from typing import Annotated, Any

import typer

from conformance.opdrachten.opties import Feiten, Op, Paden, Producten, kies
from conformance.opdrachten.scherm import meld, schrijf, tabelscherm

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def assess(
    paden: Paden,
    op: Op = None,
    formaat: Annotated[
        str,
        typer.Option("--format", parser=kies("jsonl", "table"), metavar="jsonl|table", help="Hoe het antwoord komt."),
    ] = "jsonl",
    producten: Producten = None,
    feiten: Feiten = None,
) -> None:
    """Beoordeel toewijzingen: moeten ze over, waarom, wanneer en hoe.

    Leest JSON lines, CSV en 301-berichten (2.4 en 3.0). Het antwoord staat op standaarduitvoer: één JSON-object per
    toewijzing, in de volgorde van de invoer. Al het andere gaat naar standaardfout. Wat onbruikbaar is, krijgt een
    melding; de rest wordt gewoon beoordeeld en de exitcode is dan 2.

    \b
    Voorbeelden:
      migratietoets assess berichten/
      migratietoets assess toewijzingen.csv --format table
      migratietoets assess berichten/ --facts feiten.jsonl --on 2020-12-15
      cat toewijzingen.jsonl | migratietoets assess - > antwoord.jsonl
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from conformance.opdrachten.invoer import stel_vraag

    vraag = stel_vraag(paden, op, producten, feiten)
    telling = {"bekeken": 0, "over": 0, "te laat": 0}

    def geteld(beoordeling: dict[str, Any]) -> dict[str, Any]:
        telling["bekeken"] += 1
        telling["over"] += beoordeling["must_migrate"]
        telling["te laat"] += beoordeling["overdue"]
        return beoordeling

    beoordelingen = (geteld(beoordeling) for _, beoordeling in vraag.beoordelingen())
    if formaat == "table":
        from reports.tabel import toon_beoordelingen

        if vraag.gelezen:
            toon_beoordelingen(beoordelingen, tabelscherm())
    else:
        for beoordeling in beoordelingen:
            schrijf(f"{_JSON.encode(beoordeling)}\n")
    if vraag.gelezen:
        meld(
            f"Beoordeeld: {telling['bekeken']}. Moet over: {telling['over']}, waarvan te laat: {telling['te laat']} "
            f"(peildag {vraag.op:%d-%m-%Y}). Blijft staan: {telling['bekeken'] - telling['over']}."
        )
    vraag.slot()
