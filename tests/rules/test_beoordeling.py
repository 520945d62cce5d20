from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from conformance.documentatie_contracten import VOORBEELD as EEN_RECORD
from conformance.rules.migratieschema import Nummers
from conformance.rules.migratietabel import ACTIEVELDEN, beoordeel, beoordeel_alle
from generators.strategies import gelabeld, toewijzingen
from istandaard.model import Invoerfout, Nieuw, Toewijzing

OP = date(2020, 10, 1)
DAG = timedelta(days=1)

VOORBEELD = Toewijzing.from_json(EEN_RECORD)
SCHOON = replace(VOORBEELD, frequentie="2", volume=10)


def gemaakt(t, op=OP):
    return beoordeel(t, Nummers([t]), op)


def gevuld(acties):
    return [{veld: waarde for veld, waarde in a.items() if waarde is not None} for a in acties]


def test_the_example_of_the_contract():
    uit = gemaakt(VOORBEELD)
    assert list(uit) == [
        "id",
        "must_migrate",
        "reasons",
        "rules",
        "deadline",
        "overdue",
        "remarks",
        "actions",
        "alternatives",
    ]
    assert uit["reasons"] == ["frequentie_vervallen"]
    assert (uit["must_migrate"], uit["rules"], uit["deadline"], uit["overdue"]) == (
        True,
        ["TW-03"],
        "2020-12-30",
        False,
    )
    assert all(tuple(a) == ACTIEVELDEN for a in uit["actions"])
    assert gevuld(uit["actions"]) == [
        {
            "by": "gemeente",
            "action": "intrekken",
            "message": "301",
            "release": "2.4",
            "latest": "2020-12-30",
            "reden_wijziging": "03",
            "einddatum": "2020-12-31",
        },
        {
            "by": "gemeente",
            "action": "nieuwe_toewijzing",
            "message": "301",
            "release": "2.4",
            "latest": "2020-12-30",
            "ingangsdatum": "2021-01-01",
            "einddatum": "2021-06-30",
            "categorie": "15",
            "code": "15A01",
            "volume": 10,
            "eenheid": "04",
            "frequentie": "2",
        },
    ]
    assert uit["alternatives"] == []


def test_nothing_to_do_is_empty():
    uit = gemaakt(SCHOON)
    assert (uit["must_migrate"], uit["reasons"], uit["rules"], uit["deadline"]) == (False, [], [], None)
    assert (uit["actions"], uit["alternatives"], uit["remarks"], uit["overdue"]) == ([], [], [], False)


@pytest.mark.parametrize(
    ("einddatum", "nummer_nodig", "variant_nodig"),
    [
        ("2020-11-29", False, False),
        ("2020-11-30", False, False),
        ("2020-12-01", True, False),
        ("2020-12-30", True, False),
        ("2020-12-31", True, False),
        ("2021-01-01", True, True),
        (None, True, True),
    ],
)
def test_scope_at_each_boundary(einddatum, nummer_nodig, variant_nodig):
    eind = einddatum and date.fromisoformat(einddatum)
    zonder = gemaakt(replace(VOORBEELD, einddatum=eind, toewijzingnummer=None))["reasons"]
    assert ("no_unique_number" in zonder) == nummer_nodig
    assert ("frequentie_vervallen" in zonder) == variant_nodig


@pytest.mark.parametrize(
    ("op", "te_laat"), [(date(2020, 12, 29), False), (date(2020, 12, 30), False), (date(2020, 12, 31), True)]
)
def test_overdue_only_after_the_deadline(op, te_laat):
    assert gemaakt(VOORBEELD, op)["overdue"] is te_laat


