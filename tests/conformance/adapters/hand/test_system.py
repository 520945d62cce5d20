"""A person who does what he is told, comes to the same as any other transport."""

from dataclasses import replace

import pytest

from migratietoets.conformance.catalogue.sets import steps_by_hand
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.vocabulary.event_json import event_line
from migratietoets.conformance.vocabulary.events import CANNOT, ErrorEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import Domein
from tests.helpers import PROJECT
from tests.helpers.by_hand import FEW, Person, by_hand, played


@pytest.mark.parametrize("role", ["gemeente", "aanbieder"])
def test_the_short_set_by_hand_comes_to_the_same_verdicts_in_as_many_steps_as_the_page_says(
    role, tmp_path, monkeypatch
):
    short = Selection(domeinen=(Domein.WMO,), roles=(role,), cases_of="kort")
    person = Person()
    verdicts, _ = played(replace(short, adapter=by_hand(tmp_path / "map", person, monkeypatch)))
    assert verdicts == played(short)[0]
    _, *turns = person.asked
    least = steps_by_hand(short.campaigns()[0].cases)
    row = f"| {role} | {least} | {sum(len(turn.tasks) for turn in turns)} | {len(turns)} |"
    assert row in (PROJECT / "docs" / "met-de-hand.md").read_text("utf-8")


def test_whoever_stops_and_goes_on_later_leaves_the_same_log(tmp_path, monkeypatch):
    whole = replace(FEW, adapter=by_hand(tmp_path / "map", Person(), monkeypatch))
    _, events = played(whole)
    lines = [event_line(event) for event in events]
    halves = tmp_path / "ander" / "map"
    halves.parent.mkdir()
    stops = replace(FEW, adapter=by_hand(halves, Person(stop_before=6), monkeypatch))
    with pytest.raises(KeyboardInterrupt):
        played(stops)
    person = Person()
    by_hand(halves, person, monkeypatch)
    _, events = played(stops)
    renamed = [event_line(event).replace(str(halves), str(tmp_path / "map")) for event in events]
    assert renamed == lines
    assert "5 antwoorden van eerder worden herhaald (gemeente-wmo)." in person.told
    asked = len(person.asked)
    again = Person()
    by_hand(halves, again, monkeypatch)
    played(stops)
    assert not again.asked
    assert asked


def test_an_answer_that_was_cut_off_halfway_is_asked_again(tmp_path, monkeypatch):
    folder = tmp_path / "map"
    selection = replace(FEW, adapter=by_hand(folder, Person(stop_before=4), monkeypatch))
    with pytest.raises(KeyboardInterrupt):
        played(selection)
    with (folder / "antwoorden" / "gemeente-wmo.jsonl").open("a") as file:
        file.write('{"asked": "ab')
    person = Person()
    by_hand(folder, person, monkeypatch)
    verdicts, _ = played(selection)
    assert person.told == ["3 antwoorden van eerder worden herhaald (gemeente-wmo)."]
    assert verdicts == played(FEW)[0]


def test_other_cases_in_the_same_folder_are_an_error_that_says_so(tmp_path, monkeypatch):
    folder = tmp_path / "map"
    selection = replace(FEW, adapter=by_hand(folder, Person(stop_before=4), monkeypatch))
    with pytest.raises(KeyboardInterrupt):
        played(selection)
    by_hand(folder, Person(), monkeypatch)
    _, events = played(replace(selection, cases=("vot-vow/vot-30-geh*",)))
    (error,) = [event for event in events if isinstance(event, ErrorEvent)]
    assert "dezelfde vraag als bij het eerdere antwoord; gevonden een andere" in error.text


def test_what_a_system_cannot_do_is_not_verifiable_and_the_rest_goes_on(tmp_path, monkeypatch):
    person = Person(lacks=("migreer",))
    verdicts, events = played(replace(FEW, adapter=by_hand(tmp_path / "map", person, monkeypatch)))
    errors = [event for event in events if isinstance(event, ErrorEvent)]
    assert {(event.kind, event.verb) for event in errors} == {(CANNOT, "instruct")}
    assert "geen knop" in errors[0].text
    migrates = {verdict for (case, _), (verdict, _) in verdicts.items() if case and case.startswith("migratie/")}
    assert Verdict.NOT_VERIFIABLE in migrates
    assert not migrates & {Verdict.FAIL, Verdict.ADAPTER_ERROR, Verdict.NOT_EXERCISED}
    assert verdicts["vot-vow/vot-30-gehonoreerd", "VOT-03"][0] is Verdict.PASS


def test_only_what_comes_next_lies_in_the_folders(tmp_path, monkeypatch):
    folder = tmp_path / "map"

    class Looking(Person):
        def ask(self, turn, tray):
            ready = {path.name for path in (folder / "aanleveren").iterdir()}
            assert ready == {name for task in turn.tasks for name in dict(task.files)}
            assert not list((folder / "verzonden").iterdir())
            return super().ask(turn, tray)

    person = Looking()
    played(replace(FEW, adapter=by_hand(folder, person, monkeypatch)))
    assert any("302 retour-op" in name or "302-retour" in name for name in map(str, folder.rglob("*.xml")))
    assert (folder / "gedaan" / "gemeente-wmo" / "begin" / "aanleveren" / "clienten.csv").is_file()


def test_a_system_with_a_time_of_its_own_is_never_asked_to_set_a_date(tmp_path, monkeypatch):
    from tests.helpers import by_hand as helper

    monkeypatch.setitem(helper.SAID, "clock", "none")
    person = Person()
    played(replace(FEW, adapter=by_hand(tmp_path / "map", person, monkeypatch)))
    assert person.asked
    assert not [task for turn in person.asked for task in turn.tasks if "datum van het systeem" in task.text]


def test_a_system_that_works_at_night_is_visited_the_next_working_day(tmp_path, monkeypatch):
    from tests.helpers import by_hand as helper

    monkeypatch.setitem(helper.SAID, "overnight", "ja")
    person = Person()
    verdicts, _ = played(replace(FEW, adapter=by_hand(tmp_path / "map", person, monkeypatch)))
    days = [turn.title for turn in person.asked]
    assert "gemeente in wmo, 12 januari 2021" in days
    assert verdicts == played(FEW)[0]


def test_an_answer_that_cannot_be_kept_ends_the_asking(tmp_path, monkeypatch):
    from migratietoets.conformance.adapters.hand.answers import Answers
    from migratietoets.istandaard.writing import UnwritableError

    def full(self, turn, answer):
        raise UnwritableError("de schijf is vol")

    person = Person()
    selection = replace(FEW, adapter=by_hand(tmp_path / "map", person, monkeypatch))
    monkeypatch.setattr(Answers, "keep", full)
    _, events = played(selection)
    (error,) = [event for event in events if isinstance(event, ErrorEvent)]
    assert error.text == "de schijf is vol"
    assert len(person.asked) == 1
