"""Products that hold on the same day, in a 301 and in a 317; and lines without end cost no more than their number."""

from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest

from migratietoets.istandaard.berichten import build, tree
from migratietoets.istandaard.berichten.verzoek import NieuwProduct
from migratietoets.istandaard.berichtregels.breaches import breaches
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.edited import remarks
from tests.helpers.sample_messages import CATEGORIE_OF, change, product, toewijzing, wijziging_bericht

FROM, UNTIL = date(2021, 2, 1), date(2021, 6, 30)
ASPECIFIEK = {"code": None, "volume": None, "eenheid": None, "frequentie": None}
GENERIEK = {**ASPECIFIEK, "categorie": None, "budget": 100}
ON_THE_LAST_DAY = {"ingangsdatum": UNTIL, "einddatum": date(2021, 12, 31)}
AFTER = {"ingangsdatum": date(2021, 7, 1), "einddatum": date(2021, 12, 31)}
IN_2020 = {"ingangsdatum": date(2020, 11, 1), "einddatum": date(2020, 12, 31)}
CANCELLED = {"einddatum": FROM, "reden_wijziging": "01"}


def lines(domein, *changes):
    period = {"ingangsdatum": FROM, "einddatum": UNTIL}
    return [product(domein, **{"toewijzingnummer": str(n), **period, **one}) for n, one in enumerate(changes, 1)]


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("one", "other", "stacked"),
    [
        ({}, AFTER, False),
        ({}, ON_THE_LAST_DAY, True),
        ({"einddatum": None, "frequentie": "4"}, AFTER, True),
        ({}, {"code": "X1"}, False),
        ({}, ASPECIFIEK, False),
        (ASPECIFIEK, ASPECIFIEK, True),
        (ASPECIFIEK, {**ASPECIFIEK, "categorie": "{other}"}, False),
        ({}, GENERIEK, True),
        (ASPECIFIEK, GENERIEK, True),
        ({}, {**GENERIEK, **AFTER}, False),
        ({}, CANCELLED, False),
        ({}, {"einddatum": FROM}, True),
        (
            {"ingangsdatum": date(2020, 11, 1), "einddatum": date(2020, 12, 31)},
            {"ingangsdatum": date(2020, 12, 1)},
            False,
        ),
        ({"ingangsdatum": date(2020, 11, 1), "einddatum": date(2021, 2, 1)}, {}, True),
    ],
)
def test_a_product_holds_once_on_each_day_from_2021(domein, backwards, one, other, stacked):
    another = {Domein.WMO: "03", Domein.JW: "46"}[domein]
    changes = [
        {name: another if value == "{other}" else value for name, value in part.items()} for part in (one, other)
    ]
    made = lines(domein, *(reversed(changes) if backwards else changes))
    assert remarks(toewijzing(Release.R30, domein, *made)) == ({"TR302"} if stacked else set())


def test_what_stands_between_two_that_overlap_hides_nothing():
    made = lines(Domein.WMO, {"einddatum": None, "frequentie": "4"}, {"code": "X1"}, AFTER)
    assert remarks(toewijzing(Release.R30, Domein.WMO, *made)) == {"TR302"}


def test_the_same_number_twice_is_no_overlap_but_a_line_twice():
    made = lines(Domein.WMO, {"toewijzingnummer": "7"}, {"toewijzingnummer": "7"})
    assert remarks(toewijzing(Release.R30, Domein.WMO, *made)) == {"TR101"}


def test_in_24_a_product_may_stand_twice():
    assert remarks(toewijzing(Release.R24, Domein.WMO, *lines(Domein.WMO, {}, {}))) == set()


def asked(domein, *nieuw):
    return wijziging_bericht(domein, replace(change(domein), nieuw=nieuw))


@pytest.mark.parametrize("domein", Domein)
def test_a_317_asks_for_a_product_once_on_each_day(domein):
    first = NieuwProduct(date(2021, 3, 1), UNTIL, categorie=CATEGORIE_OF[domein])
    same_day = replace(first, wanted_ingangsdatum=UNTIL, einddatum=None)
    generiek = NieuwProduct(date(2021, 6, 1), date(2021, 12, 31), budget=100)
    assert remarks(asked(domein, first, replace(first, wanted_ingangsdatum=date(2021, 7, 1), einddatum=None))) == set()
    assert remarks(asked(domein, first, same_day)) == {"TR361"}
    assert remarks(asked(domein, generiek, first)) == {"TR361"}
    assert remarks(asked(domein, first, replace(generiek, wanted_ingangsdatum=date(2021, 7, 1)))) == set()
    assert remarks(asked(domein, first, first)) == {"TR361", "TR101"}


def seconds(count):
    made = lines(Domein.WMO, *({"code": f"X{n % 7}" if n % 2 else None} for n in range(count)))
    root = tree(build(toewijzing(Release.R30, Domein.WMO, *made)))
    begin = perf_counter()
    assert len(list(breaches(root, "301", Release.R30, Domein.WMO))) > count / 2
    return perf_counter() - begin


def test_ten_times_the_lines_cost_about_ten_times_the_time():
    seconds(10)
    assert seconds(5000) < 40 * max(seconds(500), 0.005)
