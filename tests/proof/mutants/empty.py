"""Parties that must fail every chapter with a must that binds their role: silent, echoing, and always agreeing."""

from migratietoets.conformance.reference.gemeente.declaraties import Received
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.conformance.reference.post import Reply
from migratietoets.istandaard.berichten import read
from migratietoets.istandaard.berichten.header import RETOUR_OF


class Leeg(ReferenceParty):
    """Says hello and nothing more."""

    def instruct(self, params):
        return {}

    def deliver(self, params):
        return {"accepted": True}

    def collect(self, params):
        return {"messages": [], "notices": []}


class Stil(Leeg):
    """Verzendt niets."""


class Echo(Leeg):
    """Stuurt elk bericht ongewijzigd terug."""

    def reset(self, params):
        self.received = []
        return super().reset(params)

    def deliver(self, params):
        self.received.append(params | {"sent_at": self.context.clock.now.isoformat()})
        return {"accepted": True}

    def collect(self, params):
        back, self.received = self.received, []
        return {"messages": back, "notices": []}


class KeurtAllesGoed(Leeg):
    """Antwoordt op elk bericht goedgekeurd (0200 of 8001) en doet verder niets."""

    def deliver(self, params):
        bericht = read(params["xml"].encode())
        if bericht.kind in {"303", "323"}:
            self.party.declaraties.received.append(Received(bericht, self.context.clock.today))
        elif bericht.kind not in RETOUR_OF:
            self.party.post.answers.append(Reply(bericht))
        return {"accepted": True}

    def collect(self, params):
        self.party.post.respond()
        if self.role == "gemeente" and self.context.clock.may_send():
            self.party.declaraties.send_answers()
        return self.context.outbox.empty()
