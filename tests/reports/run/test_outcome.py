import pytest

from tests.helpers.made_up_run import (
    Event,
    MakeLog,
    closing,
    opening,
    verdict_event,
    verdicts,
)
from tests.helpers.pages import text, tree


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
