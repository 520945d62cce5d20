"""What a system does of each process that it claims: one order or message each, and what should come of it.

What does not come yet is no fault of the adapter: it is the next thing to write.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from migratietoets.conformance.doctor import samples
from migratietoets.conformance.doctor.patient import Complaint, Patient, Todo
from migratietoets.conformance.protocol.control import lacking
from migratietoets.conformance.protocol.verbs import CannotError
from migratietoets.istandaard.kalender import AMSTERDAM
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein
from migratietoets.istandaard.validation import form_errors

DAYS = 6
"""So long it has: the retour to a declaratie may take five working days, an order far less."""
BEGIN = datetime.combine(date(2020, 11, 2), time(8), tzinfo=AMSTERDAM)
"""A monday on which nothing else is due."""
Params = Mapping[str, Any]
Order = tuple[str, Callable[[Domein], Params]]
"""A button, and its params in a domein."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that a system of this role does, where it claims the process.

    Attributes:
        orders: the buttons that are pressed, in order.
        delivers: the message that comes in first, or nothing.
        gives: the message that should come of it.
        stock: what the toewijzing in the stock is like beside the usual one.
    """

    process: str
    role: str
    gives: str
    orders: Sequence[Order] = ()
    delivers: str = ""
    stock: tuple[tuple[str, Any], ...] = samples.STARTED

    def __str__(self) -> str:
        """What is asked, as texts name it."""
        incoming = [f"een {self.delivers}"] if self.delivers else []
        return " en ".join([*incoming, *(name for name, _ in self.orders)]) or "het eind van een toewijzing"


TASKS = (
    Task("toewijzen", "gemeente", "301", [("ken_toe", samples.grant)]),
    Task("toewijzen", "aanbieder", "305", [("start_zorg", samples.start)], stock=(("gestart", False),)),
    Task("toewijzen", "aanbieder", "307", stock=(*samples.STARTED, ("einddatum", date(2020, 11, 3)))),
    Task("vot_vow", "gemeente", "316", delivers="315"),
    Task("vot_vow", "aanbieder", "315", [("vraag_toewijzing_aan", samples.request)]),
    Task("declareren", "gemeente", "304", [("beoordeel_declaratie", samples.approve)], delivers="303"),
    Task(
        "declareren",
        "aanbieder",
        "303",
        [("registreer_levering", samples.delivery), ("declareer", samples.claim)],
    ),
    Task("afsluiten", "gemeente", "301", [("trek_in", samples.withdraw)]),
    Task("afsluiten", "aanbieder", "307", [("stop_zorg", samples.stop)]),
)


def tasks(process: str) -> Callable[[Patient], str | None]:
    """The check of a process: everything that this role does in it, once."""

    def check(p: Patient) -> str | None:
        if process not in p.who["processes"]:
            return None
        mine = [task for task in TASKS if (task.process, task.role) == (process, p.role)]
        done = [_do(p, task) for task in mine if p.answers or not task.delivers]
        return "; ".join(filter(None, done)) or None

    return check


def _do(p: Patient, task: Task) -> str:
    buttons = [name for name, _ in task.orders]
    missing = lacking(p.who["capabilities"], buttons)
    if missing:
        return f"{', '.join(missing)} heeft het systeem niet, dus {task.gives} is niet gevraagd"
    p.begin(_stock(p, task), at=BEGIN)
    try:
        xml = _first(p, task)
    except CannotError as error:
        return f"{task} is niet te toetsen: {error}"
    errors = form_errors(xml.encode("utf-8", "surrogatepass"))
    if errors:
        fault = errors[0]
        advice = f"maak de {task.gives} volgens het schema van release 2.4; begin bij {fault.element}."
        raise Complaint(f"na {task} een geldige {task.gives}", f"{fault.element}: {fault.text}", advice)
    return f"{task} geeft een {task.gives}"


def _stock(p: Patient, task: Task) -> Toewijzing:
    return replace(samples.toewijzing(p.role, p.domein), **dict(task.stock))


def _first(p: Patient, task: Task) -> str:
    """The first message of the kind that is waited for."""
    if task.delivers:
        p.deliver(samples.INCOMING[task.delivers](p.domein, p.now))
    for name, params in task.orders:
        p.instruction(name, dict(params(p.domein)))
    seen = []
    for day in range(DAYS + 1):
        if day:
            p.next_day()
        for bericht in p.collect()["messages"]:
            if bericht["code"] == task.gives:
                xml: str = bericht["xml"]
                return xml
            seen.append(bericht["code"])
    verb = "instruct" if task.orders else "deliver" if task.delivers else "advance"
    raise Todo(
        f"na {task} een {task.gives} in release 2.4, binnen {DAYS} dagen",
        ", ".join(seen[:5]) or "geen bericht",
        f"laat {task} leiden tot een {task.gives}, en geef die mee met collect: "
        f'{{"code": "{task.gives}", "release": "2.4", "sent_at": "{BEGIN.isoformat()}", "xml": "<?xml …"}}. '
        f"Wat erin staat, laat docs/{p.role}.md zien.",
        verb,
    )
