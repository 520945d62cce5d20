"""What a line of a 301 may do: one reason to be (AC-01), a number and a moment of its own (IV066, IV030, TR332)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from migratietoets.conformance.rules.findings import Finding, broken, check, format_date, missing
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.orders.explanations import (
    Explained,
    Why,
    changes,
    explanations,
)
from migratietoets.conformance.rules.views.orders.migrating import must_migrate
from migratietoets.conformance.rules.views.requests.granted import left_as_it_was
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, term_end
from migratietoets.conformance.rules.words import omvang_text
from migratietoets.conformance.trace.history import Change, History, Kind
from migratietoets.conformance.trace.message import Client, SentMessage
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import TOTAL
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import Content
from migratietoets.istandaard.releases import Release

DONE = {
    Kind.GRANTED: "toegekend",
    Kind.CANCELLED: "geannuleerd",
    Kind.SHORTENED: "ingetrokken of ingekort",
    Kind.EXTENDED: "verlengd",
    Kind.REFILLED: "van inhoud veranderd",
    Kind.REPEATED: "herhaald",
}


def own_changes(trace: Trace) -> Iterator[tuple[History, Change, SentMessage]]:
    """Every change by a 301 of the gemeente that is judged."""
    for history, change in changes(trace):
        bericht = change.after.bericht
        assert bericht is not None
        if trace.own(bericht):
            yield history, change, bericht


@view
def _changes_in(trace: Trace) -> Mapping[int, list[tuple[History, Change]]]:
    found: dict[int, list[tuple[History, Change]]] = defaultdict(list)
    for history, change, bericht in own_changes(trace):
        found[bericht.n].append((history, change))
    return found


def _done(one: Explained) -> str:
    what = " en ".join(DONE[kind] for kind in Kind if kind in one.change.kinds)
    return f"{what}, einddatum {format_date(one.change.after.einddatum)}"


@rule("AC-01", Judges.MESSAGE, looks_at=("301",))
def every_line_has_one_reason(trace: Trace) -> Iterator[Finding]:
    """Every change by a 301 has one explanation: nobody's wish, or one wish twice, is none."""
    for one in explanations(trace):
        if not trace.own(one.bericht):
            continue
        second = "" if one.twice is None else f"; voor dezelfde vraag was er al {one.twice}"
        yield check(
            trace,
            one.why is not None,
            one.history,
            f"De regel is verklaard: {one.why}.",
            "Niemand vroeg hierom, en de migratie vraagt het niet.",
            expected=f"een van deze: {'; '.join(Why)}",
            found=f"{_done(one)}{second}",
            bericht=one.bericht,
            due=term_end(one.bericht.day, WORKING_DAYS_REACTION),
            otherwise=Verdict.FAIL if trace.desk_visible else Verdict.NOT_VERIFIABLE,
        )
    yield from _said_twice(trace)


def _said_twice(trace: Trace) -> Iterator[Finding]:
    """A 301 that says, line by line, what another one said within five working days, came twice."""
    sent: dict[Client, list[SentMessage]] = defaultdict(list)
    for bericht in trace.from_system("301"):
        if not bericht.lines or trace.refused(bericht):
            continue
        earlier = sent[bericht.client]
        earlier.append(bericht)
        for other in earlier[:-1]:
            if other.lines == bericht.lines and bericht.day <= term_end(other.day, WORKING_DAYS_REACTION):
                yield missing(
                    trace,
                    bericht,
                    "Het bericht zegt precies wat kort ervoor al gezegd was.",
                    expected="elke toewijzing, wijziging en intrekking één keer",
                    found=f"dezelfde regels als in de {other}",
                    bericht=bericht,
                    otherwise=Verdict.FAIL if trace.desk_visible else Verdict.NOT_VERIFIABLE,
                )
                break


def keeps_its_number(old: Content, new: Content) -> bool:
    """Whether content may change like this under the same number: only a budget, or the volume of a total."""
    if old.budget is not None and new.budget is not None:
        return old.omvang == new.omvang
    if old.omvang is None or new.omvang is None or old.budget != new.budget:
        return old == new
    mine, theirs = old.omvang, new.omvang
    if (mine.eenheid, mine.frequentie) != (theirs.eenheid, theirs.frequentie):
        return False
    return mine.frequentie == TOTAL or mine.volume == theirs.volume


def _in_place(trace: Trace, bad: str, expected: str) -> Iterator[Finding]:
    """Each change of a toewijzing that was there: what may change under its number, and what may not."""
    for history, change, bericht in own_changes(trace):
        if change.before is None or change.kinds == {Kind.REPEATED} or Kind.CANCELLED in change.kinds:
            continue
        yield check(
            trace,
            keeps_its_number(change.before.content, change.after.content),
            history,
            "Onder hetzelfde nummer verandert alleen wat daar mag veranderen.",
            bad,
            expected=expected,
            found=f"{omvang_text(change.before.content)} werd {omvang_text(change.after.content)}",
            bericht=bericht,
        )


@rule("OP033x1", Judges.MESSAGE, looks_at=("301",))
def only_some_things_change(trace: Trace) -> Iterator[Finding]:
    """Of a toewijzing that was sent only the einddatum, the volume of a total and the budget change.

    The einddatum moves no further back than the first day (CS003): there it says that nothing was ever sent.
    """
    yield from _in_place(
        trace,
        "Een verstuurde toewijzing is op een ander punt veranderd dan mag.",
        "hooguit een andere einddatum, een ander volume van een totaal of een ander budget",
    )
    for history, change, bericht in own_changes(trace):
        if change.after.last_day < history.ingangsdatum:
            yield broken(
                history,
                "De einddatum ligt voor de ingangsdatum.",
                expected=f"een einddatum op of na {format_date(history.ingangsdatum)}",
                found=format_date(change.after.einddatum),
                bericht=bericht,
            )


