from pathlib import Path, PurePosixPath

from migratietoets.reports.run.message_files import bericht_paths, write_berichten
from tests.helpers.made_up_run import MakeLog, bericht, closing, opening

DAY = "2020-10-15T09:00:00+02:00"
CASE = "toewijzingen/per-4-weken-specifiek"


def test_numbers_run_on_over_campaigns(make_log: MakeLog, tmp_path: Path) -> None:
    log = make_log(
        [
            *opening(),
            bericht(1, DAY),
            bericht(1, DAY, campaign="aanbieder-jw", code="302", **{"from": "aanbieder"}),
            bericht(2, DAY, "toewijzingen/zonder-nummer"),
            bericht(2, DAY, campaign="aanbieder-jw"),
            closing(),
        ]
    )
    write_berichten(log, tmp_path / "out")
    paths = bericht_paths(log)
    assert paths == {
        ("gemeente-wmo", 1): f"messages/{CASE}/01-gemeente-301-2.4.xml",
        ("aanbieder-jw", 1): f"messages/{CASE}/02-aanbieder-302-2.4.xml",
        ("gemeente-wmo", 2): "messages/toewijzingen/zonder-nummer/01-gemeente-301-2.4.xml",
        ("aanbieder-jw", 2): f"messages/{CASE}/03-gemeente-301-2.4.xml",
    }
    content = (tmp_path / "out" / paths["gemeente-wmo", 1]).read_bytes()
    assert content == '<?xml version="1.0" encoding="UTF-8"?>\r\n<Bericht n="1">café</Bericht>\r\n'.encode()


def test_no_party_leads_a_file_outside_its_folder(make_log: MakeLog, tmp_path: Path) -> None:
    malice = "../../../etc/passwd"
    log = make_log(
        [
            *opening(),
            bericht(1, DAY, malice, code=malice, release="\x00..\\", **{"from": "/"}),
            bericht(2, DAY, None, code="3" * 500),
            bericht(3, DAY, "//"),
            closing(),
        ]
    )
    write_berichten(log, tmp_path / "out")
    paths = bericht_paths(log)
    assert len(set(paths.values())) == 3
    for path in paths.values():
        assert ".." not in PurePosixPath(path).parts
        assert (tmp_path / "out" / path).resolve().is_relative_to(tmp_path / "out/messages")
    assert paths["gemeente-wmo", 2].startswith("messages/zonder-geval/")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.jsonl", "out"]
