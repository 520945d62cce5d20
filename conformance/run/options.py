"""What can be asked of a command that plays or assesses: every option once, for wherever it can be said."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from migratietoets.conformance.adapters.defaults import DEFAULT_ADAPTER, SECONDS
from migratietoets.conformance.catalogue.set_names import EVERYTHING, SETS
from migratietoets.istandaard.spelling import split_commas

PREFIX = "MIGRATIETOETS_"
"""What the variables of the environment begin with."""
OUT = "out"
RUN, DOCTOR, ASSESS, PLAN = "run", "doctor", "assess", "plan"
BOTH = (RUN, DOCTOR)


@dataclass(frozen=True)
class Kind:
    """What an option may hold.

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
    named = [text for text in texts if isinstance(text, str)]
    return list(split_commas(named)) or None if len(named) == len(texts) else None


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
class Option:
    """One option: on the command line, of the pytest plugin, in the environment and in migratietoets.toml.

    Attributes:
        name: with -- before it, the option on the command line; without, its key in the file.
        kind: what it may hold.
        help: what it does, in Dutch.
        metavar: what stands for its value in a help text.
        default: its value where nobody says anything.
        commands: which commands heed it.
        lasting: whether it can be set once for a folder or an environment.
        of_suite: whether it is asked of the suite; pytest has an option of its own for the others.
    """

    name: str
    kind: Kind
    help: str
    metavar: str | None = None
    default: Any = None
    commands: tuple[str, ...] = (RUN,)
    lasting: bool = True
    of_suite: bool = True

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return PREFIX + self.name.upper().replace("-", "_")


OPTIONS: Mapping[str, Option] = {
    one.name: one
    for one in (
        Option(
            "adapter",
            TEXT,
            "Het systeem: 'cli:opdrachtregel', http://machine:poort/pad (of https), python:module:Klasse, een "
            "geïnstalleerde naam, of met de hand: hand:MAP of hand-web:MAP.",
            "NAAM",
            DEFAULT_ADAPTER,
            BOTH,
        ),
        Option("timeout", NUMBER, "Hoe lang het systeem over een vraag mag doen.", "SECONDEN", SECONDS, BOTH),
        Option(
            "ca", TEXT, "Certificaten (PEM) van een eigen CA, voor een systeem achter https.", "BESTAND", None, BOTH
        ),
        Option("gemeente", TEXT, "Het systeem dat de gemeente is, tegenover dat van --aanbieder.", "NAAM", ""),
        Option("aanbieder", TEXT, "Het systeem dat de aanbieder is, tegenover dat van --gemeente.", "NAAM", ""),
        Option("role", TEXTS, "Alleen deze rol; mag vaker.", "gemeente|aanbieder", ()),
        Option("domain", TEXTS, "Alleen dit domein; mag vaker.", "wmo|jw", ()),
        Option("rules", TEXTS, "Alleen deze regels: MT-04 of 'MT-*,TW-01'.", "PATROON", ()),
        Option("cases", TEXTS, "Alleen deze gevallen: 'migratie/*'.", "PATROON", ()),
        Option("set", TEXT, "Een vaste verzameling gevallen.", "|".join(SETS), EVERYTHING),
        Option("isolated", FLAG, "Speel elk geval op een eigen kalender.", default=False),
        Option("strict", FLAG, "Een waarschuwing telt als niet conform.", default=False),
        Option("max-fail", WHOLE, "Stop na N overtredingen; 0 is nooit.", "N", 0, of_suite=False),
        Option("xsd", TEXT, "Officiële XSD's, voor de berichten die de map heeft.", "MAP"),
        Option("out", TEXT, "Waar de resultaten komen.", "MAP", OUT),
        Option(
            "resume",
            FLAG,
            "Ga verder met de run in MAP die niet is afgemaakt, na de laatste campagne die af is.",
            default=False,
            lasting=False,
        ),
        Option(
            "force",
            FLAG,
            "Vervang de run in MAP, in plaats van haar in MAP/vorige te bewaren.",
            default=False,
            lasting=False,
        ),
        Option(
            "products",
            TEXT,
            "Eigen productcodes: categorie, code, uitvoering; bij run: product, domein, categorie, code.",
            "BESTAND",
            commands=(RUN, ASSESS, PLAN),
        ),
        Option(
            "facts",
            TEXT,
            "Feiten per id: uitvoering, vervanging, nieuw, gestart, instemming.",
            "BESTAND",
            commands=(ASSESS, PLAN),
            of_suite=False,
        ),
    )
}
