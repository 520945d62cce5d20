"""What a system says of itself, asked of the person once and kept in hand.toml."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.conformance.protocol.verbs import LATEST, AdapterError, JsonObject, check_answer, instructions
from migratietoets.istandaard.refusals import refusal
from migratietoets.istandaard.writing import write_whole

FILE = "hand.toml"
OVERNIGHT = "overnight"
NOT_BY_HAND = frozenset({"beoordeel", "plan"})
"""Commands that are answered with data, which nobody types over from a screen."""


@dataclass(frozen=True)
class Field:
    """One thing that is asked of the system.

    Attributes:
        key: in the file.
        label: what is asked.
        choices: value -> what it means; none where any text may be said.
        several: more of them may be chosen.
        default: what holds where nothing is said.
        help: what it decides.
    """

    key: str
    label: str
    choices: Mapping[str, str] | None = None
    several: bool = False
    default: str = ""
    help: str = ""


YES_NO = {"ja": "ja", "nee": "nee"}
FIELDS: Sequence[Field] = (
    Field("name", "Naam van het systeem"),
    Field("version", "Versie"),
    Field("supplier", "Leverancier"),
    Field("roles", "Rol", {one: one for one in ROLES}, several=True),
    Field("domains", "Domein", {"wmo": "Wmo", "jw": "Jeugdwet"}, several=True),
    Field(
        "processes",
        "Wat het systeem ondersteunt",
        {
            "toewijzen": "toewijzen en migreren",
            "vot_vow": "verzoeken om toewijzing en wijziging",
            "declareren": "declareren",
            "afsluiten": "start en stop zorg",
        },
        several=True,
    ),
    Field(
        "clock",
        "Is de datum in het systeem te zetten?",
        {"virtual": "ja, op elk moment", "at-reset": "alleen bij het inrichten", "none": "nee"},
        default="virtual",
        help="Is hij niet te zetten, dan is geen regel over een dag te toetsen.",
    ),
    Field(
        "notices",
        "Toont het systeem kennisgevingen, buiten de berichten om?",
        YES_NO,
        default="ja",
        help="Een brief, mail of melding aan de andere partij.",
    ),
    Field(
        OVERNIGHT,
        "Verwerkt het systeem berichten pas in de nacht?",
        YES_NO,
        default="nee",
        help="Dan komt er na elke dag waarop iets gebeurt, een werkdag bij.",
    ),
)


@dataclass(frozen=True)
class Profile:
    """What a system is.

    Attributes:
        hello: as it is answered.
        overnight: whether it does at night what it was asked by day.
    """

    hello: JsonObject
    overnight: bool


def read_profile(folder: Path) -> Profile | None:
    """What was said before; None where nothing was.

    Raises:
        AdapterError: the file cannot be used.
    """
    path = folder / FILE
    try:
        said = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AdapterError(f"{path}: verwacht een leesbaar bestand; gevonden: {refusal(error)}.") from None
    except ValueError:
        raise AdapterError(f"{path}: verwacht TOML in UTF-8; gevonden iets anders. {_AGAIN}") from None
    return make_profile(said, str(path))


def make_profile(said: Mapping[str, Any], where: str) -> Profile:
    """What a person or a file says, as a system says it.

    Raises:
        AdapterError: something is missing or is not what it may be.
    """
    known = {field.key for field in FIELDS}
    if missing := [field for field in FIELDS if said.get(field.key) in (None, "", [])]:
        names = ", ".join(f"“{field.label}” ({field.key})" for field in missing)
        raise AdapterError(f"{where}: verwacht een antwoord op {names}; gevonden geen. {_AGAIN}")
    if strange := sorted(said.keys() - known):
        raise AdapterError(f"{where}: verwacht {', '.join(sorted(known))}; gevonden ook {', '.join(strange)}. {_AGAIN}")
    for field in FIELDS:
        chosen = said[field.key] if isinstance(said[field.key], list) else [said[field.key]]
        if field.choices and any(one not in field.choices for one in chosen):
            raise AdapterError(
                f"{where}, {field.key}: verwacht {', '.join(field.choices)}; gevonden {', '.join(map(str, chosen))}. "
                f"{_AGAIN}"
            )
    can = {
        "clock": said["clock"],
        "notices": said["notices"] == "ja",
        "assess": False,
        "plan": False,
        "instructions": [one for one in instructions() if one not in NOT_BY_HAND],
    }
    hello = {field.key: said[field.key] for field in FIELDS[:6]} | {"protocol": LATEST, "capabilities": can}
    return Profile(check_answer("hello", hello), said[OVERNIGHT] == "ja")


def write_profile(folder: Path, said: Mapping[str, Any]) -> None:
    """Keep what was said, with what each line means above it.

    Raises:
        UnwritableError: it cannot be written.
    """
    lines = ["# Wat dit systeem is, zoals u het bij het begin hebt gezegd."]
    for field in FIELDS:
        choices = f" ({', '.join(field.choices)})" if field.choices else ""
        lines += ["", f"# {field.label}{choices}", f"{field.key} = {json.dumps(said[field.key], ensure_ascii=False)}"]
    write_whole(folder / FILE, "\n".join(lines) + "\n")


_AGAIN = f"Vul het aan, of verwijder {FILE} en antwoord opnieuw."
