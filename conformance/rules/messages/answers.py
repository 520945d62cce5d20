"""What the information model asks of answers to requests: in time, once, never both ways (301, 319)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from migratietoets.conformance.rules.findings import Finding, check, format_date, strictness, unseen
from migratietoets.conformance.rules.messages.requests import refusal_stands
from migratietoets.conformance.rules.rule import Judges, RuleFunction, rule
from migratietoets.conformance.rules.views.knowledge import knew
from migratietoets.conformance.rules.views.requests.answers import answers, naming, referentie_of, rejects
from migratietoets.conformance.rules.views.requests.honouring import wrongly_named
from migratietoets.conformance.rules.views.requests.lead_times import LeadTime, lead_times
from migratietoets.conformance.rules.views.requests.package import numbers_in
from migratietoets.conformance.rules.views.requests.verzoeken import Verzoek, verzoeken
from migratietoets.conformance.trace.history import Kind
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.retour import APPROVED
from migratietoets.istandaard.berichten.verzoek import Wijzigingsverzoek


@rule("OP274", Judges.STATE, looks_at=("301", "319"))
def toewijzing_verzoek_is_answered_in_time(trace: Trace) -> Iterator[Finding]:
    """On each product of a 315 the gemeente answers within five working days, after 'in onderzoek' eight weeks."""
    for one in lead_times(trace):
        if one.verzoek.bericht.kind == "315":
            yield from _in_time(trace, one)


@rule("OP346", Judges.STATE, looks_at=("301", "319"))
def wijzigingsverzoek_is_answered_in_time(trace: Trace) -> Iterator[Finding]:
    """The same on a 317, as a whole."""
    for one in lead_times(trace):
        if one.verzoek.bericht.kind == "317":
            yield from _in_time(trace, one)


def _in_time(trace: Trace, one: LeadTime) -> Iterator[Finding]:
    expected = f"een toewijzing of een antwoord, uiterlijk {format_date(one.term)}"
    if one.verzoek.refused and one.day is None:
        refusal = trace.answer_to(one.verzoek.bericht)
        codes = set(refusal.retourcodes) - {APPROVED} if refusal is not None else set()
        stands = refusal_stands(trace, one.verzoek.bericht, codes)
        if stands:
            return
        if stands is None:
            yield unseen(
                one.verzoek,
                "Het verzoek is geweigerd; of dat terecht is, is niet te zien.",
                expected=f"{expected}, of een terechte weigering",
                found=f"retourcode {', '.join(sorted(codes))}",
            )
            return
    if one.day is not None and one.term < one.day <= one.due:
        yield unseen(
            one.verzoek,
            "Het bureau besloot pas na de termijn; voor die tijd kon een systeem niet antwoorden.",
            expected=expected,
            found=format_date(one.day),
        )
        return
    yield check(
        trace,
        one.day is not None and one.day <= one.term,
        one.verzoek,
        "Binnen de termijn beantwoord.",
        "Het antwoord op een verzoek kwam niet binnen de termijn.",
        expected=expected,
        found="geen antwoord" if one.day is None else format_date(one.day),
        day=one.day,
        due=one.term if one.day is None else None,
        otherwise=strictness(one.verzoek.bericht.release),
    )


def _granted(trace: Trace, bericht: SentMessage) -> list[SentMessage]:
    """The 301s that granted what a 319 is about, before it."""
    about = [verzoek for verzoek in verzoeken(trace) if verzoek.named_in(bericht)]
    return [one.bericht for verzoek in about for one in naming(trace, verzoek) if knew(bericht, one.bericht)]


def _answers_before(trace: Trace, bericht: SentMessage) -> list[SentMessage]:
    """The 319s that were sent before one to the same aanbieder with the same reference, and not refused."""
    return [
        other
        for other in answers(trace)
        if knew(bericht, other)
        and not _turned_down(trace, bericht, other)
        and other.aanbieder == bericht.aanbieder
        and (says := bericht.verzoekantwoord) is not None
        and other.verzoekantwoord is not None
        and other.verzoekantwoord.referentie_aanbieder == says.referentie_aanbieder
    ]


def _turned_down(trace: Trace, bericht: SentMessage, other: SentMessage) -> bool:
    """Whether the sender of a 319 knew that the earlier one had been refused, with whatever code: it holds one line."""
    retour = trace.answer_to(other)
    return retour is not None and knew(bericht, retour) and not {*retour.retourcodes} <= {APPROVED}


@dataclass(frozen=True, slots=True)
class Spent:
    """What may not have gone before a 319 about the same request.

    Attributes:
        before: what went before it.
        about: the 319s it is asked of.
        good, bad, expected: the words for it.
    """

    rule_id: str
    before: Callable[[Trace, SentMessage], list[SentMessage]]
    good: str
    bad: str
    expected: str
    about: Callable[[SentMessage], bool] = lambda _: True


SPENT = (
    Spent(
        "TR359",
        _granted,
        "Op het verzoek was nog geen toewijzing gestuurd.",
        "Een antwoordbericht op een verzoek waarop al een toewijzing was gestuurd.",
        "geen 319 na een 301 met dezelfde ReferentieAanbieder",
    ),
    Spent(
        "TR360",
        lambda trace, bericht: [one for one in _answers_before(trace, bericht) if not rejects(one)],
        "Het onderzoek is één keer gemeld.",
        "Het onderzoek is al eens gemeld.",
        "één 319 met VerzoekAntwoord 2 per ReferentieAanbieder",
        about=lambda bericht: bericht.verzoekantwoord is not None and not rejects(bericht),
    ),
    Spent(
        "TR365",
        lambda trace, bericht: [one for one in _answers_before(trace, bericht) if rejects(one)],
        "Het verzoek was nog niet afgewezen.",
        "Een tweede antwoordbericht na een afwijzing.",
        "geen 319 meer na een afwijzing",
    ),
)


def _not_spent(one: Spent) -> RuleFunction:
    def judge(trace: Trace) -> Iterator[Finding]:
        for bericht in filter(one.about, trace.from_system("319")):
            before = one.before(trace, bericht)
            found = str(before[0]) if before else ""
            yield check(
                trace, not before, bericht, one.good, one.bad, expected=one.expected, found=found, bericht=bericht
            )

    return judge


for spent in SPENT:
    rule(spent.rule_id, Judges.MESSAGE, looks_at=("319",))(_not_spent(spent))


@rule("TR362", Judges.MESSAGE, looks_at=("301",))
def only_what_grants_a_request_names_it(trace: Trace) -> Iterator[Finding]:
    """A 301 line that grants no 315 or 317 names none; neither does the successor in a migration."""
    for named in wrongly_named(trace):
        yield check(
            trace,
            named.reason is None,
            named.line.history,
            "De toewijzing noemt het verzoek dat zij honoreert.",
            "De toewijzing noemt een verzoek dat zij niet honoreert.",
            expected="een lege ReferentieAanbieder",
            found=named.reason or "",
            bericht=named.line.bericht,
            otherwise=named.otherwise,
        )


@rule("TR363", Judges.MESSAGE, looks_at=("301",))
def a_granted_package_names_its_request_everywhere(trace: Trace) -> Iterator[Finding]:
    """A 301 that grants a 317 names it on each toewijzing of the request that it changes or grants."""
    for verzoek in verzoeken(trace):
        if not isinstance(verzoek.wanted, Wijzigingsverzoek):
            continue
        for bericht in {one.bericht.n: one.bericht for one in naming(trace, verzoek)}.values():
            bare = _bare(trace, verzoek, bericht)
            yield check(
                trace,
                not bare,
                verzoek,
                "Elke toewijzing van het verzoek draagt zijn referentie.",
                "Een toewijzing die het verzoek om wijziging honoreert, noemt het niet.",
                expected=f"ReferentieAanbieder {verzoek.referentie} op elke toewijzing",
                found=f"zonder referentie: {bare[0]}" if bare else "",
                bericht=bericht,
            )


def _bare(trace: Trace, verzoek: Verzoek, bericht: SentMessage) -> list[str]:
    """The toewijzingen in a 301 that belong to a 317 and do not name it, also those it leaves unchanged (IV093).

    What the receiver refused for it is among them.
    """
    wanted = verzoek.wanted
    assert isinstance(wanted, Wijzigingsverzoek)
    about = {one.toewijzingnummer for one in wanted.to_change}
    alike = {(h.key.categorie, h.key.code) for h in trace.histories.values() if h.key.toewijzingnummer in about}
    alike |= {(one.categorie, one.code) for one in wanted.nieuw}
    out = []
    for history in trace.histories.values():
        for change in history.changes:
            if change.after.bericht is not bericht or referentie_of(bericht, history.key) is not None:
                continue
            granted = Kind.GRANTED in change.kinds and (history.key.categorie, history.key.code) in alike
            left = change.kinds == {Kind.REPEATED} and history.key.toewijzingnummer in numbers_in(wanted)
            if history.key.toewijzingnummer in about or granted or left:
                out.append(str(history))
    for place in sorted(trace.refused_lines(bericht)):
        key = bericht.lines[place].key
        granted = key not in trace.histories and (key.categorie, key.code) in alike
        if referentie_of(bericht, key) is None and (granted or key.toewijzingnummer in numbers_in(wanted)):
            out.append(f"toewijzing {key.toewijzingnummer}")
    return out
