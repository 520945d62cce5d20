"""Systems that only differ in how they introduce themselves."""

from migratietoets.conformance.reference.party import ReferenceParty


class ZorgnetEen(ReferenceParty):
    name, version = "Zorgnet", "1.0"

    def hello(self, params):
        return super().hello(params) | {"name": self.name, "version": self.version}


class ZorgnetTwee(ZorgnetEen):
    version = "2.0"


class Anders(ZorgnetEen):
    name = "Anders"
