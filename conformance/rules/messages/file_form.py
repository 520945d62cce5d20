"""The form of the files that a system sends: UTF-8 without BOM, CR/LF (OP192). What they say is judged all the same."""

from collections.abc import Iterator, Sequence

from migratietoets.conformance.rules.findings import Finding, broken, passed
from migratietoets.conformance.rules.rule import ANY, Judges, rule
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace


@rule("OP192", Judges.MESSAGE, looks_at=(ANY,))
def files_have_the_right_form(trace: Trace) -> Iterator[Finding]:
    """Every file has the form of the standard; of a kind of message that has not, one finding."""
    kinds: dict[tuple[str, str], list[SentMessage]] = {}
    for bericht in trace.from_system():
        kinds.setdefault((bericht.kind, bericht.release), []).append(bericht)
    for (kind, release), sent in kinds.items():
        subject, wrong = f"{kind} ({release})", [bericht for bericht in sent if bericht.form]
        if wrong:
            yield wrong_form(subject, wrong, len(sent))
        else:
            yield passed(subject, "De bestanden hebben de vereiste vorm.", sent[0])


def wrong_form(subject: str, wrong: Sequence[SentMessage], of: int) -> Finding:
    """The finding on messages of one kind whose files have another form than the standard asks.

    Args:
        subject: the kind.
        wrong: those messages; the first of them shows it.
        of: how many messages of the kind there are.
    """
    faults = wrong[0].form
    return broken(
        subject,
        "Het bestand heeft niet de vorm die de standaard vraagt; wat erin staat, is gewoon beoordeeld.",
        expected="; ".join(fault.expected for fault in faults),
        found="; ".join(fault.found for fault in faults) + (f" ({len(wrong)} van {of} berichten)" if of > 1 else ""),
        bericht=wrong[0],
    )
