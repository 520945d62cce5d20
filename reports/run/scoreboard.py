"""How a run went, chapter by chapter: the counts that every report shows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from migratietoets.conformance.vocabulary.events import VerdictEvent
from migratietoets.conformance.vocabulary.outcomes import Account, Outcome
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.reports.words.chapters import chapter_title, sort_key
from migratietoets.reports.words.verdicts import VERDICTS


@dataclass(frozen=True, slots=True)
class ChapterScore:
    """What a chapter came to: its outcome, and how many verdicts of each kind (a rule on a case in a campaign)."""

    title: str
    outcome: Outcome
    counts: Mapping[Verdict, int]

    @property
    def words(self) -> str:
        """The counts in words, those of passed rules first: "512 geslaagd, 2 overtreden"."""
        shown = sorted(VERDICTS, key=lambda verdict: verdict is not Verdict.PASS)
        return ", ".join(f"{self.counts[one]} {VERDICTS[one].name}" for one in shown if self.counts.get(one))


def scoreboard(verdicts: Iterable[VerdictEvent], *, strict: bool) -> tuple[ChapterScore, ...]:
    """The chapters that have a verdict, in their order; with `strict` a warning is a broken rule."""
    per_chapter: dict[str, Counter[Verdict]] = {}
    for event in verdicts:
        per_chapter.setdefault(event.chapter, Counter())[event.verdict] += 1
    return tuple(
        ChapterScore(chapter_title(chapter), Account.of(counts, strict=strict).outcome, counts)
        for chapter, counts in sorted(per_chapter.items(), key=lambda pair: sort_key("", pair[0]))
    )
