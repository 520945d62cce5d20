"""The aanbieder as a whole: which desk has which button, which takes in which message, and the work of a moment.

One party plays several aanbieders.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from migratietoets.conformance.reference.aanbieder.checks import checks
from migratietoets.conformance.reference.aanbieder.claiming import Claiming
from migratietoets.conformance.reference.aanbieder.crediting import Crediting
from migratietoets.conformance.reference.aanbieder.declaraties import Declaraties
from migratietoets.conformance.reference.aanbieder.deliveries import Deliveries
from migratietoets.conformance.reference.aanbieder.periods import Periods
from migratietoets.conformance.reference.aanbieder.start_stop import StartStop
from migratietoets.conformance.reference.aanbieder.toewijzingen import Toewijzingen
from migratietoets.conformance.reference.aanbieder.verzoeken import Verzoeken
from migratietoets.conformance.reference.aanbieder.volumes import Volumes
from migratietoets.conformance.reference.any_message import with_every
from migratietoets.conformance.reference.desk import Context, Desk, Desks
from migratietoets.conformance.reference.instructions import Params, read_subject
from migratietoets.conformance.reference.intake import Intake
from migratietoets.conformance.reference.post import Post, Reply, technically_sound
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.toewijzing import toegewezen_producten


class Aanbieder(Desk):
    """Its desks, and what they do in turn."""

    DESKS: ClassVar[tuple[type, ...]] = (
        Post,
        Intake,
        Toewijzingen,
        StartStop,
        Verzoeken,
        Deliveries,
        Periods,
        Volumes,
        Declaraties,
        Claiming,
        Crediting,
    )

    def __init__(self, context: Context, desks: Desks) -> None:
        super().__init__(context)
        self.post = desks.choose(Post)(context)
        self.toewijzingen = desks.choose(Toewijzingen)(context)
        self.start_stop = desks.choose(StartStop)(context)
        self.verzoeken = desks.choose(Verzoeken)(context)
        self.intake = desks.choose(Intake)(context, with_every(checks(self.verzoeken.asked)))
        self.deliveries = desks.choose(Deliveries)(context)
        self.periods = desks.choose(Periods)(context, self.deliveries)
        self.volumes = desks.choose(Volumes)()
        self.declaraties = desks.choose(Declaraties)(context)
        self.claiming = desks.choose(Claiming)(context, self.deliveries, self.periods, self.volumes, self.declaraties)
        self.crediting = desks.choose(Crediting)(context, self.deliveries, self.declaraties)

    def buttons(self) -> Mapping[str, Callable[[Params], dict[str, Any]]]:
        """Command -> what it does."""
        return {
            "start_zorg": self.start_stop.start_care,
            "stop_zorg": self.start_stop.stop_care,
            "informeer": self.inform_gemeente,
            "registreer_levering": self.deliveries.register,
            "declareer": self.claiming.claim,
            "crediteer": self.crediting.credit_delivery,
            "vraag_toewijzing_aan": self.verzoeken.request_toewijzing,
            "vraag_wijziging_aan": self.verzoeken.request_change,
        }

    def receivers(self) -> Mapping[str, Callable[[Bericht, bytes], Reply | None]]:
        """Message -> who takes it in."""
        return {
            "301": self.receive_301,
            "304": self.receive_claim_answer,
            "306": self.start_stop.sent.receive_retour,
            "308": self.start_stop.sent.receive_retour,
            "316": self.verzoeken.receive_retour,
            "318": self.verzoeken.receive_retour,
            "319": self.verzoeken.receive_answer,
            "325": self.receive_claim_answer,
        }

    def receive_301(self, bericht: Bericht, data: bytes) -> Reply | None:
        """A toewijzing that names a request is the answer to it."""
        reply = self.toewijzingen.receive_301(bericht, data)
        if reply is not None and REJECTED not in reply.retourcodes:
            named = {product.referentie_aanbieder for product in toegewezen_producten(bericht)}
            self.verzoeken.is_answered({referentie for referentie in named if referentie is not None})
        return reply

    def receive_claim_answer(self, bericht: Bericht, data: bytes) -> None:
        """What came back refused is claimed, or credited, again."""
        self.declaraties.receive_answer(bericht, data)
        if technically_sound(data):
            self.claiming.sent.receive_retour(bericht, data)
            self.crediting.sent.receive_retour(bericht, data)

    def work(self) -> None:
        """Do what is due at this moment: answer first, then send."""
        self.post.respond()
        self.start_stop.send_due()
        if self.clock.may_send():
            self.verzoeken.send_requests()
            self.claiming.run_instructions()
            self.crediting.send_credits()

    def inform_gemeente(self, params: Params) -> dict[str, Any]:
        """Tell the gemeente something outside the messages."""
        subject = read_subject(params, self.ledger)
        self.outbox.inform(self.context.gemeente, params["bsn"], subject, self.clock.now)
        return {}
