from migratietoets.conformance.trace.stand_in import StandIns
from migratietoets.istandaard.bsn import bsns_for_tests, elfproef


def test_stand_ins_are_stable_avoid_who_is_there_and_never_run_out():
    outside = [str(n) for n in range(100_000_000, 100_100_000) if elfproef(str(n))][:9_090]
    taken = {bsns_for_tests()[-1], "999000000"}
    names = StandIns()
    names.keep(taken)
    supplied = [names.of(bsn) for bsn in (*outside, *outside, "111222334", "123456789", "987654321")]
    assert supplied[: len(outside)] == supplied[len(outside) : 2 * len(outside)]
    assert len(set(supplied)) == len(outside) + 3
    assert not taken & set(supplied)
    assert all(name in bsns_for_tests() or not elfproef(name) for name in set(supplied))
    assert names.of(bsns_for_tests()[3]) == bsns_for_tests()[3]
