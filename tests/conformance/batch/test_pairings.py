import pytest

from migratietoets.conformance.batch.pairings import pairings
from migratietoets.conformance.run.selection import Selection
from migratietoets.istandaard.model import InputError

GEMEENTE, AANBIEDER = (f"python-inline:tests.systems.pairs:{name}" for name in ("Gemeente", "Aanbieder"))


def test_every_gemeente_faces_every_aanbieder_but_itself():
    pairs, absent = pairings([GEMEENTE, AANBIEDER, "referentie"], Selection(), {"domain": ["wmo"]})
    assert [(name, one["gemeente"], one["aanbieder"], one["domain"]) for name, one in pairs] == [
        ("Stadhuis - Zorghuis", GEMEENTE, AANBIEDER, ["wmo"]),
        ("Stadhuis - Referentie", GEMEENTE, "referentie", ["wmo"]),
        ("Referentie - Zorghuis", "referentie", AANBIEDER, ["wmo"]),
    ]
    assert absent == []


def test_whoever_cannot_be_greeted_faces_nobody_and_stops_no_other():
    pairs, (absent,) = pairings([GEMEENTE, AANBIEDER, "python-inline:nergens:Systeem"], Selection(), {})
    assert len(pairs) == 1
    assert (absent.name, absent.code) == ("python-inline:nergens:Systeem", 3)
    assert "kan niet worden geladen" in absent.problem


def test_where_nobody_can_face_anybody_that_is_said():
    with pytest.raises(InputError, match="gevonden 1 en 0"):
        pairings([GEMEENTE], Selection(), {})
