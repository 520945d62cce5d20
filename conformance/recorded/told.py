"""What was found in recorded traffic, as the verdicts of a log."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from shlex import quote

from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.recorded.dossier import Dossier, Judged, Stock, judge
from migratietoets.conformance.recorded.scene import Part
from migratietoets.conformance.verdict.judge import logged
from migratietoets.conformance.vocabulary.events import CaseEvent, Event, VerdictEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict, worst


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of recorded traffic.

    Attributes:
        paths: where it lies.
        wanted: the rules.
        stock: what there was before it.
        story: what happened is asked as well.
    """

    paths: Sequence[str]
    wanted: Collection[str]
    stock: Stock
    story: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one client, for one role.

    Attributes:
        client: how he is called.
        verdicts: that of each rule.
        events: what happened, where that is asked.
        places: the number of a message -> the file that it stands in.
    """

    part: Part
    client: str
    verdicts: tuple[VerdictEvent, ...]
    events: Sequence[Event]
    places: Mapping[int, str]

    @property
    def case(self) -> CaseEvent:
        """The client, as a log tells of a case."""
        title = "Berichten over niemand, of over meer cliënten" if self.client.startswith("los") else "Eén cliënt"
        return CaseEvent(
            campaign=self.part.campaign, id=self.client, title=title, roles=[self.part.role], domains=[self.part.domein]
        )


def told(one: Dossier, asked: Asked) -> Told:
    """What the rules say of a dossier."""
    judged = judge(one, asked.wanted, asked.stock)
    events = judged.events if asked.story else ()
    return Told(judged.part, judged.client, tuple(_verdicts(judged, asked.paths)), events, judged.places)


def _verdicts(one: Judged, paths: Iterable[str]) -> Iterator[VerdictEvent]:
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
