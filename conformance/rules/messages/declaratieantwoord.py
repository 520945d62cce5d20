"""What a 304 or 325 says fits the claim it answers, and the decision of the desk (TR342, TR366, TR376, AC-12)."""

from collections import Counter
from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, check
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.shared.refusal_grounds import ground
from migratietoets.conformance.rules.shared.technical import technically_wrong
from migratietoets.conformance.rules.views.claims.orders import Judgement, judgements
from migratietoets.conformance.rules.views.claims.prestaties import Claimed, Fate, claimed
from migratietoets.conformance.trace.message import Declaratie, SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten import Bericht, BerichtError
from migratietoets.istandaard.berichten.bedrag import signed
from migratietoets.istandaard.berichten.content import descend
from migratietoets.istandaard.berichten.declaratieantwoord import Rejected, granted, rejected_prestaties
from migratietoets.istandaard.berichten.prestatie import Prestatie

APPROVE, REJECT, REJECT_BERICHT = "goedkeuren", "afkeuren", "bericht_afkeuren"


def _answers(trace: Trace, *kinds: str) -> Iterator[tuple[SentMessage, Bericht, SentMessage, Declaratie]]:
    """Every readable answer of the judged gemeente on a claim, with that claim."""
    for heen in trace.to_system("303", "323"):
        for answer in trace.answers.get(heen.n, ()):
            told = answer.declaratieantwoord is not None and heen.declaratie is not None
            if trace.own(answer) and answer.kind in kinds and told:
                assert answer.bericht is not None
                assert heen.declaratie is not None
                yield answer, answer.bericht, heen, heen.declaratie


def _rejected(bericht: Bericht, declaratie: Declaratie) -> Iterator[tuple[Rejected, Prestatie]]:
    """What an answer rejects, each with the prestatie it is about; where two bear one number (TR314), each with one."""
    left = list(declaratie.prestaties)
    for one in rejected_prestaties(bericht):
        named = [p for p in left if p.referentienummer == one.prestatie.referentienummer]
        if named:
            found = one.prestatie if one.prestatie in named else named[0]
            left.remove(found)
            yield one, found


@rule("TR342", Judges.MESSAGE, looks_at=("304", "325"))
def what_is_granted_is_the_rest(trace: Trace) -> Iterator[Finding]:
    """The total that is granted is what was claimed without what the answer rejects; nothing when it refuses all."""
    for answer, bericht, _, declaratie in _answers(trace, "304", "325"):
        says = answer.declaratieantwoord
        assert says is not None
        minus = sum(about.saldo - one.granted for one, about in _rejected(bericht, declaratie))
        due = 0 if says.refused else declaratie.header.totaalbedrag - minus
        try:
            total: int | None = granted(bericht)
        except BerichtError:
            total = None
        yield check(
            trace,
            total == due,
            answer,
            "Het toegekende totaal is wat er ingediend is, zonder wat is afgekeurd.",
            "Het toegekende totaal past niet bij wat is afgekeurd.",
            expected=f"{due} cent",
            found="geen leesbaar totaal" if total is None else f"{total} cent",
            bericht=answer,
        )


@rule("TR366", Judges.MESSAGE, looks_at=("304", "325"))
def what_is_rejected_was_claimed(trace: Trace) -> Iterator[Finding]:
    """Each prestatie in an answer is one of the claim, with the same content (TR367), and stands in it once."""
    for answer, bericht, _, declaratie in _answers(trace, "304", "325"):
        given = Counter(one.prestatie for one in rejected_prestaties(bericht))
        wrong = [p.referentienummer for p in given - Counter(declaratie.prestaties)]
        yield check(
            trace,
            not wrong,
            answer,
            "Wat is afgekeurd, staat zo in de declaratie.",
            "Het antwoord keurt iets af dat niet zo in de declaratie staat, of dubbel.",
            expected="alleen prestaties uit de declaratie, elk één keer en ongewijzigd",
            found=", ".join(dict.fromkeys(wrong)),
            bericht=answer,
        )


