"""Begin and end of care: the last day that is right beside the first that is not."""

import pytest

from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.edited import edited, remarks
from tests.helpers.sample_messages import EVERYTHING, regie, regieproduct

START = "Client/StartProducten/StartProduct/0"
STOP = "Client/StopProducten/StopProduct/0"


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        ("305", {f"{START}/Begindatum": "2020-11-30"}, set()),
        ("305", {f"{START}/Begindatum": "2020-12-01"}, {"CS023"}),
        ("307", {f"{STOP}/Einddatum": "2020-12-01"}, {"CS023"}),
        ("307", {f"{STOP}/Einddatum": "2020-03-05"}, set()),
        ("307", {f"{STOP}/Einddatum": "2020-03-04"}, {"TR018"}),
    ],
)
def test_what_is_reported_has_happened_and_ends_after_it_began(release, domein, kind, changes, expected):
    assert remarks(edited(regie(kind, release, domein), changes)) == expected


@pytest.mark.parametrize(("kind", "line"), [("305", START), ("307", STOP)])
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"StatusAanlevering": "1"}, set()),
        ({"StatusAanlevering": "2"}, {"CS058"}),
        ({"StatusAanlevering": "3"}, set()),
        ({"StatusAanlevering": "9"}, {"CS058"}),
        ({"Product": None}, set()),
        ({"ToewijzingNummer": None}, set()),
        ({"ToewijzingNummer": None, "Product": None}, {"IV096"}),
    ],
)
def test_a_report_says_of_what_it_is_and_what_to_do_with_it(kind, line, changes, expected):
    assert remarks(edited(regie(kind), {f"{line}/{name}": value for name, value in changes.items()})) == expected


def test_in_24_a_changed_report_is_not_blamed():
    assert remarks(edited(regie("305", Release.R24), {f"{START}/StatusAanlevering": "2"})) == set()


def test_no_report_stands_twice_whatever_its_status():
    one = regieproduct(Domein.WMO)
    again = regieproduct(Domein.WMO, status="3")
    later = regieproduct(Domein.WMO, begindatum=one.begindatum.replace(day=6))
    other = regieproduct(Domein.WMO, toewijzingnummer="1002")
    assert remarks(regie("305", Release.R30, Domein.WMO, one, again)) == {"TR101"}
    assert remarks(regie("305", Release.R30, Domein.WMO, one, later, other)) == set()
    assert remarks(regie("305", Release.R24, Domein.WMO, one, one)) == set()
