"""Een adapter achter HTTP: elke vraag is een POST met één JSON-object, het antwoord ook.

Start hem met: python examples/http_adapter/http_adapter.py 8080
Toets hem met: migratietoets run --adapter http://localhost:8080/
Alleen `system` hoort bij dit voorbeeld: het is de referentie van de kit. Zet daar uw eigen systeem neer.
"""  # noqa: INP001  # an example beside the documents, no package

import hmac
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from migratietoets.conformance.reference.party import ReferenceParty

VERBS = ("hello", "reset", "advance", "deliver", "instruct", "collect", "stop")
UNREADABLE, UNKNOWN, FAILED = -32700, -32601, -32000
"""Foutcodes van JSON-RPC 2.0; FAILED is van dit programma zelf."""
LARGEST = 32 * 1024 * 1024
system = ReferenceParty()


def answer(data: bytes) -> dict[str, Any]:
    """Roep de methode van het werkwoord aan; wat misgaat is ook een antwoord."""
    try:
        query = json.loads(data)
        verb, params, header = query["method"], query["params"], {"jsonrpc": "2.0", "id": query["id"]}
    except (ValueError, LookupError, TypeError):
        return {"jsonrpc": "2.0", "id": None, "error": {"code": UNREADABLE, "message": "dit is geen vraag"}}
    if verb not in VERBS:
        return header | {"error": {"code": UNKNOWN, "message": f"dit systeem kent {verb} niet"}}
    try:
        return header | {"result": getattr(system, verb)(params)}
    except Exception as oorzaak:  # noqa: BLE001  # whatever goes wrong is told, not died of
        return header | {"error": {"code": FAILED, "message": f"{type(oorzaak).__name__}: {oorzaak}"}}


class Adapter(BaseHTTPRequestHandler):
    """Beantwoordt POST; het token, als de omgeving er een heeft, moet kloppen."""

    protocol_version = "HTTP/1.1"  # de verbinding blijft open voor de volgende vraag
    disable_nagle_algorithm = True  # anders wacht elk antwoord 40 ms

    def do_POST(self) -> None:
        """Lees een vraag, geef haar antwoord."""
        size = int(self.headers.get("Content-Length", 0))
        if size > LARGEST:
            self.send_error(413)
            return
        data = self.rfile.read(size)
        token = os.environ.get("ADAPTER_TOKEN", "")
        if token and not hmac.compare_digest(self.headers.get("Authorization", ""), f"Bearer {token}"):
            self.send_error(401)
            return
        body = json.dumps(answer(data)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Zeg niets van elk verzoek."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8080), Adapter)
    sys.stderr.write(f"Luistert op http://127.0.0.1:{server.server_port}/; Ctrl-C stopt.\n")
    sys.stderr.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
