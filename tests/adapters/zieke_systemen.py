"""Systems for the doctor, each with one complaint."""

from datetime import timedelta

from conformance.reference.partij import Referentie


def zegt(**anders):
    """A system that says one thing else in hello."""

    class Anders(Referentie):
        def hello(self, params):
            return super().hello(params) | anders

    return Anders


def _kan(**anders):
    return {"clock": "virtual", "notices": True, "assess": True, "plan": True} | anders


ZonderNaam = zegt(name="")
ZonderRol = zegt(roles=[])
ZonderDomein = zegt(domains=[])
ZonderToewijzen = zegt(processes=["declareren"])
EigenKlok = zegt(capabilities=_kan(clock="none"))
Karig = zegt(roles=["gemeente"], domains=["jw"], capabilities=_kan(notices=False, assess=False, plan=False))


class ResetStuk(Referentie):
    """Cannot start clean as an aanbieder."""

    def reset(self, params):
        if params["role"] == "aanbieder":
            raise RuntimeError("geen aanbieder hier")
        return super().reset(params)


class NietSchoon(Referentie):
    """Has something to send right after a reset."""

    def reset(self, params):
        uit = super().reset(params)
        self.informeer_aanbieder({"aanbieder": "99990001", "bsn": "999900006", "onderwerp": "oud"})
        return uit


class ZendtUitZichzelf(Referentie):
    """Starts on the third of September without being asked."""

    def advance(self, params):
        uit = super().advance(params)
        if self.vandaag.isoformat() == "2020-09-03":
            self.informeer_aanbieder({"aanbieder": "99990001", "bsn": "999900006", "onderwerp": "zomaar"})
        return uit


class Weigert(Referentie):
    """Accepts nothing."""

    def deliver(self, params):
        return {"accepted": False}


class Zwijgt(Referentie):
    """Accepts everything, answers nothing."""

    def deliver(self, params):
        return {"accepted": True}


class VeranderdeRetour(Referentie):
    """Sends another retour than it should."""

    oud, nieuw = "", ""

    def collect(self, params):
        uit = super().collect(params)
        for bericht in uit["messages"]:
            bericht["xml"] = bericht["xml"].replace(self.oud, self.nieuw)
        return uit


class AndereIdentificatie(VeranderdeRetour):
    oud, nieuw = "DOKTER1", "DOKTER2"


class AndereDagtekening(VeranderdeRetour):
    oud, nieuw = "Dagtekening>2020-09-04", "Dagtekening>2020-09-05"


class Afgekeurd(VeranderdeRetour):
    oud, nieuw = "0200", "0001"


class BuitenHetSchema(VeranderdeRetour):
    oud, nieuw = "0200", "te lang"


class Onleesbaar(VeranderdeRetour):
    oud, nieuw = "<?xml", "<!DOCTYPE x><?xml"


class AndereRelease(VeranderdeRetour):
    """Answers in 3.0 what came in 2.4."""

    def collect(self, params):
        uit = super().collect(params)
        for bericht in uit["messages"]:
            bericht["xml"] = bericht["xml"].replace("2_4", "3_0")
        return uit


class EchteKlok(Referentie):
    """Dates what it sends an hour later."""

    def collect(self, params):
        uit = super().collect(params)
        for stuk in [*uit["messages"], *uit["notices"]]:
            stuk["sent_at"] = (self.nu + timedelta(hours=1)).isoformat()
        return uit


class BeoordeeltHalf(Referentie):
    def beoordeel(self, params):
        return {"assessments": super().beoordeel(params)["assessments"][:1]}


class LeegPlan(Referentie):
    def plan(self, params):
        return {"plan": []}


class ZonderKennisgeving(Referentie):
    def collect(self, params):
        return super().collect(params) | {"notices": []}


class StopStuk(Referentie):
    def stop(self, params):
        raise RuntimeError("ik blijf")
