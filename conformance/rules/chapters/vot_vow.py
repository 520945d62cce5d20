"""Chapter vot-vow: requests that straddle the transition (VOT-01 .. VOT-08, VOW-01 .. VOW-04)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, broken, passed, unseen
from migratietoets.conformance.rules.rule import Judges, counter, rule
from migratietoets.conformance.rules.shared.decisions import (
    VERZOEKANTWOORD,
    WORKING_DAYS_DECISION,
    honoured,
    outside_berichten,
    with_antwoordbericht,
)
from migratietoets.conformance.rules.views.requests import (
    HONOUR,
    INVESTIGATE,
    REJECT,
    WOONPLAATS,
    Decision,
    Verzoek,
    answers,
    change_decisions_2020,
    granting_301,
    verzoeken,
    wijzigingsverzoeken_2020,
)
from migratietoets.conformance.rules.views.terms import retour_deadline, term_end
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.istandaard.releases import FIRST_DAY_30, LAST_DAY_24, SILENCE_START, START_30, Release


def _decisions(trace: Trace, kind: str, release: Release) -> Iterator[tuple[Verzoek, Decision]]:
    """Every decision on what was requested with this message in this release."""
    for verzoek in verzoeken(trace):
        if verzoek.bericht.kind == kind and verzoek.bericht.release == release:
            for decision in verzoek.decisions:
                yield verzoek, decision


@rule("VOT-01", Judges.MESSAGE)
def verzoek_in_24_is_permitted_in_2020(trace: Trace) -> Iterator[Finding]:
    """A verzoek om toewijzing may still be submitted in 2.4 at the end of 2020."""
    for bericht in trace.from_system("315", release=Release.R24):
        if bericht.day <= LAST_DAY_24:
            yield passed(bericht, "Een verzoek om toewijzing in 2.4, nog in 2020.", bericht)


@rule("VOT-02", Judges.STATE)
def verzoek_in_24_gets_its_retour_in_24(trace: Trace) -> Iterator[Finding]:
    """The retourbericht on a 2.4 request is sent in 2.4, also when it rejects."""
    for heen in trace.to_system("315", release=Release.R24):
        answer, latest = trace.answer_to(heen), retour_deadline(heen)
        if answer is not None and answer.release == Release.R24:
            yield passed(heen, "Het retourbericht is in 2.4 verzonden.", answer)
            continue
        finding = unseen if answer is None and trace.end < latest else broken
        yield finding(
            heen,
            "Op een verzoek in 2.4 hoort een retourbericht in 2.4.",
            expected="316 in 2.4",
            found=f"316 in {answer.release}" if answer else "geen retourbericht",
        )


@rule("VOT-03", Judges.STATE)
def honoured_verzoek_gets_a_toewijzing(trace: Trace) -> Iterator[Finding]:
    """An honoured request leads to a toewijzing, in 2.4 or in 3.0."""
    for release in Release:
        for verzoek, decision in _decisions(trace, "315", release):
            if decision.what == HONOUR:
                yield honoured(trace, verzoek, decision)


@rule("VOT-04", Judges.STATE)
def rejection_in_24_goes_outside_berichten(trace: Trace) -> Iterator[Finding]:
    """Rejection of, or investigation into, a 2.4 request is communicated outside the messages."""
    for verzoek, decision in _decisions(trace, "315", Release.R24):
        if decision.what in {REJECT, INVESTIGATE}:
            yield outside_berichten(trace, verzoek, decision)


@rule("VOT-05", Judges.MESSAGE)
def only_a_verzoek_in_30_gets_a_319(trace: Trace) -> Iterator[Finding]:
    """An antwoordbericht answers only a request that was submitted in 3.0."""
    in_30 = [verzoek for verzoek in verzoeken(trace) if verzoek.bericht.release == Release.R30]
    for bericht in answers(trace):
        assert bericht.verzoekantwoord is not None
        if any(verzoek.named_in(bericht) for verzoek in in_30):
            yield passed(bericht, "Het antwoord hoort bij een verzoek in 3.0.", bericht)
        else:
            yield broken(
                bericht,
                "Een antwoordbericht op iets anders dan een verzoek in 3.0.",
                expected="de ReferentieAanbieder van een 315 of 317 in 3.0",
                found=bericht.verzoekantwoord.referentie_aanbieder,
                bericht=bericht,
            )


@rule("VOT-06", Judges.STATE)
def woonplaatsbeginsel_in_24_goes_outside_berichten(trace: Trace) -> Iterator[Finding]:
    """The same for the woonplaatsbeginsel (Jeugdwet): on a 2.4 request outside the messages."""
    for verzoek, decision in _decisions(trace, "315", Release.R24):
        if decision.what == WOONPLAATS:
            yield outside_berichten(trace, verzoek, decision)


@rule("VOT-07", Judges.MESSAGE)
def open_verzoek_in_24_is_settled_the_old_way(trace: Trace) -> Iterator[Finding]:
    """A 2.4 request still open when 3.0 is in force: an honoured product gets a 301, a rejected one no message."""
    for verzoek, decision in _decisions(trace, "315", Release.R24):
        if decision.day < START_30:
            continue
        if decision.what == HONOUR:
            yield honoured(trace, verzoek, decision)
            continue
        berichten = answers(trace, verzoek, decision)
        if decision.what != INVESTIGATE and (toewijzing := granting_301(trace, verzoek)) is not None:
            berichten.append(toewijzing)
        if not berichten:
            yield passed(verzoek, "Het product dat niet is gehonoreerd, kreeg geen bericht.")
        else:
            yield broken(
                verzoek,
                "Een product dat niet is gehonoreerd, kreeg een bericht.",
                expected="geen 301 en geen 319",
                found=str(berichten[0]),
                bericht=berichten[0],
            )


@rule("VOT-08", Judges.STATE)
def rejection_in_30_goes_in_a_319(trace: Trace) -> Iterator[Finding]:
    """A 3.0 request that is rejected or investigated is answered with a 319."""
    for verzoek, decision in _decisions(trace, "315", Release.R30):
        if decision.what in VERZOEKANTWOORD:
            yield with_antwoordbericht(trace, verzoek, decision)


@rule("VOW-01", Judges.STATE)
def wijzigingsverzoek_works_from_30(trace: Trace) -> Iterator[Finding]:
    """The process verzoek om wijziging exists only from 3.0, and there it works."""
    if trace.role == "gemeente":
        yield from _processed(trace, "317", "318")
        for verzoek, decision in _decisions(trace, "317", Release.R30):
            yield (honoured if decision.what == HONOUR else with_antwoordbericht)(trace, verzoek, decision)
        return
    yield from _requested_changes(trace)
    yield from _processed(trace, "319", "320")
    for bericht in trace.from_system("317"):
        if bericht.day < FIRST_DAY_30:
            yield broken(
                bericht,
                "Een verzoek om wijziging voordat het proces bestond.",
                expected=f"vanaf {FIRST_DAY_30:%d-%m-%Y}, in 3.0",
                found=f"{bericht.day:%d-%m-%Y}",
                bericht=bericht,
            )


def _requested_changes(trace: Trace) -> Iterator[Finding]:
    """What the desk asked for: each change from 3.0 on has a 317 of its own, each one before it a word.

    What is asked in the quiet period may go either way: by word at once, or as a 317 when the line is open.
    """
    berichten = trace.from_system("317")
    for instruction in trace.instructions:
        if instruction.command != "vraag_wijziging_aan":
            continue
        who, bsn = instruction.params["toewijzing"]["aanbieder"], instruction.params["toewijzing"]["bsn"]
        fitting = (b for b in berichten if (b.aanbieder, b.bsn) == (who, bsn) and b.at >= instruction.at)
        own = next(fitting, None) if instruction.day >= SILENCE_START else None
        if own is not None:
            berichten.remove(own)
        if own is not None or instruction.day >= FIRST_DAY_30:
            yield _change_asked(trace, instruction, own)
        elif any(
            (notice.sender, notice.bsn) == ("aanbieder", bsn) and notice.at >= instruction.at
            for notice in trace.notices
        ):
            yield passed("wijzigingsverzoek uit 2020", "De wijziging is buiten de berichten om gevraagd.")


def _change_asked(trace: Trace, instruction: Instruction, bericht: SentMessage | None) -> Finding:
    if bericht is not None:
        return passed("verzoek om wijziging", "De wijziging is met een 317 gevraagd.", bericht)
    finding = unseen if trace.end < term_end(instruction.day, WORKING_DAYS_DECISION) else broken
    return finding(
        "verzoek om wijziging",
        "Een wijziging vanaf 3.0 is niet met een 317 gevraagd.",
        expected="317 in 3.0",
        found="geen 317",
    )


def _processed(trace: Trace, kind: str, retour: str) -> Iterator[Finding]:
    """A valid message of the new process is answered, and not refused as unreadable."""
    for heen in trace.to_system(kind, release=Release.R30):
        if heen.errors or heen.day < FIRST_DAY_30:
            continue
        answer = trace.answer_to(heen)
        if answer is not None and answer.accepts:
            yield passed(heen, f"De {kind} is verwerkt.", answer)
            continue
        finding = unseen if answer is None and trace.end < retour_deadline(heen) else broken
        yield finding(
            heen,
            f"Een geldige {kind} in 3.0 is niet verwerkt.",
            expected=f"{retour} zonder technische afkeur (0001)",
            found=f"{answer}, met 0001" if answer else "geen retourbericht",
        )


@rule("VOW-03", Judges.MESSAGE)
def change_of_2020_gets_no_319(trace: Trace) -> Iterator[Finding]:
    """A change request of 2020 stays outside the messages: no 319."""
    known = verzoeken(trace)
    loose = [b for b in answers(trace) if not any(verzoek.named_in(b) for verzoek in known)]
    for instruction in change_decisions_2020(trace):
        after = [b for b in loose if b.at >= instruction.at and b.aanbieder == instruction.params["aanbieder"]]
        if after:
            yield broken(
                "wijzigingsverzoek uit 2020",
                "Op een wijzigingsverzoek uit 2020 is een antwoordbericht gestuurd.",
                expected="geen 319",
                found=str(after[0]),
                bericht=after[0],
            )
        elif _something_done(trace, instruction):
            yield passed("wijzigingsverzoek uit 2020", "Afgehandeld zonder antwoordbericht.")
        else:
            yield unseen(
                "wijzigingsverzoek uit 2020",
                "Van de afhandeling van een wijzigingsverzoek uit 2020 is niets te zien.",
                expected="een toewijzing of een kennisgeving, en geen 319",
                found="geen van drieën",
            )


def _something_done(trace: Trace, instruction: Instruction) -> bool:
    """Whether the client's aanbieder heard anything since a decision."""
    who = (instruction.params["aanbieder"], instruction.params["bsn"])
    granted = ((b.at, b.aanbieder, b.bsn) for b in trace.from_system("301"))
    said = ((notice.at, notice.receiver, notice.bsn) for notice in trace.notices if notice.sender == "gemeente")
    return any(at >= instruction.at and (to, bsn) == who for at, to, bsn in (*granted, *said))


