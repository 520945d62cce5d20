import pytest
from adapters.vreemd import VREEMD

from conformance import protocol
from conformance.protocol import Adapterfout, controleer_antwoord, controleer_vraag
from conformance.vormfout import MAX_DIEPTE, te_diep_of_vreemd, veilig

BERICHT = {"code": "301", "release": "2.4", "sent_at": "2020-10-15T09:00:00+02:00", "xml": "<x/>"}


def klacht(werkwoord, antwoord):
    with pytest.raises(Adapterfout) as fout:
        controleer_antwoord(werkwoord, antwoord)
    return str(fout.value)


@pytest.mark.parametrize(
    ("anders", "tekst"),
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
def test_a_fault_of_shape_reads_in_dutch(anders, tekst):
    gevonden = klacht("collect", {"messages": [BERICHT | anders], "notices": []})
    assert tekst in gevonden
    assert "pas de adapter aan" in gevonden


def test_other_faults_of_shape():
    assert "het object zelf: verwacht een object; gevonden een lijst" in klacht("collect", [])
    assert "verwacht de sleutel notices; gevonden: die ontbreekt" in klacht("collect", {"messages": []})
    assert "accepted: verwacht true of false; gevonden “ja”" in klacht("deliver", {"accepted": "ja"})


def test_no_bsn_and_no_terminal_code_comes_through():
    assert VREEMD not in klacht("deliver", {"accepted": VREEMD})
    assert veilig(f"\x1b[2J{VREEMD} 999900006 123456789\x00\n") == "·[2J********* 999900006 123456789·\n"
    assert veilig("a" * 50 + "b" * 50, 10) == "a" * 10 + "…"
    assert veilig("a" * 50 + "b" * 50, 10, einde=True) == "…" + "b" * 10


def test_nesting_and_what_json_cannot_hold():
    diep = {}
    for _ in range(MAX_DIEPTE - 1):
        diep = {"x": [diep]} if _ % 2 else {"x": diep}
    assert "hoogstens 32 lagen" in klacht("stop", diep)
    rond = {}
    rond["x"] = [rond, rond]
    assert "hoogstens 32 lagen" in klacht("stop", rond)
    assert "verwacht alleen wat JSON kent; gevonden een bytes" in klacht("stop", {"x": b""})
    assert te_diep_of_vreemd({"x": [1, 1.5, "x", True, None]}) is None


def test_what_the_kit_asks_itself_is_checked_too():
    with pytest.raises(ValueError, match="outside the protocol: het object zelf: verwacht de sleutel to"):
        controleer_vraag("advance", {})


def test_what_is_remembered_of_a_good_answer_hides_no_bad_one(monkeypatch):
    monkeypatch.setattr(protocol, "ONTHOUDEN", 1)
    monkeypatch.setattr(protocol, "_GOED", set())
    for _ in range(2):
        assert controleer_antwoord("deliver", {"accepted": True}) == {"accepted": True}
        assert controleer_antwoord("deliver", {"accepted": False}) == {"accepted": False}
        assert "accepted: verwacht" in klacht("deliver", {"accepted": 1})
        assert "accepted: verwacht" in klacht("deliver", {"accepted": "True"})
        assert controleer_antwoord("collect", {"messages": [BERICHT], "notices": []})
        assert "notices" in klacht("collect", {"messages": [BERICHT], "notices": None})
        assert len(protocol._GOED) == 1
