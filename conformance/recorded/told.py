"""What was found in recorded traffic, as the verdicts of a log."""

from collections.abc import Iterable, Iterator
from shlex import quote

from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.recorded.recording import Judged
from migratietoets.conformance.recorded.scene import Part
from migratietoets.conformance.verdict.judge import logged
from migratietoets.conformance.vocabulary.events import CaseEvent, VerdictEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict, worst


def case_event(one: Judged) -> CaseEvent:
    """The client, as a log tells of a case."""
    title = "Berichten over niemand, of over meer cliënten" if one.client.startswith("los") else "Eén cliënt"
    return CaseEvent(
        campaign=one.part.campaign, id=one.client, title=title, roles=[one.part.role], domains=[one.part.domein]
    )


def verdicts(one: Judged, paths: Iterable[str]) -> Iterator[VerdictEvent]:
    """The verdict of each rule on a client."""
    for rule_id, found in one.found.items():
        rule = register()[rule_id]
        yield VerdictEvent(
            campaign=one.part.campaign,
            case=one.client,
            rule=rule_id,
            role=one.part.role,
            domain=one.part.domein,
            strength=rule.strength,
            chapter=rule.chapter,
            verdict=worst(each.verdict for each in found) or Verdict.NOT_EXERCISED,
            evaluations=len(found),
            findings=tuple(logged(each) for each in found if each.verdict is not Verdict.PASS),
            reproduce=_again(one.part, paths, rule_id),
            source=rule.source,
        )


def _again(part: Part, paths: Iterable[str], rule: str) -> str:
    """The command that asks the same again."""
    return f"migratietoets check {' '.join(map(quote, paths))} --role {part.role} --domain {part.domein} --rules {rule}"