@rule("VOW-04", Judges.MESSAGE)
def change_of_2020_names_no_verzoek(trace: Trace) -> Iterator[Finding]:
    """The 301 that honours it refers to no request; one that honours a request may."""
    own = {
        verzoek.referentie for verzoek in verzoeken(trace) if verzoek.last is not None and verzoek.last.what == HONOUR
    }
    for instruction in change_decisions_2020(trace):
        if HONOUR not in instruction.params["besluiten"]:
            continue
        who = (instruction.params["aanbieder"], instruction.params["bsn"])
        for bericht in trace.from_system("301"):
            if (bericht.aanbieder, bericht.bsn) != who or bericht.at < instruction.at:
                continue
            named = [r.product.referentie_aanbieder for r in bericht.lines if r.product.referentie_aanbieder]
            strange = [referentie for referentie in named if referentie not in own]
            if strange:
                yield broken(
                    bericht,
                    "De toewijzing verwijst naar een verzoek dat zij niet honoreert.",
                    expected="geen ReferentieAanbieder",
                    found=strange[0],
                    bericht=bericht,
                )
            else:
                yield passed(bericht, "De toewijzing verwijst naar geen wijzigingsverzoek uit 2020.", bericht)


@counter("VOT-10")
def open_verzoeken_from_2020(trace: Trace) -> tuple[int, int]:
    """How many of the products requested in 2.4 were still open when 2021 began."""
    in_24 = [verzoek for verzoek in verzoeken(trace) if verzoek.bericht.release == Release.R24]
    return sum(verzoek.open_on(START_30) for verzoek in in_24), len(in_24)


@counter("VOW-06")
def open_changes_from_2020(trace: Trace) -> tuple[int, int]:
    """How many of the change requests of 2020 were still open when 2021 began."""
    asked = wijzigingsverzoeken_2020(trace)
    return sum(decided is None or decided >= START_30 for decided in asked), len(asked)
