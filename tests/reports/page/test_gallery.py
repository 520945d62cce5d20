from dataclasses import replace

from lxml import html

from migratietoets.conformance.vocabulary.events import CaseEvent, MessageEvent
from migratietoets.reports.page import gallery as module
from migratietoets.reports.page.gallery import gallery
from migratietoets.reports.page.page import make_page
from migratietoets.reports.run.message_files import bericht_paths
from migratietoets.reports.run.overview import overview
from tests.helpers.made_up_case import CASE, OLD_WITH_GAP, claim_deliveries, prestatie
from tests.helpers.made_up_run import closing, finding, opening, verdict_event


def case(name, campaign="gemeente-wmo"):
    """The events of a case with a gap, under another name."""
    own = [replace(event, case=name, campaign=campaign) for event in OLD_WITH_GAP]
    return [CaseEvent(id=name, title=f"Titel van {name}"), *own]


def run(make_log, names, verdicts, *rest):
    stories = [event for name in names for event in case(name)]
    return make_log([*opening(), *stories, *verdicts, *rest, closing()])


def made(log):
    return gallery(log, overview(log), bericht_paths(log))


def test_a_case_that_breaks_two_rules_is_drawn_once_and_pointed_at(make_log):
    log = run(make_log, ["a/1"], [verdict_event("fail", "MT-04", "a/1"), verdict_event("warn", "TW-04", "a/1")])
    found = made(log)
    assert list(found.here) == [("MT-04", "fail", 0)]
    assert found.elsewhere == {("TW-04", "warn", 0): found.here["MT-04", "fail", 0].anchor}
    page = html.document_fromstring(make_page(log))
    (details,) = page.xpath("//article[@id='regel-mt-04']//details[contains(@class, 'pictured')]")
    assert details.get("open") is not None
    assert len(details.xpath(".//svg[@class='picture']")) == 2
    (link,) = page.xpath("//article[@id='regel-tw-04']//a[starts-with(@href, '#beeld-')]/@href")
    assert page.xpath(f"//*[@id='{link[1:]}']")


def test_the_gap_stands_in_the_caption_and_the_list_leads_to_the_message(make_log):
    log = run(make_log, ["a/1"], [verdict_event("fail", "MT-04", "a/1")])
    page = html.document_fromstring(make_page(log))
    captions = [" ".join(element.text_content().split()) for element in page.xpath("//figure//figcaption")]
    assert "Dekking van cliënt A: gat: 1 dag, 01-01-2021" in captions
    left = page.xpath("//details[@class='list']//a/@href")
    assert left == [bericht_paths(log)["gemeente-wmo", 1]]


def test_only_the_first_of_a_rule_stands_open_and_the_rest_is_folded(make_log):
    names = [f"a/{n}" for n in range(6)]
    log = run(make_log, [*names, "b/goed"], [verdict_event("fail", "MT-04", name) for name in names])
    found = made(log)
    assert [figures.open for figures in found.here.values()] == [True, *[False] * 5]
    assert [figures.title for figures in found.others] == ["Titel van b/goed"]
    assert (found.drawn, found.total) == (7, 7)
    page = make_page(log)
    assert "Elk geval van deze run staat in beeld." in page
    assert "gat: 1 dag, 01-01-2021" in page


def test_when_there_are_too_many_every_rule_gets_its_first_case_and_the_page_says_what_is_left_out(
    make_log, monkeypatch
):
    monkeypatch.setattr(module, "AT_MOST", 4)
    names = [f"a/{n}" for n in range(9)]
    verdicts = [verdict_event("fail", "MT-04", name) for name in names[:6]]
    verdicts += [verdict_event("fail", "TW-02", name) for name in names[6:]]
    verdicts += [verdict_event("warn", "TW-04", names[8])]
    log = run(make_log, names, verdicts)
    found = made(log)
    assert sorted(found.here) == [
        ("MT-04", "fail", 0),
        ("MT-04", "fail", 1),
        ("TW-02", "fail", 0),
        ("TW-02", "fail", 1),
    ]
    assert (found.drawn, found.total) == (4, 9)
    assert "Van de 9 gevallen (elk per rol en domein geteld) staan er 4 in beeld" in make_page(log)


def test_pictures_stop_where_the_page_would_grow_too_big(make_log, monkeypatch):
    names = [f"a/{n}" for n in range(5)]
    log = run(make_log, names, [verdict_event("fail", "MT-04", name) for name in names])
    one = sum(len(figure.svg) for figure in made(log).here["MT-04", "fail", 0].figures)
    monkeypatch.setattr(module, "ROOM", 2 * one + one // 2)
    assert made(log).drawn == 2


def test_other_cases_come_in_one_domain_before_any_in_both(make_log, monkeypatch):
    monkeypatch.setattr(module, "AT_MOST", 2)
    youth = {"event": "campaign", "campaign": "gemeente-jw", "role": "gemeente", "domain": "jw"}
    youth |= {"begin": "2020-09-01", "end": "2021-02-28"}
    log = run(make_log, ["a/1"], [], youth, *case("a/1", "gemeente-jw"), *case("a/2", "gemeente-jw"))
    assert [(figures.title[-3:], figures.where) for figures in made(log).others] == [
        ("a/1", "gemeente, Wmo"),
        ("a/2", "gemeente, Jeugdwet"),
    ]


def test_a_run_that_broke_off_does_not_call_january_a_gap(make_log):
    story = case("a/1")
    heen = next(event for event in story if isinstance(event, MessageEvent))
    without = [event for event in story if event is not heen]
    broken_off = make_log([*opening(), *without, heen])
    assert made(broken_off).others[0].wrong == ()
    to_the_end = make_log(
        [*opening(), *story, {"event": "end", "campaign": CASE["campaign"], "at": "2021-02-28T17:00:00+01:00"}]
    )
    assert made(to_the_end).others[0].wrong == ("gat: 1 dag, 01-01-2021",)


def test_a_run_without_cases_has_no_pictures(make_log):
    log = make_log([*opening(), verdict_event("fail", "MT-04", None), closing()])
    assert made(log).total == 0
    assert 'id="beelden"' not in make_page(log)


def test_a_claim_with_a_finding_is_marked_on_the_page(make_log):
    days = ("2020-12-07", "2020-12-31")
    claim = claim_deliveries(7, "2021-01-06T09:00:00", *days, prestatie("1001", *days), kind="303-D")
    story = [replace(event, case="a/1") for event in (*OLD_WITH_GAP, claim)]
    title = {"event": "case", "id": "a/1", "title": "Week 53"}
    for number, marked in ((7, True), (1, False)):
        error = verdict_event("fail", "MT-04", "a/1", findings=[finding(message=number)])
        page = html.document_fromstring(make_page(make_log([*opening(), title, *story, error, closing()])))
        (figure,) = page.xpath("//figure[starts-with(figcaption, 'Declaraties van cliënt A')]")
        assert ("✕ nr. 1001" in figure.text_content()) is marked