@rule("TR376", Judges.MESSAGE, looks_at=("325",), today=True)
def the_answer_names_the_declaratie(trace: Trace) -> Iterator[Finding]:
    """The DeclaratieNummer, the submitted total and the schemas in a 325 are those of the 323 it answers (TR371)."""
    for answer, bericht, heen, declaratie in _answers(trace, "325"):
        assert heen.bericht is not None
        versions = _version(bericht, "XsdVersieDeclaratie"), _version(heen.bericht, "XsdVersie")
        yield check(
            trace,
            versions[0] == versions[1],
            answer,
            "Het antwoord noemt de schema's van de declaratie.",
            "Het antwoord noemt andere schema's dan de declaratie.",
            expected=f"XsdVersieDeclaratie {', '.join(versions[1])}",
            found=", ".join(versions[0]),
            bericht=answer,
        )
        if "DeclaratieAntwoord" not in bericht.content:
            continue
        told = descend(bericht.content, "DeclaratieAntwoord")
        total = descend(told, "TotaalIngediendBedrag")
        number = str(told.get("DeclaratieNummer", "")).strip()
        try:
            amount: int | None = signed(int(total.get("TotaalBedrag", "")), total.get("DebetCredit", ""))
        except ValueError:
            amount = None
        header = declaratie.header
        yield check(
            trace,
            (number, amount) == (header.number, header.totaalbedrag),
            answer,
            "Het antwoord noemt het nummer en het ingediende totaal van de declaratie.",
            "Het antwoord noemt een ander nummer of een ander ingediend totaal dan de declaratie.",
            expected=f"{header.number}, {header.totaalbedrag} cent",
            found=f"{number or 'geen nummer'}, {amount} cent",
            bericht=answer,
        )


def _version(bericht: Bericht, name: str) -> tuple[str, ...]:
    """The versions of the schemas that a message names in its header."""
    told = descend(bericht.content, "Header", name)
    return tuple(str(told.get(part, "")).strip() for part in ("BasisschemaXsdVersie", "BerichtXsdVersie"))


@rule("AC-12", Judges.MESSAGE, looks_at=("304", "325"))
def the_answer_follows_the_decision(trace: Trace) -> Iterator[Finding]:
    """What the desk decided on a claim that waited for its answer, is what the answer says."""
    if trace.role != "gemeente":
        return
    for heen in trace.to_system("303", "323"):
        answer = trace.answer_to(heen)
        if answer is None or answer.declaratieantwoord is None or technically_wrong(heen):
            continue
        lines = [one for one in claimed(trace) if one.bericht is heen]
        for one in lines:
            decision = _decision(trace, one, answer)
            if decision is None or (one.is_credit and decision != APPROVE):
                continue
            if decision == REJECT_BERICHT and any(line.is_credit for line in lines):
                continue
            expected, ok = _follows(one, decision, lines)
            if not ok and _has_ground(trace, one, answer):
                continue
            yield check(
                trace,
                ok,
                one,
                "Het antwoord volgt het besluit.",
                f"Het antwoord volgt het besluit ({decision}) niet.",
                expected=expected,
                found=f"{one.fate}, {one.granted} cent toegekend",
                bericht=answer,
            )


def _has_ground(trace: Trace, one: Claimed, answer: SentMessage) -> bool:
    """Whether it was refused with the code of a rule that its message breaks, whatever the desk decided."""
    says = answer.declaratieantwoord
    codes = () if says is None else says.refused or says.codes.get(one.prestatie.referentienummer, ())
    return any(ground(trace, one.bericht, answer, code, ()) for code in codes)


def _decision(trace: Trace, one: Claimed, answer: SentMessage) -> str | None:
    """What was last decided on a prestatie, between its arrival and its answer."""
    about = [
        given
        for given in judgements(trace)
        if _is_about(given, one) and not given.order.given_before(one.bericht) and given.order.given_before(answer)
    ]
    return about[-1].decision if about else None


def _is_about(given: Judgement, one: Claimed) -> bool:
    return given.aanbieder == one.bericht.aanbieder and (
        given.decision == REJECT_BERICHT or given.bsn in {None, one.prestatie.bsn}
    )


def _follows(one: Claimed, decision: str, lines: list[Claimed]) -> tuple[str, bool]:
    if decision == APPROVE:
        whole = one.fate is Fate.APPROVED and one.granted == one.prestatie.bedrag
        return f"{one.prestatie.bedrag} cent toegekend", whole
    if decision == REJECT_BERICHT:
        return "het hele bericht afgekeurd", one.fate is Fate.REFUSED
    only_this_client = {line.prestatie.bsn for line in lines} == {one.prestatie.bsn}
    return "afgekeurd", one.fate is Fate.REJECTED or (one.fate is Fate.REFUSED and only_this_client)