@rule("OP257", Judges.MESSAGE, looks_at=("301",))
def other_care_is_another_toewijzing(trace: Trace) -> Iterator[Finding]:
    """Another omvang is another toewijzing; another einddatum, total or budget is not."""
    yield from _in_place(
        trace,
        "De omvang veranderde zonder dat de oude toewijzing werd beëindigd en een nieuwe afgegeven.",
        "een intrekking en een nieuwe toewijzing",
    )
    for history, change, bericht in own_changes(trace):
        old = _needlessly_replaced(trace, history, change)
        if old is not None:
            yield missing(
                trace,
                history,
                "Een nieuwe toewijzing voor wat een wijziging van de oude had kunnen zijn.",
                expected=f"een wijziging van {old}",
                found=f"een nieuw nummer, {omvang_text(history.first.content)}",
                bericht=bericht,
                otherwise=Verdict.WARN,
            )


def _needlessly_replaced(trace: Trace, new: History, change: Change) -> History | None:
    """The toewijzing that ended in the same message, and could have gone on with another einddatum, total or budget."""
    bericht = change.after.bericht
    if bericht is None or change.before is not None or Kind.GRANTED not in change.kinds:
        return None
    for old, ending in _changes_in(trace)[bericht.n]:
        joins = ending.after.einddatum is not None and new.ingangsdatum - ending.after.einddatum == ONE_DAY
        same_product = (old.key.categorie, old.key.code) == (new.key.categorie, new.key.code)
        if (
            Kind.SHORTENED in ending.kinds
            and joins
            and same_product
            and not must_migrate(trace, old)
            and keeps_its_number(ending.after.content, change.after.content)
        ):
            return old
    return None


@rule("IV066", Judges.MESSAGE, looks_at=("301",))
def number_is_given_once(trace: Trace) -> Iterator[Finding]:
    """A number is given at the first grant, which carries no RedenWijziging; other content has another number.

    What a granted 317 leaves as it is, carries none either (IV093).
    """
    yield from _in_place(
        trace,
        "De inhoud veranderde onder hetzelfde nummer.",
        "een nieuw nummer voor een andere omvang",
    )
    known = trace.desk_visible or bool(trace.ids)
    for history, change, bericht in own_changes(trace):
        if change.before is not None or Kind.GRANTED not in change.kinds:
            continue
        yield check(
            trace,
            change.after.reden is None,
            history,
            "De eerste afgifte draagt geen RedenWijziging.",
            "Een eerste afgifte draagt een RedenWijziging.",
            expected="geen RedenWijziging",
            found=f"RedenWijziging {change.after.reden}",
            bericht=bericht,
            otherwise=Verdict.FAIL if known else Verdict.NOT_VERIFIABLE,
        )
    for history, change, bericht in own_changes(trace):
        if change.kinds == {Kind.REPEATED} and left_as_it_was(trace, history, bericht):
            yield check(
                trace,
                change.after.reden is None or (change.before is not None and change.after.reden == change.before.reden),
                history,
                "Wat het verzoek ongewijzigd laat, draagt geen RedenWijziging.",
                "Wat het verzoek om wijziging ongewijzigd laat, draagt een RedenWijziging.",
                expected="geen RedenWijziging",
                found=f"RedenWijziging {change.after.reden}",
                bericht=bericht,
            )


@rule("TR332", Judges.MESSAGE, looks_at=("301",))
def number_is_of_no_other(trace: Trace) -> Iterator[Finding]:
    """A new toewijzing in 3.0 gets a number that no other toewijzing had."""
    for history, change, bericht in own_changes(trace):
        if change.before is not None or Kind.GRANTED not in change.kinds or bericht.release != Release.R30:
            continue
        others = [one for one in trace.holders.get(history.key.toewijzingnummer or "", ()) if _had(one, history)]
        yield check(
            trace,
            not others,
            history,
            "Het nummer was nog nooit uitgegeven.",
            "Het nummer was al van een andere toewijzing.",
            expected="een nummer dat in gemeente en domein nooit eerder is uitgegeven",
            found="een nummer dat al is uitgegeven",
            bericht=bericht,
        )


def _had(other: History, new: History) -> bool:
    """Whether another toewijzing had the number when this one was given it; one that was cancelled never had."""
    mine, theirs = new.key, other.key
    if theirs == mine or (theirs.gemeente, theirs.domein) != (mine.gemeente, mine.domein):
        return False
    bericht = new.first.bericht
    assert bericht is not None
    stood = other.after(bericht)
    return stood is not None and not other.is_cancellation(stood)


@rule("IV030", Judges.MESSAGE, looks_at=("301",))
def what_changes_is_decided_later(trace: Trace) -> Iterator[Finding]:
    """A line that changes a toewijzing has a later Toewijzingsdatum and -tijd than what it changes.

    The latest of two holds. What was decided before and comes after, changes nothing: whether that was meant is unseen.
    """
    for history, change, bericht in own_changes(trace):
        if change.before is None or change.before.bericht is None or change.kinds == {Kind.REPEATED}:
            continue
        before, after = change.before.moment, change.after.moment
        yield check(
            trace,
            after > before,
            history,
            "De wijziging is later besloten dan wat zij wijzigt.",
            "De wijziging draagt niet een later moment dan wat zij wijzigt.",
            expected=f"een Toewijzingsdatum en -tijd na {before:%d-%m-%Y %H:%M:%S}",
            found=f"{after:%d-%m-%Y %H:%M:%S}",
            bericht=bericht,
            otherwise=Verdict.FAIL if after == before else Verdict.NOT_VERIFIABLE,
        )
