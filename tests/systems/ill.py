"""Systems for the doctor, each with one complaint."""

import time
from datetime import timedelta

from migratietoets.conformance.reference.gemeente.assessment import Assessment
from migratietoets.conformance.reference.party import ReferenceParty


def inform(about):
    """What somebody at the desk presses to say something outside the messages."""
    params = {"aanbieder": "99990001", "bsn": "999900006", "onderwerp": "anders", "toewijzing": None, "tekst": about}
    return {"command": "informeer", "params": params}


def says(**changes):
    """A system that says one thing else in hello."""

    class Anders(ReferenceParty):
        def hello(self, params):
            return super().hello(params) | changes

    return Anders


def _can(**changes):
    return {"clock": "virtual", "notices": True, "assess": True, "plan": True} | changes


ZonderNaam = says(name="")
ZonderRol = says(roles=[])
ZonderDomein = says(domains=[])
ZonderToewijzen = says(processes=["declareren"])
ZonderKnop = says(capabilities=_can(instructions=["informeer", "beoordeel", "plan"]))
Karig = says(roles=["gemeente"], domains=["jw"], capabilities=_can(notices=False, assess=False, plan=False))


class Traag(ReferenceParty):
    """Takes most of the time that it gets for an answer."""

    def hello(self, params):
        time.sleep(0.15)
        return super().hello(params)


class ResetStuk(ReferenceParty):
    """Cannot start clean as an aanbieder."""

    def reset(self, params):
        if params["role"] == "aanbieder":
            raise RuntimeError("geen aanbieder hier")
        return super().reset(params)


class NietSchoon(ReferenceParty):
    """Has something to send right after a reset."""

    def reset(self, params):
        out = super().reset(params)
        self.instruct(inform("oud"))
        return out


class ZendtUitZichzelf(ReferenceParty):
    """Starts on the third of September without being asked."""

    def advance(self, params):
        out = super().advance(params)
        if self.context.clock.today.isoformat() == "2020-09-03":
            self.instruct(inform("zomaar"))
        return out


class Weigert(ReferenceParty):
    """Accepts nothing."""

    def deliver(self, params):
        return {"accepted": False}


class Zwijgt(ReferenceParty):
    """Accepts everything, answers nothing."""

    def deliver(self, params):
        return {"accepted": True}


class VeranderdeRetour(ReferenceParty):
    """Sends another retour than it should."""

    old, new = "", ""

    def collect(self, params):
        out = super().collect(params)
        for bericht in out["messages"]:
            bericht["xml"] = bericht["xml"].replace(self.old, self.new)
        return out


class AndereIdentificatie(VeranderdeRetour):
    old, new = "DOKTER1", "DOKTER2"


class AndereDagtekening(VeranderdeRetour):
    old, new = "Dagtekening>2020-09-04", "Dagtekening>2020-09-05"


class Afgekeurd(VeranderdeRetour):
    old, new = "0200", "0001"


class BuitenHetSchema(VeranderdeRetour):
    old, new = "0200", "te lang"


class Onleesbaar(VeranderdeRetour):
    old, new = "<?xml", "<!DOCTYPE x><?xml"


class AndereRelease(VeranderdeRetour):
    """Answers in 3.0 what came in 2.4."""

    def collect(self, params):
        out = super().collect(params)
        for bericht in out["messages"]:
            bericht["xml"] = bericht["xml"].replace("2_4", "3_0")
        return out


class EchteKlok(ReferenceParty):
    """Dates what it sends an hour later."""

    def collect(self, params):
        out = super().collect(params)
        for parcel in [*out["messages"], *out["notices"]]:
            parcel["sent_at"] = (self.context.clock.now + timedelta(hours=1)).isoformat()
        return out


class BeoordeeltHalf(ReferenceParty):
    """Assesses one toewijzing and no more."""

    class Half(Assessment):
        def assess(self, params):
            return {"assessments": super().assess(params)["assessments"][:1]}

    desks = (Half,)


class LeegPlan(ReferenceParty):
    """Plans nothing."""

    class Empty(Assessment):
        def plan(self, params):
            return {"plan": []}

    desks = (Empty,)


class ZonderKennisgeving(ReferenceParty):
    def collect(self, params):
        return super().collect(params) | {"notices": []}


class AndereCode(ReferenceParty):
    def collect(self, params):
        out = super().collect(params)
        return out | {"notices": [notice | {"code": "anders"} for notice in out["notices"]]}


class StopStuk(ReferenceParty):
    def stop(self, params):
        raise RuntimeError("ik blijf")
