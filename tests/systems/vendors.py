"""Systems that only differ in how they introduce themselves."""

from copy import deepcopy
from datetime import datetime, timedelta

from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.conformance.vocabulary.occasions import Occasion


class ZorgnetEen(ReferenceParty):
    name, version = "Zorgnet", "1.0"

    def hello(self, params):
        return super().hello(params) | {"name": self.name, "version": self.version}


class ZorgnetTwee(ZorgnetEen):
    version = "2.0"


class Anders(ZorgnetEen):
    name = "Anders"


OCCASIONS = {
    "01": Occasion.ANNULEREN,
    "02": Occasion.OVERLIJDEN,
    "03": Occasion.MIGRATIE,
    "05": Occasion.HERBEOORDELING,
    "08": Occasion.HERBEOORDELING,
    "09": Occasion.CLIENT,
    "12": Occasion.AANBIEDER,
}


class Oud(ReferenceParty):
    """A system of protocol 1.0: it is told the code of a withdrawal, and its notices are free text."""

    def hello(self, params):
        return super().hello(params) | {"protocol": "1"}

    def instruct(self, params):
        told = dict(params["params"])
        if params["command"] == "trek_in":
            told["aanleiding"] = OCCASIONS[told.pop("reden")]
        if params["command"] == "informeer":
            told |= {"onderwerp": "anders", "toewijzing": None, "tekst": told["onderwerp"]}
        return super().instruct({"command": params["command"], "params": told})

    def collect(self, params):
        out = super().collect(params)
        old = ("to", "bsn", "about", "sent_at")
        return {**out, "notices": [{key: notice[key] for key in old} for notice in out["notices"]]}


class Slaper(ReferenceParty):
    """Says after each advance until when it has nothing to do by itself: the next day it would send something."""

    def __init__(self):
        self.advanced = 0

    def advance(self, params):
        self.advanced += 1
        super().advance(params)
        ahead = deepcopy(self)
        moment = datetime.fromisoformat(params["to"])
        while moment.year < 2021 or moment.month < 4:
            moment += timedelta(days=1)
            ReferenceParty.advance(ahead, {"to": moment.isoformat()})
            out = ReferenceParty.collect(ahead, {})
            if out["messages"] or out["notices"]:
                break
        return {"idle_until": moment.replace(hour=0).isoformat()}


class Verslaapt(ReferenceParty):
    """Says that it does nothing until March, whatever it still has to do."""

    def advance(self, params):
        return super().advance(params) | {"idle_until": "2021-03-01T00:00:00+01:00"}
