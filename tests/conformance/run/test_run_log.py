from pathlib import Path

from migratietoets.conformance.run.run_log import RunLog
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.vocabulary.event_json import read_line
from migratietoets.conformance.vocabulary.events import FooterEvent, HeaderEvent, NoticeEvent, RuleEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict

AT = "2020-10-01T09:00:00+02:00"


def notice(about: str) -> NoticeEvent:
    return NoticeEvent(campaign="gemeente-wmo", n=1, at=AT, about=about)


def written(out: Path) -> list[object]:
    with (out / "log.jsonl").open(encoding="utf-8", newline="\n") as lines:
        return [read_line(line) for line in lines]


def test_the_parts_of_workers_are_taken_over_whatever_their_texts_hold(tmp_path):
    selection = Selection(out=tmp_path)
    said = notice("regel\u2028nog een\u2029nog een\u0085en\x0cnog\r\neen")
    with RunLog(selection).part(selection.campaigns()[0]) as part:
        part.write(said)
    log = RunLog(selection)
    assert log.end([Verdict.PASS, Verdict.FAIL], 0) == 1
    events = written(tmp_path)
    assert isinstance(events[0], HeaderEvent)
    assert [event for event in events[1:] if not isinstance(event, RuleEvent)] == [
        said,
        FooterEvent(counts={"fail": 1, "pass": 1}, exit=1, verdict="niet conform"),
    ]
    assert not (tmp_path / "delen").exists()


def test_the_log_of_a_campaign_keeps_its_own_events_and_writes_through(tmp_path):
    log = RunLog(Selection(out=tmp_path))
    first, second = log.of_campaign(), log.of_campaign()
    first.write(notice("een"))
    second.write(notice("twee"))
    assert (first.events, second.events) == ([notice("een")], [notice("twee")])
    assert log.open().events[-2:] == [notice("een"), notice("twee")]
