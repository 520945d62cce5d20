"""The product, its omvang and its budget: the last day on which something is right beside the first on which not."""

import pytest

from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.edited import edited, remarks
from tests.helpers.sample_messages import CATEGORIE_OF, requested, toewijzing, verzoek, wijziging_bericht

LINE = "Client/ToegewezenProducten/ToegewezenProduct/0"
ASKED = "Client/AangevraagdeProducten/AangevraagdProduct/0"
CHANGED = "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/0"
NEW = "Client/Verzoek/NieuweProducten/NieuwProduct/0"
LAST_DAY, AFTER = "2020-12-31", "2021-01-01"


def omvang(eenheid="04", frequentie="4", volume="4"):
    return {"Volume": volume, "Eenheid": eenheid, "Frequentie": frequentie}


def line(domein=Domein.WMO, **parts):
    """What a line of a 301 says of its product."""
    wanted = {"Code": f"{CATEGORIE_OF[domein]}A03", "Categorie": CATEGORIE_OF[domein]} | parts
    product = {name: wanted[name] for name in ("Categorie", "Code") if wanted[name]}
    return {
        f"{LINE}/Product": product or None,
        f"{LINE}/Omvang": wanted.get("Omvang"),
        f"{LINE}/Budget": wanted.get("Budget"),
        f"{LINE}/Einddatum": wanted.get("Einddatum"),
    }


GENERIEK = {"Categorie": None, "Code": None}
ASPECIFIEK = {"Code": None}


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"Omvang": omvang()}, set()),
        ({}, {"CD041"}),
        (ASPECIFIEK, set()),
        ({**ASPECIFIEK, "Budget": "100", "Einddatum": AFTER}, set()),
        ({**ASPECIFIEK, "Budget": "100"}, {"CD075"}),
        ({**GENERIEK, "Budget": "100", "Einddatum": AFTER}, set()),
        (GENERIEK, {"CD079"}),
        ({"Omvang": omvang(frequentie="2")}, {"CD076"}),
        ({"Omvang": omvang(frequentie="6")}, {"CD076"}),
        ({"Omvang": omvang(frequentie="6"), "Einddatum": AFTER}, set()),
        ({"Omvang": omvang(), "Budget": "100", "Einddatum": AFTER}, {"CD077"}),
        ({**ASPECIFIEK, "Omvang": omvang(), "Einddatum": LAST_DAY}, set()),
        ({**ASPECIFIEK, "Omvang": omvang(), "Einddatum": AFTER}, {"CD080"}),
        ({**ASPECIFIEK, "Omvang": omvang()}, {"CD080"}),
        ({**GENERIEK, "Omvang": omvang(), "Einddatum": LAST_DAY}, set()),
        ({"Omvang": omvang("04", "1")}, set()),
        *(({"Omvang": omvang(eenheid, "1"), "Einddatum": LAST_DAY}, set()) for eenheid in ("14", "16", "83", "84")),
        *(({"Omvang": omvang(eenheid, "1"), "Einddatum": AFTER}, {"CD081"}) for eenheid in ("14", "16", "83", "84")),
        *(({"Omvang": omvang("14", frequentie), "Einddatum": AFTER}, set()) for frequentie in "246"),
        ({"Omvang": omvang("14", "1")}, {"CD081"}),
        *(({"Omvang": omvang("04", frequentie), "Einddatum": LAST_DAY}, set()) for frequentie in "35"),
        *(({"Omvang": omvang("04", frequentie), "Einddatum": AFTER}, {"CS104"}) for frequentie in "35"),
        ({"Omvang": omvang("04", "3")}, {"CS104"}),
        ({"Omvang": omvang("14", "5")}, {"CS104", "CD081"}),
        *(({"Omvang": omvang(eenheid), "Einddatum": LAST_DAY}, {"CS330"}) for eenheid in ("21", "81")),
    ],
)
def test_a_toegewezen_product_has_a_form_that_is_left(domein, parts, expected):
    assert remarks(edited(toewijzing(Release.R30, domein), line(domein, **parts))) == expected


@pytest.mark.parametrize(
    "parts", [{}, {"Omvang": omvang(frequentie="3")}, {"Omvang": omvang("14", "1")}, {**ASPECIFIEK, "Omvang": omvang()}]
)
def test_in_24_everything_was_still_there(parts):
    beschikking = {path.replace("Client/", "Client/Beschikking/"): value for path, value in line(**parts).items()}
    assert remarks(edited(toewijzing(Release.R24), beschikking)) == set()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({f"{ASKED}/Omvang": None}, {"CD041"}),
        ({f"{ASKED}/Product/Code": None}, {"CD080"}),
        ({f"{ASKED}/Product/Code": None, f"{ASKED}/Omvang": None}, set()),
        ({f"{ASKED}/ToewijzingEinddatum": None}, {"CD076"}),
        ({f"{ASKED}/Omvang/Frequentie": "3"}, {"CS104"}),
        ({f"{ASKED}/Omvang": omvang("14", "1")}, {"CD081"}),
        ({f"{ASKED}/Omvang/Eenheid": "81"}, {"CS330"}),
        (
            {
                f"{ASKED}/Product/Code": None,
                f"{ASKED}/ToewijzingIngangsdatum": "2020-12-01",
                f"{ASKED}/ToewijzingEinddatum": LAST_DAY,
                f"{ASKED}/Omvang": omvang("14", "3"),
            },
            set(),
        ),
    ],
)
def test_a_requested_product_is_held_to_the_same(changes, expected):
    assert remarks(edited(verzoek(), changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({f"{CHANGED}/Omvang": omvang("16", "1")}, {"CD081"}),
        ({f"{CHANGED}/Omvang": omvang("04", "5")}, {"CS104"}),
        ({f"{CHANGED}/Omvang/Eenheid": "21"}, {"CS330"}),
        ({f"{CHANGED}/Budget": "100"}, {"CD077"}),
        ({f"{CHANGED}/Einddatum": None}, {"CD076"}),
        ({f"{NEW}/Omvang": omvang()}, {"CD080"}),
        ({f"{NEW}/Omvang": omvang(), f"{NEW}/Product/Code": "02A03"}, set()),
        ({f"{NEW}/Product/Code": "02A03"}, set()),
        ({f"{NEW}/Product": None}, {"CD079"}),
        ({f"{NEW}/Product": None, f"{NEW}/Budget": "100"}, set()),
    ],
)
def test_so_is_what_a_317_asks(changes, expected):
    assert remarks(edited(wijziging_bericht(), changes)) == expected


@pytest.mark.parametrize(("day", "expected"), [("2020-10-01", set()), ("2020-10-02", {"CS023"})])
def test_a_toewijzing_was_decided_before_it_was_sent(day, expected):
    assert remarks(edited(toewijzing(), {f"{LINE}/Toewijzingsdatum": day})) == expected


def test_a_request_has_a_reference_for_each_product():
    one, other = requested(Domein.WMO), requested(Domein.WMO, code="02A04")
    assert remarks(verzoek(Release.R30, Domein.WMO, one, other)) == {"TR347"}
