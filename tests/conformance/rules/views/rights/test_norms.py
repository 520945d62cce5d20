import pytest

from migratietoets.conformance.rules.views.rights.norms import own_form
from migratietoets.conformance.rules.views.rights.old_content import old_content
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import Content, Omvang
from migratietoets.istandaard.releases import DECEMBER_START
from tests.helpers.requests_by_hand import bericht, traced

HOURS = Omvang(4, "04", "2")


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (Content("02", "02K01", HOURS), "specifiek_met_omvang"),
        (Content("02", None, HOURS), "aspecifiek_zonder_budget"),
        (Content("02", None), "aspecifiek_zonder_budget"),
        (Content("02", None, None, 5000), "aspecifiek_met_budget"),
        (Content(None, None, None, 5000), "generiek_met_budget"),
        (Content(None, None), "generiek_met_budget"),
    ],
)
def test_a_content_has_the_form_that_is_nearest(content, form):
    assert own_form(content) == form


TOTAL = {"product": "begeleiding", "specifiek": True, "eenheid": "04", "frequentie": "6"}


@pytest.mark.parametrize(("left", "volume", "verdict"), [(100, 20, "pass"), (100, 21, "warn"), (120, 20, "warn")])
def test_a_part_of_a_total_may_be_what_the_old_one_gave_up_in_the_end(left, volume, verdict):
    old = TOTAL | {"ref": "T1", "nummer": None, "volume": 120, "ingangsdatum": "2020-03-02", "einddatum": "2021-06-30"}
    new = TOTAL | {"ref": "N1", "nummer": 11, "volume": volume, "ingangsdatum": "2020-12-01", "einddatum": "2020-12-31"}
    lowered = {"ref": "T1", "einddatum": "2020-11-30", "reden": "03", "volume": left}
    steps = [bericht("2020-11-16", "gemeente", "301", "2.4", client="A", regels=[lowered, new])]
    whole, part = traced(steps, given=[old]).histories.values()
    assert str(old_content(whole, part, DECEMBER_START - ONE_DAY)) == verdict
