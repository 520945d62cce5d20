"""The verdict of a run in one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from migratietoets.conformance.vocabulary.events import FooterEvent, HeaderEvent
from migratietoets.conformance.vocabulary.outcomes import Outcome
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.reports.log.log import Log
from migratietoets.reports.run.overview import Overview
from migratietoets.reports.words.text import counted, enumeration, one_line

UNFINISHED = "De run is niet afgemaakt. Wat hieronder staat is een tussenstand en geen oordeel."
_KINDS: Mapping[str, str] = {
    Outcome.CONFORM: "good",
    Outcome.NOT_CONFORM: "error",
    Outcome.KIT_ERROR: "error",
    Outcome.ADAPTER_ERROR: "error",
}


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The verdict as a heading, a sentence below it, and a kind for its colour: good, error or open."""

    heading: str
    sentence: str
    kind: str


def outcome_line(footer: FooterEvent) -> str:
    """The outcome as every report says it: "conform voor 3 van 71 regels", "niet conform; ook onvolledig"."""
    return "; ".join(_parts(footer))


@dataclass(frozen=True, slots=True)
class Side:
    """One of two systems that faced each other, and what the run says of it."""

    role: str
    name: str
    outcome: str


def sides(header: HeaderEvent, footer: FooterEvent | None) -> tuple[Side, ...]:
    """The two systems of a run, each with its own outcome; nothing where there was one."""
    found = footer.by_role if footer else {}
    return tuple(
        Side(one_line(role), _name(header.adapters.get(role, {})), _and_others(first, others))
        for role, (first, *others) in found.items()
    )


def _name(said: Mapping[str, object]) -> str:
    """How a system calls itself; of one that could not be greeted the name of its adapter."""
    own = " ".join(one_line(said.get(field)) for field in ("name", "version")).strip()
    return own or one_line(said.get("spec"))


def _and_others(first: str, others: Sequence[str]) -> str:
    return one_line(first) + (f"; ook {enumeration([one_line(word) for word in others])}" if others else "")


def conclusion(log: Log, whole: Overview) -> Conclusion:
    """Say what the footer decided, and why; a log without footer decides nothing."""
    if log.footer is None:
        return Conclusion(str(Outcome.ABORTED).capitalize(), UNFINISHED, "open")
    heading, *others = _parts(log.footer)
    outcome = one_line(log.footer.verdict)
    sentence = UNFINISHED if outcome == Outcome.ABORTED else _sentence(outcome, whole)
    texts = [sentence, *(f"{text[0].upper()}{text[1:]}." for text in others)]
    return Conclusion(heading.capitalize(), " ".join(texts), _KINDS.get(outcome, "open"))


def _parts(footer: FooterEvent) -> list[str]:
    """The outcome, which others hold beside it, and what was asked where that is not in the outcome."""
    whole = _praise(footer) if footer.part and footer.verdict == Outcome.PART else one_line(footer.verdict)
    parts = [f"{whole} ({one_line(footer.stop)})" if footer.stop else whole]
    if footer.beside:
        parts.append(f"ook {enumeration([one_line(word) for word in footer.beside])}")
    if footer.part and footer.verdict != Outcome.PART:
        parts.append(f"gevraagd was {one_line(footer.part)}")
    return parts


def _praise(footer: FooterEvent) -> str:
    return f"conform voor {one_line(footer.part)}"


def _sentence(outcome: str, whole: Overview) -> str:
    objections = _objections(whole)
    if outcome in {Outcome.CONFORM, Outcome.PART}:
        exercised = counted(whole.rules[Verdict.PASS], "regel kwam", "regels kwamen")
        caveat = f" Kanttekening: {enumeration(objections)}." if objections else ""
        return f"{exercised} aan bod; geen verplichte regel is overtreden.{caveat}"
    if outcome == Outcome.NOTHING:
        return "Geen enkele regel is beoordeeld: het systeem noemt in hello geen rol, domein of proces dat gevraagd is."
    if not objections:
        return "Het logboek noemt geen overtreding; zie het logboek zelf voor de reden."
    if whole.rules[Verdict.FAIL]:
        return f"{enumeration(objections).capitalize()}."
    return f"Geen verplichte regel is overtreden, maar {enumeration(objections)}."


def _objections(whole: Overview) -> list[str]:
    """What stands in the way of a plain "conform", the most serious first."""
    parts = (
        (Verdict.FAIL, "regel is overtreden", "regels zijn overtreden"),
        (Verdict.ADAPTER_ERROR, "regel bleef onbeslist door de adapter", "regels bleven onbeslist door de adapter"),
        (Verdict.KIT_ERROR, "regel bleef onbeslist door de toets zelf", "regels bleven onbeslist door de toets zelf"),
        (Verdict.WARN, "regel gaf een waarschuwing", "regels gaven een waarschuwing"),
        (Verdict.NOT_VERIFIABLE, "regel is niet getoetst", "regels zijn niet getoetst"),
    )
    found = [counted(whole.rules[verdict], single, plural) for verdict, single, plural in parts if whole.rules[verdict]]
    if not found and whole.rules[Verdict.NOT_EXERCISED]:
        found = [counted(whole.rules[Verdict.NOT_EXERCISED], "regel is niet geraakt", "regels zijn niet geraakt")]
    return found
