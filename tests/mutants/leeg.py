"""Parties that must fail every chapter with a must that binds their role: silent, echoing, and always agreeing."""

from conformance.reference.declaratieoordeel import Ontvangen
from conformance.reference.partij import Referentie
from conformance.reference.rol import Antwoord
from istandaard.berichten import lees
from istandaard.berichten.kop import RETOUR_VAN


class Leeg(Referentie):
    """Says hello and nothing more."""

    def beoordeel(self, params):
        return {"assessments": []}

    def plan(self, params):
        return {"plan": []}

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
        self.gekregen = []
        return super().reset(params)

    def deliver(self, params):
        self.gekregen.append(params | {"sent_at": self.nu.isoformat()})
        return {"accepted": True}

    def collect(self, params):
        terug, self.gekregen = self.gekregen, []
        return {"messages": terug, "notices": []}


class KeurtAllesGoed(Leeg):
    """Antwoordt op elk bericht goedgekeurd (0200 of 8001) en doet verder niets."""

    def deliver(self, params):
        bericht = lees(params["xml"].encode())
        if bericht.soort in {"303", "323"}:
            self.ontvangen.append(Ontvangen(bericht, self.vandaag))
        elif bericht.soort not in RETOUR_VAN:
            self.antwoorden.append(Antwoord(bericht))
        return {"accepted": True}

    def collect(self, params):
        self.beantwoord()
        if self.mag_zenden():
            self.werk_declaratieoordeel()
        return self.post.leeg()
