"""Chapter toewijzingen: the same care in the same quantity (TW-06, TW-07), and consent for what lies behind (TW-08)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import (
    Finding,
    broken,
    format_date,
    missing,
    passed,
    state_text,
    unseen,
    warned,
)
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.rights.balance import Rights
from migratietoets.conformance.rules.views.rights.bounds import FILLED_UNTIL
from migratietoets.conformance.rules.views.rights.comparison import (
    alone_enough,
    compare,
    double_days,
    quantity_of,
)
from migratietoets.conformance.rules.views.rights.consent import lowered_since
from migratietoets.conformance.rules.views.rights.norms import norm
from migratietoets.conformance.rules.views.rights.promise import (
    Promise,
    filled_in,
    needs_einddatum,
    own_initiative,
    promise,
)
from migratietoets.conformance.rules.views.rights.replacements import (
    einddatum_added,
    open_days,
    open_until,
    reference_day,
    replacements,
    replacements_by,
    still_open,
)
from migratietoets.conformance.rules.words import content_text, days_text
from migratietoets.conformance.trace.history import Change, History, Kind
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import TOTAL


@rule("TW-06", Judges.STATE, looks_at=("301",))
def same_care_in_the_same_quantity(trace: Trace) -> Iterator[Finding]:
    """The same care in the same quantity: no day without cover, no double cover, not less and not much more."""
    day = reference_day(trace)
    for rights in replacements(trace):
        yield from _judge(trace, rights)
    for rights in replacements_by(trace, trace.end):
        if _changed_since(rights, day):
            yield from _judge(trace, rights)
    yield from _filled_early(trace, day)


def _changed_since(rights: Rights, day: date) -> bool:
    """Whether anything but a repetition was sent of these toewijzingen after a day."""
    taking_part = [*(made.history for made in rights.promises), *(one.history for one in rights.successors)]
    return any(
        change.after.sent > day and Kind.REPEATED not in change.kinds
        for history in taking_part
        for change in history.changes
    )


def _judge(trace: Trace, rights: Rights) -> Iterator[Finding]:
    for made in rights.promises:
        yield _days(trace, rights, made)
    perhaps = set(lowered_since(trace, rights))
    for one in compare(rights):
        if _changed_before_it_began(one.history, rights.day):
            continue
        if one.verdict is Verdict.FAIL and one.history in perhaps:
            text = "Het totaal is verlaagd; of de aanbieder instemde, is niet te zien."
            yield unseen(one.history, text, expected=one.expected, found=one.found)
            continue
        bericht = one.history.first.bericht
        day = bericht.day if bericht is not None else None
        yield Finding(one.verdict, str(one.history), one.text, one.expected, one.found, bericht, day)
    yield from _surplus(rights)
    yield from _longer(rights)


def _changed_before_it_began(history: History, day: date) -> bool:
    """Whether a toewijzing was still to begin on a day, and was changed before it did: what it became is judged."""
    changes = (change for change in history.changes if Kind.REPEATED not in change.kinds)
    return any(day < change.after.sent < history.ingangsdatum for change in changes)


def _days(trace: Trace, rights: Rights, made: Promise) -> Finding:
    """The days of one toewijzing, before and after."""
    double = double_days(rights, made)
    if double is not None:
        return broken(
            made.history,
            "Er is dubbele dekking: twee toewijzingen gelden op dezelfde dag.",
            expected="aansluitende toewijzingen",
            found=f"dubbel van {days_text(*double)}",
        )
    loose = next((open_ for days in open_days(rights, made) if (open_ := still_open(trace, made, days))), None)
    if loose is None:
        return _covered(rights, made)
    begin, end = loose
    until = "" if end == date.max else f" tot en met {format_date(end)}"
    hidden = not trace.desk_visible and (rights.perhaps_for_client or rights.perhaps_left(begin))
    return missing(
        trace,
        made.history,
        "De cliënt heeft dagen zonder toewijzing.",
        expected=f"dekking vanaf {format_date(made.begin)}, einddatum "
        f"{format_date(None if made.end == date.max else made.end)}",
        found=f"geen dekking vanaf {format_date(begin)}{until}; {state_text(made.history, rights.day)}",
        due=open_until(rights, begin),
        otherwise=Verdict.NOT_VERIFIABLE if hidden else Verdict.FAIL,
    )


def _covered(rights: Rights, made: Promise) -> Finding:
    """Nothing is open; an einddatum that the old toewijzing did not have is only right where 3.0 demands it."""
    added = einddatum_added(rights, made)
    if added is None:
        return passed(made.history, "Geen dag zonder dekking en geen dubbele dekking.")
    last = max(rights.successors, key=lambda one: one.days[1])
    if needs_einddatum(last.state.content) and added >= FILLED_UNTIL:
        return passed(made.history, "De dekking loopt door; een einddatum is bij deze variant verplicht.")
    return warned(
        made.history,
        "De opvolger heeft een einddatum die de oude toewijzing niet had.",
        expected="dekking zonder einddatum of, waar 3.0 er een verplicht, minstens een half jaar",
        found=f"tot {format_date(added)}",
    )


def _surplus(rights: Rights) -> Iterator[Finding]:
    """Toewijzingen of the same product, on the same days, that were not needed."""
    for one in rights.surplus:
        expected, found = "één opvolger, of samen dezelfde hoeveelheid", content_text(one.state.content)
        bericht = one.history.first.bericht
        if alone_enough(rights, one):
            text = "Er is dubbele dekking: twee toewijzingen nemen allebei de plaats van de oude in."
            yield broken(one.history, text, expected=expected, found=found, bericht=bericht)
        else:
            text = "Samen geven de opvolgers meer zorg dan de oude toewijzing."
            yield warned(one.history, text, expected=expected, found=found, bericht=bericht)


def _longer(rights: Rights) -> Iterator[Finding]:
    """What runs on beyond the last day that was ever promised."""
    for one in rights.successors:
        if one.days[1] > rights.latest and not one.prolonged:
            yield warned(
                one.history,
                "De opvolger loopt langer door dan de oude toewijzing.",
                expected=f"einddatum {format_date(rights.latest)}",
                found=f"einddatum {format_date(one.state.einddatum)}",
                bericht=one.history.first.bericht,
            )


def _filled_early(trace: Trace, day: date) -> Iterator[Finding]:
    """An einddatum that was filled in and takes away most of what was promised (BS-01)."""
    for history in trace.histories.values():
        state = history.in_force(day)
        if state is None or state.einddatum is None or state.einddatum >= FILLED_UNTIL:
            continue
        if filled_in(promise(trace, history, day), state):
            yield warned(
                history,
                "De gevulde einddatum neemt de cliënt het grootste deel van wat was toegezegd.",
                expected=f"een einddatum vanaf {format_date(FILLED_UNTIL)}",
                found=f"einddatum {format_date(state.einddatum)}",
                bericht=state.bericht,
            )


@rule("TW-07", Judges.STATE, looks_at=("301",))
def reassessment_is_permitted(trace: Trace) -> Iterator[Finding]:
    """The gemeente may reassess and issue another product or omvang: what it asked is followed."""
    for rights in replacements_by(trace, trace.end):
        asked = [made for made in rights.promises if norm(made.history.facts) is not None]
        wrong = any(one.verdict is Verdict.FAIL for one in compare(rights))
        if asked and rights.successors and not wrong:
            text = "De gemeente heeft de situatie opnieuw bekeken; wat zij vroeg, is toegewezen."
            yield passed(asked[0].history, text)


@rule("TW-08", Judges.MESSAGE, looks_at=("301",), today=True)
def backdating_needs_instemming(trace: Trace) -> Iterator[Finding]:
    """What takes away something of the past needs the consent of the aanbieder: earlier days, or part of a total."""
    for history in trace.histories.values():
        for change in history.changes:
            taken = _taken_back(change)
            if taken is not None:
                yield _instemming(trace, history, change, taken)


def _taken_back(change: Change) -> str | None:
    """What a message takes back of what was granted before; None when it takes nothing."""
    before, after, bericht = change.before, change.after, change.after.bericht
    if before is None or bericht is None:
        return None
    ends = change.kinds & {Kind.SHORTENED, Kind.CANCELLED}
    if ends and after.einddatum is not None and after.einddatum < bericht.day:
        return f"ingekort tot {format_date(after.einddatum)}, met terugwerkende kracht"
    old, new = quantity_of(before.content), quantity_of(after.content)
    if old is None or new is None or old.frequentie != TOTAL or new.frequentie != TOTAL:
        return None
    if old.volume is not None and new.volume is not None and new.volume < old.volume:
        return f"het totaal verlaagd van {old.volume} tot {new.volume}"
    return None


def _instemming(trace: Trace, history: History, change: Change, taken: str) -> Finding:
    bericht = change.after.bericht
    instemming = history.facts.instemming if history.facts is not None else None
    if own_initiative(trace, history, change):
        return passed(history, "De aanbieder vroeg er zelf om of was zelf al gestopt.", bericht)
    if instemming is True:
        return passed(history, "De aanbieder stemde in met de terugwerkende kracht.", bericht)
    text = "Met terugwerkende kracht gewijzigd zonder instemming van de aanbieder."
    if instemming is False:
        found = f"{taken}; de aanbieder stemde niet in"
        return broken(history, text, expected="instemming van de aanbieder", found=found, bericht=bericht)
    text = "Met terugwerkende kracht gewijzigd; of de aanbieder instemde is onbekend."
    return warned(history, text, expected="instemming van de aanbieder", found=taken, bericht=bericht)
