"""Migrate: carry out the steps of a toewijzing, now or on their day."""

from datetime import date

from migratietoets.conformance.reference.granting import Granting
from migratietoets.conformance.reference.migration import INFORM, NEW, STOP, RouteStep
from migratietoets.conformance.reference.sending import AT_ONCE, Change
from migratietoets.istandaard.model import Toewijzing


class Migrating(Granting):
    """From the steps of a route to decisions in the register."""

    routes: dict[str, str | None]

    def steps_of(self, toewijzing: Toewijzing) -> list[RouteStep]:
        """The steps of this gemeente, with every choice made."""
        unique = self.is_unique(toewijzing)
        if not self.redenen(toewijzing, unique=unique):
            return []
        shape = self.choose_form(toewijzing) if self.variant_counts(toewijzing) else None
        return self.steps(toewijzing, unique=unique, shape=shape, route=self.routes.get(toewijzing.id), choose=True)

    def migrate_toewijzing(self, toewijzing: Toewijzing) -> None:
        """Carry out the steps of one toewijzing; what waited from an earlier order gives way."""
        steps = self.steps_of(toewijzing)
        if steps:
            self.drop_waiting(toewijzing.id)
        for step in steps:
            if step.action == INFORM:
                self.inform_beforehand(toewijzing)
            elif step.action == NEW:
                self.schedule_new(step.toewijzing, self.send_day(step), origin=toewijzing.id)
            elif step.action != STOP:
                self.schedule(Change(step.toewijzing, step.reden, self.send_day(step), toewijzing.id))

    def send_day(self, step: RouteStep) -> date:
        """TW-05: as soon as possible."""
        return step.starting_at or AT_ONCE

    def inform_beforehand(self, toewijzing: Toewijzing) -> None:
        """BS-03: the aanbieder hears beforehand that the withdrawal is not the end of the care."""
        onderwerp = (
            f"migratie: toewijzing {toewijzing.toewijzingnummer or 'zonder nummer'} wordt ingetrokken; de opvolger met "
            f"ingangsdatum {self.variant_start(toewijzing):%d-%m-%Y} volgt in release 3.0"
        )
        self.mail.inform(toewijzing.aanbieder, toewijzing.bsn, onderwerp, self.now)
