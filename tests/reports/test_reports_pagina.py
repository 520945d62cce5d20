import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from verzonnen_run import (
    CASUSSEN,
    HEADER,
    Event,
    MaakLog,
    bericht,
    berichten,
    oordeel,
    oordelen,
    opening,
    regel,
    slot,
    vondst,
)

from reports.berichten import bericht_paden
from reports.logboek import Log
from reports.overzicht import overzicht
from reports.pagina import OPEN_CASUSSEN, maak_pagina, schrijf_pagina
from reports.woorden import OORDELEN, anker

VIJANDIG = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}\u202egnp'
LEEG = {"br", "col", "hr", "img", "input", "link", "meta"}
ZELF = {"line", "path", "polyline", "rect"}


def boom(log: Log) -> html.HtmlElement:
    return html.document_fromstring(maak_pagina(log))


def tekst(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


class Evenwicht(HTMLParser):
    """Fails on an element that is not closed, or closed out of turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [waarde for naam, waarde in attrs if naam == "id"]
        if tag not in LEEG:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ZELF, (tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_with_unique_ids_and_targets_for_every_label(log: Log) -> None:
    pagina = maak_pagina(log)
    lezer = Evenwicht()
    lezer.feed(pagina)
    lezer.close()
    assert not lezer.open
    assert len(lezer.ids) == len(set(lezer.ids))
    wijzers = re.findall(r'(?:aria-labelledby|for)="([^"]+)"', pagina) + re.findall(r'href="#([^"]+)"', pagina)
    assert {deel for wijzer in wijzers for deel in wijzer.split()} <= set(lezer.ids)


def test_headings_descend_without_gaps(log: Log) -> None:
    niveaus = [int(kop.tag[1]) for kop in boom(log).iter("h1", "h2", "h3", "h4")]
    assert niveaus[0] == 1
    assert niveaus.count(1) == 1
    assert all(volgend <= vorig + 1 for vorig, volgend in pairwise(niveaus))


@pytest.mark.parametrize(
    ("slotregel", "kop", "zin"),
    [
        ([slot()], "Niet conform", "2 regels zijn overtreden"),
        ([slot("conform", 0)], "Conform", "1 regel kwam aan bod"),
        ([slot("onvolledig", 0)], "Onvolledig", "1 regel is niet getoetst"),
        ([], "Afgebroken", "tussenstand"),
        ([slot("onbeslist", 4)], "Onbeslist", "overtreden"),
    ],
)
def test_the_verdict_stands_at_the_top(maak_log: MaakLog, slotregel: list[Event], kop: str, zin: str) -> None:
    pagina = boom(maak_log([*opening(), *oordelen(), *slotregel]))
    assert tekst(pagina.find(".//h1")) == kop
    assert zin in tekst(pagina.find(".//body/header"))
    assert pagina.findtext(".//title").startswith(kop)


@pytest.mark.parametrize(
    ("events", "slotregel", "zin"),
    [
        ([oordeel("pass", "PL-01")], slot("conform", 0), "geen verplichte regel is overtreden."),
        ([oordeel("warn", "TW-04")], slot(), "Geen verplichte regel is overtreden, maar 1 regel gaf een waarschuwing."),
        ([oordeel("not_exercised", "MT-05")], slot(), "maar 1 regel is niet geraakt."),
        ([oordeel("kit_error", "MT-05")], slot("niet conform", 4), "onbeslist door de toets zelf"),
        ([], slot(), "zie het logboek zelf"),
    ],
)
def test_the_sentence_says_why(maak_log: MaakLog, events: list[Event], slotregel: Event, zin: str) -> None:
    assert zin in tekst(boom(maak_log([*opening(), *events, slotregel])).find(".//body/header"))


def test_who_was_tested(log: Log) -> None:
    wie = tekst(boom(log).xpath("//section[@aria-labelledby='wie']")[0])
    for woord in ("Zorgnet Regie", "4.2.1", "Voorbeeld Software B.V.", "gemeente", "Wmo"):
        assert woord in wie
    assert "Aan de andere kant van de keten: referentie 0.1.0 als aanbieder." in wie


def test_without_a_party_the_page_says_so(maak_log: MaakLog) -> None:
    assert "Geen systeem onder toets" in maak_pagina(maak_log([HEADER, slot()]))


def test_every_verdict_is_shown_and_explained(log: Log) -> None:
    pagina = boom(log)
    legenda = tekst(pagina.xpath("//section[@aria-labelledby='legenda']")[0])
    tegels = tekst(pagina.xpath("//ul[@class='tegels']")[0])
    for soort in OORDELEN.values():
        assert soort.uitleg in legenda
        assert soort.naam in tegels


def test_counts_are_right(log: Log) -> None:
    geheel = overzicht(log)
    geteld = {soort: sum(event.get("verdict") == soort for event in oordelen()) for soort in OORDELEN}
    assert geheel.aantallen == geteld
    assert geheel.regels["pass"] == 1
    assert geheel.regels["fail"] == 2
    cellen = {}
    for deel in geheel.hoofdstukken:
        for soort, aantal in deel.aantallen.items():
            cellen[soort] = cellen.get(soort, 0) + aantal
    assert cellen == geteld
    rij = boom(log).xpath("//tr[@data-zoek][contains(., 'PL-01')]/td")
    assert [tekst(cel) for cel in rij][:2] == ["geslaagd 2", "overtreden 0"]


def test_a_failure_shows_its_evidence(log: Log) -> None:
    artikel = boom(log).xpath("//section[@aria-labelledby='overtreden']//article[contains(., 'MT-04')]")[0]
    inhoud = tekst(artikel)
    for woord in (
        "Wat na 01-01-2021 niet meer kan",
        "Bron: presentatie migratie 1.2",
        "Per vier weken wordt per maand",
        "Toewijzing 1001 loopt in 2021 door",
        "Verwacht ingetrokken per 31-12-2020",
        "Gevonden geen 301 over toewijzing 1001",
        "datum: 31-12-2020",
        "migratietoets run --cases toewijzingen/per-4-weken-specifiek --rules MT-04 --seed 7",
    ):
        assert woord in inhoud
    assert artikel.xpath(".//ul[@class='vondsten']//a/@href") == [bericht_paden(log)["gemeente-wmo", 2]]


def test_a_case_that_was_exercised_too_little_says_so(log: Log) -> None:
    artikel = boom(log).xpath("//section[@aria-labelledby='overtreden']//article[contains(., 'TW-02')]")[0]
    assert "0 keer aan bod; deze casus vraagt minstens 1 keer" in tekst(artikel)


def test_passing_findings_are_no_evidence_and_others_carry_their_kind(maak_log: MaakLog) -> None:
    vondsten = [vondst(), vondst(verdict="pass", text="Deze ging goed."), vondst(verdict="warn", text="Deze wrong.")]
    pagina = maak_pagina(maak_log([*opening(), oordeel("fail", "MT-04", findings=vondsten), slot()]))
    assert "Deze ging goed" not in pagina
    assert 'Deze wrong. <span class="etiket">waarschuwing</span>' in pagina


def test_sections_come_in_the_order_of_urgency(log: Log) -> None:
    koppen = [kop.get("id") for kop in boom(log).iter("h2")]
    verwacht = ["wie", "cijfers", "overtreden", "storingen", "waarschuwingen", "niet-getoetst", "niet-geraakt"]
    assert koppen == [*verwacht, "hoofdstukken", "verloop", "beelden", "checklijst", "legenda"]


def test_chapters_have_dutch_titles_in_their_own_order(log: Log) -> None:
    koppen = [tekst(kop) for kop in boom(log).xpath("//section[@class='deel']/h3")]
    assert koppen == [
        "Overzicht migratie",
        "Toewijzingen",
        "Nieuwe toewijzingen",
        "De migratie zelf",
        "Bijzondere situaties",
    ]


def test_info_rules_are_a_checklist_and_not_in_a_chapter(log: Log) -> None:
    pagina = boom(log)
    assert "PL-02" in tekst(pagina.xpath("//section[@aria-labelledby='checklijst']")[0])
    assert "PL-02" not in tekst(pagina.xpath("//section[@aria-labelledby='hoofdstukken']")[0])


def test_what_was_counted_stands_with_its_advice(maak_log: MaakLog) -> None:
    advies = regel("VOT-10", "info", "vot-vow", "Verzoeken uit 2020 worden eerst afgehandeld.")
    vast = {"event": "count", "case": "x/y", "rule": "VOT-10"}
    geteld = [vast | {"campaign": c, "value": n, "total": m} for c, n, m in (("a", 2, 4), ("b", 0, 3))]
    pagina = boom(maak_log([*opening(), advies, *geteld, slot("conform", 0)]))
    assert "In deze run: 2 van 7 niet." in tekst(pagina.xpath("//section[@aria-labelledby='checklijst']")[0])


def test_every_rule_has_one_place_in_the_page(log: Log) -> None:
    pagina = boom(log)
    for nummer in log.rules:
        plaats = pagina.xpath(f"//*[@id='{anker(nummer)}']")
        assert len(plaats) == 1, nummer
        omhoog = [plaats[0], *plaats[0].iterancestors()]
        assert any(nummer in tekst(element) for element in omhoog if element.tag in {"article", "tr", "li"})
    assert pagina.xpath(f"//*[@id='{anker('MT-04')}']")[0].tag == "article"


def test_planned_and_untouched_rules_never_look_green(maak_log: MaakLog) -> None:
    gepland = regel("DC-01", "must", "declareren", "Vanaf 2021 alleen declaraties.", status="planned", reading="Zo.")
    pagina = boom(maak_log([*opening(), gepland, slot("conform", 0)]))
    assert "gepland" in tekst(pagina.xpath("//tr[contains(., 'DC-01')]/th")[0])
    assert "Deze kit toetst deze regel nog niet." in tekst(pagina.xpath("//tr[contains(., 'DC-01')]/th")[0])
    assert "niet in deze run" in tekst(pagina.xpath("//tr[contains(., 'PL-01')]/th")[0])


def test_many_cases_are_folded_but_present(maak_log: MaakLog) -> None:
    veel = [oordeel("fail", "MT-04", f"serie/{n}", findings=[vondst()] * 9) for n in range(20)]
    pagina = boom(maak_log([*opening(), *veel, slot()]))
    gevouwen = pagina.xpath("//article//details[summary[starts-with(., 'Nog 17 casussen')]]//h4")
    assert len(gevouwen) == 20 - OPEN_CASUSSEN
    assert len(pagina.xpath("//article//ul[@class='vondsten']/li")) == 180


def test_hostile_text_stays_text(maak_log: MaakLog) -> None:
    slecht = vondst(subject=VIJANDIG, text=VIJANDIG, expected=VIJANDIG, found=VIJANDIG, at=VIJANDIG)
    partij = {"name": VIJANDIG, "version": VIJANDIG, "supplier": VIJANDIG}
    events = [
        *opening(),
        regel("XX-01", "must", VIJANDIG, VIJANDIG, source=VIJANDIG, reading=VIJANDIG),
        {"event": "case", "id": VIJANDIG, "title": VIJANDIG},
        {"event": "hello", "campaign": "gemeente-wmo", "role": VIJANDIG, "under_test": True, "party": partij},
        bericht(1, "2020-10-15T09:00:00+02:00", VIJANDIG, code=VIJANDIG, release=VIJANDIG),
        *(
            oordeel(soort, "XX-01", VIJANDIG, findings=[slecht | {"message": 1}], reproduce=VIJANDIG)
            for soort in OORDELEN
        ),
        {"event": "error", "kind": VIJANDIG, "text": VIJANDIG, "party": VIJANDIG, "verb": VIJANDIG, "at": VIJANDIG},
        slot(VIJANDIG),
    ]
    pagina = maak_pagina(maak_log(events))
    gelezen = html.document_fromstring(pagina)
    assert "alert(1)" in gelezen.text_content()
    assert len(gelezen.xpath("//script")) == 1
    assert not gelezen.xpath("//img")
    assert not gelezen.xpath("//@*[starts-with(name(), 'on')]")
    assert "49" not in tekst(gelezen.find(".//h1"))
    assert "\u202e" not in pagina
    Evenwicht().feed(pagina)


def test_endless_text_is_cut(maak_log: MaakLog) -> None:
    lang = oordeel("fail", "MT-04", findings=[vondst(found="x" * 1_000_000)])
    pagina = maak_pagina(maak_log([*opening(), lang, slot()]))
    assert "tekens weggelaten" in pagina
    assert len(pagina) < 200_000


def test_nothing_comes_from_outside_and_no_style_or_script_but_its_own(log: Log) -> None:
    pagina = maak_pagina(log)
    gelezen = html.document_fromstring(pagina)
    doelen = gelezen.xpath("//@href | //@src | //@action | //@srcset | //@data")
    assert all(doel.startswith(("#", "messages/")) or doel == "data:," for doel in doelen)
    assert not re.search(r"https?:|//[a-z]|url\(|@import", pagina)
    assert not gelezen.xpath("//@style")
    beleid = gelezen.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for tag in ("style", "script"):
        inhoud = re.search(rf"<{tag}>(.*?)</{tag}>", pagina, re.DOTALL)[1]
        som = base64.b64encode(hashlib.sha256(inhoud.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{som}'" in beleid
    assert "default-src 'none'" in beleid


def test_the_timeline_counts_weeks_and_marks_the_key_dates(log: Log) -> None:
    pagina = boom(log)
    for naam in ("breed", "smal"):
        svg = pagina.xpath(f"//svg[@class='{naam}']")[0]
        dagen = [element.text for element in svg.xpath(".//text[@class='dag']")]
        assert dagen == ["30-11", "30-12", "04-01", "31-01"]
    getallen = [int(cel.text) for cel in pagina.xpath("//table[@class='weken']//td")]
    assert sum(getallen) == len(berichten())
    assert len(pagina.xpath("//table[@class='weken']/tbody/tr")) == 26


def test_messages_outside_the_campaign_are_counted_apart(maak_log: MaakLog) -> None:
    vroeg = bericht(1, "2020-01-01T09:00:00+01:00")
    assert "1 bericht ligt daarbuiten" in maak_pagina(maak_log([*opening(), vroeg, slot()]))
    laat = bericht(2, "2020-10-01T09:00:00+02:00", release="9.9")
    pagina = maak_pagina(maak_log([*opening(), vroeg, laat, slot()]))
    assert "1 bericht valt buiten deze periode" in pagina
    assert "andere release" in pagina


def test_a_log_of_recorded_traffic_without_campaigns_has_a_timeline(maak_log: MaakLog) -> None:
    pagina = boom(maak_log([HEADER, bericht(1, "2020-12-01T09:00:00+01:00"), slot("conform", 0)]))
    assert len(pagina.xpath("//table[@class='weken']/tbody/tr")) == 1


def test_an_empty_log_gives_a_page(maak_log: MaakLog) -> None:
    assert "geen berichten vastgelegd" in maak_pagina(maak_log([HEADER]))


def test_the_same_log_gives_the_same_bytes(log: Log, tmp_path: Path) -> None:
    for naam in ("a", "b"):
        schrijf_pagina(log, tmp_path / naam / "rapport.html")
    assert (tmp_path / "a/rapport.html").read_bytes() == (tmp_path / "b/rapport.html").read_bytes()
    assert CASUSSEN[0][1] in (tmp_path / "a/rapport.html").read_text("utf-8")
