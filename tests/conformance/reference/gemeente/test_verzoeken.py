"""What a gemeente decides on a request for a toewijzing."""

from dataclasses import replace
from datetime import date

import pytest

from migratietoets.conformance.reference.gemeente.verzoeken import Verzoeken
from migratietoets.istandaard.berichten.verzoek import aangevraagde_producten
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.play import (
    AANBIEDERS,
    BSNS,
    DOMEINEN,
    PRODUCT,
    gewenst,
    player,
    with_desks,
)
from tests.helpers.verzoek_by_hand import besluit, gemeente, requested, vot

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


@pytest.mark.parametrize(
    ("asked", "decided", "release", "day"),
    [
        ("2020-12-01", "2020-12-07", "2.4", "2020-12-07"),
        ("2020-12-28", "2020-12-30", "2.4", "2020-12-30"),
        ("2020-12-28", "2021-01-02", "3.0", "2021-01-04"),
        ("2020-12-30", "2021-01-05", "3.0", "2021-01-05"),
        ("2021-01-04", "2021-01-08", "3.0", "2021-01-08"),
    ],
)
def test_an_honoured_verzoek_becomes_a_toewijzing(domein, asked, decided, release, day):
    g = gemeente(domein, asked)
    (retour,) = g.deliver(vot(domein, asked, requested(domein, "R1")), "315")
    assert (retour.kind, retour.release, retour.codes) == ("316", "2.4" if asked < "2021" else "3.0", ["0200"])
    g.to(decided)
    (bericht,) = besluit(g, "honoreren") or g.to("2021-01-06")
    assert (bericht.kind, bericht.release, bericht.day) == ("301", release, day)
    (line,) = bericht.lines
    assert (line.referentie_aanbieder, line.volume, line.frequentie) == ("R1", 4, "2")
    assert (line.ingangsdatum, line.einddatum) == (date(2021, 2, 1), date(2021, 10, 31))
    assert line.toewijzingnummer
    assert line.reden_wijziging is None
    assert g.notices == []


@pytest.mark.parametrize("choice", ["afwijzen", "onderzoeken", "woonplaatsbeginsel"])
@pytest.mark.parametrize("decided", ["2020-12-29", "2021-01-02", "2021-01-06"])
def test_a_verzoek_of_24_gets_no_answer_bericht(domein, choice, decided):
    domein = Domein.JW if choice == "woonplaatsbeginsel" else domein
    g = gemeente(domein, "2020-12-28")
    g.deliver(vot(domein, "2020-12-28", requested(domein, "R1")), "315")
    g.to(decided)
    assert besluit(g, choice) + g.to("2021-02-28") == []
    ((to, about),) = [(k["to"], k["about"]) for k in g.notices]
    assert to == AANBIEDERS[0]
    assert "R1" in about


@pytest.mark.parametrize(
    ("choice", "answer", "reden"),
    [("afwijzen", "1", "7"), ("onderzoeken", "2", None), ("woonplaatsbeginsel", "1", "8")],
)
def test_a_verzoek_of_30_gets_an_answer_bericht(domein, choice, answer, reden):
    domein = Domein.JW if choice == "woonplaatsbeginsel" else domein
    g = gemeente(domein, "2021-01-04")
    g.deliver(vot(domein, "2021-01-04", requested(domein, "R1")), "315")
    (bericht,) = besluit(g, choice)
    said = bericht.besluit
    assert (bericht.kind, bericht.release, said.referentie_aanbieder) == ("319", "3.0", "R1")
    assert (said.answer, said.reden_afwijzing) == (answer, reden)
    assert g.notices == []
    a = player("aanbieder")
    a.begin("aanbieder", [], domein=domein)
    a.to("2021-01-04")
    wishes = [gewenst(PRODUCT[domein], "2021-02-01", "2021-10-31")]
    (own,) = a.instruction("vraag_toewijzing_aan", aanbieder=AANBIEDERS[0], bsn=BSNS[0], producten=wishes)
    about_it = bericht.xml.replace(">R1<", f">{aangevraagde_producten(own.bericht)[0].referentie_aanbieder}<")
    (retour,) = a.deliver(about_it, "319", "3.0")
    assert (retour.kind, retour.codes) == ("320", ["0200"])
    (retour,) = a.deliver(about_it.replace(f"Antwoord>{answer}<", "Antwoord>9<"), "319", "3.0")
    assert retour.codes == ["0001"]


