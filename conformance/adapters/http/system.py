"""A system that is spoken to over HTTP: every question is POSTed, and its answer is what comes back."""

import os
import ssl
import time
from collections.abc import Mapping
from http.client import HTTPException, IncompleteRead
from pathlib import Path

from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError, ProtocolError
from urllib3.response import BaseHTTPResponse

from migratietoets.conformance.adapters import jsonrpc
from migratietoets.conformance.adapters.conversation import Conversation
from migratietoets.conformance.adapters.http.address import read_address
from migratietoets.conformance.adapters.http.again import AGAIN, PAUSES
from migratietoets.conformance.adapters.http.line import LENGTH, PART, Bounds, make_connection
from migratietoets.conformance.adapters.http.reply import ADVICE, FAULTS, check_reply
from migratietoets.conformance.adapters.http.token import read_token
from migratietoets.conformance.adapters.jsonrpc import ConversationError
from migratietoets.conformance.adapters.limits import Limit
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.protocol.shape import safe
from migratietoets.istandaard.model import InputError

IDLE = 1.0
"""Seconds after which a connection is not used again: the system may be about to close it."""
HEADERS = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "migratietoets"}
RUNNING = "Doe dit: start het systeem, en controleer machine en poort in --adapter"


class UnansweredError(ConversationError):
    """Nothing of an answer came in, so that the question may be asked again where asking twice does no harm."""


class HttpSystem(Conversation):
    """A system that runs somewhere. Nothing is sent before the first question."""

    advice = ADVICE

    def __init__(
        self, name: str, timeout: Timeout, ca: Path | None = None, environment: Mapping[str, str] = os.environ
    ) -> None:
        super().__init__(name, timeout)
        self._address = read_address(name)
        self._token = read_token(self._address, environment)
        self._bounds = Bounds(timeout)
        context = trusting(ca) if self._address.secure else None
        self._connection = make_connection(self._address, self._bounds, context)
        self._last, self._keeps = 0.0, True

    def exchange(self, verb: str, question: bytes, limit: Limit) -> bytes:
        """Post a question; where that does no harm again, when there was nobody or nothing came back."""
        self._bounds.begin(limit.size)
        for pause in PAUSES if verb in AGAIN and AGAIN[verb].allowed else ():
            try:
                return self._post(question, limit)
            except UnansweredError:
                self._keeps = False
                if pause >= self._bounds.left:
                    raise
                time.sleep(pause)
                self._bounds.again()
        return self._post(question, limit)

    def clean_up(self) -> None:
        """Close the connection; the system itself runs on."""
        self._connection.close()

    def shown(self, text: str) -> str:
        """A text without the token."""
        return self._token.hide(text) if self._token else text

    def _post(self, question: bytes, limit: Limit) -> bytes:
        try:
            reply = self._reply(question)
            body = self._body(reply)
        except ConversationError:
            raise
        except (OSError, HTTPException, HTTPError, ValueError) as error:
            self._connection.close()
            raise self._broken(error) from None
        finally:
            self._last = time.monotonic()
        said = (body, *(part.encode("latin-1", "replace") for header in reply.headers.items() for part in header))
        if self._token and any(map(self._token.is_in, said)):
            raise ConversationError(
                "een antwoord zonder het token", "het token zelf", "Doe dit: laat het systeem geen kopregels herhalen."
            )
        check_reply(reply, body, has_token=self._token is not None)
        if reply.status in FAULTS:
            jsonrpc.read(body, self._number, limit.parts, ADVICE)
            raise ConversationError(
                "HTTP 200 bij een result", f"HTTP {reply.status}", "Doe dit: zeg met de status wat het antwoord zegt."
            )
        return body

    def _reply(self, question: bytes) -> BaseHTTPResponse:
        line = self._connection
        if time.monotonic() - self._last > IDLE:
            line.close()
        if line.sock is not None:
            self._keeps &= line.is_connected  # closed without a word: it will do so again
            if not self._keeps:
                line.close()
        token = {"Authorization": self._token.header} if self._token else {}
        line.request("POST", self._address.path, body=question, headers=HEADERS | token, preload_content=False)
        return line.getresponse()

    def _body(self, reply: BaseHTTPResponse) -> bytes:
        """What a reply holds, as it came over the line: nothing is unpacked."""
        parts = bytearray()
        while part := reply.read(PART, decode_content=False):
            parts += part
            self._bounds.check_size(len(parts))
        self._bounds.take(len(parts))
        return bytes(parts)

    def _broken(self, error: Exception) -> ConversationError:
        """What to say of a connection that did not come about, or broke."""
        place = f"{self._address.host}, poort {self._address.port}"
        if isinstance(error, NameResolutionError):
            return ConversationError(f"een systeem op {place}", "een machine die niet bestaat", f"{RUNNING}.")
        if isinstance(error, ssl.SSLCertVerificationError):
            why = safe(error.verify_message, 200)
            return ConversationError(
                f"een geldig certificaat van {self._address.host}",
                f"een dat niet klopt ({why})",
                "Doe dit: geef de eigen CA op met --ca of MIGRATIETOETS_CA; controleren gebeurt altijd.",
            )
        if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
            return ConversationError(f"TLS op {place}", f"iets anders ({safe(error.reason or '', 100)})", f"{RUNNING}.")
        if isinstance(error, NewConnectionError):
            return UnansweredError(f"een systeem op {place}", "niemand die de verbinding aanneemt", f"{RUNNING}.")
        if isinstance(error, TimeoutError | ConnectTimeoutError):
            self._bounds.too_late()
        if not self._bounds.heard:
            broken = "een verbinding die zonder antwoord verbroken werd"
            return UnansweredError("een antwoord", broken, "Doe dit: zoek de oorzaak in het systeem.")
        if isinstance(error, ProtocolError | IncompleteRead | ConnectionError):
            found = "een dat halverwege ophoudt"
        else:
            found = f"een dat niet te lezen is ({safe(' '.join(self.shown(str(error)).split()), 100)})"
        return ConversationError("een volledig antwoord van HTTP", found, f"Doe dit: {LENGTH}.")


def trusting(ca: Path | None) -> ssl.SSLContext:
    """What is believed of a system over TLS: who this machine trusts, and whoever the file says.

    Raises:
        InputError: the file holds no certificates.
    """
    context = ssl.create_default_context()
    if ca is not None:
        try:
            context.load_verify_locations(ca)
        except (OSError, ssl.SSLError):
            raise InputError(
                f"--ca {ca}: verwacht een leesbaar bestand met certificaten (PEM); gevonden iets anders. "
                "Geef het bestand van uw eigen CA op."
            ) from None
    return context
