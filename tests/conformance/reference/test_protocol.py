"""The seven verbs: what is refused, and with which text."""

from datetime import date
from typing import Any

import pytest

from migratietoets.conformance.protocol.verbs import check_answer
from migratietoets.conformance.reference.gemeente.granting import Granting
from migratietoets.conformance.reference.gemeente.toewijzingen import Toewijzingen, under_number
from migratietoets.conformance.reference.ledger import Ledger
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.istandaard.model import InputError
from tests.helpers.play import AANBIEDERS, BSNS, at, person, player, ref, toewijzing, with_desks


def test_hello_fits_the_protocol():
    answer = check_answer("hello", ReferenceParty().hello({}))
    assert answer["roles"] == ["gemeente", "aanbieder"]
    assert answer["processes"] == ["toewijzen", "vot_vow", "declareren", "afsluiten"]


@pytest.mark.parametrize("verb", ["advance", "deliver", "instruct", "collect"])
def test_reset_comes_first(verb):
    params = {
        "advance": {"to": at("2020-10-01")},
        "deliver": {"code": "301", "release": "2.4", "xml": ""},
        "instruct": {"command": "plan", "params": {}},
        "collect": {},
    }
    with pytest.raises(InputError, match="reset"):
        getattr(ReferenceParty(), verb)(params[verb])


def test_a_desk_that_takes_no_place_is_an_error():
    class Stray(Ledger):
        pass

    with pytest.raises(ValueError, match=r"Stray vervangt geen loket\. Verwacht: een subklasse van Assessment, "):
        with_desks(Stray)().reset(reset())


def test_two_desks_for_one_place_are_an_error():
    class One(Granting):
        pass

    class Other(Granting):
        pass

    with pytest.raises(ValueError, match=r"One, Other vervangen hetzelfde loket Granting\. Verwacht: één\."):
        with_desks(One, Other)().reset(reset())


def reset(**otherwise: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "role": "gemeente",
        "domain": "wmo",
        "now": at("2020-09-01"),
        "seed": 0,
        "case": "proef",
        "gemeente": "0344",
        "aanbieders": AANBIEDERS,
        "stock": [toewijzing().to_json()],
        "clients": [person(BSNS[0]).to_json()],
    }
    return base | otherwise


@pytest.mark.parametrize(
    ("otherwise", "text"),
    [
        ({"role": "zorgkantoor"}, "role"),
        ({"domain": "wlz"}, "domain"),
        ({"now": "gisteren"}, "now"),
        ({"now": "2020-09-01T08:00:00"}, "now"),
        ({"gemeente": "0363"}, "stock T1"),
        ({"domain": "jw"}, "stock T1"),
        ({"clients": []}, "cliënt"),
        ({"extra": 1}, "onbekend: extra"),
    ],
)
def test_a_wrong_reset(otherwise, text):
    with pytest.raises(InputError, match=text):
        ReferenceParty().reset(reset(**otherwise))


def test_reset_starts_clean():
    g = player("gemeente", toewijzing())
    g.to("2020-10-01")
    g.call("instruct", command="migreer", params={"bsn": None, "route": None})
    g.begin("gemeente", [])
    assert g.collect() == []
    assert g.call("instruct", command="beoordeel", params={}) == {"assessments": []}


def test_after_stop_a_reset_is_needed():
    g = player("gemeente")
    assert g.call("stop") == {}
    with pytest.raises(InputError, match="reset"):
        g.party.collect({})


