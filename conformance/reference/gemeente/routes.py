"""What must happen with one toewijzing and when: the migratietabel and the special situations."""

from dataclasses import dataclass, replace
from datetime import date

from migratietoets.conformance.reference.gemeente.choices import choose_einddatum, filled, migration_reden, prepared
from migratietoets.conformance.reference.gemeente.conversion import converted, cut, only_in_30, own_form
from migratietoets.conformance.reference.gemeente.reasons import EINDDATUM, NO_UNIQUE_NUMBER, reasons_of, variant_counts
from migratietoets.conformance.reference.permitted import violations
from migratietoets.istandaard.codelijsten.codes import STUKS_INSPANNING
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import (
    DEADLINE_30,
    END_OF_2020,
    FIRST_DAY_30,
    NUMBER_DEADLINE,
    START_30,
    VARIANT_DEADLINE,
    Release,
)

INFORM = "informeer_aanbieder"
WITHDRAW = "intrekken"
STOP = "stop_zorg"
NEW = "nieuwe_toewijzing"
CHANGE = "wijzig_einddatum"

RUN_ON = "doorlopen"
BEFOREHAND = "vooraf_intrekken"


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One action of a route.

    Attributes:
        release: of the message that carries it; None for what goes outside the messages.
        starting_at, latest: first and last day of sending; vanaf None: at once.
        toewijzing: how the toewijzing stands after this step.
        reden: RedenWijziging.
        shape: the form of a successor or of what is changed; None where old content is kept.
    """

    action: str
    release: Release | None
    starting_at: date | None
    latest: date
    toewijzing: Toewijzing
    reden: str | None = None
    shape: str | None = None


class Routes:
    """From a toewijzing to the steps of its route."""

    def redenen(self, toewijzing: Toewijzing, *, unique: bool) -> list[str]:
        """TW-02, TW-03: the reasons to migrate, in the order of an assessment; [] where it can stay as it is."""
        return reasons_of(toewijzing, unique=unique)

    def steps(
        self,
        toewijzing: Toewijzing,
        *,
        unique: bool,
        shape: str | None = None,
        route: str | None = None,
        choose: bool = False,
    ) -> list[RouteStep]:
        """Give the steps in the order of an assessment; [] when there is nothing to do.

        Args:
            toewijzing: as it stands now.
            unique: its number was issued only once.
            shape: the form of the successor; None for the one it has or comes nearest to.
            route: RUN_ON or BEFOREHAND where both are possible; None for the preferred one.
            choose: fill in what only the gemeente can choose.
        """
        redenen = self.redenen(toewijzing, unique=unique)
        if not redenen:
            return []
        old = prepared(toewijzing) if choose else toewijzing
        if NO_UNIQUE_NUMBER in redenen:
            return self.without_number(old, shape, choose=choose)
        shape = shape or own_form(old)
        if self.only_einddatum(redenen, old, shape):
            return [self.fill_einddatum(old, shape, choose=choose)]
        new = self.new_one(old, self.variant_start(old), shape, choose=choose)
        if new.release is Release.R24:
            return [self.intrekking(old, END_OF_2020, Release.R24, VARIANT_DEADLINE), new]
        if self.choose_route(old, route) == RUN_ON:
            return [self.intrekking(old, END_OF_2020, Release.R30, DEADLINE_30), new]
        return [
            self.inform_step(old, VARIANT_DEADLINE),
            self.intrekking(old, END_OF_2020, Release.R24, VARIANT_DEADLINE),
            new,
        ]

    def without_number(self, old: Toewijzing, shape: str | None, *, choose: bool) -> list[RouteStep]:
        """MT-01, MT-02, BS-05..07: withdrawn by 30-11-2020, and anew in one or two parts.

        One that starts in 2021 and needs 3.0 is cancelled with nothing to show for it yet: tell it (BS-03).
        """
        begin = self.number_start(old)
        intrekking = self.intrekking(old, NUMBER_DEADLINE, Release.R24, NUMBER_DEADLINE)
        stop = [self.stop_step(old)] if self.needs_stop(old) else []
        if not variant_counts(old):
            return [intrekking, *stop, self.same_content(old, begin, old.einddatum)]
        shape = shape or own_form(old)
        new = self.new_one(old, begin, shape, choose=choose, latest=NUMBER_DEADLINE)
        if new.release is Release.R24:
            return [intrekking, *stop, new]
        new = self.new_one(old, max(begin, START_30), shape, choose=choose)
        if begin > END_OF_2020:
            return [self.inform_step(old, NUMBER_DEADLINE), intrekking, *stop, new]
        return [intrekking, *stop, self.same_content(old, begin, self.end_of_december()), new]

    def number_start(self, old: Toewijzing) -> date:
        """First day of what replaces a toewijzing without unique number: the day after it ends, or its own."""
        return max(NUMBER_DEADLINE + ONE_DAY, old.ingangsdatum)

    def variant_start(self, old: Toewijzing) -> date:
        """First day of what replaces a variant that lapses: 01-01-2021, or its own ingangsdatum."""
        return max(START_30, old.ingangsdatum)

    def end_of_december(self) -> date:
        """BS-06: last day of the december toewijzing."""
        return END_OF_2020

    def choose_route(self, old: Toewijzing, asked: str | None) -> str:
        """BS-04: let it run on where that is possible, unless the other route is asked for."""
        return RUN_ON if asked != BEFOREHAND and self.can_run_on(old) else BEFOREHAND

    def can_run_on(self, old: Toewijzing) -> bool:
        """TW-08, BS-04: the aanbieder consents, and the closed toewijzing is itself a valid 3.0 message.

        One that starts in 2021 has to be cancelled, and then it still shows its old content in 2021.
        """
        closed = replace(old, einddatum=END_OF_2020)
        return old.instemming and old.ingangsdatum <= END_OF_2020 and not violations(closed)

    def only_einddatum(self, redenen: list[str], old: Toewijzing, shape: str) -> bool:
        """BS-01: nothing but the einddatum is missing, and no other content is wanted."""
        return redenen == [EINDDATUM] and converted(old, shape) == old

    def needs_stop(self, old: Toewijzing) -> bool:
        """MT-02: care was started, and it began before the withdrawal."""
        return old.gestart and old.ingangsdatum <= NUMBER_DEADLINE

    def intrekking(self, old: Toewijzing, per: date, release: Release, latest: date) -> RouteStep:
        """Withdraw per a day, or cancel what had not begun by then."""
        cancellation = old.ingangsdatum > per
        return RouteStep(
            WITHDRAW,
            release,
            self.first_day(release),
            latest,
            replace(old, einddatum=old.ingangsdatum if cancellation else per),
            migration_reden(cancellation=cancellation),
        )

    def new_one(
        self, old: Toewijzing, begin: date, shape: str, *, choose: bool, latest: date = VARIANT_DEADLINE
    ) -> RouteStep:
        """The successor from a day, in the first release that has the words for it."""
        successor = converted(cut(old, begin, old.einddatum), shape)
        if choose:
            successor = filled(successor, shape)
        release = Release.R30 if only_in_30(old, successor, shape) else Release.R24
        if release is Release.R30:
            latest = DEADLINE_30
        return RouteStep(NEW, release, self.first_day(release), latest, successor, shape=shape)

    def same_content(self, old: Toewijzing, begin: date, end: date | None) -> RouteStep:
        """A part with the old content, tolerated because it ends in 2020 (BS-06)."""
        return RouteStep(NEW, Release.R24, None, NUMBER_DEADLINE, cut(old, begin, end))

    def fill_einddatum(self, old: Toewijzing, shape: str, *, choose: bool) -> RouteStep:
        """BS-01: the same toewijzing, with an einddatum."""
        release = Release.R30 if old.budget is not None or old.eenheid == STUKS_INSPANNING else Release.R24
        einddatum = old.einddatum or (choose_einddatum(old) if choose else None)
        return RouteStep(
            CHANGE,
            release,
            self.first_day(release),
            VARIANT_DEADLINE if release is Release.R24 else DEADLINE_30,
            replace(old, einddatum=einddatum),
            migration_reden(cancellation=False),
            shape,
        )

    def stop_step(self, old: Toewijzing) -> RouteStep:
        """The stop that the aanbieder owes, on the very day it takes effect (CS023)."""
        stopped = replace(old, einddatum=NUMBER_DEADLINE)
        return RouteStep(STOP, Release.R24, NUMBER_DEADLINE, NUMBER_DEADLINE, stopped)

    def inform_step(self, old: Toewijzing, latest: date) -> RouteStep:
        """BS-03: tell beforehand that the withdrawal is not the end of the care."""
        return RouteStep(INFORM, None, None, latest, old)

    def first_day(self, release: Release) -> date | None:
        """MT-06: what needs 3.0 waits for its first day; the rest goes at once."""
        return FIRST_DAY_30 if release is Release.R30 else None
