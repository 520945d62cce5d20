import base64
import hashlib
import re
from itertools import pairwise
from pathlib import Path

from lxml import html

from migratietoets.reports.log.log import Log
from migratietoets.reports.page.page import OPEN_CASES, make_page, write_page
from migratietoets.reports.run.message_files import bericht_paths
from migratietoets.reports.words.chapters import anchor
from migratietoets.reports.words.verdicts import VERDICTS
from tests.helpers.made_up_run import (
    CASES,
    HEADER,
    MakeLog,
    bericht,
    closing,
    finding,
    opening,
    rule_event,
    verdict_event,
)
from tests.helpers.pages import HOSTILE, Balance, text, tree


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


def test_every_verdict_is_shown_and_explained(log: Log) -> None:
    page = tree(log)
    legend = text(page.xpath("//section[@aria-labelledby='legenda']")[0])
    tiles = text(page.xpath("//ul[@class='tiles']")[0])
    for kind in VERDICTS.values():
        assert kind.explanation in legend
        assert kind.name in tiles


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
    assert "0 keer aan bod; dit geval vraagt minstens 1 keer" in text(article)


def test_passing_findings_are_no_evidence_and_others_carry_their_kind(make_log: MakeLog) -> None:
    findings = [finding(), finding(verdict="pass", text="Deze ging goed."), finding(verdict="warn", text="Deze wrong.")]
    page = make_page(make_log([*opening(), verdict_event("fail", "MT-04", findings=findings), closing()]))
    assert "Deze ging goed" not in page
    assert 'Deze wrong. <span class="tag">waarschuwing</span>' in page


def test_sections_come_in_the_order_of_urgency(log: Log) -> None:
    headings = [header.get("id") for header in tree(log).iter("h2")]
    expected = ["wie", "cijfers", "overtreden", "storingen", "waarschuwingen", "niet-getoetst", "niet-geraakt"]
    assert headings == [*expected, "hoofdstukken", "verloop", "beelden", "checklijst", "legenda"]


def test_every_rule_has_one_place_in_the_page(log: Log) -> None:
    page = tree(log)
    for number in log.rules:
        location = page.xpath(f"//*[@id='{anchor(number)}']")
        assert len(location) == 1, number
        upwards = [location[0], *location[0].iterancestors()]
        assert any(number in text(element) for element in upwards if element.tag in {"article", "tr", "li"})
    assert page.xpath(f"//*[@id='{anchor('MT-04')}']")[0].tag == "article"


def test_planned_and_untouched_rules_never_look_green(make_log: MakeLog) -> None:
    planned = rule_event(
        "DC-01", "must", "declareren", "Vanaf 2021 alleen declaraties.", status="planned", reading="Zo."
    )
    page = tree(make_log([*opening(), planned, closing("conform", 0)]))
    assert "gepland" in text(page.xpath("//tr[contains(., 'DC-01')]/th")[0])
    assert "Deze kit toetst deze regel nog niet." in text(page.xpath("//tr[contains(., 'DC-01')]/th")[0])
    assert "niet in deze run" in text(page.xpath("//tr[contains(., 'PL-01')]/th")[0])


def test_many_cases_are_folded_but_present(make_log: MakeLog) -> None:
    many = [verdict_event("fail", "MT-04", f"serie/{n}", findings=[finding()] * 9) for n in range(20)]
    page = tree(make_log([*opening(), *many, closing()]))
    folded = page.xpath("//article//details[summary[starts-with(., 'Nog 17 gevallen')]]//h4")
    assert len(folded) == 20 - OPEN_CASES
    assert len(page.xpath("//article//ul[@class='findings']/li")) == 180


def test_hostile_text_stays_text(make_log: MakeLog) -> None:
    bad = finding(subject=HOSTILE, text=HOSTILE, expected=HOSTILE, found=HOSTILE, at=HOSTILE)
    party = {"name": HOSTILE, "version": HOSTILE, "supplier": HOSTILE}
    events = [
        *opening(),
        rule_event("XX-01", "must", HOSTILE, HOSTILE, source=HOSTILE, reading=HOSTILE),
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


def test_an_empty_log_gives_a_page(make_log: MakeLog) -> None:
    assert "geen berichten vastgelegd" in make_page(make_log([HEADER]))


def test_the_same_log_gives_the_same_bytes(log: Log, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_page(log, tmp_path / name / "rapport.html")
    assert (tmp_path / "a/rapport.html").read_bytes() == (tmp_path / "b/rapport.html").read_bytes()
    assert CASES[0][1] in (tmp_path / "a/rapport.html").read_text("utf-8")
