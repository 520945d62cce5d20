"""Small systems to face each other."""

from migratietoets.conformance.reference.gemeente.migration import Migration
from migratietoets.conformance.reference.party import ReferenceParty


class Gemeente(ReferenceParty):
    """A gemeente, and nothing else."""

    def hello(self, params):
        return super().hello(params) | {"name": "Stadhuis", "roles": ["gemeente"]}


class Aanbieder(ReferenceParty):
    """An aanbieder that claims nothing, and says nothing outside its messages."""

    def hello(self, params):
        said = super().hello(params)
        can = said["capabilities"] | {"notices": False}
        return said | {
            "name": "Zorghuis",
            "roles": ["aanbieder"],
            "processes": ["toewijzen", "vot_vow", "afsluiten"],
            "capabilities": can,
        }

    def collect(self, params):
        return super().collect(params) | {"notices": []}


class StilleGemeente(Gemeente):
    """A gemeente that does nothing that it is told."""

    class Lazy(Migration):
        def migrate(self, params):
            return {}

    desks = (Lazy,)


class StukkeAanbieder(Aanbieder):
    """An aanbieder that breaks at the first message that comes in."""

    def deliver(self, params):
        raise RuntimeError("de brievenbus klemt")


class StommeAanbieder(Aanbieder):
    """An aanbieder that takes in everything and never says a word."""

    def collect(self, params):
        return {"messages": [], "notices": []}
