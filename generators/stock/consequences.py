"""What a built defect leads to: who does what, in which release, between which days.

Nothing here looks for defects: the builder says what it broke, the dates say when that matters.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from migratietoets.generators.stock.defects.content import Flaw
from migratietoets.generators.stock.label import REDENEN, Action, Alternative, Label
from migratietoets.generators.stock.successors import CHOOSE_VERVANGING, Successor
from migratietoets.istandaard.codelijsten.codes import CONTRACTWIJZIGING, CORRECTION, TOTAL
from migratietoets.istandaard.model import Content, Omvang, Toewijzing
from migratietoets.istandaard.releases import (
    DEADLINE_30,
    DECEMBER_START,
    END_OF_2020,
    FIRST_DAY_30,
    NUMBER_DEADLINE,
    START_30,
    VARIANT_DEADLINE,
    Release,
)

CHOOSE_EINDDATUM = "Kies een einddatum: vanaf 2021 is die verplicht bij deze frequentie of bij een budget."
CHOOSE_VOLUME = "Kies het volume van de opvolger: zonder einddatum is een totaal niet naar dagen te verdelen."
CHOOSE_VOLUME_DECEMBER = (
    "Kies het volume voor december 2020: zonder einddatum is een totaal niet naar dagen te verdelen."
)
TOTAL_KEPT = (
    "De oude toewijzing houdt haar hele totaal: oud en nieuw samen zijn meer dan dat, tenzij de gemeente de oude met "
    "instemming van de aanbieder verlaagt."
)
WITHDRAW_BEFOREHAND = "vooraf_intrekken"
"""Route: withdrawn before 2021, where it could also run on (AF-01)."""


@dataclass(frozen=True, slots=True)
class _SendWindow:
    """A release and the days on which a message may go out."""

    release: Release
    latest: date
    earliest: date | None = None


_NUMBER = _SendWindow(Release.R24, NUMBER_DEADLINE)
_VARIANT = _SendWindow(Release.R24, VARIANT_DEADLINE)
_RELEASE_30 = _SendWindow(Release.R30, DEADLINE_30, FIRST_DAY_30)


@dataclass(frozen=True, slots=True)
class _Step:
    action: Action
    choices: tuple[str, ...] = ()


def pro_rata(volume: int, part: tuple[date, date], whole: tuple[date, date]) -> int:
    """The share of a volume by days, half up, at least 1; both ends of a period count."""
    days, all_days = ((end - start).days + 1 for start, end in (part, whole))
    return max(1, (2 * volume * days + all_days) // (2 * all_days))


def _withdraw(toewijzing: Toewijzing, limit: date, via: _SendWindow) -> _Step:
    """Per the last day before the split, or cancelled when it has not begun by then."""
    starts_later = toewijzing.ingangsdatum > limit
    return _Step(
        Action(
            "gemeente",
            "intrekken",
            "301",
            via.release,
            via.earliest,
            via.latest,
            reden_wijziging=CORRECTION if starts_later else CONTRACTWIJZIGING,
            einddatum=toewijzing.ingangsdatum if starts_later else limit,
        )
    )


def _stop() -> _Step:
    day = NUMBER_DEADLINE
    return _Step(Action("aanbieder", "stop_zorg", "307", Release.R24, day, day, einddatum=day))


def _inform(latest: date) -> _Step:
    return _Step(Action("gemeente", "informeer_aanbieder", None, None, None, latest))


def _grant(via: _SendWindow, content: Content, start: date, end: date | None, choices: Iterable[str] = ()) -> _Step:
    return _Step(
        Action(
            "gemeente",
            "nieuwe_toewijzing",
            "301",
            via.release,
            via.earliest,
            via.latest,
            ingangsdatum=start,
            einddatum=end,
            **content.fields,
        ),
        tuple(choices),
    )


def _share(toewijzing: Toewijzing, content: Content, start: date, end: date | None) -> Content:
    """The content for part of the run: a total is shared by days, anything else is a rate and stays."""
    omvang = content.omvang
    if omvang is None or omvang.frequentie != TOTAL or omvang.volume is None:
        return content
    if toewijzing.einddatum is None or end is None:
        volume = None
    else:
        volume = pro_rata(omvang.volume, (start, end), (toewijzing.ingangsdatum, toewijzing.einddatum))
    return replace(content, omvang=Omvang(volume, omvang.eenheid, omvang.frequentie))


def _undivided(content: Content) -> bool:
    return content.omvang is not None and content.omvang.volume is None


def _kept(toewijzing: Toewijzing, steps: Iterable[_Step], *, number_broken: bool) -> tuple[str, ...]:
    """What is to be said where a total is shared and the old toewijzing had begun by the split."""
    begun = toewijzing.ingangsdatum <= (NUMBER_DEADLINE if number_broken else END_OF_2020)
    wished = toewijzing.nieuw is not None and toewijzing.nieuw.volume is not None
    shared = any(step.action.frequentie == TOTAL and step.action.volume is not None for step in steps)
    return (TOTAL_KEPT,) if begun and shared and not wished and toewijzing.frequentie == TOTAL else ()


def _december(toewijzing: Toewijzing) -> _Step:
    """The first part under a unique number: old content, at the latest to 31-12-2020 (BS-06)."""
    start = max(toewijzing.ingangsdatum, DECEMBER_START)
    end = min(toewijzing.einddatum or END_OF_2020, END_OF_2020)
    content = _share(toewijzing, toewijzing.content, start, end)
    choices = (CHOOSE_VOLUME_DECEMBER,) if _undivided(content) else ()
    return _grant(_NUMBER, content, start, end, choices)


def _follow_up(toewijzing: Toewijzing, successor: Successor, starting_at: date, via: _SendWindow) -> _Step:
    """The successor, from the split or from the original ingangsdatum."""
    start, end = max(toewijzing.ingangsdatum, starting_at), toewijzing.einddatum
    content = _share(toewijzing, successor.content, start, end)
    choices = [*successor.choices]
    if _undivided(content):
        choices.append(CHOOSE_VOLUME)
    if end is None and successor.needs_einddatum:
        choices.append(CHOOSE_EINDDATUM)
    return _grant(via, content, start, end, choices)


def _without_number(toewijzing: Toewijzing, successor: Successor | None) -> list[_Step]:
    """Everything for a toewijzing without a unique number (MT-01, MT-02, BS-05..07).

    Args:
        toewijzing: the old one.
        successor: what follows in 2021; None when nothing is valid by then.
    """
    steps = [_withdraw(toewijzing, NUMBER_DEADLINE, _NUMBER)]
    if toewijzing.gestart and toewijzing.ingangsdatum <= NUMBER_DEADLINE:
        steps.append(_stop())
    if successor is None:
        return [*steps, _december(toewijzing)]
    if not successor.only_in_30:
        return [*steps, _follow_up(toewijzing, successor, DECEMBER_START, _NUMBER)]
    if toewijzing.ingangsdatum <= END_OF_2020:
        steps.append(_december(toewijzing))
    else:
        steps.insert(0, _inform(NUMBER_DEADLINE))
    return [*steps, _follow_up(toewijzing, successor, START_30, _RELEASE_30)]


def _run_on(toewijzing: Toewijzing, successor: Successor) -> list[_Step]:
    """One 3.0 message with both (BS-04)."""
    return [_withdraw(toewijzing, END_OF_2020, _RELEASE_30), _follow_up(toewijzing, successor, START_30, _RELEASE_30)]


def _beforehand(toewijzing: Toewijzing, successor: Successor) -> list[_Step]:
    """Withdrawn in 2.4, the successor in 3.0, and the aanbieder knows (BS-03)."""
    return [
        _inform(VARIANT_DEADLINE),
        _withdraw(toewijzing, END_OF_2020, _VARIANT),
        _follow_up(toewijzing, successor, START_30, _RELEASE_30),
    ]


def _with_number(toewijzing: Toewijzing, successor: Successor) -> list[_Step]:
    """Withdrawn and sent anew in 2.4 (MT-04)."""
    return [_withdraw(toewijzing, END_OF_2020, _VARIANT), _follow_up(toewijzing, successor, START_30, _VARIANT)]


def _only_beforehand(toewijzing: Toewijzing, flaw: Flaw) -> bool:
    return not toewijzing.instemming or flaw.invalid_30 or toewijzing.ingangsdatum >= START_30


def _main_route(toewijzing: Toewijzing, flaw: Flaw, successor: Successor, *, number_broken: bool) -> list[_Step]:
    if number_broken:
        return _without_number(toewijzing, successor)
    if not successor.only_in_30:
        return _with_number(toewijzing, successor)
    return (_beforehand if _only_beforehand(toewijzing, flaw) else _run_on)(toewijzing, successor)


def _choices(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(choice for group in groups for choice in group))


def _actions(steps: Iterable[_Step]) -> tuple[Action, ...]:
    return tuple(step.action for step in steps)


def _redenen(flaw: Flaw, *, number_broken: bool, runs_on: bool) -> tuple[str, ...]:
    built = {*(flaw.reasons if runs_on else ()), *(("no_unique_number",) if number_broken else ())}
    return tuple(reden for reden in REDENEN if reden in built)


def label(toewijzing: Toewijzing, flaw: Flaw, *, number_broken: bool) -> Label:
    """The label of a toewijzing built with this break.

    Args:
        toewijzing: as it stands in release 2.4.
        flaw: how its content was built.
        number_broken: it was built without a number, or with one that another holds too.
    """
    end = toewijzing.einddatum
    runs_on = not toewijzing.cancelled and (end is None or end > END_OF_2020)
    number_broken = number_broken and not toewijzing.cancelled and (end is None or end > NUMBER_DEADLINE)
    reasons = _redenen(flaw, number_broken=number_broken, runs_on=runs_on)
    doubt = flaw.doubt if runs_on else ()
    if not reasons:
        return Label(toewijzing.id, remarks=doubt)
    rules = (("TW-02",) if number_broken else ()) + (("TW-03",) if runs_on and flaw.reasons else ())
    bare = Label(toewijzing.id, reasons, rules, NUMBER_DEADLINE if number_broken else VARIANT_DEADLINE)
    if reasons == ("einddatum_ontbreekt",):
        change = Action("gemeente", "wijzig_einddatum", "301", Release.R24, None, VARIANT_DEADLINE)
        return replace(bare, remarks=_choices(doubt, (CHOOSE_EINDDATUM,)), actions=(change,))
    if not runs_on:
        steps = _without_number(toewijzing, None)
        kept = _kept(toewijzing, steps, number_broken=True)
        return replace(bare, remarks=kept, actions=_actions(steps))
    if len(flaw.successors) > 1:
        ways = [
            (successor.route, _main_route(toewijzing, flaw, successor, number_broken=number_broken))
            for successor in flaw.successors
        ]
        choices = (step.choices for _, steps in ways for step in steps)
        every = [step for _, steps in ways for step in steps]
        kept = _kept(toewijzing, every, number_broken=number_broken)
        return replace(
            bare,
            remarks=_choices(doubt, (CHOOSE_VERVANGING,), *choices, kept),
            alternatives=tuple(Alternative(route, _actions(steps)) for route, steps in ways),
        )
    (successor,) = flaw.successors
    steps = _main_route(toewijzing, flaw, successor, number_broken=number_broken)
    kept = _kept(toewijzing, steps, number_broken=number_broken)
    may_run_on = successor.only_in_30 and not number_broken and not _only_beforehand(toewijzing, flaw)
    return replace(
        bare,
        deadline=DEADLINE_30 if may_run_on else bare.deadline,
        remarks=_choices(
            doubt, *(step.choices for step in steps), _kept(toewijzing, steps, number_broken=number_broken)
        ),
        actions=_actions(steps),
        alternatives=(Alternative(WITHDRAW_BEFOREHAND, _actions(_beforehand(toewijzing, successor))),)
        if may_run_on
        else (),
    )
