"""What is said of a toewijzing: must it migrate, why, by when, and by which actions."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Action:
    """What one party does, with its message where there is one; what does not apply is None."""

    by: str
    action: str
    message: str | None
    release: str | None
    earliest: date | None = None
    latest: date | None = None
    reden_wijziging: str | None = None
    ingangsdatum: date | None = None
    einddatum: date | None = None
    categorie: str | None = None
    code: str | None = None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another permitted route; none of these is preferred."""

    route: str
    preferred: bool = field(default=False, init=False)
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer of `assess` on one record.

    Attributes:
        reasons: why it must migrate, in the order of `Reason`.
        rules: the rules that say so.
        deadline: the last day; None when nothing is to be done.
        overdue: that day had passed on the day of asking.
        remarks: Dutch sentences.
        actions: empty where the gemeente must choose one of the alternatives first.
    """

    id: str
    must_migrate: bool
    reasons: tuple[str, ...]
    rules: tuple[str, ...]
    deadline: date | None
    overdue: bool
    remarks: tuple[str, ...]
    actions: tuple[Action, ...]
    alternatives: tuple[Alternative, ...]
