from pathlib import Path

import pytest

from migratietoets.conformance.run.run_log import RunLog
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.vocabulary.event_json import read_line
from migratietoets.conformance.vocabulary.events import (
    ErrorEvent,
    FooterEvent,
    HeaderEvent,
    HelloEvent,
    NoticeEvent,
    RuleEvent,
)
from migratietoets.conformance.vocabulary.outcomes import Stop

AT = "2020-10-01T09:00:00+02:00"


def notice(about: str) -> NoticeEvent:
    return NoticeEvent(campaign="gemeente-wmo", n=1, at=AT, about=about, faults=[])


def ended(log: RunLog, stop: Stop | None = None, kit_errors: tuple[str, ...] = ()) -> FooterEvent:
    log.open()
    log.settle(kit_errors)
    footer = log.footer((), stop)
    log.end(footer)
    return footer


def written(out: Path) -> list[object]:
    with (out / "log.jsonl").open(encoding="utf-8", newline="\n") as lines:
        return [read_line(line) for line in lines]


def test_the_parts_of_workers_are_taken_over_whatever_their_texts_hold(tmp_path):
    selection = Selection(out=tmp_path)
    said = notice("regel\u2028nog een\u2029nog een\u0085en\x0cnog\r\neen")
    log = RunLog(selection)
    log.open()
    with log.part(selection.campaigns()[0]) as part:
        part.write(said)
    assert ended(log).exit == 1
    events = written(tmp_path)
    assert isinstance(events[0], HeaderEvent)
    assert [event for event in events[1:] if not isinstance(event, RuleEvent)] == [
        said,
        FooterEvent(counts={}, exit=1, verdict="niets getoetst", beside=[]),
    ]
    assert not (tmp_path / "delen").exists()


def test_the_log_of_a_campaign_keeps_its_own_events_and_writes_through(tmp_path):
    log = RunLog(Selection(out=tmp_path))
    first, second = log.of_campaign(), log.of_campaign()
    first.write(notice("een"))
    second.write(notice("twee"))
    assert (first.events, second.events) == ([notice("een")], [notice("twee")])
    assert log.open().events[-2:] == [notice("een"), notice("twee")]


def test_what_a_worker_that_was_stopped_could_not_finish_is_left_out(tmp_path):
    selection = Selection(out=tmp_path)
    log = RunLog(selection)
    log.open()
    with log.part(selection.campaigns()[0]) as part:
        part.write(notice("af"))
    path = next((tmp_path / "delen").glob("*.jsonl"))
    path.write_text(path.read_text("utf-8") + '{"event": "noti', encoding="utf-8")
    footer = ended(log, Stop.INTERRUPT)
    assert (footer.verdict, footer.exit, footer.stop) == ("afgebroken", 130, "onderbroken met Ctrl-C")
    assert notice("af") in written(tmp_path)


@pytest.mark.parametrize("field", ["version", "roles", "domains", "processes"])
def test_a_system_that_says_something_else_later_is_an_adapter_error(tmp_path, field):
    log = RunLog(Selection(out=tmp_path))
    first = log.open().events[0].adapters["gemeente"]
    for party in (first, first | {field: first[field][:1]}):
        log.open().write(HelloEvent(campaign="gemeente-wmo", role="gemeente", under_test=True, party=party))
    footer = ended(log)
    assert (footer.verdict, footer.exit) == ("adapterfout", 3)
    (error,) = (event for event in written(tmp_path) if isinstance(event, ErrorEvent))
    assert f"bij {field} iets anders" in error.text


def test_what_broke_in_the_kit_is_in_the_log_and_counts_first(tmp_path):
    footer = ended(RunLog(Selection(out=tmp_path)), Stop.INTERRUPT, ("stuk",))
    assert (footer.verdict, footer.exit, footer.beside) == ("kitfout", 4, ["afgebroken"])
    assert [event.text for event in written(tmp_path) if isinstance(event, ErrorEvent)] == ["stuk"]


def test_a_part_that_is_taken_over_halfway_stays_and_is_not_taken_over_again(tmp_path, monkeypatch):
    selection = Selection(out=tmp_path)
    log = RunLog(selection)
    log.open()
    with log.part(selection.campaigns()[0]) as part:
        part.write(notice("een"))
        part.write(notice("twee"))
    put = log.open()._put

    def stopped(event, safe, line):
        if event == notice("twee"):
            raise KeyboardInterrupt
        put(event, safe, line)

    monkeypatch.setattr(log.log, "_put", stopped)
    with pytest.raises(KeyboardInterrupt):
        log.settle()
    monkeypatch.undo()
    assert ended(log, Stop.INTERRUPT).verdict == "afgebroken"
    assert [event.about for event in written(tmp_path) if isinstance(event, NoticeEvent)] == ["een"]
    assert len(list((tmp_path / "delen").glob("*.jsonl"))) == 1
