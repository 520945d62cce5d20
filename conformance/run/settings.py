"""What the working folder and the environment ask for: migratietoets.toml and MIGRATIETOETS_ADAPTER and the like.

The command line goes before the environment, and the environment before the file.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.found_value import safe, show
from migratietoets.istandaard.records.refusals import refusal
from migratietoets.istandaard.spelling import meant

FILE = "migratietoets.toml"
PREFIX = "MIGRATIETOETS_"
NO_SETTINGS = frozenset({"DEBUG", "LEVENS"})
"""What else may stand in the environment behind the prefix: tracebacks, and the length of our own tests."""

RUN, DOCTOR, ASSESS, PLAN = "run", "doctor", "assess", "plan"


@dataclass(frozen=True)
class Kind:
    """What a setting may hold.

    Attributes:
        expected: in words, with an example.
        of_file: the value behind what the file holds; None where it is none.
        of_text: the value behind a text of the environment; None where it is none.
    """

    expected: str
    of_file: Callable[[object], Any]
    of_text: Callable[[str], Any]


FLAGS = {"1": True, "true": True, "ja": True, "0": False, "false": False, "nee": False}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _texts(value: object) -> list[str] | None:
    """One text, or more in a list, each with commas in it or not."""
    texts = value if isinstance(value, list) else [value]
    if not all(isinstance(text, str) for text in texts):
        return None
    return [part.strip() for text in texts for part in str(text).split(",") if part.strip()] or None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _number_of_text(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text) else None


def _whole_of_text(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


TEXT = Kind('een tekst, zoals "wmo"', _text, _text)
TEXTS = Kind('een tekst of een lijst, zoals "wmo" of ["wmo", "jw"]', _texts, _texts)
NUMBER = Kind("een getal, zoals 10 of 0.5", _number, _number_of_text)
WHOLE = Kind("een geheel getal van 0 of meer", _whole, _whole_of_text)
FLAG = Kind("true of false", _flag, lambda text: FLAGS.get(text.lower()))


@dataclass(frozen=True)
class Setting:
    """One thing that can be set once for a folder or an environment.

    Attributes:
        name: its key in the file; with -- before it, the option that goes before it.
        kind: what it may hold.
        commands: which commands heed it.
    """

    name: str
    kind: Kind
    commands: tuple[str, ...] = (RUN,)

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return PREFIX + self.name.upper().replace("-", "_")


SETTINGS: Mapping[str, Setting] = {
    one.name: one
    for one in (
        Setting("adapter", TEXT, (RUN, DOCTOR)),
        Setting("timeout", NUMBER, (RUN, DOCTOR)),
        Setting("role", TEXTS),
        Setting("domain", TEXTS),
        Setting("rules", TEXTS),
        Setting("cases", TEXTS),
        Setting("isolated", FLAG),
        Setting("strict", FLAG),
        Setting("max-fail", WHOLE),
        Setting("xsd", TEXT),
        Setting("out", TEXT),
        Setting("products", TEXT, (ASSESS, PLAN)),
        Setting("facts", TEXT, (ASSESS, PLAN)),
    )
}


@dataclass(frozen=True)
class Setpoint:
    """A value that is set, and where: "migratietoets.toml, role" or "MIGRATIETOETS_ROLE"."""

    value: Any
    origin: str


def settings(command: str, folder: Path, environment: Mapping[str, str]) -> dict[str, Setpoint]:
    """What is set for a command, by name.

    Raises:
        InputError: the file cannot be read, or a name or value in it or in the environment is not known.
    """
    if not any(command in one.commands for one in SETTINGS.values()):
        return {}
    everything = _of_file(folder / FILE) | _of_environment(environment)
    return {name: value for name, value in everything.items() if command in SETTINGS[name].commands}


def _of_file(path: Path) -> dict[str, Setpoint]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(f"{FILE}: verwacht een leesbaar bestand; gevonden: {refusal(error)}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{FILE}: verwacht UTF-8; gevonden iets anders. Bewaar het bestand als UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"regel {place[1]}, kolom {place[2]}" if place else "aan het eind"
        raise InputError(
            f'{FILE}, {where}: verwacht TOML, zoals role = "gemeente", elke sleutel één keer; gevonden iets anders.'
        ) from None
    return {name: Setpoint(_value(name, value), f"{FILE}, {name}") for name, value in data.items()}


def _value(name: str, found: object) -> Any:  # noqa: ANN401  # as its kind reads it
    if name not in SETTINGS:
        raise InputError(
            f"{FILE}: sleutel {safe(name)} is niet bekend.{meant(name, SETTINGS)} Verwacht: {', '.join(SETTINGS)}."
        )
    kind = SETTINGS[name].kind
    value = kind.of_file(found)
    if value is None:
        raise InputError(f"{FILE}, {name}: verwacht {kind.expected}; gevonden {show(found)}.")
    return value


def _of_environment(environment: Mapping[str, str]) -> dict[str, Setpoint]:
    variables = {one.variable: one for one in SETTINGS.values()}
    found = {}
    for name, text in sorted(environment.items()):
        if not name.startswith(PREFIX) or name.removeprefix(PREFIX) in NO_SETTINGS:
            continue
        if name not in variables:
            raise InputError(
                f"{safe(name)} in de omgeving is niet bekend.{meant(name, variables)} Verwacht: {', '.join(variables)}."
            )
        setting = variables[name]
        if not text:
            continue
        value = setting.kind.of_text(text)
        if value is None:
            raise InputError(f"{name}: verwacht {setting.kind.expected}; gevonden {show(text)}.")
        found[setting.name] = Setpoint(value, name)
    return found
