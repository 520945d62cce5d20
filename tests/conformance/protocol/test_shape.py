import pytest

from migratietoets.conformance.protocol import verbs
from migratietoets.conformance.protocol.shape import MAX_DEPTH, plain, safe
from migratietoets.conformance.protocol.verbs import AdapterError, check_answer, check_question
from tests.systems.foreign import FOREIGN_BSN

BERICHT = {"code": "301", "release": "2.4", "sent_at": "2020-10-15T09:00:00+02:00", "xml": "<x/>"}


def complaint(verb, answer):
    with pytest.raises(AdapterError) as error:
        check_answer(verb, answer)
    return str(error.value)


@pytest.mark.parametrize(
    ("otherwise", "text"),
    [
        ({"code": "31"}, r"messages/0/code: verwacht een tekst als ^\d{3}$; gevonden “31”"),
        ({"release": "2.3"}, "messages/0/release: verwacht “2.4”, “3.0”; gevonden “2.3”"),
        ({"xml": None}, "messages/0/xml: verwacht een tekst; gevonden niets"),
        ({"sent_at": 3}, "messages/0/sent_at: verwacht een tekst; gevonden het getal 3"),
        ({"naam": 1}, "messages/0: verwacht alleen code, release, sent_at, xml; gevonden “naam”"),
        ({"sent_at": "2020-02-30T09:00:00+01:00"}, "messages/0/sent_at: verwacht een bestaand tijdstip met offset"),
        ({"sent_at": "2020-10-15T09:00:00+25:00"}, "verwacht een bestaand tijdstip met offset"),
        ({"sent_at": "0001-01-01T00:00:00+01:00"}, "verwacht een bestaand tijdstip met offset"),
        ({"sent_at": "2020-10-15T09:00:00"}, "messages/0/sent_at: verwacht een "),
    ],
)
def test_a_fault_of_shape_reads_in_dutch(otherwise, text):
    found = complaint("collect", {"messages": [BERICHT | otherwise], "notices": []})
    assert text in found
    assert "pas de adapter aan" in found


def test_a_fault_of_shape_is_said_with_its_place():
    assert "het object zelf: verwacht een object; gevonden een lijst" in complaint("collect", [])
    assert "verwacht de sleutel notices; gevonden: die ontbreekt" in complaint("collect", {"messages": []})
    assert "accepted: verwacht true of false; gevonden “ja”" in complaint("deliver", {"accepted": "ja"})


def test_no_bsn_and_no_terminal_code_comes_through():
    assert FOREIGN_BSN not in complaint("deliver", {"accepted": FOREIGN_BSN})
    assert safe(f"\x1b[2J{FOREIGN_BSN} 999900006 123456789\x00\n") == "·[2J********* 999900006 123456789·\n"
    assert safe("a" * 50 + "b" * 50, 10) == "a" * 10 + "…"
    assert safe("a" * 50 + "b" * 50, 10, end=True) == "…" + "b" * 10


def test_nesting_and_what_json_cannot_hold():
    depth = {}
    for _ in range(MAX_DEPTH - 1):
        depth = {"x": [depth]} if _ % 2 else {"x": depth}
    assert "hoogstens 32 lagen" in complaint("stop", depth)
    circular = {}
    circular["x"] = [circular, circular]
    assert "hoogstens 32 lagen" in complaint("stop", circular)
    assert "verwacht alleen wat JSON kent; gevonden een bytes" in complaint("stop", {"x": b""})
    assert "verwacht een tekst als sleutel; gevonden een int" in complaint("stop", {1: 2})
    assert "verwacht alleen wat JSON kent; gevonden een float" in complaint("stop", {"x": float("inf")})
    everything = {"x": [1, 1.5, "x", True, None]}
    assert plain(everything) == everything


def test_an_answer_is_a_copy_in_plain_values():
    class Text(str):
        __slots__ = ()

        def __eq__(self, other):
            return True

        __hash__ = str.__hash__

    class Empty(dict):
        def items(self):
            return ()

    class Number(int):
        pass

    inner = [Text("a"), Number(3), 1.5, (1, 2)]
    copy = check_answer("stop", Empty(x=inner))
    inner.clear()
    assert copy == {"x": ["a", 3, 1.5, [1, 2]]}
    assert [type(one) for one in copy["x"]] == [str, int, float, list]
    assert type(copy) is dict


def test_what_the_kit_asks_itself_is_checked_too():
    with pytest.raises(ValueError, match="outside the protocol: het object zelf: verwacht de sleutel to"):
        check_question("advance", {})


def test_what_is_remembered_of_a_good_answer_hides_no_bad_one(monkeypatch):
    monkeypatch.setattr(verbs, "REMEMBERED", 1)
    monkeypatch.setattr(verbs, "_SOUND", set())
    for _ in range(2):
        assert check_answer("deliver", {"accepted": True}) == {"accepted": True}
        assert check_answer("deliver", {"accepted": False}) == {"accepted": False}
        assert "accepted: verwacht" in complaint("deliver", {"accepted": 1})
        assert "accepted: verwacht" in complaint("deliver", {"accepted": "True"})
        assert check_answer("collect", {"messages": [BERICHT], "notices": []})
        assert "notices" in complaint("collect", {"messages": [BERICHT], "notices": None})
        assert len(verbs._SOUND) == 1
