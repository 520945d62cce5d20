import json
from pathlib import Path
from typing import Any

import pytest
from verzonnen_run import HEADER, MaakLog, SchrijfLog, bericht, berichten, oordeel, oordelen, opening, slot

from istandaard.model import Invoerfout
from reports.logboek import Log, lees_log


def test_a_whole_log_is_read(log: Log) -> None:
    assert log.header["seed"] == 7
    assert set(log.campaigns) == {"gemeente-wmo"}
    assert log.cases["toewijzingen/zonder-nummer"]["title"] == "Een toewijzing zonder nummer gaat op tijd over"
    assert len(log.messages) == len(berichten())
    assert len(log.errors) == 1
    assert not log.afgebroken


def test_a_log_without_footer_is_unfinished_and_no_error(maak_log: MaakLog) -> None:
    assert maak_log([*opening(), *oordelen()]).afgebroken


def test_a_last_line_that_was_cut_off_is_unfinished_and_no_error(schrijf_log: SchrijfLog) -> None:
    pad = schrijf_log([*opening(), *oordelen(), slot()])
    pad.write_text(pad.read_text("utf-8")[:-20], encoding="utf-8")
    log = lees_log(pad)
    assert log.afgebroken
    assert len(log.verdicts) == sum(event["event"] == "verdict" for event in oordelen())


def test_unknown_events_and_unknown_keys_are_left_alone(maak_log: MaakLog) -> None:
    log = maak_log([HEADER | {"nieuw": 1}, {"event": "maanstand", "fase": "vol"}, slot("conform", 0)])
    assert log.footer
    assert log.footer["verdict"] == "conform"


def test_half_a_surrogate_pair_does_no_harm(tmp_path: Path) -> None:
    regels = (json.dumps(HEADER), json.dumps(bericht(1, "2020-10-15T09:00:00+02:00", xml="a\ud800b")))
    pad = tmp_path / "log.jsonl"
    pad.write_text("\n".join(regels) + "\n", encoding="ascii")
    assert lees_log(pad).messages[0]["xml"] == "a?b"


@pytest.mark.parametrize(
    ("regels", "woorden"),
    [
        ([], ["regel 1", "een header", "leeg bestand"]),
        (["{kapot"], ["regel 1", "JSON-object", "kapot"]),
        ([HEADER, "{kapot", slot()], ["regel 2", "JSON-object", "kapot"]),
        ([HEADER, [1, 2], slot()], ["regel 2", "JSON-object"]),
        ([HEADER, "[" * 100_000, slot()], ["regel 2", "JSON-object"]),
        ([slot()], ["regel 1", "header", "footer"]),
        ([HEADER, HEADER], ["regel 2", "precies één header"]),
        ([HEADER | {"format": 2}], ["format 1", "format 2", "draai de toets opnieuw"]),
        ([HEADER | {"format": True}], ["regel 1", "format", "geheel getal"]),
        ([HEADER, slot(), oordeel("pass", "PL-01")], ["regel 3", "niets meer na de footer"]),
        ([HEADER, oordeel("groen", "PL-01"), slot()], ["regel 2", "not_verifiable", "groen"]),
        ([HEADER, oordeel("pass", "PL-01", findings=["x"]), slot()], ["regel 2", "findings"]),
        ([HEADER, oordeel("pass", "PL-01", findings=None), slot()], ["regel 2", "findings", "een lijst", "None"]),
        ([HEADER, bericht(1, "gisteren"), slot()], ["regel 2", "at", "gisteren"]),
        ([HEADER, bericht(1, "2020-10-15T09:00:00"), slot()], ["regel 2", "tijdzone"]),
        ([HEADER, bericht(1, "0001-01-01T00:00:00+14:00"), slot()], ["regel 2", "tijdzone"]),
        ([HEADER, {k: v for k, v in bericht(1, "2020").items() if k != "xml"}, slot()], ["regel 2", "xml", "niets"]),
        ([HEADER, opening()[-3] | {"begin": "september"}, slot()], ["regel 2", "begin", "september"]),
    ],
)
def test_a_broken_log_says_where_what_and_what_to_do(tmp_path: Path, regels: list[Any], woorden: list[str]) -> None:
    pad = tmp_path / "log.jsonl"
    tekst = "".join((regel if isinstance(regel, str) else json.dumps(regel)) + "\n" for regel in regels)
    pad.write_text(tekst, encoding="utf-8")
    with pytest.raises(Invoerfout) as fout:
        lees_log(pad)
    for woord in (*woorden, "draai de toets opnieuw"):
        assert woord in str(fout.value)


def test_a_missing_file_is_bad_input() -> None:
    with pytest.raises(Invoerfout, match=r"weg\.jsonl"):
        lees_log(Path("weg.jsonl"))
