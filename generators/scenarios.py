"""One situation at a time: every name of NAMEN as a scenario, with just enough around it."""

from itertools import count

from generators.bouwen import Omgeving, Plek, bouw_defect
from generators.defecten import Gelabeld, kies_namen
from generators.mix import Mix
from generators.personen import AANBIEDERS, test_bsns
from generators.toeval import bron
from istandaard.releases import Domein

GEMEENTE, ANDERE_GEMEENTE = "0344", "0363"
EERSTE_NUMMER = 1001


def omgeving(
    gemeente: str = GEMEENTE,
    domein: Domein = Domein.WMO,
    *,
    mix: Mix | None = None,
) -> Omgeving:
    """The first test client, with a neighbour, a second aanbieder, another gemeente and the other domein at hand."""
    bsn, buur = test_bsns()[:2]
    elders = ANDERE_GEMEENTE if gemeente != ANDERE_GEMEENTE else GEMEENTE
    ander_domein = next(ander for ander in Domein if ander != domein)
    teller = count(EERSTE_NUMMER)
    return Omgeving(
        hier=Plek(gemeente, domein, AANBIEDERS[0], bsn),
        andere_aanbieder=Plek(gemeente, domein, AANBIEDERS[1], bsn),
        andere_client=Plek(gemeente, domein, AANBIEDERS[0], buur),
        nummer=lambda: str(next(teller)),
        andere_gemeente=Plek(elders, domein, AANBIEDERS[0], bsn),
        ander_domein=Plek(gemeente, ander_domein, AANBIEDERS[0], bsn),
        mix=mix or Mix(),
    )


def scenario(
    naam: str, *, seed: int = 0, gemeente: str = GEMEENTE, domein: Domein = Domein.WMO, mix: Mix | None = None
) -> tuple[Gelabeld, ...]:
    """A toewijzing in the named situation with its label; two where a number is shared. Judge them together.

    Args:
        naam: a name from NAMEN, a group, or a combination; of several that it stands for, the seed picks one.
        seed: any whole number; the same arguments give the same toewijzing.
        gemeente: a CBS code.
        domein: wmo or jw.
        mix: how often care has started, how toewijzingen end, and so on.

    Raises:
        Invoerfout: an unknown name.
    """
    rng = bron(naam, seed, domein)
    return bouw_defect(rng.choice(kies_namen([naam])), rng, omgeving(gemeente, domein, mix=mix))
