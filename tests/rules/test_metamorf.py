from conformance.gevallen import geval
from conformance.rules.metamorf import stand, zelfde_stand
from conformance.script import script
from conformance.vouwen import sporen
from istandaard.releases import Domein


def spoor(geval_id):
    (uit,) = sporen(script(geval(geval_id), Domein.WMO, "gemeente")).values()
    return uit


def test_the_same_outcome_passes_and_another_fails():
    """Numbers and moments differ between any two runs; what is granted may not."""
    goed, slecht = spoor("toewijzingen/per-4-weken-deelbaar"), spoor("migratie/variant-op-31-december")
    assert [b.uitkomst for b in zelfde_stand(goed, goed)] == ["pass"]
    (bevinding,) = zelfde_stand(goed, slecht)
    assert bevinding.uitkomst == "fail"
    assert bevinding.verwacht
    assert bevinding.gevonden


def test_numbers_play_no_part_in_the_outcome():
    (regel,) = stand(spoor("toewijzingen/per-4-weken-deelbaar"))
    assert regel[0] == "99990001"
    assert len(regel) == 4
