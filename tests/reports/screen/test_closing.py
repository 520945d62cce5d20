from dataclasses import replace
from pathlib import Path

from migratietoets.conformance.vocabulary.events import (
    ErrorEvent,
    FooterEvent,
    HeaderEvent,
    LoggedFinding,
    VerdictEvent,
)
from migratietoets.conformance.vocabulary.outcomes import Outcome
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.reports.screen.closing import AT_MOST, WIDE, closing_lines, everything_wrong

FOOTER = FooterEvent(counts={}, exit=1, verdict=Outcome.NOT_CONFORM)


def verdict(rule, kind=Verdict.FAIL, case="migratie/een-geval", text="Er mist iets."):
    finding = LoggedFinding(verdict=kind, text=text)
    return VerdictEvent(
        campaign="gemeente-wmo",
        case=case,
        rule=rule,
        domain="wmo",
        strength="must",
        chapter="migratie",
        verdict=kind,
        findings=[finding],
    )


def lines(*events, footer=FOOTER):
    return list(closing_lines(events, footer, Path("uit")))


def test_a_rule_gets_one_line_with_its_count_and_an_example():
    first, *rest = lines(verdict("MT-04"), verdict("MT-04", case="migratie/een-ander"), verdict("MT-05", Verdict.PASS))
    assert first == "  MT-04 overtreden, 2x, zoals migratie/een-geval (wmo): Er mist iets."
    assert not any("MT-05" in line for line in rest)


def test_what_is_broken_comes_before_what_was_not_exercised():
    first, second, *_ = lines(verdict("MT-04", Verdict.NOT_EXERCISED), verdict("MT-09"))
    assert (first[:7], second[:7]) == ("  MT-09", "  MT-04")


def test_a_hundred_broken_rules_take_few_lines_and_say_how_many_are_left_out():
    told = lines(*(verdict(f"MT-{number}") for number in range(100)))
    assert sum(line.startswith("  MT-") for line in told) == AT_MOST
    assert f"  en nog {100 - AT_MOST} regels; de pagina heeft ze alle" in told


def test_no_line_is_wider_than_a_screen_whatever_a_party_says(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    told = lines(verdict("MT-04", text="x" * 5000), ErrorEvent(kind="adapter", text="y\n" * 5000))
    assert max(map(len, told)) <= WIDE


def test_the_same_error_is_told_once():
    assert sum("adapterfout" in line for line in lines(*[ErrorEvent(kind="adapter", text="stuk")] * 9)) == 1


def test_a_warning_counts_as_broken_where_the_run_says_so():
    warning = verdict("TW-04", Verdict.WARN)
    strict = FooterEvent(counts={}, exit=1, verdict=Outcome.NOT_CONFORM, strict=True)
    assert "TW-04" not in lines(warning)[0]
    assert lines(warning, footer=strict)[0].startswith("  TW-04 waarschuwing, 1x")


def test_the_outcome_is_the_last_line():
    assert lines(verdict("MT-04"))[-1] == "  Uitkomst: niet conform"


def test_in_full_everything_that_is_not_in_order_is_told_with_its_source():
    (told,) = everything_wrong([verdict("MT-04"), verdict("MT-05", Verdict.PASS)])
    assert "MT-04" in told
    assert "Bron:" in told


def test_a_system_that_could_not_be_greeted_is_called_after_its_adapter():
    said = {"gemeente": {"spec": "cli:weg", "name": "", "version": "", "supplier": ""}}
    footer = replace(FOOTER, by_role={"gemeente": ["adapterfout"]})
    told = lines(HeaderEvent(format=1, kit="1", seed=0, adapters=said), footer=footer)
    assert told[0] == "  Gemeente cli:weg: adapterfout"


def test_of_two_systems_each_has_its_own_outcome_and_its_own_chapters():
    said = {
        "gemeente": {"name": "Stadhuis", "version": "1", "supplier": "X"},
        "aanbieder": {"name": "Zorghuis", "version": "2", "supplier": "Y"},
    }
    footer = replace(FOOTER, by_role={"gemeente": ["niet conform", "onvolledig"], "aanbieder": ["conform"]})
    told = lines(
        HeaderEvent(format=1, kit="1", seed=0, adapters=said),
        replace(verdict("PL-01"), role="gemeente"),
        replace(verdict("PL-01", Verdict.PASS), role="aanbieder"),
        footer=footer,
    )
    assert told[0].startswith("  gemeente: PL-01 overtreden, 1x")
    first, second = (told.index(one) for one in told if one.startswith(("  Gemeente", "  Aanbieder")))
    assert told[first] == "  Gemeente Stadhuis 1: niet conform; ook onvolledig"
    assert told[second] == "  Aanbieder Zorghuis 2: conform"
    assert "1 overtreden" in told[first + 1]
    assert "1 geslaagd" in told[second + 1]
