"""Whether what was asked was given as it was asked, on the days that were asked (OP348, IV093)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from migratietoets.conformance.rules.views.requests.answers import Named
from migratietoets.conformance.rules.views.requests.package import key_of
from migratietoets.conformance.rules.views.requests.verzoeken import Verzoek
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.verzoek import Wijzigingsverzoek
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import Content


@dataclass(frozen=True, slots=True)
class Wanted:
    """Care that somebody asked for.

    Attributes:
        number: of the toewijzing that it changes; None of what is new.
        may_begin_later: by a day: over the whole duration, or where what was granted first is put right (TR302).
    """

    content: Content
    begin: date
    end: date | None
    number: str | None = None
    may_begin_later: bool = False

    def under_its_own_number(self, line: Named) -> bool:
        """It changes the toewijzing itself, and so from the day that was asked."""
        return self.number is not None and self.number == line.history.key.toewijzingnummer

    def first_day(self, line: Named) -> date:
        """The day from which a line gives it."""
        return self.begin if self.under_its_own_number(line) else line.history.ingangsdatum

    def on_the_days(self, lines: Iterable[Named]) -> bool:
        """Whether they give it from the first day that was asked to the last one: one of them, or parts that adjoin.

        What comes twice, others say.
        """
        day: date | None = self.begin
        for begin, end in sorted({(self.first_day(line), line.change.after.last_day) for line in lines}):
            if begin != day:
                return False
            day = None if end == date.max else end + ONE_DAY
        return day == (None if self.end is None or self.end == date.max else self.end + ONE_DAY)

    def with_retroactive_effect(self, line: Named) -> bool:
        """Only then the days may be others than those that were asked (OP348)."""
        days = [self.end or date.max]
        if not self.under_its_own_number(line):
            days += [self.begin, line.history.ingangsdatum]
        return min(days) <= line.bericht.day

    def a_day_later(self, lines: Iterable[Named]) -> bool:
        """What comes in the place of something that is cancelled may begin a day later: that keeps its first day."""
        return self.may_begin_later and replace(self, begin=self.begin + ONE_DAY).on_the_days(lines)

    def given_by(self, lines: Iterable[Named]) -> bool | None:
        """Whether lines give it; None where days with retroactive effect, or without end, may be others."""
        latest = {line.history: line for line in lines if line.change.after.content == self.content}
        if self.on_the_days(latest.values()):
            return True
        back = self.end is None or any(map(self.with_retroactive_effect, latest.values()))
        if latest and (back or self.a_day_later(latest.values())):
            return None
        return False


def granted_as_asked(
    trace: Trace,
    verzoek: Verzoek,
    lines: Sequence[Named],
    *,
    put_right: bool = False,
) -> bool | None:
    """Whether lines that name a request give what it asks; None where that cannot be said.

    Of a 315 the gemeente judges the quantity and the days (IV094); of a 317 it takes over what was asked (OP348).
    """
    package = verzoek.wanted
    if not isinstance(package, Wijzigingsverzoek):
        return True
    given: list[bool | None] = []
    for one in package.to_change:
        key = key_of(trace, verzoek, one.toewijzingnummer)
        if key is None:
            given.append(None)
            continue
        content = Content(key.categorie, key.code, one.omvang, one.budget)
        begin = one.wanted_ingangsdatum
        later = put_right or begin == key.ingangsdatum
        given.append(Wanted(content, begin, one.einddatum, key.toewijzingnummer, later).given_by(lines))
    for new in package.nieuw:
        content = Content(new.categorie, new.code, new.omvang, new.budget)
        given.append(Wanted(content, new.wanted_ingangsdatum, new.einddatum, may_begin_later=put_right).given_by(lines))
    return False if False in given else None if None in given else True
