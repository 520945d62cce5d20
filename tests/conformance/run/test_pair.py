"""Two systems face to face: each answers for what it does itself, and for nothing that the other did."""

from collections import Counter

import pytest

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection, read_selection
from migratietoets.conformance.suite.options import with_defaults
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import ErrorEvent, HelloEvent, MessageEvent
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein

STOPS = ("afsluiten-zorg/intrekking-*", "afsluiten-zorg/migratie-en-stop-*", "overzicht/start-zorg-*")


def facing(gemeente, aanbieder, *wanted):
    """Role -> the verdicts on its system, and every event."""
    place = "python-inline:tests.systems.pairs"
    selection = Selection(
        gemeente=f"{place}:{gemeente}", aanbieder=f"{place}:{aanbieder}", domeinen=(Domein.WMO,), cases=wanted or STOPS
    )
    run = Run(selection, lambda _: EventLog())
    campaigns = selection.campaigns()
    return {one.role: run.verdicts(one) for one in campaigns}, [each for one in campaigns for each in run.events(one)]


def kinds(verdicts):
    return Counter(str(one.verdict) for one in verdicts.values())


def test_two_systems_that_do_it_right_are_both_right_and_no_kit_is_in_between():
    verdicts, events = facing("Gemeente", "Aanbieder")
    assert set(kinds(verdicts["gemeente"])) == set(kinds(verdicts["aanbieder"])) == {"pass"}
    assert {one.origin for one in events if isinstance(one, MessageEvent)} == {"party"}
    hellos = {(one.role, one.party["name"]) for one in events if isinstance(one, HelloEvent) and one.under_test}
    assert hellos == {("gemeente", "Stadhuis"), ("aanbieder", "Zorghuis")}


def test_whoever_migrates_nothing_is_not_conform_and_the_other_is():
    verdicts, _ = facing("StilleGemeente", "Aanbieder", *STOPS, "toewijzingen/per-*")
    assert {"MT-04", "TW-03"} <= {rule for (_, rule), one in verdicts["gemeente"].items() if one.verdict == "fail"}
    assert set(kinds(verdicts["aanbieder"])) <= {"pass", "not_verifiable"}
    unseen = [one.findings[0].text for one in verdicts["aanbieder"].values() if one.verdict == "not_verifiable"]
    assert unseen
    assert all(text.startswith("Niet te beoordelen: de andere kant (gemeente Stadhuis) ") for text in unseen)


def test_whoever_answers_nothing_is_not_conform_and_the_other_is():
    verdicts, _ = facing("Gemeente", "StommeAanbieder")
    assert {"fail", "not_exercised"} <= set(kinds(verdicts["aanbieder"]))
    assert set(kinds(verdicts["gemeente"])) <= {"pass", "not_verifiable"}


def test_two_systems_that_do_nothing_are_both_not_conform():
    verdicts, _ = facing("StilleGemeente", "StommeAanbieder", *STOPS, "toewijzingen/per-*")
    assert "fail" in kinds(verdicts["gemeente"])
    assert "fail" in kinds(verdicts["aanbieder"])


def test_an_error_of_one_system_is_laid_at_its_own_door():
    verdicts, events = facing("Gemeente", "StukkeAanbieder")
    assert {(one.party, one.kind) for one in events if isinstance(one, ErrorEvent)} == {("aanbieder", "adapter")}
    assert "adapter_error" in kinds(verdicts["aanbieder"])
    assert set(kinds(verdicts["gemeente"])) <= {"pass", "not_verifiable"}


def test_what_one_side_does_not_do_is_not_played_and_says_whose_limitation_that_is():
    verdicts, _ = facing("Gemeente", "Aanbieder", "declareren/*")
    assert {*kinds(verdicts["gemeente"]), *kinds(verdicts["aanbieder"])} == {"not_applicable"}
    (text,) = {one.findings[0].text for one in verdicts["gemeente"].values()}
    assert text.startswith("Niet gespeeld door de andere kant (aanbieder Zorghuis)")
    assert not any(one.findings for one in verdicts["aanbieder"].values())


def test_no_case_is_played_in_which_the_kit_would_speak_for_a_system():
    selection = Selection(gemeente="referentie", aanbieder="referentie")
    played = {case.id for one in selection.campaigns() for case in one.cases}
    kept_out = {case.id for case in cases().values() if case.positive and case.spoken_for}
    assert played
    assert kept_out
    assert not played & kept_out
    assert f"Niet gespeeld: {len(kept_out)} gevallen" in " ".join(selection.words)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"gemeente": "referentie"}, "--gemeente: verwacht ook --aanbieder"),
        ({"gemeente": "referentie", "aanbieder": "referentie", "adapter": "cli:x"}, "Kies een van beide"),
        ({"gemeente": "referentie", "aanbieder": "onbekend"}, "'onbekend' is niet bekend"),
        ({"gemeente": "referentie", "aanbieder": "referentie", "cases": ["*/ontvangst-*"]}, "dat twee systemen samen"),
    ],
)
def test_a_pair_that_cannot_be_meant_is_refused(given, text):
    with pytest.raises(InputError, match=text):
        read_selection(with_defaults({}) | given)


def test_what_the_command_line_says_goes_before_a_pair_that_is_set_elsewhere():
    given = with_defaults({}) | {"gemeente": "referentie", "aanbieder": "referentie", "adapter": "cli:x"}
    assert read_selection(given, origins={"adapter": "migratietoets.toml, adapter"}).pair
    outside = dict.fromkeys(("gemeente", "aanbieder"), "migratietoets.toml")
    assert read_selection(given, origins=outside).adapter == "cli:x"


def test_the_command_that_reproduces_a_finding_names_both_systems():
    verdicts, _ = facing("StilleGemeente", "Aanbieder", "toewijzingen/per-jaar")
    command = next(iter(verdicts["gemeente"].values())).reproduce
    assert command.startswith("migratietoets run --gemeente python-inline:tests.systems.pairs:StilleGemeente --aanb")
