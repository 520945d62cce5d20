from datetime import date

from hypothesis import given

from conformance.reference.partij import Referentie
from conformance.rules.migratieschema import Nummers
from conformance.rules.migratietabel import beoordeel
from generators.strategies import toewijzingen
from istandaard.model import Invoerfout

OP = date(2020, 10, 1)


def zonder_woorden(uit):
    return {k: v for k, v in uit.items() if k != "remarks"}


@given(toewijzingen())
def test_the_oracle_and_the_reference_decide_alike(t):
    """They share no code: what one gets wrong the other must not repeat."""
    nummers = Nummers([t])
    uniek = nummers.uniek(t.sleutel)
    try:
        orakel = beoordeel(t, nummers, OP)
    except Invoerfout:
        assert t.vervanging == "gelijk"
        return
    assert zonder_woorden(Referentie().beoordeling(t, uniek=uniek, vandaag=OP)) == zonder_woorden(orakel)
