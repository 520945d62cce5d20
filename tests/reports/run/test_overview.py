from migratietoets.reports.log.log import Log
from migratietoets.reports.page.page import make_page
from migratietoets.reports.run.overview import overview
from migratietoets.reports.words.verdicts import VERDICTS
from tests.helpers.made_up_run import (
    HEADER,
    MakeLog,
    closing,
    opening,
    rule_event,
    verdicts,
)
from tests.helpers.pages import text, tree


def test_who_was_tested(log: Log) -> None:
    who = text(tree(log).xpath("//section[@aria-labelledby='wie']")[0])
    for word in ("Zorgnet Regie", "4.2.1", "Voorbeeld Software B.V.", "gemeente", "Wmo"):
        assert word in who
    assert "Aan de andere kant van de keten: referentie 0.1.0 als aanbieder." in who


def test_without_a_party_the_page_says_so(make_log: MakeLog) -> None:
    assert "Geen systeem onder toets" in make_page(make_log([HEADER, closing()]))


def test_counts_are_right(log: Log) -> None:
    whole = overview(log)
    counted = {kind: sum(event.get("verdict") == kind for event in verdicts()) for kind in VERDICTS}
    assert whole.totals == counted
    assert whole.rules["pass"] == 1
    assert whole.rules["fail"] == 2
    cells = {}
    for part in whole.chapters:
        for kind, count in part.totals.items():
            cells[kind] = cells.get(kind, 0) + count
    assert cells == counted
    row = tree(log).xpath("//tr[@data-search][contains(., 'PL-01')]/td")
    assert [text(cell) for cell in row][:2] == ["geslaagd 2", "overtreden 0"]


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
    advice = rule_event("VOT-10", "info", "vot-vow", "Verzoeken uit 2020 worden eerst afgehandeld.")
    fixed = {"event": "count", "case": "x/y", "rule": "VOT-10"}
    counted = [fixed | {"campaign": c, "value": n, "total": m} for c, n, m in (("a", 2, 4), ("b", 0, 3))]
    page = tree(make_log([*opening(), advice, *counted, closing("conform", 0)]))
    assert "In deze run: 2 van 7 niet." in text(page.xpath("//section[@aria-labelledby='checklijst']")[0])
