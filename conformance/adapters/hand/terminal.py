"""The dialogue at a terminal: what to do next, and what was done, line by line."""

import sys
from collections.abc import Callable, Mapping, Sequence
from textwrap import fill
from typing import Any, TypeVar

from migratietoets.conformance.adapters.hand.folder import Found
from migratietoets.conformance.adapters.hand.profile import FIELDS, Field
from migratietoets.conformance.adapters.hand.tray import NAMES, Tray
from migratietoets.conformance.adapters.hand.turn import CANNOT, Asks, Turn
from migratietoets.conformance.protocol.verbs import JsonObject
from migratietoets.istandaard.terminal import printable_lines

WIDE = 100
Said = TypeVar("Said")
STOP, NO, NOTICE, LEAVE = "stop", "kan niet", "kennisgeving", "laat zo"
"""What a person types, beside Enter."""
HINTS = {
    Asks.READY: f"Klaar: Enter. Later verder: {STOP}.",
    Asks.BUTTON: f"Gedaan: Enter. Het systeem kan dit niet: {NO}. Later verder: {STOP}.",
    Asks.MESSAGES: f"Verder: Enter. Later verder: {STOP}.",
}


class Terminal:
    """Asks on standard output, and reads lines from standard input; the end of it means that the person stops."""

    def who(self, fault: str) -> JsonObject:
        """Ask everything, one by one."""
        self.tell(fault or "Eerst een paar vragen over het systeem; de antwoorden komen in hand.toml.")
        return {field.key: self._field(field) for field in FIELDS}

    def ask(self, turn: Turn, tray: Tray) -> JsonObject:
        """Show a turn, and wait until it is done."""
        self.tell(f"\n── {turn.title} ──")
        for number, task in enumerate(turn.tasks, start=turn.number):
            self.tell(fill(f"{number}. {task.text}", WIDE, subsequent_indent="   ", break_on_hyphens=False))
            for line in task.details:
                self.tell(fill(line, WIDE, initial_indent="   - ", subsequent_indent="     ", break_on_hyphens=False))
            for name in dict(task.files):
                self.tell(f"   bestand: {tray.folder.to_bring_in / name}")
        if turn.asks is Asks.MESSAGES:
            return self._messages(tray)
        while True:
            said = self._line(HINTS[turn.asks])
            if not said:
                return {}
            if said == NO and turn.asks is Asks.BUTTON:
                return {CANNOT: self._line("Waarom niet? (mag leeg blijven)", stops=False)}
            self.tell(f"“{said}” past hier niet.")

    def end(self, lines: Sequence[str]) -> None:
        """Nothing: the run says it here."""

    def tell(self, text: str) -> None:
        """Say something."""
        sys.stdout.write(f"{printable_lines(text)}\n")
        sys.stdout.flush()

    def _messages(self, tray: Tray) -> JsonObject:
        self.tell(f"   map: {tray.folder.sent}")
        more = f" Het systeem toonde een kennisgeving: {NOTICE}." if tray.shows_notices else ""
        hint = HINTS[Asks.MESSAGES] + more
        while True:
            said = self._line(hint)
            if said == NOTICE and tray.shows_notices:
                self._notice(tray)
                continue
            if said not in {"", LEAVE}:
                self.tell(f"“{said}” past hier niet.")
                continue
            found = tray.look()
            self._show(found)
            wrong = sum(bool(one.faults) for one in found)
            if not wrong or said == LEAVE:
                return tray.sent(found)
            self.tell(
                f"Met {wrong} van de {len(found)} is iets mis. Verbeter dat in de map en druk op Enter; "
                f"of typ “{LEAVE}”, als het systeem dit zo verstuurde."
            )

    def _show(self, found: Sequence[Found]) -> None:
        if not found:
            self.tell("   Geen berichten.")
        for one in found:
            self.tell(f"   {'✗' if one.faults else '✓'} {one.place}: {one.name}")
            for fault in one.faults:
                self.tell(fill(fault, WIDE, initial_indent="       ", subsequent_indent="       "))

    def _notice(self, tray: Tray) -> None:
        choices = tray.choices()
        said = {
            "code": self._choice(NAMES["code"], choices.codes),
            "to": self._choice(NAMES["to"], choices.to),
            "bsn": self._choice(NAMES["bsn"], choices.clients),
            "toewijzing": self._choice(NAMES["toewijzing"], choices.toewijzingen),
            "verzoek": self._line(f"{NAMES['verzoek']}: ", stops=False),
            "about": self._line(f"{NAMES['about']}: ", stops=False),
        }
        self.tell(tray.add_notice(said) or f"   kennisgeving: {tray.told()[-1]}")

    def _choice(self, label: str, choices: Mapping[str, str]) -> str:
        """One of these, by its number; nothing is asked where there is one."""
        values = list(choices)
        if len(values) == 1:
            return values[0]
        for number, value in enumerate(values, start=1):
            self.tell(f"   {number}. {choices[value]}")
        return self._until(f"{label.capitalize()}; typ een nummer.", lambda said: _numbered(said, values))

    def _field(self, field: Field) -> Any:  # noqa: ANN401  # a text, or a list of them
        if field.choices is None:
            return self._until(f"{field.label}:", lambda said: said or None)
        self.tell(f"{field.label}{'' if field.label.endswith('?') else ':'} {field.help}".rstrip())
        values = list(field.choices)
        for number, value in enumerate(values, start=1):
            self.tell(f"   {number}. {field.choices[value]}")
        if field.several:
            return self._until("Typ een of meer nummers, of Enter voor alles.", lambda said: _some(said, values))
        return self._until(
            f"Typ een nummer, of Enter voor {field.choices[field.default]}.",
            lambda said: _numbered(said, values) if said else field.default,
        )

    def _until(self, prompt: str, read: Callable[[str], Said | None]) -> Said:
        while True:
            answer = read(self._line(prompt))
            if answer is not None:
                return answer
            self.tell("Dat past hier niet.")

    def _line(self, prompt: str, *, stops: bool = True) -> str:
        """What is typed; a word in any case.

        Raises:
            KeyboardInterrupt: the person stops, or there is nobody.
        """
        self.tell(prompt)
        sys.stdout.write("> ")
        sys.stdout.flush()
        try:
            line = sys.stdin.readline()
        except (OSError, ValueError):  # closed, in another encoding, or the one that pytest gives
            line = ""
        said = line.strip()
        if not line or (stops and said.lower() == STOP):
            raise KeyboardInterrupt
        return said.lower() if said.lower() in {NO, NOTICE, LEAVE} else said


def _numbered(said: str, values: Sequence[str]) -> str | None:
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 0  # noqa: PLR2004  # digits
    return values[number - 1] if 0 < number <= len(values) else None


def _some(said: str, values: Sequence[str]) -> list[str] | None:
    chosen = [_numbered(one, values) for one in said.replace(",", " ").split()]
    if None in chosen:
        return None
    return [one for one in values if one in chosen] if chosen else list(values)
