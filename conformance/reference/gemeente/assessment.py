"""The assessment of one toewijzing, and the plan, in the shape that goes over the edge."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.gemeente.conversion import (
    SPECIFIEK_FORMS,
    WAYS_OUT,
    WITH_BUDGET,
    needs_einddatum,
    wanted_form,
)
from migratietoets.conformance.reference.gemeente.migration import Migration
from migratietoets.conformance.reference.gemeente.reasons import rules_of, variant_counts
from migratietoets.conformance.reference.gemeente.routes import (
    BEFOREHAND,
    CHANGE,
    INFORM,
    NEW,
    RUN_ON,
    STOP,
    WITHDRAW,
    Routes,
    RouteStep,
)
from migratietoets.conformance.reference.instructions import Params, check
from migratietoets.istandaard.codelijsten.codes import STUKS, TOTAL
from migratietoets.istandaard.model import Toewijzing

CONTENT = ("categorie", "code", "volume", "eenheid", "frequentie", "budget")
VERB_OF = {
    INFORM: "informeren over de opvolger in release 3.0",
    WITHDRAW: "intrekken",
    STOP: "stop zorg ontvangen",
    NEW: "opnieuw toewijzen",
    CHANGE: "einddatum vullen",
}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def action(step: RouteStep) -> dict[str, Any]:
    """One action with every key, null where unused."""
    out: dict[str, Any] = {
        "by": "aanbieder" if step.action == STOP else "gemeente",
        "action": step.action,
        "message": {STOP: "307", INFORM: None}.get(step.action, "301"),
        "release": step.release and str(step.release),
        "earliest": _iso(step.starting_at),
        "latest": _iso(step.latest),
        "ingangsdatum": None,
        "einddatum": None if step.action == INFORM else _iso(step.toewijzing.einddatum),
        **dict.fromkeys(CONTENT),
        "reden_wijziging": step.reden if step.action == WITHDRAW else None,
    }
    if step.action == NEW:
        out["ingangsdatum"] = _iso(step.toewijzing.ingangsdatum)
        out |= {field: getattr(step.toewijzing, field) for field in CONTENT}
    if step.action == STOP:
        out["earliest"] = _iso(step.latest)
    return out


class Assessment(Desk):
    """What a person at the desk asks about the stock and the plan."""

    def __init__(self, context: Context, routes: Routes, migration: Migration) -> None:
        super().__init__(context)
        self.routes, self.migration = routes, migration

    def assess(self, params: Params) -> dict[str, Any]:
        """MS-02: assess every toewijzing that stood in the stock, each once."""
        check("beoordeel", params, set())
        records = [entry.toewijzing for entry in self.ledger.stock()]
        return {
            "assessments": [
                assessment(self.routes, t, unique=self.ledger.unique(t.toewijzingnummer), today=self.clock.today)
                for t in records
            ]
        }

    def plan(self, params: Params) -> dict[str, Any]:
        """TW-10: what will be sent, in which release and when at the latest."""
        check("plan", params, set())
        records = [entry.toewijzing for entry in self.ledger]
        return {"plan": [plan_line(t, step) for t in records for step in self.migration.steps_of(t)]}


def assessment(routes: Routes, toewijzing: Toewijzing, *, unique: bool, today: date) -> dict[str, Any]:
    """Assess one toewijzing.

    Raises:
        InputError: the wish of the gemeente is impossible.
    """
    redenen = routes.redenen(toewijzing, unique=unique)
    steps, ways_out = ways(routes, toewijzing, unique=unique)
    possible = [*steps, *(step for route in ways_out.values() for step in route)]
    deadline = min((step.latest for step in steps or possible), default=None)
    return {
        "id": toewijzing.id,
        "must_migrate": bool(redenen),
        "reasons": redenen,
        "rules": rules_of(redenen),
        "deadline": _iso(deadline),
        "overdue": deadline is not None and today > deadline,
        "remarks": list(dict.fromkeys(remarks(toewijzing, possible))),
        "actions": [action(step) for step in steps],
        "alternatives": [
            {"route": name, "preferred": False, "actions": [action(step) for step in route]}
            for name, route in ways_out.items()
        ],
    }


def ways(routes: Routes, toewijzing: Toewijzing, *, unique: bool) -> tuple[list[RouteStep], dict[str, list[RouteStep]]]:
    """The preferred steps, and the other ways by name; no preference where only the gemeente can know."""
    if not routes.redenen(toewijzing, unique=unique):
        return [], {}
    if not variant_counts(toewijzing):
        return routes.steps(toewijzing, unique=unique), {}
    shape = wanted_form(toewijzing)
    if shape is None:
        return [], {name: routes.steps(toewijzing, unique=unique, shape=name) for name in WAYS_OUT}
    preferred = routes.steps(toewijzing, unique=unique, shape=shape, route=RUN_ON)
    beforehand = routes.steps(toewijzing, unique=unique, shape=shape, route=BEFOREHAND)
    return preferred, {} if beforehand == preferred else {BEFOREHAND: beforehand}


def remarks(toewijzing: Toewijzing, steps: Sequence[RouteStep]) -> list[str]:
    """What only the gemeente can choose, and what could not be judged."""
    out = []
    counts = variant_counts(toewijzing) and not toewijzing.cancelled
    if counts and toewijzing.eenheid == STUKS and toewijzing.uitvoering is None:
        out.append("Uitvoering onbekend: of stuks hier inspanning betekent, is niet te beoordelen.")
    for step in steps:
        if step.action in {NEW, CHANGE}:
            out += [f"De gemeente kiest: {what}." for what in open_choices(step)]
    if keeps_total(toewijzing, steps):
        out.append("Oud en nieuw samen zijn meer dan het oude totaal, tenzij de oude met instemming wordt verlaagd.")
    return out


def keeps_total(old: Toewijzing, steps: Sequence[RouteStep]) -> bool:
    """Whether the old toewijzing keeps a total of which a new one takes its share; one that is cancelled does not."""
    wished = old.nieuw is not None and old.nieuw.volume is not None
    shared = any(s.action == NEW and s.toewijzing.frequentie == TOTAL and s.toewijzing.volume for s in steps)
    left = any(s.action == WITHDRAW and s.toewijzing.einddatum != old.ingangsdatum for s in steps)
    return old.frequentie == TOTAL and shared and left and not wished


def open_choices(step: RouteStep) -> list[str]:
    """The parts of a new or changed toewijzing that are still open."""
    new, shape = step.toewijzing, step.shape
    specifiek = shape in SPECIFIEK_FORMS
    total_open = new.frequentie == TOTAL and new.volume is None
    questions = {
        "code": specifiek and new.code is None,
        "volume": total_open or (specifiek and new.volume is None),
        "eenheid": specifiek and new.eenheid is None,
        "frequentie": specifiek and new.frequentie is None,
        "budget": shape in WITH_BUDGET and new.budget is None,
        "einddatum": shape is not None and new.einddatum is None and needs_einddatum(new, shape),
    }
    return [what for what, is_open in questions.items() if is_open]


def plan_line(toewijzing: Toewijzing, step: RouteStep) -> dict[str, Any]:
    """One line of the migration plan, to share with the aanbieder (TW-10)."""
    what = action(step)
    number = toewijzing.toewijzingnummer or "zonder nummer"
    start, end = what["ingangsdatum"], what["einddatum"]
    period = f"{f' vanaf {start}' if start else ''}{f' tot en met {end}' if end else ''}"
    starting_at = f"vanaf {what['earliest']} en " if what["earliest"] else ""
    return {
        "aanbieder": toewijzing.aanbieder,
        "toewijzing": toewijzing.id,
        "message": what["message"],
        "release": what["release"],
        "latest": what["latest"],
        "text": f"Toewijzing {number}: {VERB_OF[step.action]}{period}, {starting_at}uiterlijk {what['latest']}.",
    }
