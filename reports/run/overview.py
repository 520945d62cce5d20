"""What a report says of a run, apart from how it looks: outcome, parties, and the verdicts per rule and chapter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from migratietoets.conformance.vocabulary.events import KIT, ErrorEvent, LoggedFinding, RuleEvent, VerdictEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.reports.log.log import Log
from migratietoets.reports.run.message_files import Key, bericht_paths
from migratietoets.reports.words.chapters import anchor, chapter_title, sort_key
from migratietoets.reports.words.codes import DOMEINEN
from migratietoets.reports.words.days import format_date, instant
from migratietoets.reports.words.text import clean, one_line
from migratietoets.reports.words.verdicts import STRENGTHS, VERDICTS


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding, ready to show; `bericht` is a link relative to the page, or empty."""

    verdict: str
    text: str
    subject: str
    expected: str
    found: str
    day: str
    bericht: str
    bericht_name: str


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """What one rule said of one case in one campaign; `story` is its key in `Log.stories`."""

    story: tuple[str, str]
    verdict: Verdict
    case: str
    title: str
    where: str
    findings: tuple[ShownFinding, ...]
    times_seen: int
    minimum: int
    instruction: str


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """A rule with everything that was found about it."""

    id: str
    strength: str
    chapter: str
    text: str
    source: str
    reading: str
    planned: bool
    verdicts: Mapping[Verdict, tuple[ShownVerdict, ...]]
    counted: tuple[int, int] | None = None
    """How often advice was not followed, and how often it applied; that is no verdict."""

    @property
    def anchor(self) -> str:
        """The id of this rule in the page."""
        return anchor(self.id)

    @property
    def totals(self) -> Mapping[Verdict, int]:
        """How many cases got each verdict; every verdict has a number."""
        return {verdict: len(self.verdicts.get(verdict, ())) for verdict in Verdict}

    @property
    def worst(self) -> str:
        """The most serious verdict, or "" when there is none."""
        return next((verdict for verdict in Verdict if self.verdicts.get(verdict)), "")


@dataclass(frozen=True, slots=True)
class ChapterBlock:
    """A chapter with its rules."""

    key: str
    title: str
    rules: tuple[RuleBlock, ...]

    @property
    def totals(self) -> Mapping[Verdict, int]:
        """How many cases got each verdict over the whole chapter."""
        return {verdict: sum(block.totals[verdict] for block in self.rules) for verdict in Verdict}


@dataclass(frozen=True, slots=True)
class ShownParty:
    """A system in the chain, and the roles and domains it played."""

    name: str
    version: str
    supplier: str
    under_test: bool
    roles: tuple[str, ...]
    domeinen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of an adapter or of the kit."""

    of_kit: bool
    text: str
    where: str
    moment: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A whole run; `totals` counts cases, `rules` distinct rules, per verdict."""

    parties: tuple[ShownParty, ...]
    chapters: tuple[ChapterBlock, ...]
    checklist: tuple[RuleBlock, ...]
    totals: Mapping[Verdict, int]
    rules: Mapping[Verdict, int]
    failures: tuple[Failure, ...]

    def with_(self, verdict: Verdict) -> tuple[RuleBlock, ...]:
        """The rules that got this verdict in a case, in the order of the chapters."""
        return tuple(block for part in self.chapters for block in part.rules if block.verdicts.get(verdict))

    @property
    def planned(self) -> tuple[RuleBlock, ...]:
        """The rules that this kit does not check yet."""
        return tuple(block for part in self.chapters for block in part.rules if block.planned)

    @property
    def under_test(self) -> tuple[ShownParty, ...]:
        """The systems this run is about."""
        return tuple(party for party in self.parties if party.under_test)


def overview(log: Log) -> Overview:
    """Gather a log into what a report shows."""
    per_rule: dict[str, dict[Verdict, list[ShownVerdict]]] = {}
    paths = bericht_paths(log)
    known = dict(log.rules)
    for event in log.verdicts:
        name = event.rule
        known.setdefault(name, RuleEvent(id=name, strength=event.strength, chapter=event.chapter, text=name))
        per_rule.setdefault(name, {}).setdefault(event.verdict, []).append(_shown(event, log, paths))
    blocks = [
        _rule_block(event, per_rule.get(name, {}), log.tallies.get(name))
        for name, event in sorted(known.items(), key=lambda pair: sort_key(pair[0], pair[1].chapter))
    ]
    checkable = [block for block in blocks if block.strength != STRENGTHS["info"] or block.verdicts]
    parts = sorted({block.chapter for block in checkable}, key=lambda key: sort_key("", key))
    return Overview(
        parties=_parties(log),
        chapters=tuple(
            ChapterBlock(key, chapter_title(key), tuple(block for block in checkable if block.chapter == key))
            for key in parts
        ),
        checklist=tuple(block for block in blocks if block.strength == STRENGTHS["info"] and not block.verdicts),
        totals={verdict: sum(block.totals[verdict] for block in blocks) for verdict in Verdict},
        rules={verdict: sum(1 for block in blocks if block.totals[verdict]) for verdict in Verdict},
        failures=tuple(_failure(event, log) for event in log.errors),
    )


