"""Going on with a run that was broken off: only with what it was asked, and after the last campaign it finished."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from migratietoets.conformance.run.folder import RunFolder, footer_of
from migratietoets.conformance.run.question import Question
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.gate import gate
from migratietoets.conformance.vocabulary.event_json import read_line
from migratietoets.conformance.vocabulary.events import Event, JudgedEvent
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.writing import write_whole, writing

ROOMS = ("cases", "conformance", "generators", "istandaard")
"""What decides on the bytes of a log."""

Asked = Mapping[str, Any]
"""Everything that the log of a run depends on, by its name for a user."""
Keeps = Callable[[str, Sequence[bytes]], bool]
"""Whether a campaign is kept, by its id and the lines that are recorded of it."""


def asked_of(selection: Selection, questions: Collection[Question], systems: Mapping[str, Any]) -> Asked:
    """What a run is asked, of what says this of itself, by which kit; as it may be written."""
    return {
        "de adapter": gate().text(" tegenover ".join(dict.fromkeys(selection.systems.values()))),
        "de versie van de kit": version("migratietoets"),
        "de rollen": sorted(selection.roles),
        "de domeinen": sorted(selection.domeinen),
        "de regels": list(selection.rules),
        "de gevallen": list(selection.cases),
        "--set": selection.cases_of,
        "--isolated": selection.isolated,
        "--strict": selection.strict,
        "de inhoud van --xsd": _digest(selection.xsd).decode() if selection.xsd else "",
        "wat het systeem op hello zegt": json.loads(json.dumps(systems)),
        "de gekozen toetsen": _digest_of(sorted("/".join(map(str, one)).encode() for one in questions)),
        "wat er in de kit zelf staat": _digest_of(_digest(Path(str(files("migratietoets") / room))) for room in ROOMS),
    }


def remember(folder: RunFolder, asked: Asked) -> None:
    """Lay down what a run is asked, until it is finished.

    Raises:
        UnwritableError: it cannot be written.
    """
    write_whole(folder.asked, json.dumps(asked, ensure_ascii=False, indent=1) + "\n")


def prepare(folder: RunFolder, asked: Asked, keeps: Keeps) -> None:
    """Leave of a run that was broken off what can be gone on with: a part for each campaign that it finished.

    Args:
        folder: of that run.
        asked: what is asked now.
        keeps: whether a campaign is kept, or played again.

    Raises:
        InputError: there is no such run, or it was asked something else, or says what it cannot have recorded; nothing
            was changed then.
        UnwritableError: the folder cannot be written.
    """
    check_unfinished(folder)
    check_same(f"--resume: verwacht dezelfde vraag als aan de run in {folder.path}", _asked_before(folder) or {}, asked)
    blocks = {campaign: lines for campaign, lines in _finished(folder).items() if keeps(campaign, lines)}
    folder.remove_reports()
    for campaign, lines in blocks.items():
        write_whole(folder.campaign_file(campaign), b"".join(lines))
    with writing(folder.path):
        for part in folder.asked.parent.glob("*.jsonl"):
            if part.stem not in blocks:
                part.unlink()
        folder.log.unlink(missing_ok=True)


def finished(part: Path) -> list[Event] | None:
    """What is recorded of a campaign in its part; None when it was not played to its end there."""
    lines = list(whole_lines(part))
    if not lines:
        return None
    events = [read_line(line) for line in lines]
    return events if isinstance(events[-1], JudgedEvent) else None


def check_unfinished(folder: RunFolder) -> None:
    """See that there is something to go on with.

    Raises:
        InputError: the run came to its end, or there is none.
    """
    footer = footer_of(folder.log)
    if footer is not None and not footer.stop:
        raise InputError(
            f"--resume: verwacht in {folder.path} een run die niet is afgemaakt; gevonden een die af is "
            f"(uitkomst: {footer.verdict}). Laat --resume weg om opnieuw te beginnen."
        )
    if _asked_before(folder) is None:
        raise InputError(
            f"--resume: verwacht in {folder.path} een run die niet is afgemaakt; gevonden geen waarmee verder te gaan "
            "is. Laat --resume weg om opnieuw te beginnen."
        )


def _asked_before(folder: RunFolder) -> dict[str, Any] | None:
    """What the run that stands there was asked."""
    try:
        before = json.loads(folder.asked.read_bytes())
    except (OSError, ValueError):
        return None
    return before if isinstance(before, dict) else None


def check_same(
    expected: str, before: Asked, asked: Asked, otherwise: str = "laat --resume weg om opnieuw te beginnen"
) -> None:
    """See that the same is asked as before.

    Args:
        expected: what is expected, in words.
        before: what was asked then.
        asked: what is asked now.
        otherwise: what else can be done.

    Raises:
        InputError: something else is asked.
    """
    for name, now in asked.items():
        if before.get(name) != now:
            raise InputError(
                f"{expected}; anders is {name}{_change(before.get(name), now)}. Geef dezelfde opties, of {otherwise}."
            )


def _change(before: object, now: object) -> str:
    """From what to what, where that is short enough to help."""
    shown = [", ".join(map(str, each)) if isinstance(each, list) else str(each) for each in (before, now)]
    if isinstance(now, dict) or any(len(each) >= 64 for each in shown):  # noqa: PLR2004  # a digest, or as long as one
        return ""
    return f" (toen: {shown[0] or 'alles'}; nu: {shown[1] or 'alles'})"


def _finished(folder: RunFolder) -> dict[str, list[bytes]]:
    """The lines of each campaign that was played to its end, from the log and from the parts."""
    out: dict[str, list[bytes]] = {}
    for path in (folder.log, *sorted(folder.asked.parent.glob("*.jsonl"))):
        blocks: dict[str, list[bytes]] = {}
        for line in whole_lines(path):
            try:
                event = json.loads(line)
            except ValueError:
                break
            campaign = event.get("campaign")
            if campaign and campaign not in out:
                blocks.setdefault(campaign, []).append(line)
                if event["event"] == "judged":
                    out[campaign] = blocks.pop(campaign)
    return out


def whole_lines(path: Path) -> Iterator[bytes]:
    """Each line with its end; what follows the last end was never finished."""
    try:
        with path.open("rb") as file:
            yield from (line for line in file if line.endswith(b"\n"))
    except OSError:
        return


def _digest(folder: Path) -> bytes:
    """The digest of every file below a folder, the same whatever line ends a checkout made of it."""
    places = sorted(path for path in folder.resolve().rglob("*") if "__pycache__" not in path.parts and path.is_file())
    return _digest_of(
        piece for path in places for piece in (path.name.encode(), path.read_bytes().replace(b"\r\n", b"\n"))
    ).encode()


def _digest_of(pieces: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for piece in pieces:
        whole.update(b"%d:" % len(piece))
        whole.update(piece)
    return whole.hexdigest()
