"""Hostile servers: what only somebody can do who holds the connection himself."""

import socket
import struct
import time
import zlib

from tests.hostile.attack import Attack, Catalogue
from tests.hostile.systems import Gewoon
from tests.systems.servers import each, reply

SERVERS = Catalogue()
"""Each is what a server does with a connection."""
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
START = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
TOO_LONG = "een antwoord van hoogstens"
PART = "binnen 1 s; gevonden: alleen een begin daarvan"
BROKEN = "een dat halverwege ophoudt"
UNREADABLE = "een dat niet te lezen is"


def _enter(says="", verb="collect", **limits):
    """Enter what is done at a verb; whatever else is asked, is answered as it should be."""

    def enter(does):
        system = Gewoon()

        def serve(line, question, _):
            if question["method"] == verb:
                does(line, question)
            else:
                line.answer(question, result=getattr(system, question["method"])(question["params"]))

        name = "".join(part.capitalize() for part in does.__name__.split("_"))
        SERVERS[name] = Attack(name, does.__doc__.rstrip("."), each(serve), {"http": says}, **limits)
        return does

    return enter


def _drip(line, data):
    while True:
        line.say(data)
        time.sleep(0.01)


# ---- too late


@_enter("binnen 1 s; gevonden: niets")
def zwijgt(line, question):
    """Neemt de vraag aan en zwijgt."""
    time.sleep(60)


@_enter(PART)
def druppelt_kopregels(line, question):
    """Kopregels, een byte per keer, zonder einde."""
    line.say(b"HTTP/1.1 200 OK\r\nX: ")
    _drip(line, b"x")


@_enter(PART)
def druppelt_een_antwoord(line, question):
    """Een antwoord, een byte per keer."""
    line.say(START + b"Content-Length: 30000\r\n\r\n")
    _drip(line, b" ")


@_enter(PART)
def druppelt_chunks(line, question):
    """Chunks van één byte, zonder einde, een voor een."""
    line.say(CHUNKED)
    _drip(line, b"1\r\n \r\n")


# ---- too much


@_enter(TOO_LONG, megabytes=150)
def groot_antwoord(line, question):
    """Een antwoord van 400 MB."""
    line.say(START + b"Content-Length: 400000000\r\n\r\n" + b" " * 400_000_000)


@_enter(TOO_LONG, megabytes=150)
def zonder_einde(line, question):
    """Een antwoord zonder lengte en zonder einde."""
    line.say(START + b"\r\n")
    while True:
        line.say(b" " * 100_000)


@_enter(TOO_LONG, verb="advance")
def vloed_van_chunks(line, question):
    """Chunks van één byte, zonder einde, zo snel het kan."""
    line.say(CHUNKED)
    while True:
        line.say(b"1\r\n \r\n" * 100_000)


@_enter(f"{BROKEN}|{UNREADABLE}")
def chunk_zonder_maat(line, question):
    """De maat van een chunk, zonder einde."""
    line.say(CHUNKED)
    while True:
        line.say(b"0" * 100_000)


@_enter(UNREADABLE)
def kopregel_zonder_einde(line, question):
    """Een kopregel zonder einde."""
    line.say(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        line.say(b"x" * 100_000)


@_enter(UNREADABLE)
def duizend_kopregels(line, question):
    """Kopregels zonder einde."""
    line.say(b"HTTP/1.1 200 OK\r\n")
    while True:
        line.say(b"X: 1\r\n" * 10_000)


@_enter("een (volledig )?antwoord (van hoogstens|binnen)", verb="hello")
def steeds_verder(line, question):
    """100 Continue, zonder einde."""
    while True:
        line.say(b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000)


@_enter("niet is ingepakt; gevonden: Content-Encoding: gzip")
def ingepakt(line, question):
    """Honderd MB nullen, ingepakt in een tiende MB."""
    packer = zlib.compressobj(wbits=31)
    data = b"".join(packer.compress(b"0" * 1_000_000) for _ in range(100)) + packer.flush()
    line.say(reply(data, headers=["Content-Encoding: gzip"]))


# ---- something else


@_enter("een verwijzing naar http://127.0.0.1:9/")
def verwijst(line, question):
    """Verwijst naar een ander adres."""
    line.answer(question, "307 Temporary Redirect", ["Location: http://127.0.0.1:9/"])


@_enter("gevonden: text/html, met “<html>”")
def andere_soort(line, question):
    """Een webpagina met status 200."""
    line.say(reply(b"<html>", kind="text/html"))


@_enter("zonder antwoord verbroken")
def verbreekt(line, question):
    """Verbreekt de verbinding met een RST, nog voor het antwoord."""
    line.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.connection.close()
    line.close()


@_enter(BROKEN)
def verbreekt_halverwege(line, question):
    """Verbreekt de verbinding midden in een antwoord."""
    line.say(START + b"Content-Length: 100\r\n\r\n{")
    line.close()


@_enter("antwoordt met HTTP 500, “<h1>Boem”")
def status_zonder_antwoord(line, question):
    """Status 500, en een webpagina."""
    line.say(reply(b"<h1>Boem", "500 Internal Server Error", kind="text/html"))


@_enter("antwoordt met fout -32000: stuk")
def status_met_fout(line, question):
    """Status 500, en een fout van JSON-RPC."""
    line.answer(question, "500 Internal Server Error", error={"code": -32000, "message": "stuk"})


@_enter("HTTP 200 bij een result; gevonden: HTTP 500")
def status_met_result(line, question):
    """Status 500, en een result."""
    line.answer(question, "500 Internal Server Error", result={"messages": [], "notices": []})


@_enter()
def sluit_toch(line, question):
    """Belooft de verbinding open te houden, en sluit haar."""
    line.answer(question, headers=["Connection: keep-alive"], result={"messages": [], "notices": []})
    line.close()


@_enter()
def antwoordt_tweemaal(line, question):
    """Twee antwoorden op één vraag, het tweede ongevraagd."""
    body = b'{"jsonrpc":"2.0","id":%d,"result":{"messages":[],"notices":[]}}' % question["id"]
    line.say(reply(body) * 2)


@_enter("het antwoord op vraag")
def antwoordt_op_een_andere(line, question):
    """Het antwoord op de vorige vraag."""
    line.answer({"id": question["id"] - 1}, result={"messages": [], "notices": []})


@_enter()
def wartaal_in_kopregels(line, question):
    """Kopregels met nullen, stuurtekens en zonder dubbele punt, en een goed antwoord."""
    odd = ["\x00\x1b[2J", "geen dubbele punt", "X-\xff: \x07", ": leeg"]
    line.answer(question, "200 \x1b[31mOK", odd, result={"messages": [], "notices": []})


@_enter(UNREADABLE)
def geen_http(line, question):
    """Iets anders dan HTTP."""
    line.say(b"SSH-2.0-OpenSSH_9.9\r\n" * 5)
