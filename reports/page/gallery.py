"""Which cases a page shows in pictures, and where: the broken ones first, each once, as many as fit."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.reports.log.instants import moment
from migratietoets.reports.log.log import Log
from migratietoets.reports.pictures.pictures import END, Picture, pictures
from migratietoets.reports.run.message_files import Key
from migratietoets.reports.run.overview import Overview, where
from migratietoets.reports.words.text import one_line

AT_MOST = 40
"""At most so many cases are drawn in one page."""
ROOM = 1_500_000
"""All pictures of a page together take about so many characters at most."""
KINDS = (Verdict.FAIL, Verdict.WARN)
"""The verdicts whose cases are drawn where they are told."""

Story = tuple[str, str]
"""A case in a campaign, as in `Log.stories`."""
Place = tuple[str, str, int]
"""Where the page tells of a case: rule, verdict, and which of its cases."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as the page shows it; each sentence of its list has a link to a message, or "" ."""

    heading: str
    svg: str
    wrong: tuple[str, ...]
    listing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All pictures of one case; `open` when they need not be folded."""

    anchor: str
    title: str
    where: str
    figures: tuple[Figure, ...]
    open: bool

    @property
    def wrong(self) -> tuple[str, ...]:
        """What is wrong in them."""
        return tuple(dict.fromkeys(text for figure in self.figures for text in figure.wrong))


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures of a page.

    Attributes:
        here: drawn where the case is told.
        elsewhere: told here, drawn at this anchor.
        others: cases without anything wrong that are drawn too.
        drawn, total: how many cases are drawn, and how many there are.
    """

    here: Mapping[Place, Figures]
    elsewhere: Mapping[Place, str]
    others: tuple[Figures, ...]
    drawn: int
    total: int


def gallery(log: Log, whole: Overview, paths: Mapping[Key, str]) -> Gallery:
    """Choose and draw.

    Of every broken rule the first case comes before the second case of any; a case that breaks more rules is drawn
    once. What room is left goes to the other cases, each in one domain before any in both.
    """
    positions = [
        ((block.id, kind, rank), shown.story)
        for kind in KINDS
        for block in whole.with_(kind)
        for rank, shown in enumerate(block.verdicts[kind])
        if shown.story in log.stories
    ]
    urgent = sorted(positions, key=lambda pair: (KINDS.index(pair[0][1]), pair[0][2]))
    drawn = dict(_draw(log, [*(story for _, story in urgent), *_rest(log)], paths))
    here: dict[Place, Figures] = {}
    elsewhere: dict[Place, str] = {}
    seen: set[Story] = set()
    rules: set[tuple[str, str]] = set()
    for place, story in positions:
        if story not in drawn:
            continue
        anchor, figures = drawn[story]
        if story in seen:
            elsewhere[place] = anchor
            continue
        here[place] = _figures(log, story, anchor, figures, open_=place[:2] not in rules)
        seen.add(story)
        rules.add(place[:2])
    others = tuple(
        _figures(log, story, anchor, figures, open_=False)
        for story, (anchor, figures) in drawn.items()
        if story not in seen
    )
    return Gallery(here, elsewhere, others, len(drawn), len(log.stories))


def _rest(log: Log) -> list[Story]:
    times: Counter[str] = Counter()
    order = []
    for rank, story in enumerate(log.stories):
        times[story[1]] += 1
        order.append((times[story[1]], rank, story))
    return [story for _, _, story in sorted(order)]


def _draw(
    log: Log, stories: Iterable[Story], paths: Mapping[Key, str]
) -> Iterator[tuple[Story, tuple[str, tuple[Figure, ...]]]]:
    room, per_story = ROOM, _flagged(log)
    unique = dict.fromkeys(stories)
    for number, story in enumerate(list(unique)[:AT_MOST], start=1):
        anchor = f"beeld-{number}"
        flagged = frozenset(per_story.get(story, ()))
        made = pictures(log.stories[story], anchor, end=_end(log, story[0]), flagged=flagged)
        room -= sum(len(picture.svg) for picture in made)
        if room < 0:
            return
        if made:
            yield story, (anchor, tuple(_figure(picture, story[0], paths) for picture in made))


def _flagged(log: Log) -> dict[Story, set[int]]:
    """Per case the numbers of the messages that a finding against the system is about."""
    out: dict[Story, set[int]] = {}
    for verdict in log.verdicts:
        if verdict.verdict in KINDS and verdict.case is not None:
            numbers = (finding.message for finding in verdict.findings if finding.verdict in KINDS)
            out.setdefault((verdict.campaign, verdict.case), set()).update(n for n in numbers if isinstance(n, int))
    return out


def _end(log: Log, campaign: str) -> date:
    """The last day a campaign saw; of one that broke off, the day of its last message."""
    if campaign in log.ends:
        return log.ends[campaign]
    if log.footer is not None:
        return END
    days = [moment(event.at).date() for event in log.messages if event.campaign == campaign]
    return max(days, default=END)


def _figure(picture: Picture, campaign: str, paths: Mapping[Key, str]) -> Figure:
    listing = tuple(
        (sentence, "" if number is None else quote(paths.get((campaign, number), "")))
        for sentence, number in picture.listing
    )
    return Figure(picture.heading, picture.svg, picture.wrong, listing)


def _figures(log: Log, story: Story, anchor: str, figures: tuple[Figure, ...], *, open_: bool) -> Figures:
    campaign, case = story
    title = one_line(log.title(case) or case)
    return Figures(anchor, title, where(log, campaign), figures, open_)
