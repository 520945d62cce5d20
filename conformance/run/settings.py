"""What the working folder and the environment ask for: migratietoets.toml and MIGRATIETOETS_ADAPTER and the like.

The command line goes before the environment, and the environment before the file.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migratietoets.conformance.adapters.http.token import VARIABLE as TOKEN
from migratietoets.conformance.run.options import OPTIONS, PREFIX, Option
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.found_value import safe, show
from migratietoets.istandaard.refusals import refusal
from migratietoets.istandaard.spelling import unknown

FILE = "migratietoets.toml"
NO_SETTINGS = frozenset({"DEBUG", "LEVENS"})
"""What else may stand in the environment behind the prefix: tracebacks, and the length of our own tests."""

SETTINGS: Mapping[str, Option] = {name: one for name, one in OPTIONS.items() if one.lasting}


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


def is_token(name: str) -> bool:
    """Whether a variable holds a token, which is no setting: it goes to its system and nowhere else."""
    return name == TOKEN or name.startswith(f"{TOKEN}_")


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
    if is_token(PREFIX + name.upper().replace("-", "_")):
        raise InputError(f"{FILE}: verwacht geen token in een bestand; gevonden {safe(name)}. Zet het in {TOKEN}.")
    if name not in SETTINGS:
        raise InputError(unknown(f"{FILE}: sleutel {safe(name)}", name, SETTINGS))
    kind = SETTINGS[name].kind
    value = kind.of_file(found)
    if value is None:
        raise InputError(f"{FILE}, {name}: verwacht {kind.expected}; gevonden {show(found)}.")
    return value


def _of_environment(environment: Mapping[str, str]) -> dict[str, Setpoint]:
    variables = {one.variable: one for one in SETTINGS.values()}
    found = {}
    for name, text in sorted(environment.items()):
        if not name.startswith(PREFIX) or name.removeprefix(PREFIX) in NO_SETTINGS or is_token(name):
            continue
        if name not in variables:
            raise InputError(unknown(f"{safe(name)} in de omgeving", name, variables))
        setting = variables[name]
        if not text:
            continue
        value = setting.kind.of_text(text)
        if value is None:
            raise InputError(f"{name}: verwacht {setting.kind.expected}; gevonden {show(text)}.")
        found[setting.name] = Setpoint(value, name)
    return found
