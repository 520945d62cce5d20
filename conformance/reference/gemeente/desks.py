"""The gemeente as a whole: which desk has which button, which takes in which message, and the work of a moment."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from migratietoets.conformance.reference.any_message import with_every
from migratietoets.conformance.reference.desk import Context, Desk, Desks
from migratietoets.conformance.reference.gemeente.assessment import Assessment
from migratietoets.conformance.reference.gemeente.changing import Changing
from migratietoets.conformance.reference.gemeente.checks import checks
from migratietoets.conformance.reference.gemeente.declaraties import Declaraties
from migratietoets.conformance.reference.gemeente.granting import Granting
from migratietoets.conformance.reference.gemeente.migration import Migration
from migratietoets.conformance.reference.gemeente.routes import Routes
from migratietoets.conformance.reference.gemeente.start_stop import StartStop
from migratietoets.conformance.reference.gemeente.toewijzingen import Toewijzingen
from migratietoets.conformance.reference.gemeente.verzoeken import Verzoeken
from migratietoets.conformance.reference.instructions import Params, read_subject
from migratietoets.conformance.reference.intake import Intake
from migratietoets.conformance.reference.post import Post, Reply
from migratietoets.istandaard.berichten import Bericht


class Gemeente(Desk):
    """Its desks, and what they do in turn."""

    DESKS: ClassVar[tuple[type, ...]] = (
        Post,
        Intake,
        Routes,
        Toewijzingen,
        Granting,
        Migration,
        Assessment,
        Changing,
        Verzoeken,
        Declaraties,
        StartStop,
    )

    def __init__(self, context: Context, desks: Desks) -> None:
        super().__init__(context)
        self.post = desks.choose(Post)(context)
        self.routes = desks.choose(Routes)()
        self.toewijzingen = desks.choose(Toewijzingen)(context, self.routes)
        self.granting = desks.choose(Granting)(context, self.toewijzingen)
        self.migration = desks.choose(Migration)(context, self.routes, self.toewijzingen)
        self.assessment = desks.choose(Assessment)(context, self.routes, self.migration)
        self.changing = desks.choose(Changing)(context, self.toewijzingen, self.granting, self.migration)
        self.verzoeken = desks.choose(Verzoeken)(context, self.toewijzingen, self.granting, self.changing)
        self.intake = desks.choose(Intake)(context, with_every(checks(self.verzoeken.received)))
        self.declaraties = desks.choose(Declaraties)(context, self.intake)
        self.start_stop = desks.choose(StartStop)(context)

    def buttons(self) -> Mapping[str, Callable[[Params], dict[str, Any]]]:
        """Command -> what it does."""
        return {
            "beoordeel": self.assessment.assess,
            "plan": self.assessment.plan,
            "migreer": self.migration.migrate,
            "ken_toe": self.granting.grant,
            "trek_in": self.changing.withdraw,
            "wijzig_einddatum": self.changing.change_einddatum,
            "informeer": self.inform_aanbieder,
            "beantwoord_verzoek": self.verzoeken.answer_verzoek,
            "beoordeel_declaratie": self.declaraties.judge,
        }

    def receivers(self) -> Mapping[str, Callable[[Bericht, bytes], Reply | None]]:
        """Message -> who takes it in."""
        return {
            "302": self.toewijzingen.sent.receive_retour,
            "303": self.declaraties.receive,
            "305": self.start_stop.receive,
            "307": self.start_stop.receive,
            "315": self.verzoeken.receive_315,
            "317": self.verzoeken.receive_317,
            "320": self.verzoeken.sent.receive_retour,
            "323": self.declaraties.receive,
        }

    def work(self) -> None:
        """Do what is due at this moment: answer first, then send."""
        self.post.respond()
        self.toewijzingen.send_due()
        if self.clock.may_send():
            self.verzoeken.send_answers()
            self.declaraties.send_answers()

    def inform_aanbieder(self, params: Params) -> dict[str, Any]:
        """Tell the aanbieder something outside the messages."""
        subject = read_subject(params, self.ledger)
        self.outbox.inform(params["aanbieder"], params["bsn"], subject, self.clock.now)
        return {}
