"""Adapters that misbehave, each in one way."""

import re
from pathlib import Path

from migratietoets.conformance.reference.gemeente.assessment import Assessment
from migratietoets.conformance.reference.gemeente.migration import Migration
from migratietoets.conformance.reference.party import ReferenceParty


class MistWerkwoorden:
    """Has no method but hello."""

    def hello(self, params):
        return {}


class StuktBijStart:
    """Cannot even be made."""

    def __init__(self):
        raise OSError("geen verbinding met de database")


class HelloInVerkeerdeVorm(ReferenceParty):
    """Says hello in another shape."""

    def hello(self, params):
        return {"naam": "iets anders"}


class StuktBijMigreren(ReferenceParty):
    """Raises when told to migrate the client of one case."""

    class Unlucky(Migration):
        def __init__(self, context, *others):
            super().__init__(context, *others)
            self.unlucky_one = min(context.clients)

        def migrate(self, params):
            if params["bsn"] == self.unlucky_one:
                raise RuntimeError("onverwacht einde van het dossier")
            return super().migrate(params)

    desks = (Unlucky,)


class AntwoordtInVerkeerdeVorm(ReferenceParty):
    """Collects a list where the protocol has an object."""

    def collect(self, params):
        return [1, 2, 3]


class BlijftPraten(ReferenceParty):
    """Never stops sending on one moment."""

    def collect(self, params):
        out = super().collect(params)
        now = self.context.clock.now
        if self.role == "gemeente" and now.date().isoformat() == "2020-10-15":
            out["messages"].append(
                {"code": "301", "release": "2.4", "sent_at": now.isoformat(), "xml": "<geen-bericht/>"}
            )
        return out


class VerzendtRommel(ReferenceParty):
    """Puts a DOCTYPE and another client's BSN in what it sends."""

    def collect(self, params):
        out = super().collect(params)
        for bericht in out["messages"]:
            if bericht["code"] == "301":
                bericht["xml"] = bericht["xml"].replace("?>", "?><!DOCTYPE x [<!ENTITY e 'boe'>]>", 1)
        return out


class MistElement(ReferenceParty):
    """Leaves an element that must be there out of every 301; the subclass says which."""

    element = "Toewijzingsdatum"

    def collect(self, params):
        out = super().collect(params)
        for bericht in out["messages"]:
            if bericht["code"] == "301":
                bericht["xml"] = re.sub(rf"<(\w+:)?{self.element}>[^<]*</[^>]*>", "", bericht["xml"])
        return out


class MistOntvanger(MistElement):
    """Leaves the receiver out of the header."""

    element = "Ontvanger"


class AndereBsn(ReferenceParty):
    """Uses a BSN that is nobody's test BSN."""

    CANARY = "123456789"

    def collect(self, params):
        out = super().collect(params)
        for bericht in out["messages"]:
            for bsn in self.context.clients:
                bericht["xml"] = bericht["xml"].replace(bsn, self.CANARY)
        return out


class AlleenAanbieder(ReferenceParty):
    """Claims the role of aanbieder only."""

    def hello(self, params):
        return super().hello(params) | {"roles": ["aanbieder"]}


class ZonderExtras(ReferenceParty):
    """Shows no notices and cannot assess or plan."""

    def hello(self, params):
        out = super().hello(params)
        return out | {"capabilities": {"clock": "virtual", "notices": False, "assess": False, "plan": False}}

    class NotAsked(Assessment):
        def assess(self, params):
            return {}

        def plan(self, params):
            return {}

    desks = (NotAsked,)

    def collect(self, params):
        return super().collect(params) | {"notices": []}


class ZonderRollen(ReferenceParty):
    """Claims no role at all."""

    def hello(self, params):
        return super().hello(params) | {"roles": []}


class ZegtLaterMinder(ReferenceParty):
    """Claims everything at first, and later only jw."""

    def hello(self, params):
        greeted = Path("gegroet")  # in the working folder, for the next process is another one
        less = {"domains": ["jw"]} if greeted.exists() else {}
        greeted.touch()
        return super().hello(params) | less


class Struikelt(ReferenceParty):
    """Answers with an error on 15 October, when it is told to move on; a subclass says on what else, and how often."""

    verb, times = "advance", 9

    def stumble(self, verb, today):
        if (verb, today) == (self.verb, "2020-10-15") and self.times:
            self.times -= 1
            raise RuntimeError("de databank is even weg")

    def advance(self, params):
        self.stumble("advance", params["to"][:10])
        return super().advance(params)

    def collect(self, params):
        self.stumble("collect", self.context.clock.now.date().isoformat())
        return super().collect(params)


class StruikeltBijOphalen(Struikelt):
    """Has a day on which nothing can be collected."""

    verb = "collect"


class StruikeltEven(Struikelt):
    """Stumbles once, and works when asked again."""

    times = 1


class StruikeltEnLaatLiggen(Struikelt):
    """Stumbles, and migrates nothing on any day."""

    class Lazy(Migration):
        def migrate(self, params):
            return {}

    desks = (Lazy,)
