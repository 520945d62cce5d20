"""An attack behind HTTP, in a process of its own: python -m tests.hostile.webserver NAME; it writes its port first.

A class of the catalogue is served as its maker might do it in a hurry: nothing that it does is caught.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module

from tests.hostile.servers import SERVERS
from tests.systems.servers import serving


def tell(port):
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    sys.stdout.close()


def serve_class(module, name):
    system = getattr(import_module(module), name)()

    class Hurried(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self):
            query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            result = getattr(system, query["method"])(query["params"])
            body = json.dumps({"jsonrpc": "2.0", "id": query["id"], "result": result}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Hurried)
    tell(server.server_port)
    server.serve_forever()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        serve_class(*sys.argv[1:])
    with serving(SERVERS[sys.argv[1]].does) as free:
        tell(free)
        sys.stdin.read()
