"""What a person answered, kept on disk: a campaign that goes on days later, is answered again from there."""

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from migratietoets.conformance.adapters.hand.turn import Turn
from migratietoets.conformance.protocol.verbs import AdapterError, JsonObject
from migratietoets.istandaard.refusals import refusal
from migratietoets.istandaard.writing import make_folder, write_whole, writing

FOLDER = "antwoorden"


def has_answers(folder: Path) -> bool:
    """Whether anything was answered in the folder of a system."""
    return any((folder / FOLDER).glob("*.jsonl"))


class Answers:
    """The answers of one campaign, in the order in which they were given.

    Raises:
        AdapterError: they cannot be read.
    """

    def __init__(self, folder: Path, campaign: str) -> None:
        self._path = folder / FOLDER / f"{campaign}.jsonl"
        self._saved = _read(self._path)
        self._next = 0

    @property
    def waiting(self) -> int:
        """How many were given before and not asked again yet."""
        return len(self._saved) - self._next

    def earlier(self, turn: Turn) -> JsonObject | None:
        """What was answered to this turn before; None where it was not asked yet.

        Raises:
            AdapterError: something else was asked then.
        """
        if not self.waiting:
            return None
        saved = self._saved[self._next]
        if saved["asked"] != _digest(turn):
            raise AdapterError(
                f"{self._path}: verwacht bij “{turn.title}” dezelfde vraag als bij het eerdere antwoord; gevonden een "
                "andere. Speel met dezelfde versie van de kit en dezelfde opties, of kies een nieuwe map."
            )
        self._next += 1
        answer: JsonObject = saved["answer"]
        return answer

    def keep(self, turn: Turn, answer: JsonObject) -> None:
        """Lay down what is answered now.

        Raises:
            UnwritableError: it cannot be written.
        """
        line = json.dumps({"asked": _digest(turn), "answer": answer}, ensure_ascii=False)
        make_folder(self._path.parent)
        if not self._saved:
            write_whole(self._path, "")
        with writing(self._path), self._path.open("a", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())
        self._saved.append(json.loads(line))
        self._next += 1


def _read(path: Path) -> list[dict[str, Any]]:
    """The whole lines; what follows the last of them was never finished, and goes."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise AdapterError(f"{path}: verwacht een leesbaar bestand; gevonden: {refusal(error)}.") from None
    whole = data[: data.rfind(b"\n") + 1]
    if whole != data:
        write_whole(path, whole)
    try:
        lines = [json.loads(line) for line in whole.splitlines()]
        return [{"asked": one["asked"], "answer": dict(one["answer"])} for one in lines]
    except (ValueError, TypeError, KeyError):
        raise AdapterError(
            f"{path}: verwacht antwoorden die de kit zelf bewaarde; gevonden iets anders. Kies een nieuwe map."
        ) from None


def _digest(turn: Turn) -> str:
    return sha256(json.dumps(turn.words).encode()).hexdigest()[:16]
