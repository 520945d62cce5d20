"""Requests: asked in either release, and answered with a 301, a 319 or a word outside the messages."""

from dataclasses import replace
from datetime import date

import pytest

from migratietoets.conformance.reference.gemeente.verzoeken import Verzoeken
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.verzoek import (
    AangevraagdProduct,
    NieuwProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    aangevraagde_producten,
    make_315,
    make_317,
    wijzigingsverzoek,
)
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.play import (
    AANBIEDERS,
    BSNS,
    DOMEINEN,
    GEMEENTE,
    PRODUCT,
    Chain,
    Player,
    gewenst,
    person,
    player,
    ref,
    toewijzing,
    with_desks,
)

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


def week(domein, **otherwise) -> Toewijzing:
    """Three hours a week, 02-03-2020 until 31-10-2021."""
    return toewijzing(domein, **({"volume": 3, "frequentie": "2", "einddatum": date(2021, 10, 31)} | otherwise))


def vot(domein, day: str, *producten: AangevraagdProduct) -> str:
    release = Release.R24 if day <= "2020-12-30" else Release.R30
    bericht = make_315(
        release=release,
        domein=domein,
        gemeente=GEMEENTE,
        aanbieder=AANBIEDERS[0],
        identificatie="A1",
        dagtekening=date.fromisoformat(day),
        client=person(BSNS[0]),
        producten=producten,
    )
    return build(bericht).decode()


def vow(domein, day: str, verzoek: Wijzigingsverzoek, bsn: str = BSNS[0]) -> str:
    bericht = make_317(
        domein=domein,
        gemeente=GEMEENTE,
        aanbieder=AANBIEDERS[0],
        identificatie="A1",
        dagtekening=date.fromisoformat(day),
        bsn=bsn,
        verzoek=verzoek,
    )
    return build(bericht).decode()


def requested(domein, referentie: str, **otherwise) -> AangevraagdProduct:
    base = {"ingangsdatum": date(2021, 2, 1), "einddatum": date(2021, 10, 31), "volume": 4, "eenheid": "04"}
    return AangevraagdProduct(referentie, *PRODUCT[domein], **(base | {"frequentie": "2"} | otherwise))


def gemeente(domein, at: str, *stock: Toewijzing) -> Player:
    g = player("gemeente")
    g.begin("gemeente", list(stock), domein=domein)
    g.to(at)
    return g


def besluit(g: Player, *besluiten: str, **otherwise):
    params = {"aanbieder": AANBIEDERS[0], "bsn": BSNS[0], "besluiten": list(besluiten), "wijziging_2020": None}
    return g.instruction("beantwoord_verzoek", **(params | otherwise))


# ---- the aanbieder asks


@pytest.mark.parametrize(
    ("day", "release", "sent_on"),
    [("2020-12-30", "2.4", "2020-12-30"), ("2020-12-31", "3.0", "2021-01-04"), ("2021-01-04", "3.0", "2021-01-04")],
)
def test_a_verzoek_for_a_toewijzing(domein, day, release, sent_on):
    a = player("aanbieder")
    a.begin("aanbieder", [], domein=domein)
    a.to(day)
    wishes = [gewenst(PRODUCT[domein], "2021-02-01", "2021-06-30"), gewenst(PRODUCT[domein], "2021-07-01", None)]
    wishes[1] |= {"frequentie": "4", "volume": 12}
    (bericht,) = a.instruction("vraag_toewijzing_aan", aanbieder=AANBIEDERS[0], bsn=BSNS[0], producten=wishes) or a.to(
        "2021-01-06"
    )
    assert (bericht.kind, bericht.release, bericht.day) == ("315", release, sent_on)
    one, other = aangevraagde_producten(bericht.bericht)
    assert one.referentie_aanbieder != other.referentie_aanbieder
    assert replace(one, referentie_aanbieder="") == AangevraagdProduct(
        "", *PRODUCT[domein], date(2021, 2, 1), date(2021, 6, 30), volume=4, eenheid="04", frequentie="2"
    )
    assert (other.ingangsdatum, other.einddatum, other.volume) == (date(2021, 7, 1), None, 12)


