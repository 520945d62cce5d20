from hypothesis import given
from hypothesis import strategies as st

from migratietoets.istandaard.compact import HashMap

HASHES = st.integers(-(2**63), 2**63 - 1) | st.integers(-3, 3)
"""Also those that stand close together: they step aside for each other."""


@given(st.lists(st.tuples(HASHES, st.integers(0, 2**64 - 1)), max_size=300))
def test_it_says_what_a_dict_says(pairs):
    told, known = HashMap(), {}
    for hashed, value in pairs:
        told.put(hashed, value)
        known[hashed & (2**64 - 1) or 1] = value
    assert all(told.get(hashed) == value for hashed, value in known.items())
    assert told.get(77_777_777_777) == known.get(77_777_777_777)
