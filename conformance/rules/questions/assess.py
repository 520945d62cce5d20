"""Assess: which actions bring a toewijzing to release 3.0, by whom and by when (MT-01 .. BS-07)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from migratietoets.conformance.rules.questions.assessment import Action, Alternative, Assessment
from migratietoets.conformance.rules.questions.conversion import rounded
from migratietoets.conformance.rules.questions.overlap import SUCCESSORS, Neighbours, Stock
from migratietoets.conformance.rules.questions.reasons import Numbers, Reason, reasons, valid_in_2021, variant_reasons
from migratietoets.conformance.rules.questions.successor import (
    CHOOSE_EINDDATUM,
    CHOOSE_PART,
    TOGETHER_MORE,
    Successor,
    part,
    starting_at,
    successor,
)
from migratietoets.istandaard.codelijsten.codes import CONTRACTWIJZIGING, CORRECTION, STUKS, TOTAL
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
from migratietoets.istandaard.varianten import only_in_30

CONTENT = ("categorie", "code", "volume", "eenheid", "frequentie", "budget")

MIGRATION = CONTRACTWIJZIGING
"""RedenWijziging of a withdrawal that only serves the migration: any valid code but 12 and 01 (AF-01)."""

UNKNOWN_STUKS = (
    "Eenheid 82 zonder bekende uitvoering: is dit inspanning, dan moet de toewijzing migreren naar eenheid 84."
)

CHOOSE_SUCCESSOR = "De gemeente kiest wat de aspecifieke toewijzing met omvang wordt; zie de alternatieven."


@dataclass(frozen=True, slots=True)
class _Route:
    """Actions with their deadline, what is to be said of them, and another route that may be taken instead."""

    actions: tuple[Action, ...]
    deadline: date
    remarks: tuple[str, ...] = ()
    other: tuple[Action, ...] = ()


def _withdraw(t: Toewijzing, per: date, release: str, latest: date, earliest: date | None = None) -> Action:
    """Withdraw per a day, or cancel what has not started by then."""
    cancels = t.ingangsdatum > per
    return Action(
        "gemeente",
        "intrekken",
        "301",
        release,
        earliest=earliest,
        latest=latest,
        reden_wijziging=CORRECTION if cancels else MIGRATION,
        einddatum=t.ingangsdatum if cancels else per,
    )


def _new_one(new: Successor, begin: date, release: str, latest: date, earliest: date | None = None) -> Action:
    return Action(
        "gemeente",
        "nieuwe_toewijzing",
        "301",
        release,
        earliest=earliest,
        latest=latest,
        ingangsdatum=begin,
        einddatum=new.einddatum,
        categorie=new.categorie,
        code=new.code,
        volume=new.volume,
        eenheid=new.eenheid,
        frequentie=new.frequentie,
        budget=new.budget,
    )


def _new_one_30(new: Successor, t: Toewijzing) -> Action:
    begin = max(START_30, t.ingangsdatum)
    return _new_one(starting_at(new, t, begin), begin, "3.0", DEADLINE_30, FIRST_DAY_30)


def _old_content(t: Toewijzing, begin: date, end: date) -> tuple[Successor, list[str]]:
    """The old content for a part of 2020: what ends in 2020 may keep what 3.0 drops (BS-06)."""
    volume, remarks = t.volume, []
    if t.frequentie == TOTAL and volume is not None:
        if t.einddatum is None:
            volume, remarks = None, [CHOOSE_PART]
        else:
            volume = rounded(part(volume, (t.ingangsdatum, t.einddatum), begin, end))
    return Successor(t.categorie, t.code, volume, t.eenheid, t.frequentie, t.budget, end), remarks


def _inform(latest: date) -> Action:
    """Tell the aanbieder that a successor follows in 3.0 (BS-03)."""
    return Action("gemeente", "informeer_aanbieder", None, None, latest=latest)


def _without_number(t: Toewijzing, new: Successor | None) -> _Route:
    """Withdrawn per 30-11-2020, anew from 01-12-2020, in two parts where the second needs 3.0 (BS-05 .. BS-07)."""
    actions = [_withdraw(t, NUMBER_DEADLINE, "2.4", NUMBER_DEADLINE)]
    remarks: list[str] = []
    if t.gestart and t.ingangsdatum <= NUMBER_DEADLINE:
        actions.append(
            Action(
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
    if new is not None and not new.only_30:
        part_from = starting_at(new, t, begin)
        actions.append(_new_one(part_from, begin, "2.4", NUMBER_DEADLINE))
        return _Route(tuple(actions), NUMBER_DEADLINE, part_from.remarks)
    if begin <= END_OF_2020:
        end = END_OF_2020 if new is not None or t.einddatum is None else t.einddatum
        first, remarks = _old_content(t, begin, end)
        actions.append(_new_one(first, begin, "2.4", NUMBER_DEADLINE))
    if new is not None:
        if begin > END_OF_2020:
            actions.insert(0, _inform(NUMBER_DEADLINE))
        actions.append(_new_one_30(new, t))
        remarks += [r for r in starting_at(new, t, max(START_30, t.ingangsdatum)).remarks if r not in remarks]
    return _Route(tuple(actions), NUMBER_DEADLINE, tuple(remarks))


def _can_run_on(t: Toewijzing) -> bool:
    """The preferred route needs consent, and an old toewijzing that closed per 31-12-2020 fits 3.0 (BS-04)."""
    closed = variant_reasons(Content(t.categorie, t.code, t.omvang, t.budget), END_OF_2020, t.uitvoering)
    return t.instemming and t.ingangsdatum <= END_OF_2020 and Reason.GEEN_TOEGESTANE_VARIANT not in closed


def _run_on(t: Toewijzing, new: Successor) -> tuple[Action, ...]:
    return _withdraw(t, END_OF_2020, "3.0", DEADLINE_30, FIRST_DAY_30), _new_one_30(new, t)


def _withdraw_beforehand(t: Toewijzing, new: Successor) -> tuple[Action, ...]:
    return (
        _inform(VARIANT_DEADLINE),
        _withdraw(t, END_OF_2020, "2.4", VARIANT_DEADLINE),
        _new_one_30(new, t),
    )


def _with_number(t: Toewijzing, new: Successor) -> _Route:
    """A toewijzing with a unique number: in 2.4 what 2.4 can express, otherwise in 3.0 (MT-04, MT-05)."""
    begin = max(START_30, t.ingangsdatum)
    part_from = starting_at(new, t, begin)
    if not new.only_30:
        actions = (
            _withdraw(t, END_OF_2020, "2.4", VARIANT_DEADLINE),
            _new_one(part_from, begin, "2.4", VARIANT_DEADLINE),
        )
        return _Route(actions, VARIANT_DEADLINE, part_from.remarks)
    if _can_run_on(t):
        return _Route(_run_on(t, new), DEADLINE_30, part_from.remarks, other=_withdraw_beforehand(t, new))
    return _Route(_withdraw_beforehand(t, new), VARIANT_DEADLINE, part_from.remarks)


def _fill_einddatum(t: Toewijzing) -> _Route:
    """Only the einddatum is missing: the same toewijzing is changed (BS-01)."""
    in_30 = only_in_30(t.categorie, t.eenheid, budget=t.budget is not None)
    release, earliest, latest = ("3.0", FIRST_DAY_30, DEADLINE_30) if in_30 else ("2.4", None, VARIANT_DEADLINE)
    action = Action("gemeente", "wijzig_einddatum", "301", release, earliest=earliest, latest=latest)
    return _Route((action,), latest, (CHOOSE_EINDDATUM,))


def _same_content(t: Toewijzing, new: Successor) -> bool:
    return all(getattr(t, field) == getattr(new, field) for field in CONTENT)


def _together_more(t: Toewijzing, route: _Route, per: date) -> _Route:
    """Say so where a total is shared and the old toewijzing, not cancelled, keeps all of it."""
    chosen = t.nieuw is not None and t.nieuw.volume is not None
    shared = any(
        a.action == "nieuwe_toewijzing" and a.frequentie == TOTAL and a.volume is not None for a in route.actions
    )
    if t.frequentie != TOTAL or t.ingangsdatum > per or chosen or not shared:
        return route
    return replace(route, remarks=(*route.remarks, TOGETHER_MORE))


def _route(t: Toewijzing, found: list[Reason], vervanging: str | None) -> _Route:
    if Reason.NO_UNIQUE_NUMBER in found:
        new = successor(t, vervanging) if valid_in_2021(t.einddatum) else None
        return _together_more(t, _without_number(t, new), NUMBER_DEADLINE)
    new = successor(t, vervanging)
    if found == [Reason.EINDDATUM_ONTBREEKT] and _same_content(t, new):
        return _fill_einddatum(t)
    return _together_more(t, _with_number(t, new), END_OF_2020)


def assess(t: Toewijzing, numbers: Numbers, at: date, neighbours: Neighbours | None = None) -> Assessment:
    """Must it migrate, why, by when, how: the answer of `assess` on one record.

    Args:
        t: the toewijzing.
        numbers: every number ever issued in the input.
        at: the day of asking; decides `overdue`.
        neighbours: the whole input, to say what would overlap in 2021; None where that is not asked.

    Raises:
        InputError: a vervanging that is impossible for this toewijzing.
    """
    found = reasons(t, numbers)
    actions: tuple[Action, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    remarks: tuple[str, ...] = ()
    deadline: date | None = None
    if Reason.ASPECIFIEK_MET_OMVANG in found and t.vervanging is None:
        routes = {name: _route(t, found, name) for name in SUCCESSORS}
        alternatives = tuple(Alternative(name, route.actions) for name, route in routes.items())
        remarks = (
            CHOOSE_SUCCESSOR,
            *(f"{name}: {text}" for name, route in routes.items() for text in route.remarks),
        )
        deadline = min(route.deadline for route in routes.values())
    elif found:
        route = _route(t, found, t.vervanging)
        actions, remarks, deadline = route.actions, route.remarks, route.deadline
        if route.other:
            alternatives = (Alternative("vooraf_intrekken", route.other),)
    if t.eenheid == STUKS and t.uitvoering is None and not t.cancelled and valid_in_2021(t.einddatum):
        remarks = (*remarks, UNKNOWN_STUKS)
    if neighbours is not None:
        remarks = (*remarks, *neighbours.remarks(t))
    rules = {"TW-02" if reason is Reason.NO_UNIQUE_NUMBER else "TW-03" for reason in found}
    return Assessment(
        id=t.id,
        must_migrate=bool(found),
        reasons=tuple(found),
        rules=tuple(sorted(rules)),
        deadline=deadline,
        overdue=deadline is not None and at > deadline,
        remarks=remarks,
        actions=actions,
        alternatives=alternatives,
    )


def look_through(toewijzingen: Stock) -> tuple[Numbers, Neighbours]:
    """What has to be known of a whole input before any of it is assessed."""
    numbers = Numbers()
    neighbours = Neighbours(toewijzingen, numbers)
    for t in toewijzingen:
        numbers.note(t)
        neighbours.note(t)
    return numbers, neighbours


def assess_all(toewijzingen: Iterable[Toewijzing], at: date) -> Iterable[Assessment]:
    """Assess a whole input; uniqueness is judged over all of it; order is kept."""
    records = list(toewijzingen)
    numbers, neighbours = look_through(records)
    return (assess(t, numbers, at, neighbours) for t in records)