@pytest.mark.parametrize(
    "producten", [[], [{"budget": 100, "volume": None, "eenheid": None, "frequentie": None}], [{"categorie": None}]]
)
def test_what_a_315_cannot_ask(domein, producten):
    a = player("aanbieder")
    a.begin("aanbieder", [], domein=domein)
    wishes = [gewenst(PRODUCT[domein], "2021-02-01", "2021-06-30") | otherwise for otherwise in producten]
    with pytest.raises(InputError, match="producten"):
        a.press("vraag_toewijzing_aan", aanbieder=AANBIEDERS[0], bsn=BSNS[0], producten=wishes)


@pytest.mark.parametrize("day", ["2020-12-15", "2020-12-31", "2021-01-03"])
def test_a_change_from_before_30_goes_outside_the_berichten(domein, day):
    t = week(domein)
    a = player("aanbieder", t)
    a.to(day)
    wish = gewenst(PRODUCT[domein], "2021-02-01", "2021-10-31")
    assert a.instruction("vraag_wijziging_aan", toewijzing=ref(t), gewenst=wish) == []
    assert a.to("2021-01-31") == []
    ((to, bsn, about),) = [(k["to"], k["bsn"], k["about"]) for k in a.notices]
    assert (to, bsn) == (GEMEENTE, BSNS[0])
    assert "1001" in about


def test_a_verzoek_for_a_change_names_everything_that_runs(domein):
    t = week(domein)
    other = week(domein, id="T2", toewijzingnummer="2")
    rest = [
        week(domein, id="T3", toewijzingnummer="3", einddatum=date(2021, 1, 3)),
        week(domein, id="T4", toewijzingnummer=None),
        week(domein, id="T5", toewijzingnummer="5", aanbieder=AANBIEDERS[1]),
        week(domein, id="T6", toewijzingnummer="6", bsn=BSNS[1]),
        week(domein, id="T7", toewijzingnummer="7", einddatum=date(2020, 3, 2)),
    ]
    a = player("aanbieder", t, other, *rest)
    a.to("2021-01-04", "08:00")
    wish = gewenst(PRODUCT[domein], "2021-02-15", "2021-10-31", volume=5)
    assert a.instruction("vraag_wijziging_aan", toewijzing=ref(t), gewenst=wish) == []
    bericht = next(b for b in a.to("2021-01-04") if b.kind == "317")
    query = wijzigingsverzoek(bericht.bericht)
    assert [one.toewijzingnummer for one in query.unchanged] == ["2"]
    assert query.to_change == (
        TeWijzigenProduct("1001", date(2021, 2, 15), date(2021, 10, 31), volume=5, eenheid="04", frequentie="2"),
    )
    assert query.nieuw == ()


@pytest.mark.parametrize(
    ("stock", "otherwise"),
    [
        ({}, {"ingangsdatum": "2021-01-05"}),
        ({"volume": 100, "frequentie": "6"}, {"frequentie": "6", "volume": 200}),
        (
            {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 1000},
            {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 2000},
        ),
    ],
)
def test_sometimes_a_change_holds_over_the_whole_term(domein, stock, otherwise):
    t = week(domein, **stock)
    a = player("aanbieder", t)
    a.to("2021-01-05")
    wish = gewenst(PRODUCT[domein], "2021-02-15", "2021-10-31") | otherwise
    (bericht,) = a.instruction("vraag_wijziging_aan", toewijzing=ref(t), gewenst=wish)
    assert wijzigingsverzoek(bericht.bericht).to_change[0].wanted_ingangsdatum == t.ingangsdatum


def test_another_product_is_no_change(domein):
    t = week(domein)
    a = player("aanbieder", t)
    with pytest.raises(InputError, match="product"):
        a.instruction(
            "vraag_wijziging_aan", toewijzing=ref(t), gewenst=gewenst((t.categorie, None), "2021-02-01", "2021-03-01")
        )


# ---- the gemeente answers a request for a toewijzing


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
    (line,) = bericht.regels
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
    a.to("2021-01-05")
    (retour,) = a.deliver(bericht.xml, "319", "3.0")
    assert (retour.kind, retour.codes) == ("320", ["0200"])
    (retour,) = a.deliver(bericht.xml.replace(f"Antwoord>{answer}<", "Antwoord>9<"), "319", "3.0")
    assert retour.codes == ["0001"]


