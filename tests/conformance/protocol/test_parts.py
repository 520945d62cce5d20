import pytest

from migratietoets.conformance.protocol.parts import sound_parts
from migratietoets.conformance.protocol.verbs import LATEST, OLDER, AdapterError

MESSAGE = {"code": "301", "release": "2.4", "sent_at": "2020-10-01T09:00:00+02:00", "xml": "x"}
NAMED = {"aanbieder": "99990001", "bsn": "999900006", "toewijzingnummer": None, "categorie": None, "code": None,
         "ingangsdatum": "2020-01-01"}  # fmt: skip
NOTICE = {"to": "99990001", "bsn": "999900006", "code": "anders", "about": "x", "sent_at": "2020-10-01T09:00:00+02:00",
          "toewijzing": NAMED}  # fmt: skip
GOOD = {"messages": [MESSAGE], "notices": [NOTICE]}


def test_what_is_sound_comes_as_it_is():
    assert sound_parts(GOOD, LATEST) == (GOOD, ())
    older = {"messages": [], "notices": [{"to": "0344", "bsn": None, "about": "x", "sent_at": MESSAGE["sent_at"]}]}
    assert sound_parts(older, OLDER) == (older, ())


@pytest.mark.parametrize(
    ("name", "bad", "says"),
    [
        ("messages", MESSAGE | {"release": "9.9"}, "release: verwacht “2.4”, “3.0”"),
        ("messages", MESSAGE | {"code": 301}, "code: verwacht een tekst"),
        ("messages", MESSAGE | {"sent_at": "1850-01-01T00:00:00+00:00"}, "sent_at: verwacht een bestaand tijdstip"),
        ("messages", {}, "verwacht de sleutel"),
        ("messages", None, "verwacht een object"),
        ("messages", MESSAGE | {"xml": {1, 2}}, "verwacht alleen wat JSON kent"),
        ("notices", NOTICE | {"bsn": "99990000"}, "bsn"),
        ("notices", NOTICE | {"toewijzing": NAMED | {"ingangsdatum": "2020-02-30"}}, "een bestaande datum"),
        ("notices", NOTICE | {"toewijzing": NAMED | {"ingangsdatum": "9999-12-31"}}, "een bestaande datum"),
    ],
)
def test_what_cannot_be_used_costs_itself_and_says_which_it_was(name, bad, says):
    answer, (part,) = sound_parts(GOOD | {name: [bad, *GOOD[name]]}, LATEST)
    assert answer == GOOD
    assert part.found == bad
    assert " 1 heeft niet de vorm van het protocol: " in part.text
    assert says in part.text


@pytest.mark.parametrize(
    "answer", [None, [], {}, {"messages": []}, {"messages": {}, "notices": []}, GOOD | {"meer": 1}]
)
def test_an_answer_of_another_shape_costs_the_whole(answer):
    with pytest.raises(AdapterError, match="collect heeft niet de vorm van het protocol"):
        sound_parts(answer, LATEST)