@pytest.mark.parametrize(
    ("role", "command", "params", "text"),
    [
        ("gemeente", "start_zorg", {}, "start_zorg"),
        ("aanbieder", "migreer", {}, "migreer"),
        ("gemeente", "declareer", {}, "declareer"),
        ("gemeente", "migreer", {"bsn": None}, "ontbreekt: route"),
        ("gemeente", "migreer", {"bsn": None, "route": "om"}, "route"),
        ("gemeente", "migreer", {"bsn": BSNS[9], "route": None}, "cliënt"),
        ("gemeente", "plan", [], "object"),
        ("gemeente", "plan", {"x": 1}, "onbekend: x"),
        (
            "gemeente",
            "trek_in",
            {"toewijzing": {}, "einddatum": "2020-10-01", "aanleiding": "client"},
            "ontbreekt: aanbieder",
        ),
        (
            "gemeente",
            "trek_in",
            {"toewijzing": ref(toewijzing()), "einddatum": "morgen", "aanleiding": "client"},
            "morgen",
        ),
        (
            "gemeente",
            "trek_in",
            {"toewijzing": ref(toewijzing()), "einddatum": "2020-10-01", "aanleiding": "12"},
            "herb",
        ),
        (
            "gemeente",
            "trek_in",
            {"toewijzing": ref(toewijzing()), "einddatum": "2020-01-01", "aanleiding": "herbeoordeling"},
            "einddatum",
        ),
        (
            "gemeente",
            "wijzig_einddatum",
            {"toewijzing": ref(toewijzing(toewijzingnummer="8")), "einddatum": "2020-10-01"},
            "gevonden 0",
        ),
        ("aanbieder", "stop_zorg", {"toewijzing": ref(toewijzing()), "einddatum": "2020-10-01", "reden": "36"}, "36"),
        (
            "aanbieder",
            "stop_zorg",
            {"toewijzing": ref(toewijzing(toewijzingnummer="2")), "einddatum": "2020-10-01", "reden": "19"},
            "gestart",
        ),
        (
            "aanbieder",
            "start_zorg",
            {
                "toewijzing": ref(toewijzing(toewijzingnummer="3", ingangsdatum=date(2020, 9, 9))),
                "begindatum": "2020-10-01",
            },
            "geannuleerd",
        ),
    ],
)
def test_a_wrong_instruction(role, command, params, text):
    p = player(
        role,
        toewijzing(),
        toewijzing(id="T2", toewijzingnummer="2", gestart=False),
        toewijzing(id="T3", toewijzingnummer="3", ingangsdatum=date(2020, 9, 9), einddatum=date(2020, 9, 9)),
    )
    with pytest.raises(InputError, match=text):
        p.party.instruct({"command": command, "params": params})


def test_a_reference_that_fits_two():
    g = player("gemeente", toewijzing(), toewijzing(id="T2", toewijzingnummer="2"))
    pointer = ref(toewijzing(toewijzingnummer=None))
    with pytest.raises(InputError, match="gevonden 2"):
        g.party.instruct({"command": "wijzig_einddatum", "params": {"toewijzing": pointer, "einddatum": "2021-01-01"}})


def test_what_30_cannot_express():
    old = toewijzing()
    g = player("gemeente", old)
    g.to("2021-01-05")
    params = {"toewijzing": ref(old), "einddatum": "2021-03-31"}
    with pytest.raises(InputError, match="Migreer eerst"):
        g.party.instruct({"command": "wijzig_einddatum", "params": params})


def test_the_clock_does_not_go_back():
    g = player("gemeente")
    with pytest.raises(InputError, match="of later"):
        g.party.advance({"to": at("2020-08-01")})


@pytest.mark.parametrize("xml", ["", "geen xml", "<a/>", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_what_cannot_be_read_is_not_accepted(xml):
    g = player("gemeente")
    assert g.call("deliver", code="305", release="2.4", xml=xml) == {"accepted": False}
    assert g.collect() == []


def test_a_bericht_for_the_other_party_is_refused():
    g = player("gemeente", toewijzing())
    g.to("2020-10-01")
    (bericht,) = g.migrate()
    assert g.party.deliver({"code": "301", "release": "2.4", "xml": bericht.xml}) == {"accepted": False}


def test_a_header_that_cannot_be_answered_costs_nothing():
    g = player("gemeente", toewijzing())
    g.to("2020-10-01")
    a = player("aanbieder", toewijzing())
    a.to("2020-10-01")
    (bericht,) = g.migrate()
    without_code = bericht.xml.replace("BerichtVersie>", "Versie>")
    assert a.deliver(without_code) == []
    assert [b.kind for b in a.deliver(bericht.xml)] == ["302"]


def test_the_same_questions_give_the_same_bytes():
    def game() -> list[str]:
        g = player("gemeente", toewijzing(toewijzingnummer=None, eenheid="82"), toewijzing(id="T2", bsn=BSNS[1]))
        g.to("2020-10-01")
        g.migrate()
        g.to("2021-02-01")
        return [bericht.xml for bericht in g.berichten]

    assert game() == game()


def test_identificaties_are_short_and_unique():
    g = player("gemeente", *[toewijzing(id=f"T{i}", bsn=BSNS[i], toewijzingnummer=str(i + 1)) for i in range(5)])
    g.to("2020-10-01")
    ids = [b.bericht.content["Header"]["BerichtIdentificatie"]["Identificatie"] for b in g.migrate()]
    assert len(set(ids)) == 5
    assert all(len(i) <= 12 for i in ids)


def test_a_fault_is_one_method_of_one_desk():
    class Forgetful(Toewijzingen):
        """Forgets that a successor needs a number of its own."""

        def numbered(self, content):
            return under_number(content, content.toewijzingnummer)

    g = player("gemeente", toewijzing(), system=with_desks(Forgetful))
    g.to("2020-10-01")
    (bericht,) = g.migrate()
    assert {line.toewijzingnummer for line in bericht.lines} == {"1001"}