@pytest.mark.parametrize("day", ["2020-12-22", "2021-01-11"])
def test_every_product_gets_its_own_decision(domein, day):
    g = gemeente(domein, day)
    g.deliver(vot(domein, day, *[requested(domein, f"R{i}", volume=i) for i in (1, 2, 3)]), "315")
    at_first = besluit(g, "onderzoeken", "honoreren", "afwijzen")
    assert [r.referentie_aanbieder for b in at_first if b.kind == "301" for r in b.regels] == ["R2"]
    assert [b.besluit.referentie_aanbieder for b in at_first if b.kind == "319"] == (
        ["R1", "R3"] if "2021" in day else []
    )
    assert len(g.notices) == (2 if "2020" in day else 0)
    g.to("2021-01-20")
    assert besluit(g, "onderzoeken") == []
    (bericht,) = besluit(g, "honoreren", "afwijzen", "afwijzen")
    new = [r for r in bericht.regels if r.referentie_aanbieder]
    assert [(r.referentie_aanbieder, r.volume) for r in new] == [("R1", 1)]
    assert len(bericht.regels) == 2
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


# ---- the gemeente answers a request for a change


def test_an_honoured_change(domein):
    t, other = week(domein), week(domein, id="T2", toewijzingnummer="2", ingangsdatum=date(2020, 4, 6))
    g = gemeente(domein, "2021-01-11", t, other)
    query = Wijzigingsverzoek(
        "R7",
        "1",
        to_change=(
            TeWijzigenProduct("1001", date(2021, 2, 15), date(2021, 10, 31), volume=5, eenheid="04", frequentie="2"),
        ),
    )
    (retour,) = g.deliver(vow(domein, "2021-01-11", query), "317", "3.0")
    assert (retour.kind, retour.codes) == ("318", ["0200"])
    (bericht,) = besluit(g, "honoreren")
    old, new, rest = bericht.regels
    assert {r.referentie_aanbieder for r in bericht.regels} == {"R7"}
    assert (old.toewijzingnummer, old.einddatum, old.reden_wijziging) == ("1001", date(2021, 2, 14), "12")
    assert (new.ingangsdatum, new.einddatum, new.volume, new.reden_wijziging) == (
        date(2021, 2, 15),
        date(2021, 10, 31),
        5,
        None,
    )
    assert (rest.toewijzingnummer, rest.reden_wijziging) == ("2", None)
    assert new.toewijzingnummer not in {"1001", "2"}
    g.to("2021-01-20")
    (later,) = g.instruction("wijzig_einddatum", toewijzing=ref(other), einddatum="2021-12-31")
    assert {r.referentie_aanbieder for r in later.regels} == {None}


@pytest.mark.parametrize(
    ("stock", "wish"),
    [
        ({}, {"volume": 3, "eenheid": "04", "frequentie": "2", "einddatum": date(2021, 12, 31)}),
        (
            {"volume": 100, "frequentie": "6"},
            {"volume": 150, "eenheid": "04", "frequentie": "6", "einddatum": date(2021, 10, 31)},
        ),
        (
            {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 1000},
            {"budget": 2000, "einddatum": date(2021, 10, 31)},
        ),
    ],
)
def test_sometimes_the_number_stays(domein, stock, wish):
    t = week(domein, **stock)
    g = gemeente(domein, "2021-01-11", t)
    query = Wijzigingsverzoek("R7", "1", to_change=(TeWijzigenProduct("1001", t.ingangsdatum, **wish),))
    g.deliver(vow(domein, "2021-01-11", query), "317", "3.0")
    (bericht,) = besluit(g, "honoreren")
    (line,) = bericht.regels
    assert (line.toewijzingnummer, line.reden_wijziging, line.referentie_aanbieder) == ("1001", "12", "R7")
    assert (line.volume, line.budget) == (wish.get("volume"), wish.get("budget"))
    assert line.einddatum == wish["einddatum"]


