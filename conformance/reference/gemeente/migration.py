"""Migrate: carry out the steps of a toewijzing, now or on their day."""

from datetime import date
from typing import Any

from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.gemeente.choices import choose_form
from migratietoets.conformance.reference.gemeente.reasons import variant_counts
from migratietoets.conformance.reference.gemeente.routes import BEFOREHAND, INFORM, NEW, RUN_ON, STOP, Routes, RouteStep
from migratietoets.conformance.reference.gemeente.toewijzingen import AT_ONCE, Change, Toewijzingen
from migratietoets.conformance.reference.instructions import Params, check
from migratietoets.conformance.reference.outbox import Subject
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.istandaard.model import InputError, Toewijzing

ROUTES = (RUN_ON, BEFOREHAND, None)


class Migration(Desk):
    """From the steps of a route to decisions in the register."""

    def __init__(self, context: Context, routes: Routes, toewijzingen: Toewijzingen) -> None:
        super().__init__(context)
        self.routes, self.toewijzingen = routes, toewijzingen
        self.wanted_routes: dict[str, str | None] = {}
        """By id of the toewijzing, as the desk asked."""

    def migrate(self, params: Params) -> dict[str, Any]:
        """Migrate everything of one client, or of all.

        Raises:
            InputError: an unknown client or route.
        """
        check("migreer", params, {"bsn", "route"})
        if params["route"] not in ROUTES:
            raise InputError(f"migreer, route: verwacht {RUN_ON}, {BEFOREHAND} of niets; gevonden {params['route']!r}.")
        if params["bsn"] is not None:
            self.context.client_of(params["bsn"])
        for entry in self.ledger:
            if params["bsn"] in {None, entry.toewijzing.bsn}:
                self.wanted_routes[entry.toewijzing.id] = params["route"]
                self.migrate_toewijzing(entry.toewijzing)
        return {}

    def steps_of(self, toewijzing: Toewijzing) -> list[RouteStep]:
        """The steps of this gemeente, with every choice made."""
        unique = self.ledger.unique(toewijzing.toewijzingnummer)
        if not self.routes.redenen(toewijzing, unique=unique):
            return []
        shape = choose_form(toewijzing) if variant_counts(toewijzing) else None
        return self.routes.steps(
            toewijzing, unique=unique, shape=shape, route=self.wanted_routes.get(toewijzing.id), choose=True
        )

    def migrate_toewijzing(self, toewijzing: Toewijzing) -> None:
        """Carry out the steps of one toewijzing; what waited from an earlier order gives way."""
        steps = self.steps_of(toewijzing)
        if steps:
            self.toewijzingen.drop_waiting(toewijzing.id)
        for step in steps:
            if step.action == INFORM:
                self.inform_beforehand(toewijzing)
            elif step.action == NEW:
                self.toewijzingen.schedule_new(step.toewijzing, self.send_day(step), origin=toewijzing.id)
            elif step.action != STOP:
                self.toewijzingen.schedule(Change(step.toewijzing, step.reden, self.send_day(step), toewijzing.id))

    def send_day(self, step: RouteStep) -> date:
        """TW-05: as soon as possible."""
        return step.starting_at or AT_ONCE

    def inform_beforehand(self, toewijzing: Toewijzing) -> None:
        """BS-03: the aanbieder hears beforehand that the withdrawal is not the end of the care."""
        text = (
            f"migratie: toewijzing {toewijzing.toewijzingnummer or 'zonder nummer'} wordt ingetrokken; de opvolger met "
            f"ingangsdatum {self.routes.variant_start(toewijzing):%d-%m-%Y} volgt in release 3.0"
        )
        subject = Subject(NoticeCode.TOEWIJZING_VOLGT, text, toewijzing)
        self.outbox.inform(toewijzing.aanbieder, toewijzing.bsn, subject, self.clock.now)
