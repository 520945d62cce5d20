"""What the rules say of one client: in every order that may have been, and no more than what is seen allows."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from migratietoets.conformance.catalogue.register import Rule
from migratietoets.conformance.recorded.sight import ALONE, ORDER, Sight
from migratietoets.conformance.rules.findings import Finding, unseen
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.verdict.fault import cause
from migratietoets.conformance.verdict.judge import REPORT, checkable, findings
from migratietoets.conformance.vocabulary.verdicts import Verdict

Found = Mapping[str, Sequence[Finding]]
"""Rule -> what it found."""
_TOLD = (Verdict.FAIL, Verdict.WARN, Verdict.PASS)


def judged(traces: Sequence[Trace], sight: Sight, wanted: Collection[str], own: Trace | None = None) -> Found:
    """What every rule finds in a client's traffic; a rule that found nothing is left out.

    Args:
        traces: his traffic in each order that may have been; the first is the one that is told.
        sight: what is seen of it.
        wanted: the rules that are asked for.
        own: without what was cut down to him, for the rules about one message; None where nothing was.
    """
    out: dict[str, Sequence[Finding]] = {}
    for rule in checkable(traces[0].role):
        if rule.id not in wanted:
            continue
        if rule.id in ALONE:
            found = _found(rule, own or traces[0])
        else:
            found = _found(rule, traces[0])
            if found and (lacking := sight.lacks(rule.id)):
                found = tuple(_hidden(one, lacking) for one in found)
            elif found and len(traces) > 1:
                found = tuple(_agreed(found, [_found(rule, trace) for trace in traces[1:]]))
        if found:
            out[rule.id] = found
    return out


def alone(trace: Trace, wanted: Collection[str]) -> Found:
    """What the rules about one message find in messages that belong to no client, or to several."""
    rules = [rule for rule in checkable(trace.role) if rule.id in ALONE and rule.id in wanted]
    return {rule.id: found for rule in rules if (found := _found(rule, trace))}


def _found(rule: Rule, trace: Trace) -> tuple[Finding, ...]:
    try:
        return findings(rule, trace)
    except Exception as error:  # noqa: BLE001  # a fault in one rule may cost nothing else
        return (Finding(Verdict.KIT_ERROR, rule.id, f"De toets liep vast: {cause(error)}. {REPORT}"),)


def _agreed(first: Iterable[Finding], others: Iterable[Sequence[Finding]]) -> Iterator[Finding]:
    """What every order says; what only some say is not seen."""
    left = [Counter(map(_said, found)) for found in others]
    for one in first:
        said = _said(one)
        if all(counter[said] for counter in left):
            for counter in left:
                counter[said] -= 1
            yield one
        elif one.verdict in _TOLD:
            yield _hidden(one, ORDER)
        else:
            yield one
    worse = Counter[tuple[Verdict, str, str]]()
    for counter in left:
        worse |= +counter
    for verdict, subject, text in worse:
        if verdict in {Verdict.FAIL, Verdict.WARN}:
            yield unseen(subject, text, expected=f"te zien met: {ORDER}", found="hangt af van de volgorde")
        elif verdict is Verdict.KIT_ERROR:
            yield Finding(verdict, subject, text)


def _said(one: Finding) -> tuple[Verdict, str, str]:
    return one.verdict, one.subject, one.text


def _hidden(one: Finding, lacking: str) -> Finding:
    """A finding that needs more than is seen."""
    if one.verdict not in _TOLD:
        return one
    said = one.found or ("niets mis in wat te zien was" if one.verdict is Verdict.PASS else "niets")
    return replace(one, verdict=Verdict.NOT_VERIFIABLE, expected=f"te zien met: {lacking}", found=said)
