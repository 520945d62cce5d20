"""What was refused as a whole: whether it is still needed, and what was sent of it since (AC-09)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from migratietoets.conformance.rules.views.care.reports import Report
from migratietoets.conformance.rules.views.care.starts import asked, care, own_reports
from migratietoets.conformance.rules.views.knowledge import asked_before, stand_before
from migratietoets.conformance.rules.views.orders.migrating import must_migrate
from migratietoets.conformance.rules.views.refusals.overtaken import overtaken
from migratietoets.conformance.rules.views.requests.answers import named_lines
from migratietoets.conformance.rules.views.requests.asked import asked_changes, asked_products
from migratietoets.conformance.rules.views.requests.open_requests import sending_due
from migratietoets.conformance.rules.views.requests.verzoeken import verzoeken
from migratietoets.conformance.rules.views.terms import resend_due
from migratietoets.conformance.trace.history import Kind, product_text
from migratietoets.conformance.trace.message import Bericht301Line, SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct
from migratietoets.istandaard.releases import DEADLINE_30, LAST_DAY_24
from migratietoets.istandaard.succession import kinship

AT_THE_DESK = ("migreer", "ken_toe", "trek_in", "wijzig_einddatum", "beantwoord_verzoek")
"""What a desk can ask of which a 301 is the result."""


@dataclass(frozen=True, slots=True)
class Refused:
    """One thing that a message said and that did not come over.

    Attributes:
        subject: what it is about, without the client; the same thing said again has the same subject.
        again: what the sender sent of it since, in order, whether or not that was refused too.
        needed: who wants it can be seen; None where that cannot be seen, and False where it has become needless.
        due: the last day to send it again; None where it has to wait for something else.
    """

    subject: str
    again: tuple[SentMessage, ...]
    needed: bool | None
    due: date | None


def _later(trace: Trace, bericht: SentMessage) -> Iterator[SentMessage]:
    """What its sender sent of the same kind to the same party since."""
    for other in trace.from_system(bericht.kind):
        if other.n > bericht.n and other.aanbieder == bericht.aanbieder:
            yield other


def _wanted(trace: Trace, *, wanted: bool) -> bool | None:
    """What somebody asked for is needed; what nobody is seen to have asked for, may be a mistake that needs no mend."""
    return True if wanted and trace.desk_visible else None


# ---- 301


def _toewijzingen(trace: Trace, bericht: SentMessage) -> Iterator[Refused]:
    for line in bericht.lines:
        history = trace.histories.get(line.key)
        before = None if history is None else stand_before(history, bericht)
        if before is not None and (before.content, before.einddatum) == (line.product.content, line.product.einddatum):
            continue
        if before is None and line.product.einddatum == line.key.ingangsdatum:
            continue
        migrates = _waits_for_migration(trace, line, is_new=before is None)
        due = resend_due(trace, [bericht])
        yield Refused(
            _toewijzing(line),
            tuple(one for one in _later(trace, bericht) if _says_again(trace, one, line, is_new=before is None)),
            False if overtaken(trace, bericht, line, due) else migrates or _asked_301(trace, bericht),
            max(due, DEADLINE_30) if migrates else due,
        )


def _waits_for_migration(trace: Trace, line: Bericht301Line, *, is_new: bool) -> bool:
    """Whether it is a step of a migration that was not taken in the end: the old one runs on, or nothing follows it."""
    kin = [one for one in trace.histories.values() if kinship(one.key, line.key) is not None]
    if is_new:
        followed = any(not one.existing and one.in_force(trace.end) is not None for one in kin)
        return not followed and any(one.existing and must_migrate(trace, one) for one in kin)
    return any(one.key == line.key and must_migrate(trace, one) and one.in_force(trace.end) == one.first for one in kin)


def _toewijzing(line: Bericht301Line) -> str:
    key = line.key
    return (
        f"toewijzing {key.toewijzingnummer or 'zonder nummer'} ({product_text(key)} vanaf {key.ingangsdatum:%d-%m-%Y})"
    )


def _says_again(trace: Trace, later: SentMessage, lost: Bericht301Line, *, is_new: bool) -> bool:
    """Whether a later 301 changes the toewijzing, or grants one that can take its place."""
    for line in later.lines:
        if kinship(lost.key, line.key) is None or (not is_new and line.key != lost.key):
            continue
        history = trace.histories.get(line.key)
        before = None if history is None else stand_before(history, later)
        if before is None:
            return True
        mine = line.key == lost.key
        if mine and (before.content, before.einddatum) != (line.product.content, line.product.einddatum):
            return True
    return False


def _asked_301(trace: Trace, bericht: SentMessage) -> bool | None:
    clients = [
        one.params.get("bsn", one.params.get("toewijzing", {}).get("bsn"))
        for one in asked_before(trace, bericht, *AT_THE_DESK)
    ]
    return _wanted(trace, wanted=bericht.bsn in clients or None in clients)


# ---- 305, 307


def _reports(trace: Trace, bericht: SentMessage) -> Iterator[Refused]:
    for one in own_reports(trace):
        history = one.history
        if one.bericht is not bericht or history is None or one.removes:
            continue
        state = history.in_force(trace.end)
        due = resend_due(trace, [bericht])
        unsayable = due > LAST_DAY_24 and not trace.unique(history)
        needless = state is None or unsayable or (not one.starts and not _ran(trace, one))
        command = "start_zorg" if one.starts else "stop_zorg"
        wanted = any(order.given_before(bericht) for order in asked(trace, history, command))
        ended = state is not None and state.einddatum is not None and state.einddatum <= bericht.day
        yield Refused(
            f"{'start' if one.starts else 'stop'} zorg op {history}",
            tuple(other.bericht for other in own_reports(trace) if _reports_again(one, other)),
            False if needless else (not one.starts and ended) or _wanted(trace, wanted=wanted),
            due,
        )


def _ran(trace: Trace, stop: Report) -> bool:
    """Whether the care of which a stop was refused had begun, so that there is something to stop."""
    assert stop.history is not None
    return care(trace, stop.history, stop).running


def _reports_again(lost: Report, other: Report) -> bool:
    if other.bericht.n <= lost.bericht.n or other.removes or other.history is None or lost.history is None:
        return False
    return other.bericht.kind == lost.bericht.kind and other.history is lost.history


# ---- 315, 317


def _requests(trace: Trace, bericht: SentMessage) -> Iterator[Refused]:
    who = bericht.client
    later = [one for one in _later(trace, bericht) if one.bsn == bericht.bsn]
    due = sending_due(trace, who, bericht.at)
    for asked_for in bericht.verzoeken:
        if isinstance(asked_for, AangevraagdProduct):
            product = (asked_for.categorie, asked_for.code)
            again = [one for one in later if product in map(_product, one.verzoeken)]
            wanted = any(
                product == (wish.content.categorie, wish.content.code)
                for query in asked_products(trace)
                for wish in query.wishes
                if query.client == who and query.at <= bericht.at
            )
        else:
            again = later
            wanted = any(query.client == who and query.at <= bericht.at for query in asked_changes(trace))
        given = _granted_since(trace, bericht)
        yield Refused(
            f"verzoek {asked_for.referentie_aanbieder}",
            tuple(again),
            False if given else _wanted(trace, wanted=wanted),
            due,
        )


def _product(asked_for: object) -> tuple[str | None, str | None] | None:
    return (asked_for.categorie, asked_for.code) if isinstance(asked_for, AangevraagdProduct) else None


def _granted_since(trace: Trace, bericht: SentMessage) -> bool:
    """Whether the gemeente changed something for the client since: the need may be met."""
    return any(
        sent.n > bericht.n and change.kinds != {Kind.REPEATED} and history.key.bsn == bericht.bsn
        for history in trace.histories.values()
        for change in history.changes
        if (sent := change.after.bericht) is not None
    )


# ---- 319


def _answers(trace: Trace, bericht: SentMessage) -> Iterator[Refused]:
    says = bericht.verzoekantwoord
    if says is None:
        return
    referentie = says.referentie_aanbieder
    again = [
        one
        for one in _later(trace, bericht)
        if one.verzoekantwoord is not None and one.verzoekantwoord.referentie_aanbieder == referentie
    ]
    again += [line.bericht for named, line in named_lines(trace) if named == referentie and line.bericht.n > bericht.n]
    on = next((one for one in verzoeken(trace) if one.named_in(bericht)), None)
    decision = None if on is None else on.decision_at(bericht.at)
    renewed = on is not None and decision is not on.last
    yield Refused(
        f"antwoord op verzoek {referentie}",
        tuple(sorted(again, key=lambda one: one.n)),
        False if renewed else _wanted(trace, wanted=decision is not None),
        resend_due(trace, [bericht]),
    )


PARTS: Mapping[str, Callable[[Trace, SentMessage], Iterable[Refused]]] = {
    "301": _toewijzingen,
    "305": _reports,
    "307": _reports,
    "315": _requests,
    "317": _requests,
    "319": _answers,
}
"""Message -> what it said that has to go again when it was refused; claims have rules of their own."""


def refused_parts(trace: Trace) -> Iterator[tuple[SentMessage, Refused]]:
    """Everything the judged party said in a message that was refused as a whole, in the order of sending."""
    for bericht in trace.from_system(*PARTS):
        if trace.refused(bericht):
            for part in PARTS[bericht.kind](trace, bericht):
                yield bericht, part
