"""What a client may receive at one aanbieder, before and after: what was lost, and what came in its place (TW-06).

Toewijzingen of the same product stand for each other, many old and many new. Another product of the categorie, or a
generiek one, comes in the place of an old one only where it was asked for, where the old form cannot stay, or where
nothing else came. What was ordered at the desk or asked in a request, what begins after the old care was over, and a
product beside it that is not needed, take the place of nothing.
"""

from dataclasses import dataclass
from datetime import date

from migratietoets.conformance.rules.views.cover import Days
from migratietoets.conformance.rules.views.rights.promise import Promise, ordered, perhaps_for_client, promise
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.codelijsten.codes import TOTAL
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.releases import DECEMBER_START


@dataclass(frozen=True, slots=True)
class Given:
    """A toewijzing as it gives care in the end.

    Attributes:
        state: how it stands.
        days: from its first day to its last; where it ends as was ordered, asked or stopped, to the day it had before.
        ordered: it is what the desk ordered, whatever was there before.
        prolonged: it was there already, and these are the days by which it was extended.
    """

    history: History
    state: State
    days: Days
    ordered: bool = False
    prolonged: bool = False


@dataclass(frozen=True)
class Rights:
    """What was lost of one product at one aanbieder, and what came in its place.

    Attributes:
        day: the day up to which messages count.
        promises: the toewijzingen that no longer give what they promised.
        successors: what came in their place, by ingangsdatum.
        surplus: toewijzingen of the same product for the same days that are not needed for it.
    """

    day: date
    promises: tuple[Promise, ...]
    successors: tuple[Given, ...]
    surplus: tuple[Given, ...] = ()

    def left(self, made: Promise) -> Given | None:
        """What an old toewijzing still gives itself; None when it was cancelled."""
        state = made.history.in_force(self.day)
        if state is None:
            return None
        return Given(made.history, state, (made.begin, state.last_day))

    def join(self, made: Promise) -> date:
        """The day from which something else is due: after its last day, or since its content was changed."""
        left = self.left(made)
        if left is None:
            return made.begin + ONE_DAY if self._put_right_a_day_later(made) else made.begin
        if left.days[1] < made.end:
            return left.days[1] + ONE_DAY
        return max(made.begin, left.state.sent)

    def _put_right_a_day_later(self, made: Promise) -> bool:
        """Cancelled, and put right in the same message by one that begins a day later (TR302, flow G)."""
        state = made.history.at(self.day)
        return made.begin >= DECEMBER_START and any(
            state is not None
            and one.history.first.bericht is state.bericht
            and one.history.ingangsdatum == made.begin + ONE_DAY
            for one in self.successors
        )

    def changed(self, made: Promise) -> date | None:
        """The day from which it gives something else itself, under the same number; None when it does not."""
        left = self.left(made)
        if left is None or left.state.content == made.content:
            return None
        return max(made.begin, left.state.sent)

    @property
    def begin(self) -> date:
        """The first day on which anything is lost."""
        return min(self.join(made) for made in self.promises)

    @property
    def end(self) -> date:
        """The last day on which anything is still due."""
        return max(made.end for made in self.promises)

    @property
    def latest(self) -> date:
        """The last day that was ever promised."""
        return max(made.latest for made in self.promises)

    def perhaps_left(self, day: date) -> bool:
        """Whether what held until a day ended the day before, for a reason after which nothing has to follow."""
        ended = (one for one in self.successors if one.state.last_day == day - ONE_DAY)
        return any(perhaps_for_client(one.history, self.day) for one in ended)

    @property
    def perhaps_for_client(self) -> bool:
        """Nothing came in its place, and each withdrawal names a reason after which nothing has to."""
        return not self.successors and all(perhaps_for_client(made.history, self.day) for made in self.promises)


def prolonged(history: History, day: date) -> Given | None:
    """The days by which a toewijzing was extended, with the same content; a total gives no more for it."""
    state, last = history.in_force(day), history.first.last_day
    if state is None or state.last_day <= last or state.content != history.first.content:
        return None
    if state.content.budget is not None or (state.content.omvang and state.content.omvang.frequentie == TOTAL):
        return None
    return Given(history, state, (last + ONE_DAY, state.last_day), prolonged=True)


def given(trace: Trace, history: History, day: date) -> Given | None:
    """A toewijzing as it gives care, with what was ordered, asked or stopped since left out of account."""
    state = history.in_force(day)
    if state is None:
        return None
    end = state.last_day
    made = promise(trace, history, day)
    issued = history.first.last_day
    if issued > end >= made.end and (made.end != issued or made.latest != issued):
        end = max(issued, min(made.latest, issued))
    return Given(history, state, (history.ingangsdatum, end), history in ordered(trace))
