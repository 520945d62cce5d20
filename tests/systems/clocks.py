"""Right systems that do not follow the clock of the chain."""

from datetime import datetime

from migratietoets.conformance.protocol.verbs import instructions
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.istandaard.model import InputError


class OwnTime(ReferenceParty):
    """Does what the reference does, on a clock that stands where it stood."""

    level, time = "none", ""

    def hello(self, params):
        out = super().hello(params)
        return out | {"capabilities": out["capabilities"] | {"clock": self.level}}

    def reset(self, params):
        return super().reset(params | {"now": self.time or params["now"]})

    def advance(self, params):
        self.party.work()
        return {}

    def instruct(self, params):
        try:
            return super().instruct(params)
        except InputError as error:  # what cannot be done at its own time
            raise NotImplementedError(str(error)) from error


class Later(OwnTime):
    """Lives years later, when everything is in 3.0."""

    time = "2026-11-30T10:00:00+01:00"


class Before(OwnTime):
    """Lives in the last weeks of 2.4."""

    time = "2020-12-15T10:00:00+01:00"


class After(OwnTime):
    """Lives in the first weeks of 3.0."""

    time = "2021-02-01T10:00:00+01:00"


class AtReset(OwnTime):
    """Stays at the moment of the reset."""

    level = "at-reset"


class RealTime(ReferenceParty):
    """Follows the chain, but says that it has no clock, and writes down the time of its computer."""

    def hello(self, params):
        out = super().hello(params)
        return out | {"capabilities": out["capabilities"] | {"clock": "none"}}

    def collect(self, params):
        out = super().collect(params)
        for one in (*out["messages"], *out["notices"]):
            one["sent_at"] = datetime(2026, 11, 30, 10).astimezone().isoformat()
        return out


class Silent(RealTime):
    """Does nothing at all."""

    def deliver(self, params):
        return {"accepted": True}

    def instruct(self, params):
        return {}

    def collect(self, params):
        return {"messages": [], "notices": []}


class SilentAtReset(Silent):
    def hello(self, params):
        out = super().hello(params)
        return out | {"capabilities": out["capabilities"] | {"clock": "at-reset"}}


class WithoutMigreer(ReferenceParty):
    """Has every button but one."""

    def hello(self, params):
        out = super().hello(params)
        return out | {
            "capabilities": out["capabilities"] | {"instructions": [b for b in instructions() if b != "migreer"]}
        }

    def instruct(self, params):
        assert params["command"] != "migreer"
        return super().instruct(params)


class CannotMigreer(ReferenceParty):
    """Cannot press one of its buttons."""

    def instruct(self, params):
        if params["command"] == "migreer":
            raise NotImplementedError("dat gaat hier met de hand")
        return super().instruct(params)
