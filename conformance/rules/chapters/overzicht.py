"""Chapter overzicht: releases and dates (PL-01), working 3.0 traffic (PL-03, PL-06), migration help (PL-04)."""

from collections.abc import Iterator
from dataclasses import replace

from migratietoets.conformance.rules.findings import Finding, broken, check, passed, warned
from migratietoets.conformance.rules.questions.reasons import Reason, valid_in_2021, variant_reasons
from migratietoets.conformance.rules.rule import ANY, ANY_RETOUR, ASSESSMENT, PLAN, Judges, rule
from migratietoets.conformance.rules.shared.refusal import refused
from migratietoets.conformance.rules.shared.refusal_grounds import ground
from migratietoets.conformance.rules.shared.validity import faults
from migratietoets.conformance.rules.views.knowledge import without_retour
from migratietoets.conformance.rules.views.rights.stacking import stacked_lines
from migratietoets.conformance.rules.views.terms import release_in_force, retour_deadline
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.releases import (
    END_OF_2020,
    FIRST_DAY_30,
    LAST_DAY_24,
    SILENCE_END,
    SILENCE_START,
    Release,
)

ALLOWED_24 = f"2.4 tot en met {LAST_DAY_24:%d-%m-%Y}"
ALLOWED_30 = f"3.0 vanaf {FIRST_DAY_30:%d-%m-%Y}"


def _answered(trace: Trace, bericht: SentMessage) -> SentMessage | None:
    """What a retourbericht answers, also when it is not the first on it; None where the trace does not hold that."""
    return next((heen for heen in trace.berichten if bericht in trace.answers.get(heen.n, ())), None)


def _retour(trace: Trace, bericht: SentMessage) -> Finding:
    """A retourbericht follows the release of what it answers; in the quiet period it is only unwise."""
    heen, good = _answered(trace, bericht), "Het retourbericht volgt de release van het bericht dat het beantwoordt."
    if heen is None or heen.release == bericht.release:
        return _preferably_not_in_silence(bericht, good)
    return broken(
        bericht,
        "Een retourbericht volgt de release van het bericht dat het beantwoordt.",
        expected=str(heen.release),
        found=bericht.release,
        bericht=bericht,
    )


def _preferably_not_in_silence(bericht: SentMessage, text: str) -> Finding:
    if SILENCE_START <= bericht.day <= SILENCE_END:
        return warned(
            bericht,
            "Het bericht is in de stille periode verzonden.",
            expected=f"niets van {SILENCE_START:%d-%m-%Y} tot en met {SILENCE_END:%d-%m-%Y}",
            found=f"{bericht.day:%d-%m-%Y}",
            bericht=bericht,
        )
    return passed(bericht, text, bericht)


def _about_2020(bericht: SentMessage) -> bool:
    """A 303 about 2020 keeps either release number, also in 2021 (DC-13)."""
    declaratie = bericht.declaratie
    return bericht.kind == "303" and declaratie is not None and declaratie.header.einddatum <= END_OF_2020


@rule("PL-01", Judges.MESSAGE, looks_at=(ANY,), today=True)
def release_fits_the_day(trace: Trace) -> Iterator[Finding]:
    """2.4 up to and including 30-12-2020, 3.0 from 04-01-2021, in between nothing."""
    for bericht in trace.from_system():
        wrong = faults(bericht)
        if wrong:
            invalid = broken(
                bericht,
                "Het bericht is geen geldig bericht van deze release.",
                expected=f"een geldig {bericht.kind}-bericht van release {bericht.release}",
                found="; ".join(wrong[:3]),
                bericht=bericht,
            )
            yield replace(invalid, any_day=True)
        elif bericht.is_retour:
            found = _retour(trace, bericht)
            yield replace(found, any_day=found.verdict is not Verdict.WARN)
        elif release_in_force(bericht):
            yield passed(bericht, "Het bericht is verzonden in de release die op die dag geldt.", bericht)
        elif bericht.release == Release.R24 and _about_2020(bericht):
            yield _preferably_not_in_silence(bericht, "Een 303 over 2020 houdt zijn release.")
        else:
            yield broken(
                bericht,
                "Het bericht is verzonden op een dag waarop zijn release niet mag.",
                expected=ALLOWED_24 if bericht.release == Release.R24 else ALLOWED_30,
                found=f"{bericht.release} op {bericht.day:%d-%m-%Y}",
                bericht=bericht,
            )


