import contextlib
import json
import zlib

import pytest

from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.protocol.verbs import AdapterError
from tests.systems.servers import each, reply, serving

GOOD = b'{"jsonrpc":"2.0","id":1,"result":{}}'
PACKED = zlib.compress(b"0" * 50_000_000)
WRONG = {
    "verwijzing": (reply(GOOD, "302 Found", ["Location: http://elders/x"]), "een verwijzing naar http://elders/x"),
    "verwijzing nergens heen": (reply(b"", "307 Temporary Redirect"), "een verwijzing. Doe dit: geef het adres op"),
    "geen toegang": (reply(GOOD, "401 Unauthorized"), "toegang; gevonden: HTTP 401. Doe dit: zet het token in MIGRAT"),
    "niet gevonden": (reply(b"weg", "404 Not Found"), "gevonden: HTTP 404. Doe dit: controleer het pad"),
    "geen POST": (reply(b"", "405 Method Not Allowed"), "gevonden: HTTP 405. Doe dit: laat het adres POST"),
    "result bij een fout": (reply(GOOD, "500 Oeps"), "HTTP 200 bij een result; gevonden: HTTP 500"),
    "geen inhoud": (b"HTTP/1.1 204 No Content\r\n\r\n", "Content-Type: application/json; gevonden: geen, met een leeg"),
    "status 103": (b"HTTP/1.1 103 Early Hints\r\n\r\n", "Verwacht: HTTP 200; gevonden: HTTP 103"),
    "html": (reply(b"<html>", kind="text/html"), "gevonden: text/html, met “<html>”"),
    "leeg": (reply(b""), "een JSON-object; gevonden: een leeg antwoord. Doe dit: antwoord met één JSON-object"),
    "lijst": (reply(b"[]"), "verwacht een object; gevonden een lijst"),
    "twee": (reply(GOOD + GOOD), "een JSON-object; gevonden"),
    "BOM": (reply(b"\xef\xbb\xbf" + GOOD), "zonder BOM"),
    "UTF-16": (reply(GOOD.decode().encode("utf-16"), kind="application/json; charset=utf-16"), "tekst in UTF-8"),
    "andere id": (reply(GOOD.replace(b"1", b"7")), "een antwoord van JSON-RPC 2.0|het antwoord op vraag 1"),
    "ingepakt": (reply(PACKED, headers=["Content-Encoding: deflate"]), "niet is ingepakt; gevonden: Content-Encoding"),
    "tweemaal ingepakt": (reply(PACKED, headers=["Content-Encoding: br, gzip"]), "Doe dit: zet compressie uit"),
    "geen HTTP": (b"SSH-2.0-OpenSSH_9\r\n", "een dat niet te lezen is (SSH-2.0-OpenSSH_9)"),
    "nullen": (b"\0" * 5000, "een dat niet te lezen is"),
    "twee lengtes": (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n{}", "niet te lezen is"),
    "te korte lengte": (reply(GOOD).replace(b"Length: 36", b"Length: 20"), "een JSON-object; gevonden: “{"),
    "negatieve chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nx\r\n", "niet te lezen is"),
    "geen chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n", "halverwege|niet te lezen"),
    "veel kopregels": (reply(GOOD, headers=[f"X-{i}: 1" for i in range(200)]), "niet te lezen is"),
    "lange kopregel": (reply(GOOD, headers=["X: " + "x" * 70_000]), "niet te lezen is"),
    "onleesbare status": (b"HTTP/1.1 twee OK\r\n\r\n", "niet te lezen is"),
}
"""What a server says to the first question -> what the kit says of it; with | between either."""


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_no_answer_over_http_ends_the_conversation(kind):
    data, text = WRONG[kind]

    def does(line):
        line.question()
        line.say(data)

    with serving(does) as port:
        system = load(f"http://127.0.0.1:{port}")
        with pytest.raises(AdapterError) as error:
            system.hello({})
        assert any(one in str(error.value) for one in text.split("|")), str(error.value)
        assert "Doe dit:" in str(error.value)
        assert str(error.value).isprintable()
        with pytest.raises(AdapterError, match="sinds hello"):
            system.collect({})


def test_what_is_odd_but_clear_is_an_answer():
    def spelled(line, question, _):
        body = json.dumps({"jsonrpc": "2.0", "id": question["id"], "result": {}}, indent=2).encode() + b"\r\n"
        ways = {
            1: reply(body, "202 Accepted", kind="Application/JSON; charset=UTF-8"),
            2: b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:7], body[7:]))
            + b"0\r\n\r\n",
            3: reply(body, headers=["geen kopregel", "Content-Encoding: identity"]),
            4: b"HTTP/1.1 100 Continue\r\n\r\n" + reply(body),
            5: b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + body,
        }
        line.say(ways[question["id"]])
        if question["id"] == 5:
            line.close()

    with serving(each(spelled)) as port:
        system = load(f"http://127.0.0.1:{port}")
        assert [system.advance({}) for _ in range(5)] == [{}] * 5


def test_an_answer_that_comes_twice_is_used_once_or_told():
    with serving(each(lambda line, question, _: (line.answer(question), line.answer(question)))) as port:
        system = load(f"http://127.0.0.1:{port}")
        with contextlib.suppress(AdapterError):  # told, where it came too late to be left aside
            assert [system.advance({}) for _ in range(20)] == [{}] * 20
        assert system.dead is None or "nog een antwoord op vraag" in system.dead
