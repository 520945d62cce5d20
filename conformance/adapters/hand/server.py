"""The server of the page: on loopback only, and only for who knows its address. What comes in is read here."""

import hmac
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol
from urllib.parse import parse_qs, unquote

HERE = "127.0.0.1"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FILES = "aanleveren/"
"""Where a page has the files that are to be brought in."""
LONGEST_LENGTH = 12
"""Digits."""
MOST = 64 * 1024**2
"""Bytes, more than a system may say in a whole conversation."""
MOST_FIELDS = 100


@dataclass(frozen=True)
class Form:
    """A form that came in.

    Attributes:
        fields: name -> what was said, once or more.
        files: the name and the contents of each file.
    """

    fields: Mapping[str, Sequence[str]]
    files: Sequence[tuple[str, bytes]] = ()

    def one(self, name: str) -> str:
        """What was said last under a name; "" where nothing was."""
        return next(iter(reversed(self.fields.get(name, ()))), "")


def read_form(content_type: str, body: bytes) -> Form:
    """A form, in either of the ways in which a page sends it.

    Raises:
        ValueError: it is neither.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return Form(parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    if kind != "multipart/form-data":
        raise ValueError(kind)
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    fields: defaultdict[str, list[str]] = defaultdict(list)
    files = []
    for part in message.iter_parts():
        name, file_name = part.get_param("name", header="content-disposition"), part.get_filename()
        data = part.get_payload(decode=True)
        content = data if isinstance(data, bytes) else b""
        if file_name:
            files.append((file_name, content))
        elif isinstance(name, str) and file_name is None:
            fields[name].append(content.decode("utf-8", "replace"))
    return Form(fields, files)


class Shown(Protocol):
    """What the server shows.

    Attributes:
        token: without which nothing is shown or taken.
    """

    token: str

    def page(self) -> str:
        """What is asked now."""

    def prepared(self, name: str) -> bytes | None:
        """A file of the turn that is asked now."""

    def take(self, form: Form) -> bool:
        """Do what a form says; False when it is none of ours."""


class PageServer(ThreadingHTTPServer):
    """A server on a free port of this machine."""

    daemon_threads = True

    def __init__(self, shown: Shown) -> None:
        super().__init__((HERE, 0), Requests)
        self.shown = shown

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it came

    @property
    def address(self) -> str:
        """The address of the page, with the token."""
        return f"http://{HERE}:{self.server_port}/{self.shown.token}/"

    @property
    def hosts(self) -> frozenset[str]:
        """How a browser on this machine names the server."""
        return frozenset(f"{name}:{self.server_port}" for name in (HERE, "localhost"))


class Requests(BaseHTTPRequestHandler):
    """Requests of the page; any other gets nothing."""

    server: PageServer
    timeout = 30
    server_version, sys_version = "migratietoets", ""

    def do_GET(self) -> None:  # as the library calls it
        """Show what is asked now, or give a file that is to be brought in."""
        rest = self._rest()
        data = None if rest is None else self._prepared(rest)
        if rest == "":
            self._send(HTTPStatus.OK, self.server.shown.page().encode())
        elif data is not None:
            self._send(HTTPStatus.OK, data, "application/octet-stream")
        else:
            self._send(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:  # as the library calls it
        """Take a form, and show what comes next."""
        form = self._form() if self._rest() == "" else None
        if form is None or not self.server.shown.take(form):
            self._send(HTTPStatus.FORBIDDEN)
            return
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", "./")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: the terminal is for the person."""

    def _form(self) -> Form | None:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit() and len(length) < LONGEST_LENGTH and int(length) <= MOST):
            return None
        try:
            return read_form(self.headers.get("Content-Type", ""), self.rfile.read(int(length)))
        except ValueError:
            return None

    def _prepared(self, rest: str) -> bytes | None:
        return self.server.shown.prepared(unquote(rest.removeprefix(FILES))) if rest.startswith(FILES) else None

    def _rest(self) -> str | None:
        """What follows the token in the path; None for a request that is none of ours."""
        hosts, origin = self.server.hosts, self.headers.get("Origin")
        if self.headers.get("Host") not in hosts or origin not in {None, *(f"http://{one}" for one in hosts)}:
            return None
        begin, _, rest = self.path.partition("?")[0].removeprefix("/").partition("/")
        return rest if is_same(begin, self.server.shown.token) else None

    def _send(self, status: HTTPStatus, body: bytes = b"", kind: str = "text/html; charset=utf-8") -> None:
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def is_same(text: str, secret: str) -> bool:
    """Whether a text is the secret; how long that takes, tells nobody how much of it is right."""
    return hmac.compare_digest(text.encode("utf-8", "replace"), secret.encode())
