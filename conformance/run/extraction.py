"""From a finding of a run to the smallest case that shows it, in symbols."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from migratietoets.conformance.catalogue.loose import loose_case
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.rules.findings import Finding
from migratietoets.conformance.run.loose import scripted
from migratietoets.conformance.run.shrinking import parts, shrink
from migratietoets.conformance.script.inverse.case import describe
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.verdict.judge import checkable, judge_rule
from migratietoets.conformance.vocabulary.events import Event, LoggedFinding, VerdictEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein


@dataclass(frozen=True)
class NumberedFinding:
    """A finding of a run, with the number that a listing gives it."""

    number: int
    verdict: VerdictEvent
    finding: LoggedFinding


@dataclass(frozen=True)
class Extract:
    """A case that shows a finding.

    Attributes:
        data: the case, as YAML holds it.
        smaller: it is smaller than what happened in the run.
    """

    data: dict[str, Any]
    smaller: bool


def numbered_findings(events: Sequence[Event]) -> Iterator[NumberedFinding]:
    """Every broken rule and warning of a run, in the order of its log."""
    number = 0
    for event in (event for event in events if isinstance(event, VerdictEvent)):
        for finding in event.findings:
            if finding.verdict in {Verdict.FAIL, Verdict.WARN}:
                number += 1
                yield NumberedFinding(number, event, finding)


def extract(events: Sequence[Event], one: NumberedFinding) -> Extract:
    """The smallest case that still shows a finding.

    Raises:
        InputError: no script shows it.
    """
    verdict, sought = one.verdict, one.finding
    if verdict.rule not in register() or not register()[verdict.rule].checked:
        raise InputError(f"Regel {verdict.rule} heeft in deze kit geen toets. Gebruik de kit die het logboek schreef.")
    own = [e for e in events if getattr(e, "campaign", None) == verdict.campaign]
    trace = traces(own).get((verdict.campaign, verdict.case or ""))
    if trace is None:
        raise InputError(f"Van geval {verdict.case} staat in dit logboek niet wat er gebeurde.")
    folder = (verdict.case or "").partition("/")[0]
    described = describe(trace, folder if folder in {rule.chapter for rule in register().values()} else "")
    shown = [f for f in _findings(described.data, verdict) if (f.verdict, f.text) == (sought.verdict, sought.text)]
    if not shown:
        left_out = f" Niet op te schrijven was: {'; '.join(described.left_out)}." if described.left_out else ""
        raise InputError(
            f"Bevinding {one.number} is niet in een geval te vangen: opgeschreven in symbolen geeft {verdict.rule} "
            f"haar niet meer.{left_out} Bekijk haar in het rapport, of speel het geval opnieuw: {verdict.reproduce}"
        )
    target = _shown(min(shown, key=lambda f: (f.expected != sought.expected, f.found != sought.found)))
    small = shrink(described.data, lambda data: any(_shown(f) == target for f in _findings(data, verdict)))
    titled = {
        "titel": f"{verdict.rule}: {target.text}",
        "verwacht": {verdict.rule: str(target.verdict)} | _broken(small, verdict),
        **small,
    }
    return Extract(titled, _size(small) < _size(described.data))


def _size(data: dict[str, Any]) -> int:
    """How much happens in a case."""
    return parts([data["gegeven"], data["verloop"]])


def _shown(finding: Finding) -> Finding:
    """A finding as a reader sees it, apart from the message that it stands on."""
    return replace(finding, bericht=None)


def _findings(data: dict[str, Any], verdict: VerdictEvent) -> Sequence[Finding]:
    """What the rule finds in a case; nothing when the case is none."""
    return [one for trace in _traces(data, verdict) for one in judge_rule(register()[verdict.rule], trace, 0).findings]


def _broken(data: dict[str, Any], verdict: VerdictEvent) -> dict[str, str]:
    """Every rule that the case breaks, as a case says what it expects."""
    return {
        rule.id: str(Verdict.FAIL)
        for trace in _traces(data, verdict)
        for rule in checkable(verdict.role)
        if judge_rule(rule, trace, 0).verdict is Verdict.FAIL
    }


def _traces(data: dict[str, Any], verdict: VerdictEvent) -> Sequence[Trace]:
    """What a case says that happened; nothing when it is none."""
    try:
        case = loose_case("geval", "geval", data)
        return tuple(traces(scripted(case, verdict.role, Domein(verdict.domain))).values())
    except InputError:
        return ()