def test_a_change_over_the_whole_term_cancels_the_old_one(domein):
    t = week(domein, ingangsdatum=date(2021, 1, 5), gestart=False)
    g = gemeente(domein, "2021-01-11", t)
    wish = TeWijzigenProduct("1001", date(2021, 1, 5), date(2021, 10, 31), volume=9, eenheid="04", frequentie="2")
    g.deliver(vow(domein, "2021-01-11", Wijzigingsverzoek("R7", "1", to_change=(wish,))), "317", "3.0")
    (bericht,) = besluit(g, "honoreren")
    old, new = bericht.regels
    assert (old.einddatum, old.reden_wijziging) == (date(2021, 1, 5), "01")
    assert (new.ingangsdatum, new.volume) == (date(2021, 1, 5), 9)


def test_a_package_with_a_new_product(domein):
    t = week(domein, einddatum=date(2021, 1, 31))
    g = gemeente(domein, "2021-01-11", t)
    query = Wijzigingsverzoek(
        "R7",
        "2",
        to_change=(
            TeWijzigenProduct("1001", date(2021, 2, 1), date(2021, 10, 31), volume=5, eenheid="04", frequentie="2"),
        ),
        nieuw=(NieuwProduct(date(2021, 2, 1), date(2021, 10, 31), budget=5000),),
    )
    g.deliver(vow(domein, "2021-01-11", query), "317", "3.0")
    (bericht,) = besluit(g, "honoreren")
    assert [(r.toewijzingnummer == "1001", r.volume, r.budget, r.referentie_aanbieder) for r in bericht.regels] == [
        (False, 5, None, "R7"),
        (False, None, 5000, "R7"),
        (True, 3, None, "R7"),
    ]


def test_a_change_that_was_turned_down(domein):
    g = gemeente(domein, "2021-01-11", week(domein))
    query = Wijzigingsverzoek("R7", "1", to_change=(TeWijzigenProduct("1001", date(2021, 2, 15)),))
    g.deliver(vow(domein, "2021-01-11", query), "317", "3.0")
    assert [b.besluit.answer for b in besluit(g, "onderzoeken")] == ["2"]
    assert [b.besluit.answer for b in besluit(g, "afwijzen")] == ["1"]


@pytest.mark.parametrize(("number", "bsn"), [("8", BSNS[0]), ("1001", BSNS[9])])
def test_a_change_of_something_unknown_is_refused(domein, number, bsn):
    g = gemeente(domein, "2021-01-11", week(domein))
    query = Wijzigingsverzoek("R7", "1", to_change=(TeWijzigenProduct(number, date(2021, 2, 15)),))
    (retour,) = g.deliver(vow(domein, "2021-01-11", query, bsn), "317", "3.0")
    assert retour.codes == ["0001"]


# ---- a change request of 2020


def change(t: Toewijzing, from_: str, until: str | None, **otherwise):
    return {"toewijzing": ref(t), "gewenst": gewenst((t.categorie, t.code), from_, until, **otherwise)}


@pytest.mark.parametrize(("day", "release"), [("2020-12-07", "2.4"), ("2021-01-12", "3.0")])
def test_a_change_of_2020_refers_to_nothing(domein, day, release):
    t = week(domein)
    g = gemeente(domein, day, t)
    (bericht,) = besluit(g, "honoreren", wijziging_2020=change(t, "2021-02-01", "2021-10-31"))
    old, new = bericht.regels
    assert (bericht.release, {r.referentie_aanbieder for r in bericht.regels}) == (release, {None})
    assert (old.einddatum, old.reden_wijziging) == (date(2021, 1, 31), "05")
    assert (new.ingangsdatum, new.volume, new.reden_wijziging) == (date(2021, 2, 1), 4, None)


@pytest.mark.parametrize(("until", "reden"), [("2021-12-31", "04"), ("2021-06-30", "05")])
def test_only_another_einddatum_keeps_the_number(domein, until, reden):
    t = week(domein)
    g = gemeente(domein, "2021-01-05", t)
    (bericht,) = besluit(g, "honoreren", wijziging_2020=change(t, "2020-03-02", until, volume=3))
    (line,) = bericht.regels
    assert (line.toewijzingnummer, line.einddatum.isoformat(), line.reden_wijziging) == ("1001", until, reden)


