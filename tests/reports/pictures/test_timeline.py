from migratietoets.reports.log.log import Log
from migratietoets.reports.page.page import make_page
from tests.helpers.made_up_run import (
    HEADER,
    MakeLog,
    bericht,
    berichten,
    closing,
    opening,
)
from tests.helpers.pages import tree


def test_the_timeline_counts_weeks_and_marks_the_key_dates(log: Log) -> None:
    page = tree(log)
    for name in ("wide", "narrow"):
        svg = page.xpath(f"//svg[@class='{name}']")[0]
        days = [element.text for element in svg.xpath(".//text[@class='day']")]
        assert days == ["30-11", "30-12", "04-01", "31-01"]
    amounts = [int(cell.text) for cell in page.xpath("//table[@class='weeks']//td")]
    assert sum(amounts) == len(berichten())
    assert len(page.xpath("//table[@class='weeks']/tbody/tr")) == 26


def test_messages_outside_the_campaign_are_counted_apart(make_log: MakeLog) -> None:
    early = bericht(1, "2020-01-01T09:00:00+01:00")
    assert "1 bericht ligt daarbuiten" in make_page(make_log([*opening(), early, closing()]))
    late = bericht(2, "2020-10-01T09:00:00+02:00", release="9.9")
    page = make_page(make_log([*opening(), early, late, closing()]))
    assert "1 bericht valt buiten deze periode" in page
    assert "andere release" in page


def test_a_log_of_recorded_traffic_without_campaigns_has_a_timeline(make_log: MakeLog) -> None:
    page = tree(make_log([HEADER, bericht(1, "2020-12-01T09:00:00+01:00"), closing("conform", 0)]))
    assert len(page.xpath("//table[@class='weeks']/tbody/tr")) == 1
