"""Een adapter als eigen programma: één JSON-object per regel, vragen op stdin, antwoorden op stdout.

Toets hem met: migratietoets run --adapter 'cli:python examples/cli_adapter/cli_adapter.py'
Alleen `system` hoort bij dit voorbeeld: het is de referentie van de kit. Zet daar uw eigen systeem neer.
"""  # noqa: INP001  # an example beside the documents, no package

import json
import sys
from typing import Any

from migratietoets.conformance.reference.party import ReferenceParty

VERBS = ("hello", "reset", "advance", "deliver", "instruct", "collect", "stop")
UNREADABLE, UNKNOWN, FAILED = -32700, -32601, -32000
"""Foutcodes van JSON-RPC 2.0; FAILED is van dit programma zelf."""


def error(code: int, text: str) -> dict[str, Any]:
    """Het deel van een antwoord dat zegt wat er mis ging."""
    return {"error": {"code": code, "message": text}}


def answer(system: object, query: dict[str, Any]) -> dict[str, Any]:
    """Roep de methode van het werkwoord aan; wat misgaat is ook een antwoord, en het programma leeft door."""
    verb = query["method"]
    if verb not in VERBS:
        return error(UNKNOWN, f"dit systeem kent {verb} niet")
    try:
        return {"result": getattr(system, verb)(query["params"])}
    except Exception as oorzaak:  # noqa: BLE001  # whatever goes wrong is told, not died of
        return error(FAILED, f"{type(oorzaak).__name__}: {oorzaak}")


def main() -> None:
    """Beantwoord regel na regel, tot na stop of tot de invoer ophoudt."""
    system = ReferenceParty()
    stream = sys.stdout.buffer
    sys.stdout = sys.stderr  # wat het systeem zelf afdrukt, komt zo niet tussen de antwoorden
    for line in sys.stdin.buffer:
        try:
            query = json.loads(line)
            header = {"jsonrpc": "2.0", "id": query["id"]}
            content = answer(system, query)
        except (ValueError, LookupError, TypeError):
            query, header, content = {}, {"jsonrpc": "2.0", "id": None}, error(UNREADABLE, "dit is geen vraag")
        stream.write(json.dumps(header | content).encode() + b"\n")
        stream.flush()
        if query.get("method") == "stop":
            break


if __name__ == "__main__":
    main()
