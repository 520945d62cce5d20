"""Adapters that misbehave, each in one way."""

import re

from conformance.reference.partij import Referentie


class MistWerkwoorden:
    """Has no method but hello."""

    def hello(self, params):
        return {}


class StuktBijStart:
    """Cannot even be made."""

    def __init__(self):
        raise OSError("geen verbinding met de database")


class HelloInVerkeerdeVorm(Referentie):
    """Says hello in another shape."""

    def hello(self, params):
        return {"naam": "iets anders"}


class StuktBijMigreren(Referentie):
    """Raises when told to migrate the client of one case."""

    def migreer(self, params):
        if params["bsn"] == self.pechvogel:
            raise RuntimeError("onverwacht einde van het dossier")
        return super().migreer(params)

    def reset(self, params):
        uit = super().reset(params)
        self.pechvogel = min(self.clienten)
        return uit


class AntwoordtInVerkeerdeVorm(Referentie):
    """Collects a list where the protocol has an object."""

    def collect(self, params):
        return [1, 2, 3]


class BlijftPraten(Referentie):
    """Never stops sending on one moment."""

    def collect(self, params):
        uit = super().collect(params)
        if self.rol == "gemeente" and self.vandaag.isoformat() == "2020-10-15":
            uit["messages"].append(
                {"code": "301", "release": "2.4", "sent_at": self.nu.isoformat(), "xml": "<geen-bericht/>"}
            )
        return uit


class VerzendtRommel(Referentie):
    """Puts a DOCTYPE and another client's BSN in what it sends."""

    def collect(self, params):
        uit = super().collect(params)
        for bericht in uit["messages"]:
            if bericht["code"] == "301":
                bericht["xml"] = bericht["xml"].replace("?>", "?><!DOCTYPE x [<!ENTITY e 'boe'>]>", 1)
        return uit


class MistElement(Referentie):
    """Leaves an element that must be there out of every 301; the subclass says which."""

    element = "Toewijzingsdatum"

    def collect(self, params):
        uit = super().collect(params)
        for bericht in uit["messages"]:
            if bericht["code"] == "301":
                bericht["xml"] = re.sub(rf"<(\w+:)?{self.element}>[^<]*</[^>]*>", "", bericht["xml"])
        return uit


class MistOntvanger(MistElement):
    """Leaves the receiver out of the header."""

    element = "Ontvanger"


class AndereBsn(Referentie):
    """Uses a BSN that is nobody's test BSN."""

    CANARIE = "123456789"

    def collect(self, params):
        uit = super().collect(params)
        for bericht in uit["messages"]:
            for bsn in self.clienten:
                bericht["xml"] = bericht["xml"].replace(bsn, self.CANARIE)
        return uit


class AlleenAanbieder(Referentie):
    """Claims the role of aanbieder only."""

    def hello(self, params):
        return super().hello(params) | {"roles": ["aanbieder"]}


class ZonderExtras(Referentie):
    """Shows no notices and cannot assess or plan."""

    def hello(self, params):
        uit = super().hello(params)
        return uit | {"capabilities": {"clock": "virtual", "notices": False, "assess": False, "plan": False}}

    def beoordeel(self, params):
        return {}

    def plan(self, params):
        return {}

    def collect(self, params):
        return super().collect(params) | {"notices": []}
