"""However many classes of a message break a rule, each is found, and at no more than the cost of their number."""

from datetime import date
from time import perf_counter

import pytest

from migratietoets.istandaard.berichten import build, tree
from migratietoets.istandaard.berichtregels.breaches import breaches
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.edited import edited
from tests.helpers.sample_messages import declaratie_323, prestatie, toewijzing

NAAM = {"Geslachtsnaam": {"Achternaam": "Jansen"}, "NaamGebruik": "5"}
CONTACT = {"Soort": "02", "Adres": {"Huis": {"Huisnummer": "1"}, "Postcode": "999XX", "LandCode": "NL"}}
PRODUCT = {"Categorie": "02", "Code": "02A03"}
DAYS = {"Toewijzingsdatum": "2020-12-31", "Toewijzingstijd": "10:00:00", "Ingangsdatum": "2021-01-01"}


def seconds(count):
    """How long it takes to find what is wrong with so many relaties and toewijzingen."""
    relaties = [{"Nummer": str(n), "Soort": "10", "Naam": NAAM, "Contact": CONTACT} for n in range(count)]
    products = [{"ToewijzingNummer": str(n), "Product": PRODUCT, **DAYS} for n in range(count)]
    changes = {
        "Client/Relaties": {"Relatie": relaties},
        "Client/ToegewezenProducten": {"ToegewezenProduct": products},
    }
    root = tree(build(edited(toewijzing(), changes)))
    begin = perf_counter()
    found = [one.rule for one in breaches(root, "301", Release.R30, Domein.WMO)]
    elapsed = perf_counter() - begin
    assert {rule: found.count(rule) for rule in ("CS050", "CS089", "CS023", "CD041")} == dict.fromkeys(
        ("CS050", "CS089", "CS023", "CD041"), count
    )
    return elapsed


def test_ten_times_the_classes_cost_about_ten_times_the_time():
    seconds(10)
    assert seconds(4000) < 30 * max(seconds(400), 0.01)


@pytest.mark.parametrize("many", [3, 19, 20, 21, 41, 200])
@pytest.mark.parametrize("wrong", [(), (1,), (0, 2)])
@pytest.mark.parametrize("valid", [True, False])
def test_of_many_that_say_the_same_each_that_breaks_a_rule_is_found(many, wrong, valid):
    end = {number: date(2021, 2, 28) if number in wrong else date(2021, 1, 31) for number in range(many)}
    lines = [prestatie(Domein.WMO, f"P{n}", begindatum=date(2021, 1, 1), einddatum=end[n]) for n in range(many)]
    root = tree(build(declaratie_323(Domein.WMO, *lines)))
    broken = [one for one in breaches(root, "323", Release.R30, Domein.WMO, valid=valid) if one.rule == "TR319"]
    found = [one.element.getparent() for one in broken]
    assert sorted(one.getparent().getparent().index(one.getparent()) for one in found) == list(wrong)