@pytest.mark.parametrize("day", ["2020-12-22", "2021-01-11"])
def test_every_product_gets_its_own_decision(domein, day):
    g = gemeente(domein, day)
    g.deliver(
        vot(domein, day, *[requested(domein, f"R{i}", volume=i, ingangsdatum=date(2021, 2, i)) for i in (1, 2, 3)]),
        "315",
    )
    at_first = besluit(g, "onderzoeken", "honoreren", "afwijzen")
    assert [r.referentie_aanbieder for b in at_first if b.kind == "301" for r in b.lines] == ["R2"]
    assert [b.besluit.referentie_aanbieder for b in at_first if b.kind == "319"] == (
        ["R1", "R3"] if "2021" in day else []
    )
    assert len(g.notices) == (2 if "2020" in day else 0)
    g.to("2021-01-20")
    assert besluit(g, "onderzoeken") == []
    (bericht,) = besluit(g, "honoreren", "afwijzen", "afwijzen")
    new = [r for r in bericht.lines if r.referentie_aanbieder]
    assert [(r.referentie_aanbieder, r.volume) for r in new] == [("R1", 1)]
    assert len(bericht.lines) == 2
    assert besluit(g, "afwijzen") == []
    assert len(g.notices) == (2 if "2020" in day else 0)


def test_the_last_verzoek_goes_first(domein):
    g = gemeente(domein, "2020-12-22")
    g.deliver(vot(domein, "2020-12-22", requested(domein, "R1")), "315")
    g.to("2021-01-12")
    g.deliver(vot(domein, "2021-01-12", requested(domein, "R2")), "315")
    (bericht,) = besluit(g, "afwijzen")
    assert bericht.besluit.referentie_aanbieder == "R2"
    assert besluit(g, "afwijzen") == []
    assert "R1" in g.notices[0]["about"]


@pytest.mark.parametrize(
    ("besluiten", "text"),
    [([], "besluiten"), (["uitstellen"], "uitstellen"), (["afwijzen", "afwijzen"], "verwacht 1")],
)
def test_a_decision_that_cannot_be(domein, besluiten, text):
    g = gemeente(domein, "2021-01-04")
    g.deliver(vot(domein, "2021-01-04", requested(domein, "R1")), "315")
    with pytest.raises(InputError, match=text):
        g.press("beantwoord_verzoek", aanbieder=AANBIEDERS[0], bsn=BSNS[0], besluiten=besluiten, wijziging_2020=None)


def test_the_woonplaatsbeginsel_is_jeugdwet_only(domein):
    g = gemeente(domein, "2021-01-04")
    g.deliver(vot(domein, "2021-01-04", requested(domein, "R1")), "315")
    if domein is Domein.WMO:
        with pytest.raises(InputError, match="woonplaatsbeginsel"):
            besluit(g, "woonplaatsbeginsel")


@pytest.mark.parametrize(
    ("day", "otherwise", "code"),
    [
        ("2020-12-28", {"einddatum": None}, "0200"),
        ("2021-01-04", {"einddatum": None}, "0001"),
        ("2021-01-04", {"code": None}, "0001"),
        ("2021-01-04", {"frequentie": "3"}, "0001"),
    ],
)
def test_a_verzoek_outside_the_variants(domein, day, otherwise, code):
    g = gemeente(domein, day)
    product = replace(requested(domein, "R1"), **otherwise)
    (retour,) = g.deliver(vot(domein, day, product), "315")
    assert retour.codes == [code]


def test_a_verzoek_outside_the_schema(domein):
    g = gemeente(domein, "2021-01-04")
    xml = vot(domein, "2021-01-04", requested(domein, "R1"))
    (retour,) = g.deliver(xml.replace(">2021-02-01<", ">1 februari<"), "315")
    assert retour.codes == ["0001"]
    assert besluit(g, "honoreren") == []


def test_a_fault_is_one_method(domein):
    class AnswersAsIn30(Verzoeken):
        def refuse(self, verzoek, part, besluit):
            super().refuse(replace(verzoek, release=Release.R30), part, besluit)

    g = player("gemeente", system=with_desks(AnswersAsIn30))
    g.begin("gemeente", [], domein=domein)
    g.to("2020-12-28")
    g.deliver(vot(domein, "2020-12-28", requested(domein, "R1")), "315")
    g.to("2021-01-05")
    assert [b.kind for b in besluit(g, "afwijzen")] == ["319"]
