"""Een adapter als eigen programma: één JSON-object per regel, vragen op stdin, antwoorden op stdout.

Toets hem met: migratietoets run --adapter 'cli:python docs/voorbeelden/cli_adapter.py'
Alleen `systeem` hoort bij dit voorbeeld: het is de referentie van de kit. Zet daar uw eigen systeem neer.
"""  # noqa: INP001  # an example beside the documents, no package

import json
import sys
from typing import Any

from conformance.reference.partij import Referentie

WERKWOORDEN = ("hello", "reset", "advance", "deliver", "instruct", "collect", "stop")
ONLEESBAAR, ONBEKEND, MISLUKT = -32700, -32601, -32000
"""Foutcodes van JSON-RPC 2.0; MISLUKT is van dit programma zelf."""


def fout(code: int, tekst: str) -> dict[str, Any]:
    """Het deel van een antwoord dat zegt wat er mis ging."""
    return {"error": {"code": code, "message": tekst}}


def antwoord(systeem: object, vraag: dict[str, Any]) -> dict[str, Any]:
    """Roep de methode van het werkwoord aan; wat misgaat is ook een antwoord, en het programma leeft door."""
    werkwoord = vraag["method"]
    if werkwoord not in WERKWOORDEN:
        return fout(ONBEKEND, f"dit systeem kent {werkwoord} niet")
    try:
        return {"result": getattr(systeem, werkwoord)(vraag["params"])}
    except Exception as oorzaak:  # noqa: BLE001  # whatever goes wrong is told, not died of
        return fout(MISLUKT, f"{type(oorzaak).__name__}: {oorzaak}")


def main() -> None:
    """Beantwoord regel na regel, tot na stop of tot de invoer ophoudt."""
    systeem = Referentie()
    uitvoer = sys.stdout.buffer
    sys.stdout = sys.stderr  # wat het systeem zelf afdrukt, komt zo niet tussen de antwoorden
    for regel in sys.stdin.buffer:
        try:
            vraag = json.loads(regel)
            kop = {"jsonrpc": "2.0", "id": vraag["id"]}
            inhoud = antwoord(systeem, vraag)
        except (ValueError, LookupError, TypeError):
            vraag, kop, inhoud = {}, {"jsonrpc": "2.0", "id": None}, fout(ONLEESBAAR, "dit is geen vraag")
        uitvoer.write(json.dumps(kop | inhoud).encode() + b"\n")
        uitvoer.flush()
        if vraag.get("method") == "stop":
            break


if __name__ == "__main__":
    main()
