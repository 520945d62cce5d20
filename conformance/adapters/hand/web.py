"""The dialogue on a page of this machine, one turn at a time."""

import queue
import secrets
import string
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from migratietoets.conformance.adapters.hand.page import Told, asked, ended, page, questions, waiting
from migratietoets.conformance.adapters.hand.profile import FIELDS
from migratietoets.conformance.adapters.hand.server import Form, PageServer, is_same
from migratietoets.conformance.adapters.hand.tray import Tray
from migratietoets.conformance.adapters.hand.turn import CANNOT, Asks, Turn
from migratietoets.conformance.protocol.verbs import JsonObject
from migratietoets.istandaard.model import InputError

LOOK, PATIENCE, LINGER = 0.1, 5.0, 4.0
"""Seconds: between two looks, that a form waits for the next turn, and that the end waits for whoever watches."""
TOKEN = 32
"""Letters; digits could be taken for somebody's number."""
LONGEST_WHY = 200
STOP: JsonObject = {"stop": True}
"""The answer of a person who stops."""


class Web:
    """Shows what to do, and takes what the page sends back.

    The kit asks on its own thread; every request has one too, and changes what is asked under the lock alone.

    Attributes:
        token: part of the address, and of every form.
    """

    def __init__(self) -> None:
        self.token = "".join(secrets.choice(string.ascii_lowercase) for _ in range(TOKEN))
        self._answers: queue.Queue[JsonObject] = queue.Queue()
        self._lock = threading.RLock()
        self._number = 0
        self._alert = ""
        self._open = False
        """Whether an answer is awaited."""
        self._at: tuple[Turn, Tray] | None = None
        self._said: Mapping[str, Any] = {
            field.key: list(field.choices or ()) if field.several else field.default for field in FIELDS
        }
        self._end: Sequence[str] = ()
        self._visited, self._end_seen = threading.Event(), threading.Event()
        self._server = PageServer(self)
        threading.Thread(target=self._server.serve_forever, args=(LOOK,), daemon=True).start()
        self.address = self._server.address
        self.tell(f"Open deze pagina in een browser op deze machine: {self.address}")
        self.tell("Stoppen en later verdergaan kan op de pagina, of hier met Ctrl-C.")

    def who(self, fault: str) -> JsonObject:
        """Ask everything in one form."""
        answer = self._wait(None, fault)
        with self._lock:
            self._said = answer
        return answer

    def ask(self, turn: Turn, tray: Tray) -> JsonObject:
        """Show a turn, and wait until it is done."""
        return self._wait((turn, tray))

    def tell(self, text: str) -> None:
        """Say something in the terminal, for whoever began the run there."""
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def end(self, lines: Sequence[str]) -> None:
        """Show how the run ended, to whoever watches, and serve nothing more."""
        with self._lock:
            self._open, self._end = False, lines
        if self._visited.is_set():
            self._end_seen.wait(LINGER)
        self._server.shutdown()
        self._server.server_close()

    def _wait(self, at: tuple[Turn, Tray] | None, fault: str = "") -> JsonObject:
        """The answer to what is asked now.

        Raises:
            KeyboardInterrupt: the person stops.
        """
        with self._lock:
            self._at, self._alert, self._open = at, fault, True
            self._number += 1
        while True:
            try:
                answer = self._answers.get(timeout=LOOK)
            except queue.Empty:  # a signal is heeded between two looks
                continue
            if answer is STOP:
                raise KeyboardInterrupt
            return answer

    def page(self) -> str:
        """What is asked now, as a page."""
        self._visited.set()
        with self._lock:
            if self._end:
                self._end_seen.set()
            return page(self._told(), self.token, self._number, self._alert)

    def _told(self) -> Told:
        if self._end:
            return ended(self._end)
        if not self._open:
            return waiting()
        return asked(*self._at) if self._at is not None else questions(self._said)

    def prepared(self, name: str) -> bytes | None:
        """A file of the turn that is asked now."""
        with self._lock:
            files = [dict(task.files) for task in self._at[0].tasks] if self._at is not None else []
        return next((each[name] for each in files if name in each), None)

    def take(self, form: Form) -> bool:
        """Do what a form says; False when it is none of ours."""
        if not is_same(form.one("token"), self.token):
            return False
        with self._lock:
            number = self._number
            if self._open and form.one("page") == str(number):
                try:
                    said = self._act(form)
                except InputError as error:
                    said = str(error)
                self._alert = said if isinstance(said, str) else ""
                if not isinstance(said, str):
                    self._open = False
                    self._answers.put(said)
        self._settle(number)
        return True

    def _settle(self, number: int) -> None:
        """Give the kit the time to ask what comes next."""
        for _ in range(round(PATIENCE / LOOK)):
            with self._lock:
                if self._open or self._end or self._number != number:
                    return
            self._end_seen.wait(LOOK)

    def _act(self, form: Form) -> JsonObject | str:
        """The answer in a form, or what to say where there is none yet."""
        action = form.one("action")
        if action == "stop":
            return STOP
        if self._at is None:
            return _answers(form) if action == "who" else ""
        turn, tray = self._at
        act = _ACTIONS.get((turn.asks, action))
        return act(tray, form) if act is not None else ""


def _answers(form: Form) -> JsonObject:
    """What was said of the system."""
    return {
        field.key: list(form.fields.get(field.key, ())) if field.several else form.one(field.key).strip()
        for field in FIELDS
    }


def _upload(tray: Tray, form: Form) -> str:
    for name, data in form.files:
        tray.folder.add(name, data)
    return "" if form.files else "Kies eerst een bestand."


def _remove(tray: Tray, form: Form) -> str:
    tray.folder.remove(form.one("name"))
    return ""


def _notice(tray: Tray, form: Form) -> str:
    return tray.add_notice({name: form.one(name) for name in form.fields})


def _drop(tray: Tray, form: Form) -> str:
    tray.notices[:] = [one for number, one in enumerate(tray.notices) if str(number) != form.one("which")]
    return ""


def _next(tray: Tray, _: Form) -> JsonObject | str:
    found = tray.look()
    wrong = sum(bool(one.faults) for one in found)
    if not wrong:
        return tray.sent(found)
    return f"Met {wrong} van de {len(found)} is iets mis. Verbeter dat, of laat het zo als het systeem dit verstuurde."


_ACTIONS: Mapping[tuple[Asks, str], Callable[[Tray, Form], JsonObject | str]] = {
    (Asks.READY, "done"): lambda _tray, _form: {},
    (Asks.BUTTON, "done"): lambda _tray, _form: {},
    (Asks.BUTTON, "cannot"): lambda _tray, form: {CANNOT: form.one("why").strip()[:LONGEST_WHY]},
    (Asks.MESSAGES, "upload"): _upload,
    (Asks.MESSAGES, "remove"): _remove,
    (Asks.MESSAGES, "notice"): _notice,
    (Asks.MESSAGES, "drop"): _drop,
    (Asks.MESSAGES, "next"): _next,
    (Asks.MESSAGES, "leave"): lambda tray, _form: tray.sent(tray.look()),
}
"""What a turn asks, and a button of its page -> the answer, or what to say where there is none yet."""
