"""What was found in recorded traffic, on a terminal (`check`): per role and domain, a rule at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from migratietoets.conformance.vocabulary.events import LoggedFinding, VerdictEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.reports.words.text import counted, enumeration, one_line
from migratietoets.reports.words.verdicts import VERDICTS

TOLD = (Verdict.FAIL, Verdict.WARN, Verdict.KIT_ERROR)
AT_MOST = 3
"""So many findings of a rule are told; of the rest their number."""
NEEDED = "te zien met: "


@dataclass
class Score:
    """What was found for one role in one domain.

    Attributes:
        of: what was judged, one and several.
        clients: how many were judged.
        found: rule -> verdict -> how often.
        told: rule and verdict -> the first findings, each with its client and the file that shows it.
        needs: rule -> what it would have needed.
    """

    role: str
    domain: str
    of: tuple[str, str] = ("cliënt", "cliënten")
    clients: int = 0
    found: dict[str, Counter[Verdict]] = field(default_factory=dict)
    told: dict[tuple[str, Verdict], list[tuple[str, str, LoggedFinding]]] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)

    def add(self, client: str, verdicts: Iterable[VerdictEvent], places: Mapping[int, str]) -> None:
        """Count what was found of a client."""
        self.clients += 1
        for one in verdicts:
            counts = self.found.setdefault(one.rule, Counter())
            counts[Verdict.PASS] += one.evaluations - len(one.findings)
            for finding in one.findings:
                verdict = Verdict(finding.verdict)
                counts[verdict] += 1
                told = self.told.setdefault((one.rule, verdict), [])
                if len(told) < AT_MOST and verdict in TOLD:
                    told.append((client, places.get(finding.message or 0, ""), finding))
                if verdict is Verdict.NOT_VERIFIABLE:
                    need = finding.expected.removeprefix(NEEDED) if finding.expected.startswith(NEEDED) else ""
                    self.needs[one.rule] = need or self.needs.get(one.rule, "")


def score_lines(score: Score) -> Iterator[str]:
    """What was found, the gravest first, then what was not to be seen and what it would need."""
    broken = [rule for rule, counts in score.found.items() if counts[Verdict.FAIL]]
    decided = [rule for rule, counts in score.found.items() if any(counts[one] for one in (*TOLD, Verdict.PASS))]
    outcome = "niets overtreden" if decided else "niets te beoordelen"
    outcome = counted(len(broken), "regel overtreden", "regels overtreden") if broken else outcome
    judged = counted(len(decided), "regel beoordeeld", "regels beoordeeld")
    yield f"{score.role}, {score.domain}: {outcome}; {judged} in het verkeer van {counted(score.clients, *score.of)}"
    for verdict in TOLD:
        for rule in score.found:
            yield from _told(score, rule, verdict)
    unseen = [rule for rule, counts in score.found.items() if counts[Verdict.NOT_VERIFIABLE]]
    yield from _unseen(score, unseen, set(decided))


def _told(score: Score, rule: str, verdict: Verdict) -> Iterator[str]:
    count = score.found[rule][verdict]
    if not count:
        return
    yield f"  {rule} {VERDICTS[verdict].name}, {count} keer"
    for client, place, finding in score.told[rule, verdict]:
        yield f"    {client}: {one_line(finding.subject)}: {one_line(finding.text)}"
        if finding.expected or finding.found:
            yield f"      verwacht: {one_line(finding.expected) or 'niets'}"
            yield f"      gevonden: {one_line(finding.found) or 'niets'}"
        if place:
            yield f"      bericht: {one_line(place)}"
    if count > AT_MOST:
        yield f"    en nog {count - AT_MOST}; --format json en --out MAP hebben ze alle"


def _unseen(score: Score, rules: Sequence[str], decided: set[str]) -> Iterator[str]:
    """What was not to be seen, together where it needs the same."""
    per_need: dict[str, list[str]] = {}
    for rule in rules:
        per_need.setdefault(score.needs.get(rule, ""), []).append(f"{rule}*" if rule in decided else rule)
    if per_need:
        yield "  Niet te zien (met een *: deels wel):"
    for need, names in sorted(per_need.items(), key=lambda pair: -len(pair[1])):
        why = f"daarvoor is nodig {need}" if need else "het verkeer houdt eerder op, of een verklaring kan ontbreken"
        yield f"    {enumeration(names)}: {why}"
