"""The folder between the kit and a person: what is to be brought in, what was sent, and what is done with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from migratietoets.conformance.adapters.hand.turn import Asks, Turn
from migratietoets.conformance.adapters.limits import LIMITS, in_words
from migratietoets.conformance.protocol.verbs import JsonObject
from migratietoets.conformance.validation.documents import SUFFIXES, documents
from migratietoets.conformance.validation.judging import Question, judge_document, take_out
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import LAST_DAY_24, Release
from migratietoets.istandaard.terminal import printable
from migratietoets.istandaard.writing import make_folder, write_whole, writing

TO_BRING_IN, SENT, DONE = "aanleveren", "verzonden", "gedaan"
MOST = 500
"""Messages at once, as many as the protocol lets any system hand over."""
MOST_REMARKS = 8
"""So many of what is wrong with one message are shown."""
UNKNOWN, LAST = "000", "999"
"""The code of what nobody can tell the kind of; where what is no message at all comes."""


@dataclass(frozen=True)
class Found:
    """What lies in the folder of what was sent.

    Attributes:
        file: the name of the file.
        place: where, in words.
        name: what message it is, in words.
        faults: what is wrong with it, a sentence each; warnings are no faults.
        message: as it is handed over, without its moment; None where there is nothing to hand over.
    """

    file: str
    place: str
    name: str
    faults: tuple[str, ...]
    message: JsonObject | None


class Folder:
    """The folder of one system."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def sent(self) -> Path:
        """Where the person lays what the system sent."""
        return self.path / SENT

    @property
    def to_bring_in(self) -> Path:
        """Where the kit lays what the person needs."""
        return self.path / TO_BRING_IN

    def begin(self, turn: Turn) -> None:
        """Lay ready what a turn needs.

        Raises:
            UnwritableError: it cannot be written.
        """
        make_folder(self.sent)
        make_folder(self.to_bring_in)
        for task in turn.tasks:
            for name, data in dict(task.files).items():
                write_whole(self.to_bring_in / name, data)

    def end(self, campaign: str, turn: Turn) -> None:
        """Set aside what a turn was about, so that only what comes next is there.

        Raises:
            UnwritableError: it cannot be moved.
        """
        aside = self.path / DONE / campaign / ("begin" if turn.asks is Asks.READY else f"{turn.number:03d}")
        for place in (self.to_bring_in, self.sent):
            for path in sorted(place.iterdir()) if place.is_dir() else ():
                self._set_aside(path, aside / place.name)

    def remove(self, name: str) -> None:
        """Set aside what should not have been laid down."""
        path = (self.sent / name).resolve()
        if path.is_file() and self.sent.resolve() in path.parents:
            self._set_aside(path, self.path / DONE / "weggehaald")

    def add(self, name: str, data: bytes) -> None:
        """Lay down what the system sent, under a name that no other has."""
        base = Path(printable(name.replace("\\", "/"))).name.strip(". ") or "bericht.xml"
        make_folder(self.sent)
        write_whole(_free(self.sent / base), data)

    def look(self, day: date) -> list[Found]:
        """Everything that was laid down, judged.

        A file name says nothing of when it was sent, so a start comes before a stop: by the code of the message, and
        then by name.
        """
        return sorted(_found(self.sent, day), key=lambda one: one.message["code"] if one.message else LAST)

    def _set_aside(self, path: Path, aside: Path) -> None:
        make_folder(aside)
        with writing(aside):
            path.rename(_free(aside / path.name))


def _free(path: Path) -> Path:
    """The place itself, or one beside it when something stands there."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_stem(f"{path.stem} ({number})")
    return found


def _found(place: Path, day: date) -> Iterator[Found]:
    files = sorted(path for path in place.rglob("*") if path.is_file() and not path.name.startswith("."))
    size, count = 0, 0
    for path in files:
        name = str(path.relative_to(place))
        if path.suffix.lower() not in SUFFIXES:
            fault = f"een bestand {', '.join(SUFFIXES)} wordt gelezen; dit niet. Haal het weg als het geen bericht is."
            yield Found(name, printable(name), "geen bericht", (fault,), None)
            continue
        for document in documents([path]):
            answer, content = judge_document(document, Question()).judged, take_out(document).content
            where = answer.place.replace(printable(str(path)), printable(name), 1)
            if isinstance(content, InputError):
                yield Found(name, where, "onleesbaar", (str(content),), None)
                continue
            size, count = size + len(content), count + 1
            if size > LIMITS["collect"].size or count > MOST:
                most = f"hoogstens {MOST} berichten en {in_words(LIMITS['collect'].size)} tegelijk"
                yield Found(
                    name, where, "te veel", (f"verwacht {most}; gevonden meer. Haal weg wat er niet bij hoort.",), None
                )
                return
            release = answer.release or (Release.R24 if day <= LAST_DAY_24 else Release.R30)
            message = {
                "code": answer.kind or UNKNOWN,
                "release": str(release),
                "xml": content.decode("utf-8", "replace"),
            }
            wrong = [one for one in answer.remarks if not one.assumed]
            faults = [f"{_line(one.line)}{one.text} ({one.code})" for one in wrong[:MOST_REMARKS]]
            more = len(wrong) - MOST_REMARKS
            faults += [f"en nog {more}: migratietoets validate laat alles zien."] if more > 0 else []
            known = f"{answer.name}, release {answer.release}" if answer.kind else "geen bekend bericht"
            yield Found(name, where, known, (*faults, *([answer.complaint] if answer.complaint else [])), message)


def _line(number: int) -> str:
    return f"regel {number}: " if number else ""
