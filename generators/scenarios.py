"""One situation at a time: every name of NAMES as a scenario, with just enough around it."""

from itertools import count

from migratietoets.generators.chance import seeded
from migratietoets.generators.people.clients import AANBIEDERS, GEMEENTEN
from migratietoets.generators.stock.building import Location, Surroundings, build_defect
from migratietoets.generators.stock.defects.names import Labelled, choose_names
from migratietoets.generators.stock.mix import Mix
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.releases import Domein

GEMEENTE, OTHER_GEMEENTE = GEMEENTEN[:2]
FIRST_NUMBER = 1001


def surroundings(
    gemeente: str = GEMEENTE,
    domein: Domein = Domein.WMO,
    *,
    mix: Mix | None = None,
) -> Surroundings:
    """The first test client, with a neighbour, a second aanbieder, another gemeente and the other domein at hand."""
    bsn, neighbour = bsns_for_tests()[:2]
    elsewhere = OTHER_GEMEENTE if gemeente != OTHER_GEMEENTE else GEMEENTE
    other_domein = next(other for other in Domein if other != domein)
    counter = count(FIRST_NUMBER)
    return Surroundings(
        here=Location(gemeente, domein, AANBIEDERS[0], bsn),
        other_aanbieder=Location(gemeente, domein, AANBIEDERS[1], bsn),
        other_client=Location(gemeente, domein, AANBIEDERS[0], neighbour),
        number=lambda: str(next(counter)),
        other_gemeente=Location(elsewhere, domein, AANBIEDERS[0], bsn),
        other_domein=Location(gemeente, other_domein, AANBIEDERS[0], bsn),
        mix=mix or Mix(),
    )


def scenario(
    name: str, *, seed: int = 0, gemeente: str = GEMEENTE, domein: Domein = Domein.WMO, mix: Mix | None = None
) -> tuple[Labelled, ...]:
    """A toewijzing in the named situation with its label; two where a number is shared. Judge them together.

    Args:
        name: a name from NAMES, a group, or a combination; of several that it stands for, the seed picks one.
        seed: any whole number; the same arguments give the same toewijzing.
        gemeente: a CBS code.
        domein: wmo or jw.
        mix: how often care has started, how toewijzingen end, and so on.

    Raises:
        InputError: an unknown name.
    """
    rng = seeded(name, seed, domein)
    return build_defect(rng.choice(choose_names([name])), rng, surroundings(gemeente, domein, mix=mix))
