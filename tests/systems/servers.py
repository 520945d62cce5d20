"""Tiny HTTP servers to talk to: each test says what happens to a connection, in a few lines of Python."""

import json
import socket
import threading
from contextlib import contextmanager, suppress

TOKEN = "Kanarie.vogel-0123456789/abc+DEF="  # noqa: S105  # nobody's
"""A token that nobody may ever see."""


class Line:
    """The server's end of one connection."""

    def __init__(self, connection):
        self.connection = connection
        self._file = connection.makefile("rb")

    def question(self):
        """The next question and its headers; None when there is no more."""
        if not self._file.readline():
            return None, {}
        headers = {}
        while (text := self._file.readline()) not in (b"\r\n", b""):
            name, _, value = text.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        return json.loads(self._file.read(int(headers["content-length"]))), headers

    def say(self, data):
        self.connection.sendall(data)

    def answer(self, question, status="200 OK", headers=(), **rest):
        body = json.dumps({"jsonrpc": "2.0", "id": question["id"], **(rest or {"result": {}})}).encode()
        self.say(reply(body, status, headers))

    def close(self):
        """Let go, so that the other side sees it at once."""
        self._file.close()
        with suppress(OSError, ValueError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.connection.close()


def reply(body, status="200 OK", headers=(), kind="application/json"):
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


@contextmanager
def serving(does, context=None):
    """A server on this machine, a thread a connection; gives its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    def handle(connection):
        with suppress(OSError, ValueError):
            if context is not None:
                connection = context.wrap_socket(connection, server_side=True)
            line = Line(connection)
            try:
                does(line)
            finally:
                line.close()

    def accept():
        with suppress(OSError, ValueError):
            while True:
                threading.Thread(target=handle, args=(listener.accept()[0],), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield port
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def each(does):
    """What a server does that answers question after question."""

    def answers(line):
        while (found := line.question())[0] is not None:
            does(line, *found)

    return answers


def kindly(line, question, headers):
    """Answer with what was asked."""
    line.answer(question, result={"asked": question, "headers": headers})
