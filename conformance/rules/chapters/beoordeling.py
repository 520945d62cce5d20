"""Chapter migratie: what a system answers when it is asked to assess its stock (MS-02)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from migratietoets.conformance.rules.findings import Finding, broken, passed
from migratietoets.conformance.rules.questions.assess import assess
from migratietoets.conformance.rules.questions.assessment import Assessment
from migratietoets.conformance.rules.questions.reasons import Numbers, in_scope
from migratietoets.conformance.rules.rule import ASSESSMENT, Judges, rule
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.istandaard.codelijsten.codes import STUKS
from migratietoets.istandaard.model import InputError, Toewijzing


@rule("MS-02", Judges.STATE, looks_at=(ASSESSMENT,))
def every_toewijzing_is_assessed(trace: Trace) -> Iterator[Finding]:
    """The assessment covers every actual toewijzing, invents none, and says of each whether, why and by when."""
    for instruction in trace.instructions:
        if instruction.command != "beoordeel" or instruction.addressee != trace.role:
            continue
        yield _assessed(trace, instruction)


def _assessed(trace: Trace, instruction: Instruction) -> Finding:
    lines = instruction.result.get("assessments", ())
    named = Counter(str(line.get("id")) for line in lines)
    records = {one.facts.id: one.facts for one in trace.histories.values() if one.facts is not None}
    needed = [name for name, r in records.items() if in_scope(r.einddatum) and not r.cancelled]
    forgotten = [name for name in needed if not named[name]]
    invented = [name for name in named if name not in trace.ids]
    if forgotten or invented:
        return broken(
            "beoordeling",
            "De beoordeling dekt niet precies de actuele toewijzingen.",
            expected=f"{len(needed)} toewijzing(en), elk genoemd",
            found=f"vergeten: {', '.join(forgotten) or 'geen'}; onbekend: {', '.join(invented) or 'geen'}",
            day=instruction.day,
        )
    wrong = [(right, line) for right, line in _pairs(trace, records, lines, instruction) if not _says(right, line)]
    if wrong:
        return broken(
            "beoordeling",
            "De beoordeling klopt niet.",
            expected="; ".join(f"{right.id}: {_told(_fields(right))}" for right, _ in wrong),
            found="; ".join(f"{right.id}: {_told(line)}" for right, line in wrong),
            day=instruction.day,
        )
    return passed("beoordeling", f"Alle {len(needed)} actuele toewijzingen zijn beoordeeld.")


def _pairs(
    trace: Trace,
    records: Mapping[str, Toewijzing],
    lines: Iterable[Mapping[str, Any]],
    instruction: Instruction,
) -> Iterator[tuple[Assessment, Mapping[str, Any]]]:
    """Each answer of which something can be said, with the right one; a number counts over the whole campaign."""
    numbers = Numbers()
    for holders in trace.holders.values():
        for one in holders:
            if one.facts is not None and not one.facts.cancelled:
                numbers.add(one.key)
    for line in lines:
        record = records.get(str(line.get("id")))
        if record is None or (record.eenheid == STUKS and record.uitvoering is None):
            continue
        try:
            yield assess(record, numbers, instruction.day), line
        except InputError:
            continue


def _fields(right: Assessment) -> dict[str, Any]:
    deadline = None if right.deadline is None else right.deadline.isoformat()
    return {"must_migrate": right.must_migrate, "reasons": [*right.reasons], "deadline": deadline}


def _says(right: Assessment, line: Mapping[str, Any]) -> bool:
    """Whether an answer says the same; the order of reasons is not judged, and what it leaves out neither."""
    said = {field: line.get(field, expected) for field, expected in _fields(right).items()}
    return (
        said["must_migrate"] is right.must_migrate
        and sorted(said["reasons"] or ()) == sorted(right.reasons)
        and said["deadline"] in _deadlines(right)
    )


def _deadlines(right: Assessment) -> set[str | None]:
    """The deadline, and that of every other permitted route."""
    days = {right.deadline, *(min(a.latest for a in way.actions if a.latest) for way in right.alternatives)}
    return {None if day is None else day.isoformat() for day in days}


def _told(line: Mapping[str, Any]) -> str:
    reasons = ", ".join(map(str, line.get("reasons") or ())) or "geen reden"
    return f"{'moet over' if line.get('must_migrate') else 'blijft staan'}, {reasons}, uiterlijk {line.get('deadline')}"
