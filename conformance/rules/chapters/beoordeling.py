"""Chapter migratie: what a system answers when it is asked to assess its stock (MS-02)."""

from collections import Counter
from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, broken, passed
from migratietoets.conformance.rules.questions.reasons import in_scope
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.trace.trace import Trace


@rule("MS-02", Judges.STATE)
def every_toewijzing_is_assessed(trace: Trace) -> Iterator[Finding]:
    """The assessment covers every actual toewijzing and invents none."""
    for instruction in trace.instructions:
        if instruction.command != "beoordeel" or instruction.addressee != trace.role:
            continue
        if not trace.capabilities.get("assess", True):
            return
        named = Counter(str(line.get("id")) for line in instruction.result.get("assessments", ()))
        records = {one.facts.id: one.facts for one in trace.histories.values() if one.facts is not None}
        needed = [name for name, r in records.items() if in_scope(r.einddatum) and not r.cancelled]
        forgotten = [name for name in needed if not named[name]]
        invented = [name for name in named if name not in trace.ids]
        if forgotten or invented:
            yield broken(
                "beoordeling",
                "De beoordeling dekt niet precies de actuele toewijzingen.",
                expected=f"{len(needed)} toewijzing(en), elk genoemd",
                found=f"vergeten: {', '.join(forgotten) or 'geen'}; onbekend: {', '.join(invented) or 'geen'}",
                day=instruction.day,
            )
        else:
            yield passed("beoordeling", f"Alle {len(needed)} actuele toewijzingen zijn beoordeeld.")
