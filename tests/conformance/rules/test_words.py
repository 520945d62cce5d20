from datetime import date

import pytest

from migratietoets.conformance.rules.words import content_text, days_text
from migratietoets.istandaard.model import Content, Omvang


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (Content("02", "02K01", Omvang(4, "04", "2")), "02/02K01, volume 4, eenheid 04, frequentie 2"),
        (Content("02", None, Omvang(None, "83", "6"), 5000), "02, eenheid 83, frequentie 6, budget 5000"),
        (Content("02", None, None, 5000), "02, budget 5000"),
        (Content(None, None), "generiek, zonder omvang"),
    ],
)
def test_a_content_is_its_product_and_how_much_of_it(content, text):
    assert content_text(content) == text


def test_a_stretch_of_days_holds_both():
    assert days_text(date(2021, 1, 1), date(2021, 1, 31)) == "01-01-2021 tot en met 31-01-2021"
