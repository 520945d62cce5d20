"""Systems that only differ in how they introduce themselves."""

from conformance.reference.partij import Referentie


class ZorgnetEen(Referentie):
    naam, versie = "Zorgnet", "1.0"

    def hello(self, params):
        return super().hello(params) | {"name": self.naam, "version": self.versie}


class ZorgnetTwee(ZorgnetEen):
    versie = "2.0"


class Anders(ZorgnetEen):
    naam = "Anders"
