from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from migratietoets.conformance.contracts import as_json, schema
from migratietoets.conformance.rules.questions.assess import assess, assess_all
from migratietoets.conformance.rules.questions.reasons import Numbers
from migratietoets.generators.strategies import labelled, toewijzingen
from migratietoets.istandaard.model import InputError, NewContent, Toewijzing
from migratietoets.istandaard.records.template import EXAMPLE as ONE_RECORD

AT = date(2020, 10, 1)
DAY = timedelta(days=1)

EXAMPLE = Toewijzing.from_json(ONE_RECORD)
CLEAN = replace(EXAMPLE, frequentie="2", volume=10)


def made(t, at=AT):
    return as_json(assess(t, Numbers([t]), at))


def filled(actions):
    return [{field: value for field, value in a.items() if value is not None} for a in actions]


def test_the_example_of_the_contract():
    out = made(EXAMPLE)
    assert list(out) == [
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
    assert out["reasons"] == ["frequentie_vervallen"]
    assert (out["must_migrate"], out["rules"], out["deadline"], out["overdue"]) == (
        True,
        ["TW-03"],
        "2020-12-30",
        False,
    )
    assert all(list(a) == list(schema("assess")["$defs"]["actie"]["properties"]) for a in out["actions"])
    assert filled(out["actions"]) == [
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
    assert out["alternatives"] == []


def test_nothing_to_do_is_empty():
    out = made(CLEAN)
    assert (out["must_migrate"], out["reasons"], out["rules"], out["deadline"]) == (False, [], [], None)
    assert (out["actions"], out["alternatives"], out["remarks"], out["overdue"]) == ([], [], [], False)


@pytest.mark.parametrize(
    ("einddatum", "number_needed", "variant_needed"),
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
def test_scope_at_each_boundary(einddatum, number_needed, variant_needed):
    end = einddatum and date.fromisoformat(einddatum)
    without = made(replace(EXAMPLE, einddatum=end, toewijzingnummer=None))["reasons"]
    assert ("no_unique_number" in without) == number_needed
    assert ("frequentie_vervallen" in without) == variant_needed


@pytest.mark.parametrize(
    ("at", "too_late"), [(date(2020, 12, 29), False), (date(2020, 12, 30), False), (date(2020, 12, 31), True)]
)
def test_overdue_only_after_the_deadline(at, too_late):
    assert made(EXAMPLE, at)["overdue"] is too_late


@pytest.mark.parametrize(
    ("change", "reden"),
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
def test_each_reason_is_enough_alone(change, reden):
    assert made(replace(CLEAN, **change))["reasons"] == [reden]


@pytest.mark.parametrize(
    "change",
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
def test_permitted_variants_stay(change):
    assert made(replace(CLEAN, **change))["reasons"] == []


def test_unknown_kind_of_pieces_is_only_a_remark():
    out = made(replace(CLEAN, eenheid="82", uitvoering=None))
    assert out["must_migrate"] is False
    assert len(out["remarks"]) == 1


@pytest.mark.parametrize(
    ("change", "release", "earliest", "latest"),
    [({"eenheid": "04"}, "2.4", None, "2020-12-30"), ({"eenheid": "84"}, "3.0", "2021-01-04", "2021-01-31")],
)
def test_a_missing_einddatum_is_filled_in_the_release_that_can_express_the_rest(change, release, earliest, latest):
    (action,) = made(replace(CLEAN, frequentie="6", einddatum=None, **change))["actions"]
    assert (action["action"], action["release"]) == ("wijzig_einddatum", release)
    assert (action["earliest"], action["latest"]) == (earliest, latest)


def test_numbers_are_compared_within_gemeente_and_domain():
    def redenen(other):
        return [list(out.reasons) for out in assess_all([CLEAN, other], AT)]

    second = replace(CLEAN, id="T2", ingangsdatum=date(2020, 5, 1))
    assert redenen(second) == [["no_unique_number"], ["no_unique_number"]]
    assert redenen(replace(second, einddatum=date(2020, 6, 1))) == [["no_unique_number"], []]
    assert redenen(replace(second, gemeente="0363")) == [[], []]
    assert redenen(replace(second, domein="jw")) == [[], []]
    assert redenen(replace(second, einddatum=second.ingangsdatum)) == [[], []]
    assert redenen(replace(CLEAN, id="T1 nogmaals")) == [[], []]


def test_only_30_can_express_it_and_nobody_objects_means_let_it_run():
    out = made(replace(CLEAN, eenheid="82"))
    assert out["deadline"] == "2021-01-31"
    assert [(a["action"], a["release"], a["earliest"], a["latest"]) for a in out["actions"]] == [
        ("intrekken", "3.0", "2021-01-04", "2021-01-31"),
        ("nieuwe_toewijzing", "3.0", "2021-01-04", "2021-01-31"),
    ]
    (other,) = out["alternatives"]
    assert (other["route"], other["preferred"]) == ("vooraf_intrekken", False)
    assert [(a["action"], a["release"], a["latest"]) for a in other["actions"]] == [
        ("informeer_aanbieder", None, "2020-12-30"),
        ("intrekken", "2.4", "2020-12-30"),
        ("nieuwe_toewijzing", "3.0", "2021-01-31"),
    ]


@pytest.mark.parametrize(
    "change", [{"instemming": False}, {"ingangsdatum": date(2021, 1, 1)}, {"ingangsdatum": date(2021, 2, 1)}]
)
def test_withdrawing_beforehand_is_the_only_route(change):
    out = made(replace(CLEAN, eenheid="82", **change))
    assert out["deadline"] == "2020-12-30"
    assert [a["action"] for a in out["actions"]] == ["informeer_aanbieder", "intrekken", "nieuwe_toewijzing"]
    assert out["alternatives"] == []


def test_an_unknown_successor_is_for_the_gemeente_to_choose():
    out = made(replace(CLEAN, code=None))
    assert (out["actions"], out["deadline"]) == ([], "2020-12-30")
    assert [a["route"] for a in out["alternatives"]] == [
        "specifiek_met_omvang",
        "aspecifiek_zonder_budget",
        "aspecifiek_met_budget",
    ]
    assert out["alternatives"][2]["actions"][0]["release"] == "3.0"


def test_a_total_is_shared_by_days():
    out = made(replace(CLEAN, toewijzingnummer=None, eenheid="82", frequentie="6", volume=486))
    december, afterwards = out["actions"][2:]
    days = (date(2021, 6, 30) - date(2020, 3, 2)).days + 1
    assert days == 486
    assert (december["volume"], afterwards["volume"]) == (31, 181)


def test_gelijk_that_is_impossible_is_bad_input():
    with pytest.raises(InputError, match="gelijk"):
        made(replace(CLEAN, code=None, vervanging="gelijk"))


@given(labelled())
def test_labels_by_construction_and_the_oracle_agree(pairs):
    records = [pair.toewijzing for pair in pairs]
    for pair, out in zip(pairs, assess_all(records, AT), strict=True):
        expected = {k: v for k, v in pair.label.to_json().items() if k != "remarks"}
        assert {k: v for k, v in as_json(out).items() if k not in {"overdue", "remarks"}} == expected


def carried_out(t, actions):
    """The stock after carrying out the actions of the gemeente, with fresh numbers."""
    stock = [t]
    for number, a in enumerate(actions):
        if a["action"] == "intrekken":
            stock[0] = replace(stock[0], einddatum=date.fromisoformat(a["einddatum"]))
        elif a["action"] == "nieuwe_toewijzing":
            fields = {v: a[v] for v in ("categorie", "code", "volume", "eenheid", "frequentie", "budget")}
            stock.append(
                replace(
                    t,
                    id=f"N{number}",
                    toewijzingnummer=str(900 + number),
                    ingangsdatum=date.fromisoformat(a["ingangsdatum"]),
                    einddatum=a["einddatum"] and date.fromisoformat(a["einddatum"]),
                    vervanging=None,
                    nieuw=None,
                    **fields,
                )
            )
    return stock


@given(toewijzingen())
def test_carrying_out_the_actions_leaves_nothing_to_migrate(t):
    try:
        out = made(t)
    except InputError:
        assert t.vervanging == "gelijk"
        return
    to_choose = [a for a in out["actions"] if a["action"] == "nieuwe_toewijzing"]
    if out["remarks"] or not to_choose:
        return
    stock = carried_out(t, out["actions"])
    assert [o.reasons for o in assess_all(stock, AT)] == [() for _ in stock]
    cancelled = any(a["reden_wijziging"] == "01" for a in out["actions"])
    valid = sorted((s.ingangsdatum, s.einddatum) for s in stock if not cancelled or s is not stock[0])
    for (_, end), (begin, _) in pairwise(valid):
        assert begin == end + DAY
    assert valid[0][0] == t.ingangsdatum
    assert valid[-1][1] == t.einddatum


def test_wanted_content_is_taken_over():
    wish = NewContent(code="15B01", volume=3, eenheid="04", frequentie="2")
    out = made(replace(CLEAN, code=None, vervanging="specifiek_met_omvang", nieuw=wish))
    successor = out["actions"][-1]
    assert [successor[v] for v in ("categorie", "code", "volume", "eenheid", "frequentie")] == [
        "15",
        "15B01",
        3,
        "04",
        "2",
    ]
    assert out["remarks"] == []
