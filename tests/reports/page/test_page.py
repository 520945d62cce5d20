import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from migratietoets.reports.log.log import Log
from migratietoets.reports.page.page import OPEN_CASES, make_page, write_page
from migratietoets.reports.run.message_files import bericht_paths
from migratietoets.reports.run.overview import overview
from migratietoets.reports.words.words import VERDICTS, anchor
from tests.helpers.made_up_run import (
    CASES,
    HEADER,
    Event,
    MakeLog,
    bericht,
    berichten,
    closing,
    finding,
    opening,
    regel,
    verdict_event,
    verdicts,
)

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}\u202egnp'
EMPTY = {"br", "col", "hr", "img", "input", "link", "meta"}
SELF_CLOSING = {"line", "path", "polyline", "rect"}


def tree(log: Log) -> html.HtmlElement:
    return html.document_fromstring(make_page(log))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


class Balance(HTMLParser):
    """Fails on an element that is not closed, or closed out of turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SELF_CLOSING, (tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_with_unique_ids_and_targets_for_every_label(log: Log) -> None:
    page = make_page(log)
    reader = Balance()
    reader.feed(page)
    reader.close()
    assert not reader.open
    assert len(reader.ids) == len(set(reader.ids))
    pointers = re.findall(r'(?:aria-labelledby|for)="([^"]+)"', page) + re.findall(r'href="#([^"]+)"', page)
    assert {part for pointer in pointers for part in pointer.split()} <= set(reader.ids)


def test_headings_descend_without_gaps(log: Log) -> None:
    levels = [int(header.tag[1]) for header in tree(log).iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(following <= previous + 1 for previous, following in pairwise(levels))


@pytest.mark.parametrize(
    ("footer_line", "header", "sentence"),
    [
        ([closing()], "Niet conform", "2 regels zijn overtreden"),
        ([closing("conform", 0)], "Conform", "1 regel kwam aan bod"),
        ([closing("onvolledig", 0)], "Onvolledig", "1 regel is niet getoetst"),
        ([], "Afgebroken", "tussenstand"),
        ([closing("onbeslist", 4)], "Onbeslist", "overtreden"),
    ],
)
def test_the_verdict_stands_at_the_top(make_log: MakeLog, footer_line: list[Event], header: str, sentence: str) -> None:
    page = tree(make_log([*opening(), *verdicts(), *footer_line]))
    assert text(page.find(".//h1")) == header
    assert sentence in text(page.find(".//body/header"))
    assert page.findtext(".//title").startswith(header)


@pytest.mark.parametrize(
    ("events", "footer_line", "sentence"),
    [
        ([verdict_event("pass", "PL-01")], closing("conform", 0), "geen verplichte regel is overtreden."),
        (
            [verdict_event("warn", "TW-04")],
            closing(),
            "Geen verplichte regel is overtreden, maar 1 regel gaf een waarschuwing.",
        ),
        ([verdict_event("not_exercised", "MT-05")], closing(), "maar 1 regel is niet geraakt."),
        ([verdict_event("kit_error", "MT-05")], closing("niet conform", 4), "onbeslist door de toets zelf"),
        ([], closing(), "zie het logboek zelf"),
    ],
)
def test_the_sentence_says_why(make_log: MakeLog, events: list[Event], footer_line: Event, sentence: str) -> None:
    assert sentence in text(tree(make_log([*opening(), *events, footer_line])).find(".//body/header"))


def test_who_was_tested(log: Log) -> None:
    who = text(tree(log).xpath("//section[@aria-labelledby='wie']")[0])
    for word in ("Zorgnet Regie", "4.2.1", "Voorbeeld Software B.V.", "gemeente", "Wmo"):
        assert word in who
    assert "Aan de andere kant van de keten: referentie 0.1.0 als aanbieder." in who


def test_without_a_party_the_page_says_so(make_log: MakeLog) -> None:
    assert "Geen systeem onder toets" in make_page(make_log([HEADER, closing()]))


def test_every_verdict_is_shown_and_explained(log: Log) -> None:
    page = tree(log)
    legend = text(page.xpath("//section[@aria-labelledby='legenda']")[0])
    tiles = text(page.xpath("//ul[@class='tiles']")[0])
    for kind in VERDICTS.values():
        assert kind.explanation in legend
        assert kind.name in tiles


def test_counts_are_right(log: Log) -> None:
    whole = overview(log)
    counted = {kind: sum(event.get("verdict") == kind for event in verdicts()) for kind in VERDICTS}
    assert whole.totals == counted
    assert whole.regels["pass"] == 1
    assert whole.regels["fail"] == 2
    cells = {}
    for part in whole.chapters:
        for kind, count in part.totals.items():
            cells[kind] = cells.get(kind, 0) + count
    assert cells == counted
    row = tree(log).xpath("//tr[@data-search][contains(., 'PL-01')]/td")
    assert [text(cell) for cell in row][:2] == ["geslaagd 2", "overtreden 0"]


def test_a_failure_shows_its_evidence(log: Log) -> None:
    article = tree(log).xpath("//section[@aria-labelledby='overtreden']//article[contains(., 'MT-04')]")[0]
    content = text(article)
    for word in (
        "Wat na 01-01-2021 niet meer kan",
        "Bron: presentatie migratie 1.2",
        "Per vier weken wordt per maand",
        "Toewijzing 1001 loopt in 2021 door",
        "Verwacht ingetrokken per 31-12-2020",
        "Gevonden geen 301 over toewijzing 1001",
        "datum: 31-12-2020",
        "migratietoets run --cases toewijzingen/per-4-weken-specifiek --rules MT-04 --seed 7",
    ):
        assert word in content
    assert article.xpath(".//ul[@class='findings']//a/@href") == [bericht_paths(log)["gemeente-wmo", 2]]


def test_a_case_that_was_exercised_too_little_says_so(log: Log) -> None:
    article = tree(log).xpath("//section[@aria-labelledby='overtreden']//article[contains(., 'TW-02')]")[0]
    assert "0 keer aan bod; deze casus vraagt minstens 1 keer" in text(article)


def test_passing_findings_are_no_evidence_and_others_carry_their_kind(make_log: MakeLog) -> None:
    findings = [finding(), finding(verdict="pass", text="Deze ging goed."), finding(verdict="warn", text="Deze wrong.")]
    page = make_page(make_log([*opening(), verdict_event("fail", "MT-04", findings=findings), closing()]))
    assert "Deze ging goed" not in page
    assert 'Deze wrong. <span class="tag">waarschuwing</span>' in page


def test_sections_come_in_the_order_of_urgency(log: Log) -> None:
    headings = [header.get("id") for header in tree(log).iter("h2")]
    expected = ["wie", "cijfers", "overtreden", "storingen", "waarschuwingen", "niet-getoetst", "niet-geraakt"]
    assert headings == [*expected, "hoofdstukken", "verloop", "beelden", "checklijst", "legenda"]


def test_chapters_have_dutch_titles_in_their_own_order(log: Log) -> None:
    headings = [text(header) for header in tree(log).xpath("//section[@class='part']/h3")]
    assert headings == [
        "Overzicht migratie",
        "Toewijzingen",
        "Nieuwe toewijzingen",
        "De migratie zelf",
        "Bijzondere situaties",
    ]


def test_info_rules_are_a_checklist_and_not_in_a_chapter(log: Log) -> None:
    page = tree(log)
    assert "PL-02" in text(page.xpath("//section[@aria-labelledby='checklijst']")[0])
    assert "PL-02" not in text(page.xpath("//section[@aria-labelledby='hoofdstukken']")[0])


def test_what_was_counted_stands_with_its_advice(make_log: MakeLog) -> None:
    advice = regel("VOT-10", "info", "vot-vow", "Verzoeken uit 2020 worden eerst afgehandeld.")
    fixed = {"event": "count", "case": "x/y", "rule": "VOT-10"}
    counted = [fixed | {"campaign": c, "value": n, "total": m} for c, n, m in (("a", 2, 4), ("b", 0, 3))]
    page = tree(make_log([*opening(), advice, *counted, closing("conform", 0)]))
    assert "In deze run: 2 van 7 niet." in text(page.xpath("//section[@aria-labelledby='checklijst']")[0])


def test_every_rule_has_one_place_in_the_page(log: Log) -> None:
    page = tree(log)
    for number in log.rules:
        location = page.xpath(f"//*[@id='{anchor(number)}']")
        assert len(location) == 1, number
        upwards = [location[0], *location[0].iterancestors()]
        assert any(number in text(element) for element in upwards if element.tag in {"article", "tr", "li"})
    assert page.xpath(f"//*[@id='{anchor('MT-04')}']")[0].tag == "article"


def test_planned_and_untouched_rules_never_look_green(make_log: MakeLog) -> None:
    planned = regel("DC-01", "must", "declareren", "Vanaf 2021 alleen declaraties.", status="planned", reading="Zo.")
    page = tree(make_log([*opening(), planned, closing("conform", 0)]))
    assert "gepland" in text(page.xpath("//tr[contains(., 'DC-01')]/th")[0])
    assert "Deze kit toetst deze regel nog niet." in text(page.xpath("//tr[contains(., 'DC-01')]/th")[0])
    assert "niet in deze run" in text(page.xpath("//tr[contains(., 'PL-01')]/th")[0])


def test_many_cases_are_folded_but_present(make_log: MakeLog) -> None:
    many = [verdict_event("fail", "MT-04", f"serie/{n}", findings=[finding()] * 9) for n in range(20)]
    page = tree(make_log([*opening(), *many, closing()]))
    folded = page.xpath("//article//details[summary[starts-with(., 'Nog 17 casussen')]]//h4")
    assert len(folded) == 20 - OPEN_CASES
    assert len(page.xpath("//article//ul[@class='findings']/li")) == 180


def test_hostile_text_stays_text(make_log: MakeLog) -> None:
    bad = finding(subject=HOSTILE, text=HOSTILE, expected=HOSTILE, found=HOSTILE, at=HOSTILE)
    party = {"name": HOSTILE, "version": HOSTILE, "supplier": HOSTILE}
    events = [
        *opening(),
        regel("XX-01", "must", HOSTILE, HOSTILE, source=HOSTILE, reading=HOSTILE),
        {"event": "case", "id": HOSTILE, "title": HOSTILE},
        {"event": "hello", "campaign": "gemeente-wmo", "role": HOSTILE, "under_test": True, "party": party},
        bericht(1, "2020-10-15T09:00:00+02:00", HOSTILE, code=HOSTILE, release=HOSTILE),
        *(
            verdict_event(kind, "XX-01", HOSTILE, findings=[bad | {"message": 1}], reproduce=HOSTILE)
            for kind in VERDICTS
        ),
        {"event": "error", "kind": HOSTILE, "text": HOSTILE, "party": HOSTILE, "verb": HOSTILE, "at": HOSTILE},
        closing(HOSTILE),
    ]
    page = make_page(make_log(events))
    loaded = html.document_fromstring(page)
    assert "alert(1)" in loaded.text_content()
    assert len(loaded.xpath("//script")) == 1
    assert not loaded.xpath("//img")
    assert not loaded.xpath("//@*[starts-with(name(), 'on')]")
    assert "49" not in text(loaded.find(".//h1"))
    assert "\u202e" not in page
    Balance().feed(page)


def test_endless_text_is_cut(make_log: MakeLog) -> None:
    long = verdict_event("fail", "MT-04", findings=[finding(found="x" * 1_000_000)])
    page = make_page(make_log([*opening(), long, closing()]))
    assert "tekens weggelaten" in page
    assert len(page) < 200_000


def test_nothing_comes_from_outside_and_no_style_or_script_but_its_own(log: Log) -> None:
    page = make_page(log)
    loaded = html.document_fromstring(page)
    targets = loaded.xpath("//@href | //@src | //@action | //@srcset | //@data")
    assert all(target.startswith(("#", "messages/")) or target == "data:," for target in targets)
    assert not re.search(r"https?:|//[a-z]|url\(|@import", page)
    assert not loaded.xpath("//@style")
    policy = loaded.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]
        summed = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{summed}'" in policy
    assert "default-src 'none'" in policy


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


def test_an_empty_log_gives_a_page(make_log: MakeLog) -> None:
    assert "geen berichten vastgelegd" in make_page(make_log([HEADER]))


def test_the_same_log_gives_the_same_bytes(log: Log, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_page(log, tmp_path / name / "rapport.html")
    assert (tmp_path / "a/rapport.html").read_bytes() == (tmp_path / "b/rapport.html").read_bytes()
    assert CASES[0][1] in (tmp_path / "a/rapport.html").read_text("utf-8")