def where(log: Log, campaign: str) -> str:
    """Role and domain of a campaign in words."""
    found = log.campaigns.get(campaign)
    if found is None:
        return one_line(campaign)
    return f"{one_line(found.role)}, {DOMEINEN.get(found.domain, one_line(found.domain))}"


def _rule_block(
    event: RuleEvent, verdicts: Mapping[Verdict, list[ShownVerdict]], counted: tuple[int, int] | None
) -> RuleBlock:
    return RuleBlock(
        id=one_line(event.id),
        strength=STRENGTHS.get(event.strength, one_line(event.strength)),
        chapter=event.chapter,
        text=one_line(event.text),
        source=one_line(event.source),
        reading=one_line(event.reading),
        planned=event.status == "planned",
        verdicts={verdict: tuple(verdicts[verdict]) for verdict in Verdict if verdict in verdicts},
        counted=counted,
    )


def _shown(event: VerdictEvent, log: Log, paths: Mapping[Key, str]) -> ShownVerdict:
    name = event.case or ""
    shown = [_finding(finding, event, paths) for finding in event.findings if finding.verdict != Verdict.PASS]
    return ShownVerdict(
        story=(event.campaign, name),
        verdict=event.verdict,
        case=one_line(name),
        title=one_line(log.title(name) or name or "De hele run"),
        where=where(log, event.campaign),
        findings=tuple(sorted(shown, key=lambda finding: _gravity(finding.verdict))),
        times_seen=_number(event.evaluations),
        minimum=_number(event.minimum),
        instruction=clean(event.reproduce),
    )


def _finding(finding: LoggedFinding, event: VerdictEvent, paths: Mapping[Key, str]) -> ShownFinding:
    number = finding.message
    path = paths.get((event.campaign, number), "") if isinstance(number, int) else ""
    return ShownFinding(
        verdict=one_line(finding.verdict or event.verdict),
        text=clean(finding.text),
        subject=one_line(finding.subject),
        expected=clean(finding.expected),
        found=clean(finding.found),
        day=format_date(finding.at),
        bericht=quote(path),
        bericht_name=path.rpartition("/")[2],
    )


def _failure(event: ErrorEvent, log: Log) -> Failure:
    case = event.case
    parts = (
        one_line(event.party),
        one_line(event.verb),
        where(log, str(event.campaign or "")),
        one_line(log.title(str(case)) or case),
    )
    return Failure(
        of_kit=event.kind == KIT,
        text=clean(event.text),
        where=" · ".join(part for part in parts if part),
        moment=instant(event.at),
    )


def _parties(log: Log) -> tuple[ShownParty, ...]:
    """The parties that said hello, each system once, those under test first."""
    groups: dict[tuple[bool, str, str, str], list[tuple[str, str]]] = {}
    for event in log.hellos:
        domein = log.campaigns[event.campaign].domain if event.campaign in log.campaigns else ""
        name, version, supplier = (
            one_line(event.party.get(field)) or "onbekend" for field in ("name", "version", "supplier")
        )
        groups.setdefault((event.under_test, name, version, supplier), []).append((event.role, domein))
    return tuple(
        ShownParty(
            name=name,
            version=version,
            supplier=supplier,
            under_test=under_test,
            roles=_unique(role for role, _ in members),
            domeinen=_unique(DOMEINEN.get(domein, domein) for _, domein in members),
        )
        for (under_test, name, version, supplier), members in sorted(
            groups.items(), key=lambda pair: (not pair[0][0], pair[0])
        )
    )


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Without empty and double ones, in the order they came."""
    return tuple(dict.fromkeys(cleaned for text in texts if (cleaned := one_line(text))))


def _gravity(verdict: str) -> int:
    return Verdict(verdict).severity if verdict in VERDICTS else len(Verdict)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
