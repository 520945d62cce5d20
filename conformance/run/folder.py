"""The folder of a run (`--out`): what stands there is of one run. What an earlier run left is set aside as a whole."""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from migratietoets.conformance.run.lock import Lock
from migratietoets.conformance.vocabulary.event_json import read_line
from migratietoets.conformance.vocabulary.events import FooterEvent
from migratietoets.conformance.vocabulary.outcomes import Stop
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.writing import writing

LOG, PAGE, JUNIT, ALLURE, PARTS = "log.jsonl", "rapport.html", "junit.xml", "allure-results", "delen"
ASKED = "gevraagd.json"
"""Among the parts: what the run was asked, for whoever goes on with it."""
EARLIER = "vorige"
"""Where the run before stays, inside the folder."""
NAMES = (PAGE, JUNIT, "allure.html", ALLURE, "messages", PARTS, LOG)
"""What a run writes, in the order in which it is set aside: the log last, since it says whose the rest is."""

_OWN: Mapping[str, re.Pattern[str]] = {
    ALLURE: re.compile(
        r"[0-9a-f-]{36}-(result|container|attachment|globals)(\.\w+)*|(environment|categories|executor)\.\w+"
        r"|(history|[a-z]+-trend)\.json"
    ),
    "messages": re.compile(r"\d{2,}-[A-Za-z0-9._-]+\.xml"),
    PARTS: re.compile(rf"[a-z0-9-]+\.jsonl(\.deel)?|{re.escape(ASKED)}(\.deel)?|{re.escape(PAGE)}|{re.escape(JUNIT)}"),
}
"""What the files in our own folders are called; whatever else stands there is somebody's."""
_BEGIN = b'{"event":"header"'
_TAIL = 1 << 16
Tell = Callable[[str], None]


def footer_of(log: Path) -> FooterEvent | None:
    """The last line of a log, when it is a footer."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _TAIL))
            *_, last, rest = [b"", *file.read().split(b"\n")]
        event = read_line(last) if not rest else None
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return event if isinstance(event, FooterEvent) else None


class RunFolder:
    """A folder of a run, and the lock on it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = Lock(path)

    @property
    def log(self) -> Path:
        """The log of the run."""
        return self.path / LOG

    @property
    def asked(self) -> Path:
        """What the run was asked."""
        return self.path / PARTS / ASKED

    def campaign_file(self, campaign: str) -> Path:
        """What is recorded of a campaign apart from the log."""
        return self.path / PARTS / f"{campaign}.jsonl"

    def staged(self, name: str) -> Path:
        """Where the page or junit.xml waits until the outcome is in the log."""
        return self.path / PARTS / name

    def publish(self) -> None:
        """Put in its place what was waiting.

        Raises:
            UnwritableError: it cannot be.
        """
        with writing(self.path):
            for name in (PAGE, JUNIT):
                if self.staged(name).exists():
                    self.staged(name).replace(self.path / name)

    def make_room(self, tell: Tell, *, keep: bool) -> None:
        """Set an earlier run aside, or remove it; what it is goes first to `tell`.

        Raises:
            InputError: something stands there that no run of this kit left; nothing was moved then.
            UnwritableError: it cannot be moved.
        """
        there = self._check()
        if not there:
            return
        if not keep:
            tell(f"{self.path} bevat {self._words()}. Die gaat weg (--force).")
            self._remove(there)
            return
        earlier = RunFolder(self.path / EARLIER)
        with earlier.lock:
            gone = earlier._check() if _stands(earlier.log) else []
            for name in there:
                if name not in gone and _stands(earlier.path / name):
                    raise self._strange(f"{EARLIER}/{name}")
            tell(self._farewell(earlier.path, gone=bool(gone)))
            earlier._remove(gone)
            with writing(self.path):
                for name in there:
                    (self.path / name).replace(earlier.path / name)

    def remove_reports(self) -> None:
        """Remove what was made from the log, which is to change."""
        self._remove(name for name in self._check() if name not in {LOG, PARTS})

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            path = self.path / name
            with writing(self.path):
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _check(self) -> list[str]:
        """What a run left here.

        Raises:
            InputError: something has one of its names that no run of this kit wrote.
        """
        there = [name for name in NAMES if _stands(self.path / name)]
        if not there:
            return []
        if not (self._is_log() if LOG in there else self.asked.is_file()):
            raise self._strange(LOG if LOG in there else there[0])
        for name in there:
            for strange in _strangers(self.path / name):
                raise self._strange(str(strange.relative_to(self.path)))
        return there

    def _is_log(self) -> bool:
        """Whether the log is one of ours, or the beginning of one."""
        if self.log.is_symlink() or not self.log.is_file():
            return False
        with writing(self.path), self.log.open("rb") as file:
            begin = file.read(len(_BEGIN))
        return _BEGIN.startswith(begin)

    def _strange(self, name: str) -> InputError:
        return InputError(
            f"{self.path}: verwacht een map met niets of een run van deze kit; gevonden {name}, dat daar niet van is. "
            "Er is niets gewijzigd. Kies een andere map met --out, of haal dat eerst zelf weg."
        )

    def _words(self) -> str:
        footer = footer_of(self.log)
        return f"een run (uitkomst: {footer.verdict})" if footer else "een run die niet is afgemaakt"

    def _farewell(self, target: Path, *, gone: bool) -> str:
        footer = footer_of(self.log)
        before = " De run die daar stond, gaat weg." if gone else ""
        broken_off = footer is None or (footer.stop and footer.stop != Stop.TESTER)
        on = f" Daarmee verder gaan kan met run --resume --out {target}." if broken_off else ""
        return f"{self.path} bevat {self._words()}. Die verhuist naar {target}.{before}{on}"


def _stands(path: Path) -> bool:
    """Whether something stands there; an empty folder is nothing."""
    if path.is_symlink() or not path.is_dir():
        return path.is_symlink() or path.exists()
    return any(path.iterdir())


def _strangers(path: Path) -> Iterator[Path]:
    """What no run wrote, in a place that has the name of something a run writes."""
    own = _OWN.get(path.name)
    if path.is_symlink() or path.is_dir() is (own is None):
        yield path
    elif own is not None:
        for each in sorted(path.rglob("*")):
            if each.is_symlink() or not (each.is_dir() or (each.is_file() and own.fullmatch(each.name))):
                yield each
