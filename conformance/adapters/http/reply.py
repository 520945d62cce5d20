"""Whether a reply over HTTP can be an answer at all, before anybody reads it as JSON-RPC."""

from urllib3.response import BaseHTTPResponse

from migratietoets.conformance.adapters.jsonrpc import ConversationError, ErrorAnswer, beginning
from migratietoets.conformance.protocol.shape import safe

ADVICE = "Doe dit: antwoord met één JSON-object"
JSON = "application/json"
REDIRECTS, FAULTS = range(300, 400), range(400, 600)
GOOD = range(200, 300)
TOKEN, OTHER_TOKEN = "Doe dit: zet het token in MIGRATIETOETS_TOKEN.", "Doe dit: controleer het token."
HOPELESS = {
    404: "Doe dit: controleer het pad in het adres.",
    405: "Doe dit: laat het adres POST aannemen, of controleer het pad.",
}
"""Statuses that every next question would get too."""


def check_reply(reply: BaseHTTPResponse, body: bytes, *, has_token: bool) -> None:
    """See that a reply can be read as an answer: JSON, as it is, with a status that fits.

    Raises:
        ConversationError: it cannot, and neither will the next.
        ErrorAnswer: the system failed on this question, without an answer of JSON-RPC.
    """
    status, kind = reply.status, reply.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    found = f"HTTP {status}"
    if status in REDIRECTS:
        to = safe(reply.headers.get("Location", ""), 200)
        raise ConversationError(
            "een antwoord van dit adres",
            f"{found}, een verwijzing{f' naar {to}' if to else ''}",
            "Doe dit: geef het adres op waar het systeem zelf antwoordt; een verwijzing wordt niet gevolgd.",
        )
    if status in (401, 403):
        raise ConversationError("toegang", found, OTHER_TOKEN if has_token else TOKEN)
    encoding = reply.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding != "identity":
        raise ConversationError(
            "een antwoord dat niet is ingepakt",
            f"Content-Encoding: {safe(encoding, 40)}",
            "Doe dit: zet compressie uit.",
        )
    is_json = kind == JSON and body.lstrip()[:1] == b"{"
    if status in HOPELESS and not is_json:
        raise ConversationError("een antwoord op POST", found, HOPELESS[status])
    if status in FAULTS and not is_json:
        remark = f"{found}, {beginning(body)}"
        advice = "Verwacht: een result; zoek de oorzaak in het systeem of zijn adapter."
        raise ErrorAnswer(f"het systeem antwoordt met {remark}. {advice}", remark)
    if status not in GOOD and status not in FAULTS:
        raise ConversationError("HTTP 200", found, "Doe dit: antwoord op elke vraag met 200.")
    if kind != JSON:
        raise ConversationError(
            f"Content-Type: {JSON}",
            f"{safe(kind, 60) or 'geen'}, met {beginning(body)}",
            f"Doe dit: zet Content-Type op {JSON}.",
        )