@rule("PL-03", Judges.STATE, looks_at=(ANY_RETOUR,))
def valid_30_bericht_is_processed(trace: Trace) -> Iterator[Finding]:
    """A valid 3.0 message delivered from 04-01-2021 on is answered in time, in 3.0, and not rejected as unreadable."""
    for heen in trace.to_system("301", "305", "307", release=Release.R30):
        without_number = any(product.toewijzingnummer is None for product in heen.regieproducten)
        if heen.errors or heen.day < FIRST_DAY_30 or _outside_variants(heen) or without_number or stacked_lines(heen):
            continue
        answer, latest = trace.answer_to(heen), retour_deadline(heen)
        if answer is not None and answer.rejects and ground(trace, heen, answer, REJECTED, ()) is not False:
            continue  # it was not valid, or that cannot be seen
        processed = answer is not None and answer.release == Release.R30 and not answer.rejects
        if answer is not None and not processed:
            yield broken(
                heen,
                "Een geldig 3.0-bericht is niet als 3.0-bericht verwerkt.",
                expected="retour in 3.0 zonder technische afkeur (0001)",
                found=f"{answer}: {', '.join(answer.retourcodes)}",
                bericht=answer,
            )
            continue
        yield check(
            trace,
            answer is not None and answer.day <= latest,
            heen,
            "Het 3.0-bericht is verwerkt en op tijd beantwoord.",
            "Op een geldig 3.0-bericht hoort op tijd een retourbericht te komen.",
            expected=f"retour in 3.0, uiterlijk {latest:%d-%m-%Y}",
            found=f"{answer.day:%d-%m-%Y}" if answer else f"geen retour tot en met {trace.end:%d-%m-%Y}",
            bericht=answer,
            due=latest,
            otherwise=without_retour(trace) if answer is None else Verdict.FAIL,
        )


@rule("PL-04", Judges.STATE, looks_at=(ASSESSMENT, PLAN))
def supports_the_migration(trace: Trace) -> Iterator[Finding]:
    """The system yields an assessment and a plan on request."""
    for instruction in trace.instructions:
        if instruction.addressee != trace.role or instruction.command not in YIELDS:
            continue
        name, field = YIELDS[instruction.command]
        able = trace.capabilities.get(CAPABILITY[instruction.command], True)
        yield check(
            trace,
            bool(instruction.result.get(field)),
            instruction.command,
            f"Het systeem levert {name}.",
            f"Het systeem levert geen {name}.",
            expected=f"{name} van de toewijzingen",
            found="leeg antwoord" if able else "kan dit niet",
            day=instruction.day,
        )


YIELDS = {"beoordeel": ("beoordeling", "assessments"), "plan": ("migratieplan", "plan")}
CAPABILITY = {"beoordeel": "assess", "plan": "plan"}


def _outside_variants(bericht: SentMessage) -> list[Reason]:
    """Why lines of a 3.0 301 are no permitted variant (CD041, CD075 .. CD081, CS104, CS330)."""
    found: list[Reason] = []
    for line in bericht.lines:
        p = line.product
        if valid_in_2021(p.einddatum):
            found += variant_reasons(p.content, p.einddatum, None)
    return found


@rule("PL-06", Judges.MESSAGE, looks_at=("302",))
def outside_the_variants_is_refused(trace: Trace) -> Iterator[Finding]:
    """A 3.0 toewijzing outside the permitted variants is rejected by its receiver with a retourcode."""
    for heen in trace.to_system("301", release=Release.R30):
        if _outside_variants(heen):
            yield refused(
                trace,
                heen,
                unanswered=(
                    "Op een toewijzing buiten de toegestane varianten hoort een afkeurend retourbericht te komen.",
                    "302 met een retourcode die afkeurt",
                    "geen leesbaar retourbericht",
                ),
                approved=(
                    "Een toewijzing buiten de toegestane varianten is goedgekeurd.",
                    "302 met een retourcode die afkeurt, bijvoorbeeld 0001",
                ),
            )