@pytest.mark.parametrize(
    ("wijziging", "reden"),
    [
        ({"frequentie": "5"}, "frequentie_vervallen"),
        ({"code": None}, "aspecifiek_met_omvang"),
        ({"eenheid": "14", "frequentie": "1"}, "eenheid_frequentie_combinatie"),
        ({"eenheid": "16", "frequentie": "1"}, "eenheid_frequentie_combinatie"),
        ({"eenheid": "83", "frequentie": "1", "uitvoering": "output"}, "eenheid_frequentie_combinatie"),
        ({"volume": None, "eenheid": None, "frequentie": None}, "geen_toegestane_variant"),
        (
            {"categorie": None, "code": None, "volume": None, "eenheid": None, "frequentie": None},
            "geen_toegestane_variant",
        ),
        ({"budget": 100}, "geen_toegestane_variant"),
        ({"eenheid": "82"}, "stuks_inspanning"),
        ({"einddatum": None}, "einddatum_ontbreekt"),
        ({"einddatum": None, "frequentie": "6"}, "einddatum_ontbreekt"),
    ],
)
def test_each_reason_alone(wijziging, reden):
    assert gemaakt(replace(SCHOON, **wijziging))["reasons"] == [reden]


@pytest.mark.parametrize(
    "wijziging",
    [
        {"eenheid": "04", "frequentie": "1"},
        {"eenheid": "82", "frequentie": "1", "uitvoering": "output"},
        {"eenheid": "14", "frequentie": "4", "einddatum": None},
        {"code": None, "volume": None, "eenheid": None, "frequentie": None, "einddatum": None},
        {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 5},
        {"categorie": None, "code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 5},
        {"eenheid": "84"},
    ],
)
def test_permitted_variants_stay(wijziging):
    assert gemaakt(replace(SCHOON, **wijziging))["reasons"] == []


def test_unknown_kind_of_pieces_is_only_a_remark():
    uit = gemaakt(replace(SCHOON, eenheid="82", uitvoering=None))
    assert uit["must_migrate"] is False
    assert len(uit["remarks"]) == 1


def test_numbers_are_compared_within_gemeente_and_domain():
    def redenen(ander):
        return [uit["reasons"] for uit in beoordeel_alle([SCHOON, ander], OP)]

    tweede = replace(SCHOON, id="T2", ingangsdatum=date(2020, 5, 1))
    assert redenen(tweede) == [["no_unique_number"], ["no_unique_number"]]
    assert redenen(replace(tweede, einddatum=date(2020, 6, 1))) == [["no_unique_number"], []]
    assert redenen(replace(tweede, gemeente="0363")) == [[], []]
    assert redenen(replace(tweede, domein="jw")) == [[], []]
    assert redenen(replace(tweede, einddatum=tweede.ingangsdatum)) == [[], []]
    assert redenen(replace(SCHOON, id="T1 nogmaals")) == [[], []]


def test_only_30_can_express_it_and_nobody_objects_means_let_it_run():
    uit = gemaakt(replace(SCHOON, eenheid="82"))
    assert uit["deadline"] == "2021-01-31"
    assert [(a["action"], a["release"], a["earliest"], a["latest"]) for a in uit["actions"]] == [
        ("intrekken", "3.0", "2021-01-04", "2021-01-31"),
        ("nieuwe_toewijzing", "3.0", "2021-01-04", "2021-01-31"),
    ]
    (ander,) = uit["alternatives"]
    assert (ander["route"], ander["preferred"]) == ("vooraf_intrekken", False)
    assert [(a["action"], a["release"], a["latest"]) for a in ander["actions"]] == [
        ("informeer_aanbieder", None, "2020-12-30"),
        ("intrekken", "2.4", "2020-12-30"),
        ("nieuwe_toewijzing", "3.0", "2021-01-31"),
    ]


@pytest.mark.parametrize(
    "wijziging", [{"instemming": False}, {"ingangsdatum": date(2021, 1, 1)}, {"ingangsdatum": date(2021, 2, 1)}]
)
def test_withdrawing_beforehand_is_the_only_route(wijziging):
    uit = gemaakt(replace(SCHOON, eenheid="82", **wijziging))
    assert uit["deadline"] == "2020-12-30"
    assert [a["action"] for a in uit["actions"]] == ["informeer_aanbieder", "intrekken", "nieuwe_toewijzing"]
    assert uit["alternatives"] == []


def test_an_unknown_successor_is_for_the_gemeente_to_choose():
    uit = gemaakt(replace(SCHOON, code=None))
    assert (uit["actions"], uit["deadline"]) == ([], "2020-12-30")
    assert [a["route"] for a in uit["alternatives"]] == [
        "specifiek_met_omvang",
        "aspecifiek_zonder_budget",
        "aspecifiek_met_budget",
    ]
    assert uit["alternatives"][2]["actions"][0]["release"] == "3.0"


def test_a_total_is_shared_by_days():
    uit = gemaakt(replace(SCHOON, toewijzingnummer=None, eenheid="82", frequentie="6", volume=486))
    december, daarna = uit["actions"][2:]
    dagen = (date(2021, 6, 30) - date(2020, 3, 2)).days + 1
    assert dagen == 486
    assert (december["volume"], daarna["volume"]) == (31, 181)


def test_gelijk_that_is_impossible_is_bad_input():
    with pytest.raises(Invoerfout, match="gelijk"):
        gemaakt(replace(SCHOON, code=None, vervanging="gelijk"))


@given(gelabeld())
def test_labels_by_construction_and_the_oracle_agree(paren):
    records = [paar.toewijzing for paar in paren]
    for paar, uit in zip(paren, beoordeel_alle(records, OP), strict=True):
        verwacht = {k: v for k, v in paar.label.to_json().items() if k != "remarks"}
        assert {k: v for k, v in uit.items() if k not in {"overdue", "remarks"}} == verwacht


def uitgevoerd(t, acties):
    """The stock after carrying out the actions of the gemeente, with fresh numbers."""
    stock = [t]
    for nummer, a in enumerate(acties):
        if a["action"] == "intrekken":
            stock[0] = replace(stock[0], einddatum=date.fromisoformat(a["einddatum"]))
        elif a["action"] == "nieuwe_toewijzing":
            velden = {v: a[v] for v in ("categorie", "code", "volume", "eenheid", "frequentie", "budget")}
            stock.append(
                replace(
                    t,
                    id=f"N{nummer}",
                    toewijzingnummer=str(900 + nummer),
                    ingangsdatum=date.fromisoformat(a["ingangsdatum"]),
                    einddatum=a["einddatum"] and date.fromisoformat(a["einddatum"]),
                    vervanging=None,
                    nieuw=None,
                    **velden,
                )
            )
    return stock


@given(toewijzingen())
def test_carrying_out_the_actions_leaves_nothing_to_migrate(t):
    try:
        uit = gemaakt(t)
    except Invoerfout:
        assert t.vervanging == "gelijk"
        return
    te_kiezen = [a for a in uit["actions"] if a["action"] == "nieuwe_toewijzing"]
    if uit["remarks"] or not te_kiezen:
        return
    stock = uitgevoerd(t, uit["actions"])
    assert [o["reasons"] for o in beoordeel_alle(stock, OP)] == [[] for _ in stock]
    geannuleerd = any(a["reden_wijziging"] == "01" for a in uit["actions"])
    geldig = sorted((s.ingangsdatum, s.einddatum) for s in stock if not geannuleerd or s is not stock[0])
    for (_, eind), (begin, _) in pairwise(geldig):
        assert begin == eind + DAG
    assert geldig[0][0] == t.ingangsdatum
    assert geldig[-1][1] == t.einddatum


def test_wanted_content_is_taken_over():
    wens = Nieuw(code="15B01", volume=3, eenheid="04", frequentie="2")
    uit = gemaakt(replace(SCHOON, code=None, vervanging="specifiek_met_omvang", nieuw=wens))
    opvolger = uit["actions"][-1]
    assert [opvolger[v] for v in ("categorie", "code", "volume", "eenheid", "frequentie")] == [
        "15",
        "15B01",
        3,
        "04",
        "2",
    ]
    assert uit["remarks"] == []
