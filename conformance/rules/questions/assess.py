"""The migratietabel: which actions bring a toewijzing to release 3.0, by whom and by when (MT-01 .. BS-07)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from migratietoets.conformance.rules.questions.reasons import Numbers, redenen, valid_in_2021, variantredenen
from migratietoets.conformance.rules.questions.successor import (
    CHOOSE_EINDDATUM,
    CHOOSE_PART,
    Successor,
    part,
    starting_at,
    successor,
)
from migratietoets.istandaard.history import CORRECTION
from migratietoets.istandaard.model import Content, Toewijzing
from migratietoets.istandaard.releases import (
    DEADLINE_30,
    DECEMBER_START,
    END_OF_2020,
    FIRST_DAY_30,
    NUMBER_DEADLINE,
    START_30,
    VARIANT_DEADLINE,
)

Action = dict[str, Any]

ACTION_FIELDS = (
    "by",
    "action",
    "message",
    "release",
    "earliest",
    "latest",
    "reden_wijziging",
    "ingangsdatum",
    "einddatum",
    "categorie",
    "code",
    "volume",
    "eenheid",
    "frequentie",
    "budget",
)
"""Every key of an action, in order; unused ones are None."""

CONTENT = ("categorie", "code", "volume", "eenheid", "frequentie", "budget")

MIGRATION = "03"
"""RedenWijziging of a withdrawal that only serves the migration: any valid code but 12 and 01 (AF-01)."""

SUCCESSORS = ("specifiek_met_omvang", "aspecifiek_zonder_budget", "aspecifiek_met_budget")
"""What an aspecifieke toewijzing with omvang may become (BS-08, BS-09, BS-10)."""

UNKNOWN_STUKS = (
    "Eenheid 82 zonder bekende uitvoering: is dit inspanning, dan moet de toewijzing migreren naar eenheid 84."
)
CHOOSE_SUCCESSOR = "De gemeente kiest wat de aspecifieke toewijzing met omvang wordt; zie de alternatieven."


def _action(by: str, action: str, message: str | None, release: str | None, **fields: object) -> Action:
    filled = {"by": by, "action": action, "message": message, "release": release, **fields}
    return {
        field: value.isoformat() if isinstance(value := filled.get(field), date) else value for field in ACTION_FIELDS
    }


def _withdraw(t: Toewijzing, per: date, release: str, latest: date, earliest: date | None = None) -> Action:
    """Withdraw per a day, or cancel what has not started by then."""
    cancels = t.ingangsdatum > per
    return _action(
        "gemeente",
        "intrekken",
        "301",
        release,
        earliest=earliest,
        latest=latest,
        reden_wijziging=CORRECTION if cancels else MIGRATION,
        einddatum=t.ingangsdatum if cancels else per,
    )


def _new_one(o: Successor, begin: date, release: str, latest: date, earliest: date | None = None) -> Action:
    return _action(
        "gemeente",
        "nieuwe_toewijzing",
        "301",
        release,
        earliest=earliest,
        latest=latest,
        ingangsdatum=begin,
        einddatum=o.einddatum,
        categorie=o.categorie,
        code=o.code,
        volume=o.volume,
        eenheid=o.eenheid,
        frequentie=o.frequentie,
        budget=o.budget,
    )


def _new_one_30(o: Successor, t: Toewijzing) -> Action:
    begin = max(START_30, t.ingangsdatum)
    return _new_one(starting_at(o, t, begin), begin, "3.0", DEADLINE_30, FIRST_DAY_30)


def _old_content(t: Toewijzing, begin: date, end: date) -> tuple[Successor, list[str]]:
    """The old content for a part of 2020: what ends in 2020 may keep what 3.0 drops (BS-06)."""
    volume, remarks = t.volume, []
    if t.frequentie == "6" and volume is not None:
        if t.einddatum is None:
            volume, remarks = None, [CHOOSE_PART]
        else:
            volume = part(volume, (t.ingangsdatum, t.einddatum), begin, end)
    return Successor(t.categorie, t.code, volume, t.eenheid, t.frequentie, t.budget, end), remarks


def _without_number(t: Toewijzing, o: Successor | None) -> tuple[list[Action], list[str]]:
    """Withdrawn per 30-11-2020, anew from 01-12-2020, in two parts where the second needs 3.0 (BS-05 .. BS-07)."""
    actions = [_withdraw(t, NUMBER_DEADLINE, "2.4", NUMBER_DEADLINE)]
    remarks: list[str] = []
    if t.gestart and t.ingangsdatum <= NUMBER_DEADLINE:
        actions.append(
            _action(
                "aanbieder",
                "stop_zorg",
                "307",
                "2.4",
                earliest=NUMBER_DEADLINE,
                latest=NUMBER_DEADLINE,
                einddatum=NUMBER_DEADLINE,
            )
        )
    begin = max(DECEMBER_START, t.ingangsdatum)
    if o is not None and not o.only_30:
        part_from = starting_at(o, t, begin)
        actions.append(_new_one(part_from, begin, "2.4", NUMBER_DEADLINE))
        return actions, list(part_from.remarks)
    if begin <= END_OF_2020:
        end = END_OF_2020 if o is not None or t.einddatum is None else t.einddatum
        first, remarks = _old_content(t, begin, end)
        actions.append(_new_one(first, begin, "2.4", NUMBER_DEADLINE))
    if o is not None:
        actions.append(_new_one_30(o, t))
        remarks += [r for r in starting_at(o, t, max(START_30, t.ingangsdatum)).remarks if r not in remarks]
    return actions, remarks


def _can_run_on(t: Toewijzing) -> bool:
    """The preferred route needs consent, and an old toewijzing that closed per 31-12-2020 fits 3.0 (BS-04)."""
    closed = variantredenen(Content(t.categorie, t.code, t.omvang, t.budget), END_OF_2020, t.uitvoering)
    return t.instemming and t.ingangsdatum <= END_OF_2020 and "geen_toegestane_variant" not in closed


def _run_on(t: Toewijzing, o: Successor) -> list[Action]:
    return [_withdraw(t, END_OF_2020, "3.0", DEADLINE_30, FIRST_DAY_30), _new_one_30(o, t)]


def _withdraw_beforehand(t: Toewijzing, o: Successor) -> list[Action]:
    return [
        _action("gemeente", "informeer_aanbieder", None, None, latest=VARIANT_DEADLINE),
        _withdraw(t, END_OF_2020, "2.4", VARIANT_DEADLINE),
        _new_one_30(o, t),
    ]


def _with_number(t: Toewijzing, o: Successor) -> tuple[list[Action], list[Action] | None, list[str], date]:
    """Actions, the other permitted route, remarks and deadline of a toewijzing with a unique number."""
    begin = max(START_30, t.ingangsdatum)
    remarks = list(starting_at(o, t, begin).remarks)
    if not o.only_30:
        actions = [
            _withdraw(t, END_OF_2020, "2.4", VARIANT_DEADLINE),
            _new_one(starting_at(o, t, begin), begin, "2.4", VARIANT_DEADLINE),
        ]
        return actions, None, remarks, VARIANT_DEADLINE
    if _can_run_on(t):
        return _run_on(t, o), _withdraw_beforehand(t, o), remarks, DEADLINE_30
    return _withdraw_beforehand(t, o), None, remarks, VARIANT_DEADLINE


def _fill_einddatum(t: Toewijzing) -> tuple[list[Action], None, list[str], date]:
    """Only the einddatum is missing: the same toewijzing is changed (BS-01)."""
    in_30 = t.budget is not None or t.eenheid == "84"
    release, earliest, latest = ("3.0", FIRST_DAY_30, DEADLINE_30) if in_30 else ("2.4", None, VARIANT_DEADLINE)
    action = _action("gemeente", "wijzig_einddatum", "301", release, earliest=earliest, latest=latest)
    return [action], None, [CHOOSE_EINDDATUM], latest


def _same_content(t: Toewijzing, o: Successor) -> bool:
    return all(getattr(t, field) == getattr(o, field) for field in CONTENT)


def _route(
    t: Toewijzing, found: list[str], vervanging: str | None
) -> tuple[list[Action], list[Action] | None, list[str], date]:
    if "no_unique_number" in found:
        o = successor(t, vervanging) if valid_in_2021(t.einddatum) else None
        return *_with_deadline(_without_number(t, o)), NUMBER_DEADLINE
    o = successor(t, vervanging)
    if found == ["einddatum_ontbreekt"] and _same_content(t, o):
        return _fill_einddatum(t)
    return _with_number(t, o)


def _with_deadline(outcome: tuple[list[Action], list[str]]) -> tuple[list[Action], None, list[str]]:
    return outcome[0], None, outcome[1]


def assess(t: Toewijzing, numbers: Numbers, at: date) -> dict[str, Any]:
    """Must it migrate, why, by when, how: the answer of `assess` on one record.

    Args:
        t: the toewijzing.
        numbers: every number ever issued in the input.
        at: the day of asking; decides `overdue`.

    Raises:
        InputError: a vervanging that is impossible for this toewijzing.
    """
    found = redenen(t, numbers)
    actions: list[Action] = []
    alternatives: list[dict[str, Any]] = []
    remarks: list[str] = []
    deadline: date | None = None
    if "aspecifiek_met_omvang" in found and t.vervanging is None:
        remarks.append(CHOOSE_SUCCESSOR)
        for name in SUCCESSORS:
            route_actions, _, route_remarks, latest = _route(t, found, name)
            alternatives.append({"route": name, "preferred": False, "actions": route_actions})
            remarks += [f"{name}: {text}" for text in route_remarks]
            deadline = min(deadline or latest, latest)
    elif found:
        actions, other, remarks, deadline = _route(t, found, t.vervanging)
        if other is not None:
            alternatives = [{"route": "vooraf_intrekken", "preferred": False, "actions": other}]
    if t.eenheid == "82" and t.uitvoering is None and not t.cancelled and valid_in_2021(t.einddatum):
        remarks = [*remarks, UNKNOWN_STUKS]
    rules = {"TW-02" if reden == "no_unique_number" else "TW-03" for reden in found}
    return {
        "id": t.id,
        "must_migrate": bool(found),
        "reasons": found,
        "rules": sorted(rules),
        "deadline": deadline and deadline.isoformat(),
        "overdue": deadline is not None and at > deadline,
        "remarks": remarks,
        "actions": actions,
        "alternatives": alternatives,
    }


def assess_all(toewijzingen: Iterable[Toewijzing], at: date) -> Iterable[dict[str, Any]]:
    """Assess a whole input; uniqueness is judged over all of it; order is kept."""
    listing = list(toewijzingen)
    numbers = Numbers(listing)
    return (assess(t, numbers, at) for t in listing)
