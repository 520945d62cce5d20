from pathlib import Path, PurePosixPath

from verzonnen_run import MaakLog, bericht, opening, slot

from reports.berichten import bericht_paden, schrijf_berichten

DAG = "2020-10-15T09:00:00+02:00"
CASUS = "toewijzingen/per-4-weken-specifiek"


def test_numbers_run_on_over_campaigns(maak_log: MaakLog, tmp_path: Path) -> None:
    log = maak_log(
        [
            *opening(),
            bericht(1, DAG),
            bericht(1, DAG, campaign="aanbieder-jw", code="302", **{"from": "aanbieder"}),
            bericht(2, DAG, "toewijzingen/zonder-nummer"),
            bericht(2, DAG, campaign="aanbieder-jw"),
            slot(),
        ]
    )
    paden = schrijf_berichten(log, tmp_path / "out")
    assert paden == {
        ("gemeente-wmo", 1): f"messages/{CASUS}/01-gemeente-301-2.4.xml",
        ("aanbieder-jw", 1): f"messages/{CASUS}/02-aanbieder-302-2.4.xml",
        ("gemeente-wmo", 2): "messages/toewijzingen/zonder-nummer/01-gemeente-301-2.4.xml",
        ("aanbieder-jw", 2): f"messages/{CASUS}/03-gemeente-301-2.4.xml",
    }
    inhoud = (tmp_path / "out" / paden["gemeente-wmo", 1]).read_bytes()
    assert inhoud == '<?xml version="1.0" encoding="UTF-8"?>\r\n<Bericht n="1">café</Bericht>\r\n'.encode()
    assert paden == bericht_paden(log)


def test_no_party_leads_a_file_outside_its_folder(maak_log: MaakLog, tmp_path: Path) -> None:
    kwaad = "../../../etc/passwd"
    log = maak_log(
        [
            *opening(),
            bericht(1, DAG, kwaad, code=kwaad, release="\x00..\\", **{"from": "/"}),
            bericht(2, DAG, None, code="3" * 500),
            bericht(3, DAG, "//"),
            slot(),
        ]
    )
    paden = schrijf_berichten(log, tmp_path / "out")
    assert len(set(paden.values())) == 3
    for pad in paden.values():
        assert ".." not in PurePosixPath(pad).parts
        assert (tmp_path / "out" / pad).resolve().is_relative_to(tmp_path / "out/messages")
    assert paden["gemeente-wmo", 2].startswith("messages/zonder-casus/")
    assert sorted(pad.name for pad in tmp_path.iterdir()) == ["log.jsonl", "out"]


def test_messages_of_an_earlier_run_go_and_other_files_stay(maak_log: MaakLog, tmp_path: Path) -> None:
    oud = tmp_path / "messages/toewijzingen/weg/01-gemeente-301-2.4.xml"
    eigen = tmp_path / "messages/notitie.xml"
    oud.parent.mkdir(parents=True)
    oud.write_text("oud")
    eigen.write_text("van mij")
    schrijf_berichten(maak_log([*opening(), bericht(1, DAG), slot()]), tmp_path)
    assert not oud.exists()
    assert eigen.exists()
