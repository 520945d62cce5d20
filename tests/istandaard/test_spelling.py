import pytest

from migratietoets.istandaard.spelling import meant, meant_pattern, nearest

RULES = ("PL-01", "MT-04", "MT-06", "TW-03", "TR331", "TR332", "TR336", "TR338")
CASES = ("migratie/per-jaar", "migratie/doorlopen", "toewijzingen/per-4-weken", "toewijzingen/zonder-nummer")


@pytest.mark.parametrize(
    ("found", "known", "question"),
    [
        ("gemente", ("gemeente", "aanbieder"), " Bedoelde u gemeente?"),
        ("WMO", ("wmo", "jw"), " Bedoelde u wmo?"),
        ("burger", ("gemeente", "aanbieder"), ""),
        ("MT-4", RULES, " Bedoelde u MT-04?"),
        ("tw3", RULES, " Bedoelde u TW-03?"),
        ("TR33", RULES, " Bedoelde u TR331, TR332 of TR336?"),
        ("per_jaar", ("per-jaar",), " Bedoelde u per-jaar?"),
        ("doorlopn", CASES, " Bedoelde u migratie/doorlopen?"),
        ("migrate/zonder-nummer", CASES, " Bedoelde u toewijzingen/zonder-nummer?"),
        ("toewijzing/per-vier-weken", CASES, " Bedoelde u toewijzingen/per-4-weken?"),
    ],
)
def test_the_nearest_known_name_is_offered(found, known, question):
    assert meant(found, known) == question


@pytest.mark.parametrize("found", ["", "22", "gemeente " * 100_000, None, 3, ["gemeente"]])
def test_what_is_no_slip_of_the_keyboard_gets_no_question(found):
    assert nearest(found, ("gemeente", "21", None, 22)) == ()


@pytest.mark.parametrize(
    ("pattern", "known", "question"),
    [
        ("MTT-*", RULES, " Bedoelde u MT-*?"),
        ("MTT", RULES, " Bedoelde u MT-*?"),
        ("TR9*", RULES, " Bedoelde u TR*?"),
        ("MT-4", RULES, " Bedoelde u MT-04?"),
        ("migrate/*", CASES, " Bedoelde u migratie/*?"),
        ("toewijzingen/per-vier-*", CASES, " Bedoelde u toewijzingen/per-4-*?"),
        ("nergens/*", CASES, ""),
        ("*jaar*", CASES, ""),
    ],
)
def test_the_nearest_known_beginning_is_offered_as_a_pattern(pattern, known, question):
    assert meant_pattern(pattern, known) == question
