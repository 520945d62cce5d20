import json
from pathlib import Path
from typing import Any

import pytest

from migratietoets.istandaard.model import InputError
from migratietoets.reports.log.log import Log, read_log
from tests.helpers.made_up_run import (
    HEADER,
    MakeLog,
    WriteLog,
    bericht,
    berichten,
    closing,
    opening,
    verdict_event,
    verdicts,
)


def test_a_whole_log_is_read(log: Log) -> None:
    assert log.header.seed == 7
    assert set(log.campaigns) == {"gemeente-wmo"}
    assert log.cases["toewijzingen/zonder-nummer"].title == "Een toewijzing zonder nummer gaat op tijd over"
    assert len(log.messages) == len(berichten())
    assert len(log.errors) == 1
    assert not log.broken_off


def test_what_was_said_of_all_clients_of_an_aanbieder_is_told_of_each(make_log: MakeLog) -> None:
    named = {"xml": "<Ontvanger>99990001</Ontvanger>"}
    stories = [bericht(1, "2020-12-01T09:00:00+01:00", "een", **named), bericht(2, "2020-12-01T09:00:00+01:00", "twee")]
    stock = {"event": "stock", "campaign": "gemeente-wmo", "case": "drie", "toewijzing": {"aanbieder": "99990001"}}
    said = {"event": "notice", "campaign": "gemeente-wmo", "case": None, "at": "2020-12-14T09:00:00+01:00"}
    said |= {"n": 3, "from": "gemeente", "to": "99990001", "bsn": None, "code": "migratieplan", "about": ""}
    log = make_log([*opening(), *stories, stock, said])
    heard = [case for (_, case), events in log.stories.items() if any(event in log.notices for event in events)]
    assert heard == ["een", "drie"]


def test_a_log_without_footer_is_unfinished_and_no_error(make_log: MakeLog) -> None:
    assert make_log([*opening(), *verdicts()]).broken_off


def test_a_last_line_that_was_cut_off_is_unfinished_and_no_error(write_log: WriteLog) -> None:
    path = write_log([*opening(), *verdicts(), closing()])
    path.write_text(path.read_text("utf-8")[:-20], encoding="utf-8")
    log = read_log(path)
    assert log.broken_off
    assert len(log.verdicts) == sum(event["event"] == "verdict" for event in verdicts())


def test_unknown_events_and_unknown_keys_are_left_alone(make_log: MakeLog) -> None:
    log = make_log([HEADER | {"nieuw": 1}, {"event": "maanstand", "fase": "vol"}, closing("conform", 0)])
    assert log.footer
    assert log.footer.verdict == "conform"


def test_half_a_surrogate_pair_does_no_harm(tmp_path: Path) -> None:
    lines = (json.dumps(HEADER), json.dumps(bericht(1, "2020-10-15T09:00:00+02:00", xml="a\ud800b")))
    path = tmp_path / "log.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    assert read_log(path).messages[0].xml == "a?b"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], ["regel 1", "een header", "leeg bestand"]),
        (["{kapot"], ["regel 1", "JSON-object", "kapot"]),
        ([HEADER, "{kapot", closing()], ["regel 2", "JSON-object", "kapot"]),
        ([HEADER, [1, 2], closing()], ["regel 2", "JSON-object"]),
        ([HEADER, "[" * 100_000, closing()], ["regel 2", "JSON-object"]),
        ([closing()], ["regel 1", "header", "footer"]),
        ([HEADER, HEADER], ["regel 2", "precies één header"]),
        ([HEADER | {"format": 2}], ["format 1", "format 2", "draai de toets opnieuw"]),
        ([HEADER | {"format": True}], ["regel 1", "format", "geheel getal"]),
        ([HEADER, closing(), verdict_event("pass", "PL-01")], ["regel 3", "niets meer na de footer"]),
        ([HEADER, verdict_event("groen", "PL-01"), closing()], ["regel 2", "not_verifiable", "groen"]),
        ([HEADER, verdict_event("pass", "PL-01", findings=["x"]), closing()], ["regel 2", "findings"]),
        (
            [HEADER, verdict_event("pass", "PL-01", findings=None), closing()],
            ["regel 2", "findings", "een lijst", "None"],
        ),
        ([HEADER, bericht(1, "gisteren"), closing()], ["regel 2", "at", "gisteren"]),
        ([HEADER, bericht(1, "2020-10-15T09:00:00"), closing()], ["regel 2", "tijdzone"]),
        ([HEADER, bericht(1, "0001-01-01T00:00:00+14:00"), closing()], ["regel 2", "tijdzone"]),
        ([HEADER, {k: v for k, v in bericht(1, "2020").items() if k != "xml"}, closing()], ["regel 2", "xml", "niets"]),
        ([HEADER, opening()[-3] | {"begin": "september"}, closing()], ["regel 2", "begin", "september"]),
    ],
)
def test_a_broken_log_says_where_what_and_what_to_do(tmp_path: Path, lines: list[Any], words: list[str]) -> None:
    path = tmp_path / "log.jsonl"
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_log(path)
    for word in (*words, "draai de toets opnieuw"):
        assert word in str(error.value)


def test_a_missing_file_is_bad_input() -> None:
    with pytest.raises(InputError, match=r"weg\.jsonl"):
        read_log(Path("weg.jsonl"))
