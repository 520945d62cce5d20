from lxml import html
from verzonnen_casus import CASUS, OUD_MET_GAT, declareer, prestatie
from verzonnen_run import oordeel, opening, slot, vondst

from reports import galerij as module
from reports.berichten import bericht_paden
from reports.galerij import galerij
from reports.overzicht import overzicht
from reports.pagina import maak_pagina


def casus(naam, campagne="gemeente-wmo"):
    """The events of a case with a gap, under another name."""
    plek = {"case": naam, "campaign": campagne}
    return [{"event": "case", "id": naam, "title": f"Titel van {naam}"}, *(event | plek for event in OUD_MET_GAT)]


def run(maak_log, namen, vonnissen, *rest):
    verhalen = [event for naam in namen for event in casus(naam)]
    return maak_log([*opening(), *verhalen, *vonnissen, *rest, slot()])


def gemaakt(log):
    return galerij(log, overzicht(log), bericht_paden(log))


def test_a_case_that_breaks_two_rules_is_drawn_once_and_pointed_at(maak_log):
    log = run(maak_log, ["a/1"], [oordeel("fail", "MT-04", "a/1"), oordeel("warn", "TW-04", "a/1")])
    gevonden = gemaakt(log)
    assert list(gevonden.hier) == [("MT-04", "fail", 0)]
    assert gevonden.elders == {("TW-04", "warn", 0): gevonden.hier["MT-04", "fail", 0].anker}
    pagina = html.document_fromstring(maak_pagina(log))
    (details,) = pagina.xpath("//article[@id='regel-mt-04']//details[contains(@class, 'inbeeld')]")
    assert details.get("open") is not None
    assert len(details.xpath(".//svg[@class='beeld']")) == 2
    (link,) = pagina.xpath("//article[@id='regel-tw-04']//a[starts-with(@href, '#beeld-')]/@href")
    assert pagina.xpath(f"//*[@id='{link[1:]}']")


def test_the_gap_stands_in_the_caption_and_the_list_leads_to_the_message(maak_log):
    log = run(maak_log, ["a/1"], [oordeel("fail", "MT-04", "a/1")])
    pagina = html.document_fromstring(maak_pagina(log))
    bijschriften = [" ".join(element.text_content().split()) for element in pagina.xpath("//figure//figcaption")]
    assert "Dekking van cliënt A: gat: 1 dag, 01-01-2021" in bijschriften
    links = pagina.xpath("//details[@class='lijst']//a/@href")
    assert links == [bericht_paden(log)["gemeente-wmo", 1]]


def test_only_the_first_of_a_rule_stands_open_and_the_rest_is_folded(maak_log):
    namen = [f"a/{n}" for n in range(6)]
    log = run(maak_log, [*namen, "b/goed"], [oordeel("fail", "MT-04", naam) for naam in namen])
    gevonden = gemaakt(log)
    assert [platen.open for platen in gevonden.hier.values()] == [True, *[False] * 5]
    assert [platen.titel for platen in gevonden.overige] == ["Titel van b/goed"]
    assert (gevonden.getekend, gevonden.totaal) == (7, 7)
    pagina = maak_pagina(log)
    assert "Elke casus van deze run staat in beeld." in pagina
    assert "gat: 1 dag, 01-01-2021" in pagina


def test_when_there_are_too_many_every_rule_gets_its_first_case_and_the_page_says_what_is_left_out(
    maak_log, monkeypatch
):
    monkeypatch.setattr(module, "MEEST", 4)
    namen = [f"a/{n}" for n in range(9)]
    vonnissen = [oordeel("fail", "MT-04", naam) for naam in namen[:6]]
    vonnissen += [oordeel("fail", "TW-02", naam) for naam in namen[6:]]
    vonnissen += [oordeel("warn", "TW-04", namen[8])]
    log = run(maak_log, namen, vonnissen)
    gevonden = gemaakt(log)
    assert sorted(gevonden.hier) == [
        ("MT-04", "fail", 0),
        ("MT-04", "fail", 1),
        ("TW-02", "fail", 0),
        ("TW-02", "fail", 1),
    ]
    assert (gevonden.getekend, gevonden.totaal) == (4, 9)
    assert "Van de 9 casussen (elk per rol en domein geteld) staan er 4 in beeld" in maak_pagina(log)


def test_pictures_stop_where_the_page_would_grow_too_big(maak_log, monkeypatch):
    namen = [f"a/{n}" for n in range(5)]
    log = run(maak_log, namen, [oordeel("fail", "MT-04", naam) for naam in namen])
    een = sum(len(plaat.svg) for plaat in gemaakt(log).hier["MT-04", "fail", 0].platen)
    monkeypatch.setattr(module, "RUIMTE", 2 * een + een // 2)
    assert gemaakt(log).getekend == 2


def test_other_cases_come_in_one_domain_before_any_in_both(maak_log, monkeypatch):
    monkeypatch.setattr(module, "MEEST", 2)
    jeugd = {"event": "campaign", "campaign": "gemeente-jw", "role": "gemeente", "domain": "jw"}
    jeugd |= {"begin": "2020-09-01", "end": "2021-02-28"}
    log = run(maak_log, ["a/1"], [], jeugd, *casus("a/1", "gemeente-jw"), *casus("a/2", "gemeente-jw"))
    assert [(platen.titel[-3:], platen.waar) for platen in gemaakt(log).overige] == [
        ("a/1", "gemeente, Wmo"),
        ("a/2", "gemeente, Jeugdwet"),
    ]


def test_a_run_that_broke_off_does_not_call_january_a_gap(maak_log):
    verhaal = casus("a/1")
    heen = next(event for event in verhaal if event["event"] == "message")
    zonder = [event for event in verhaal if event is not heen]
    afgebroken = maak_log([*opening(), *zonder, heen])
    assert gemaakt(afgebroken).overige[0].mis == ()
    tot_eind = maak_log(
        [*opening(), *verhaal, {"event": "end", "campaign": CASUS["campaign"], "at": "2021-02-28T17:00:00+01:00"}]
    )
    assert gemaakt(tot_eind).overige[0].mis == ("gat: 1 dag, 01-01-2021",)


def test_a_run_without_cases_has_no_pictures(maak_log):
    log = maak_log([*opening(), oordeel("fail", "MT-04", None), slot()])
    assert gemaakt(log).totaal == 0
    assert 'id="beelden"' not in maak_pagina(log)


def test_a_claim_with_a_finding_is_marked_on_the_page(maak_log):
    dagen = ("2020-12-07", "2020-12-31")
    claim = declareer(7, "2021-01-06T09:00:00", *dagen, prestatie("1001", *dagen), soort="303-D")
    verhaal = [event | {"case": "a/1"} for event in (*OUD_MET_GAT, claim)]
    titel = {"event": "case", "id": "a/1", "title": "Week 53"}
    for nummer, gemerkt in ((7, True), (1, False)):
        fout = oordeel("fail", "MT-04", "a/1", findings=[vondst(message=nummer)])
        pagina = html.document_fromstring(maak_pagina(maak_log([*opening(), titel, *verhaal, fout, slot()])))
        (plaat,) = pagina.xpath("//figure[starts-with(figcaption, 'Declaraties van cliënt A')]")
        assert ("✕ nr. 1001" in plaat.text_content()) is gemerkt
