"""An entry of the catalogue: what is done, what the kit says of it, and what it may cost the kit."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

BUSY = 60
"""Seconds that a busy machine may add to what the kit itself takes."""


@dataclass(frozen=True)
class Attack:
    """One thing that a system or a file does.

    Attributes:
        what: in a sentence.
        does: the class of a system, the text of a program, or what makes a file.
        says: by transport a pattern of what the kit says of it; empty: it does no harm, and nothing is said.
        seconds: that it may take, with a time-out of one second.
        megabytes: of memory that it may cost the kit.
        outcome: of a run, when something is said of it.
    """

    name: str
    what: str
    does: Any
    says: dict[str, str]
    seconds: float = 3
    megabytes: int = 50
    outcome: str = "adapterfout"


class Catalogue(dict[str, Attack]):
    """Attacks by name, in order."""

    def add(
        self, says: str = "", *, cli: str | None = None, http: str | None = None, **limits: Any
    ) -> Callable[[Any], Any]:
        """Enter what is decorated; its docstring says what it does.

        Args:
            says: what the kit says of it; nothing when it does no harm.
            cli: what it says over that transport, where that differs.
            http: what it says over that one, where it can go over it.
            limits: what it may cost, and its outcome.
        """

        def enter(does: Any) -> Any:
            what = does.__doc__.splitlines()[0].rstrip(".")
            by_transport = {"python": says, "cli": says if cli is None else cli}
            by_transport |= {} if http is None else {"http": http}
            self[does.__name__] = Attack(does.__name__, what, does, by_transport, **limits)
            return does

        return enter


def broken_limits(attack: Attack, transport: str, found: Mapping[str, Any]) -> list[str]:
    """What is other than the catalogue says, of what `measure` found; nothing when all is well."""
    said, expected = "\n".join(found["said"]), attack.says[transport]
    outcome = "" if transport == "xml" else attack.outcome if expected else "niet conform"
    checks = {
        f"gezegd: {said[:300]}": bool(re.search(expected, said)) if expected else not said,
        f"uitkomst {found['outcome']}": found["outcome"] == outcome,
        f"{found['left']} processen over": found["left"] == 0,
        f"{found['work']:.1f} s gewerkt": found["work"] <= attack.seconds,
        f"{found['seconds']:.1f} s gewacht": found["seconds"] <= attack.seconds + BUSY,
        f"{found['megabytes']:.0f} MB": found["megabytes"] <= attack.megabytes,
    }
    return [fault for fault, good in checks.items() if not good]