def test_without_einddatum_is_an_extension(domein):
    t = week(domein, frequentie="4")
    g = gemeente(domein, "2020-12-05", t)
    (bericht,) = besluit(g, "honoreren", wijziging_2020=change(t, "2020-03-02", None, volume=3, frequentie="4"))
    (line,) = bericht.regels
    assert (line.einddatum, line.reden_wijziging) == (None, "04")


def test_what_24_does_not_know_comes_in_two_parts(domein):
    t = week(domein)
    g = gemeente(domein, "2020-12-07", t)
    wish = change(t, "2020-12-14", "2021-10-31", volume=2, eenheid="84", frequentie="2")
    berichten = besluit(g, "honoreren", wijziging_2020=wish) + g.to("2021-01-04")
    assert [
        (b.release, r.ingangsdatum.isoformat(), r.einddatum.isoformat(), r.eenheid) for b in berichten for r in b.regels
    ] == [
        ("2.4", "2020-03-02", "2020-12-13", "04"),
        ("2.4", "2020-12-14", "2020-12-31", "82"),
        ("3.0", "2021-01-01", "2021-10-31", "84"),
    ]


@pytest.mark.parametrize("choice", ["afwijzen", "onderzoeken"])
def test_a_change_of_2020_is_never_answered_with_a_319(domein, choice):
    t = week(domein)
    g = gemeente(domein, "2021-01-11", t)
    assert besluit(g, choice, wijziging_2020=change(t, "2021-02-01", "2021-10-31")) == []
    assert ["1001" in k["about"] for k in g.notices] == [True]


def test_a_change_goes_before_a_migration_that_waited(domein):
    t = week(domein, eenheid="82", uitvoering="inspanning")
    g = gemeente(domein, "2020-12-07", t)
    g.migrate()
    wish = change(t, "2020-03-02", "2020-12-31", volume=3, eenheid="82")
    (bericht,) = besluit(g, "honoreren", wijziging_2020=wish)
    assert [r.einddatum for r in bericht.regels] == [date(2020, 12, 31)]
    assert g.to("2021-02-28") == []


def test_what_30_cannot_express(domein):
    t = week(domein, toewijzingnummer=None)
    g = gemeente(domein, "2021-01-11", t)
    with pytest.raises(InputError, match="Migreer eerst"):
        besluit(g, "honoreren", wijziging_2020=change(t, "2021-02-01", "2021-10-31"))


# ---- both together


def test_the_chain_from_verzoek_to_stop_and_start(domein):
    t = week(domein)
    chain = Chain(t, from_="2021-01-04")
    wish = gewenst(PRODUCT[domein], "2021-02-01", "2021-10-31", volume=6)
    chain.plan("2021-01-05", "aanbieder", "vraag_wijziging_aan", toewijzing=ref(t), gewenst=wish)
    chain.plan(
        "2021-01-12",
        "gemeente",
        "beantwoord_verzoek",
        aanbieder=AANBIEDERS[0],
        bsn=BSNS[0],
        besluiten=["honoreren"],
        wijziging_2020=None,
    )
    chain.play()
    assert [(b.kind, b.day) for _, b in chain.everything if b.kind in {"301", "305", "307", "317"}] == [
        ("317", "2021-01-05"),
        ("301", "2021-01-12"),
        ("307", "2021-01-31"),
        ("305", "2021-02-01"),
    ]
    (stop,) = chain.from_("307")
    assert stop.regie[0].reden_beeindiging == "37"


def test_a_fault_is_one_method(domein):
    class AnswersAsIn30(Verzoeken):
        def refuse(self, verzoek, part, besluit):
            super().refuse(replace(verzoek, release=Release.R30), part, besluit)

    g = player("gemeente", klasse=with_desks(AnswersAsIn30))
    g.begin("gemeente", [], domein=domein)
    g.to("2020-12-28")
    g.deliver(vot(domein, "2020-12-28", requested(domein, "R1")), "315")
    g.to("2021-01-05")
    assert [b.kind for b in besluit(g, "afwijzen")] == ["319"]
