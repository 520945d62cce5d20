"""Each change by a 301 has one explanation; the same line is explained otherwise when something else asked for it."""

from datetime import date

import pytest

from migratietoets.conformance.catalogue.case.reading import read_case
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.rules.views.orders.explanations import Why, ended_by, explanations
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.istandaard.releases import Domein
from tests.helpers.requests_by_hand import traced


def trace_of(case):
    (trace,) = traces(script(cases()[case], Domein.WMO, "gemeente")).values()
    return trace


@pytest.mark.parametrize(
    ("case", "whys"),
    [
        ("migratie/client-in-twee-berichten", [Why.MIGRATION] * 4),
        ("toewijzingen/een-opdracht-twee-berichten", [Why.ORDER, None]),
        ("toewijzingen/nieuw-nummer-na-de-termijn", [Why.ORDER, None, Why.REPLACEMENT]),
        ("toewijzingen/gestapeld-een-dag", [Why.ORDER, Why.ORDER]),
        ("toewijzingen/nieuw-nummer-voor-een-andere-einddatum", [Why.REPLACEMENT, Why.REPLACEMENT]),
        ("toewijzingen/niemand-vroeg-om-verlenging", [Why.ORDER, None]),
        ("toewijzingen/schone-toewijzing-ingetrokken", [None]),
        ("toewijzingen/gestapeld-in-24", [Why.REPEAT] * 4),
    ],
)
def test_a_change_has_the_explanation_of_what_asked_for_it(case, whys):
    assert [one.why for one in explanations(trace_of(case)) if one.why is not Why.REPEAT or Why.REPEAT in whys] == whys


def test_what_ended_a_toewijzing_is_the_change_that_its_einddatum_comes_from():
    trace = trace_of("migratie/client-in-twee-berichten")
    old = next(one for one in trace.histories.values() if one.facts is not None and one.key.code == "02K01")
    assert ended_by(trace, old, date(2020, 11, 16)) is None
    ending = ended_by(trace, old, date(2020, 11, 17))
    assert ending is not None
    assert ending.change.after.einddatum == date(2020, 12, 31)


OLD = {"ref": "T1", "nummer": 1, "product": "vervoer", "specifiek": True, "volume": 20, "eenheid": "82",
       "frequentie": "4", "uitvoering": "inspanning", "ingangsdatum": "2020-03-02",
       "einddatum": "2021-06-30"}  # fmt: skip
NEW = {"ref": "N1", "nummer": 2, "product": "vervoer", "specifiek": True, "volume": 20, "eenheid": "84",
       "frequentie": "4", "ingangsdatum": "2021-01-01", "einddatum": "2021-06-30"}  # fmt: skip


@pytest.mark.parametrize(
    ("migrated", "mended", "why"),
    [
        ("2021-01-11", "2021-01-30", Why.CORRECTION),
        ("2021-01-11", "2021-01-31", Why.CORRECTION),
        ("2021-01-11", "2021-02-01", None),
        ("2021-01-28", "2021-02-03", Why.CORRECTION),
        ("2021-01-28", "2021-02-04", Why.CORRECTION),
        ("2021-01-28", "2021-02-05", None),
    ],
)
def test_what_the_migration_granted_is_mended_in_january_or_within_five_working_days(migrated, mended, why):
    closed = {"ref": "T1", "einddatum": "2020-12-31", "reden": "03"}
    steps = [sent(migrated, closed, NEW), sent(mended, {"ref": "N1", "einddatum": "2021-05-31", "reden": "03"})]
    assert [one.why for one in explanations(traced(steps, given=[OLD]))] == [Why.MIGRATION, Why.MIGRATION, why]


WISH = {"specifiek": True, "volume": 4, "eenheid": "04", "frequentie": "2"}
WISH |= {"ingangsdatum": "2021-01-18", "einddatum": "2021-12-31"}


def ordered(product):
    return {
        "op": "2021-01-11",
        "aan": "gemeente",
        "opdracht": "ken_toe",
        "client": "A",
        "uitvoering": "inspanning",
        "gewenst": {"product": product, **WISH},
    }


def sent(day, *lines):
    return {"op": day, "bericht": {"van": "gemeente", "soort": "301", "release": "3.0", "regels": list(lines)}}


def granted(ref, number, product):
    return {"ref": ref, "nummer": number, "product": product, **WISH}


@pytest.mark.parametrize(("doubled", "why"), [("begeleiding", Why.CORRECTION), ("dagbesteding", None)])
def test_a_double_explains_only_a_shortening_of_what_it_doubles(doubled, why):
    story = {
        "id": "toewijzingen/dubbel-naast-ingekort",
        "titel": "Een dubbele toewijzing en een ingekorte",
        "soort": "negatief",
        "rollen": ["gemeente"],
        "domeinen": ["wmo", "jw"],
        "bron": "OP259",
        "gegeven": {"toewijzingen": []},
        "verloop": [
            ordered("begeleiding"),
            ordered("dagbesteding"),
            sent("2021-01-12", granted("N1", 11, "begeleiding"), granted("N2", 12, "dagbesteding")),
            sent("2021-01-13", granted("N3", 13, doubled)),
            sent("2021-01-14", {"ref": "N1", "einddatum": "2021-06-30", "reden": "04"}),
        ],
        "verwacht": {"AC-01": "fail"},
    }
    (trace,) = traces(script(read_case(1, story), Domein.WMO, "gemeente")).values()
    assert [one.why for one in explanations(trace)] == [Why.ORDER, Why.ORDER, None, why]
