import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from migratietoets.generators.export.dataset import Manifest, write
from migratietoets.generators.export.granted import FIRST_DAGTEKENING, LAST_DAGTEKENING
from migratietoets.generators.stock.defects.names import NAMES
from migratietoets.generators.stock.label import REDENEN
from migratietoets.istandaard.berichten import read
from migratietoets.istandaard.berichten.header import bsn, client, header
from migratietoets.istandaard.berichten.toewijzing import toegewezen_producten
from migratietoets.istandaard.bsn import bsns_for_tests, elfproef
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation import form_errors

CLIENTS, SEED, GEMEENTEN = 240, 5, ("0344", "0363")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("dataset") / "uit"
    write(target, clients=CLIENTS, seed=SEED, gemeenten=GEMEENTEN)
    return target


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(row) for row in path.read_bytes().decode().splitlines()]


def content(target: Path) -> dict[str, bytes]:
    return {str(path.relative_to(target)): path.read_bytes() for path in sorted(target.rglob("*")) if path.is_file()}


def test_every_message_is_valid_and_of_release_24(dataset: Path) -> None:
    files = sorted((dataset / "berichten").iterdir())
    assert files
    for file in files:
        data = file.read_bytes()
        assert form_errors(data) == [], file.name
        assert read(data).release == Release.R24


def test_the_messages_carry_the_records(dataset: Path) -> None:
    records = [Toewijzing.from_json(row) for row in rows(dataset / "toewijzingen.jsonl")]
    loaded = {}
    identificaties = set()
    for file in (dataset / "berichten").iterdir():
        bericht = read(file.read_bytes())
        head = header(bericht)
        assert file.name == f"{head.afzender}-{bericht.domein}-{head.ontvanger}-{bsn(bericht)}.xml"
        assert FIRST_DAGTEKENING <= head.dagtekening <= LAST_DAGTEKENING
        identificaties.add(head.identificatie)
        for product in toegewezen_producten(bericht):
            assert product.toewijzingsdatum == head.dagtekening
            assert product.reden_wijziging == ("01" if product.einddatum == product.ingangsdatum else None)
            fields = (head.afzender, bericht.domein, head.ontvanger, bsn(bericht), product.toewijzingnummer)
            parts = (*fields, product.ingangsdatum.isoformat(), product.categorie, product.code)
            loaded[":".join(str(part or "") for part in parts)] = product
    assert len(identificaties) == len(list((dataset / "berichten").iterdir()))
    assert set(loaded) == {record.id for record in records}
    for record in records:
        product = loaded[record.id]
        assert (product.volume, product.eenheid, product.frequentie) == (
            record.volume,
            record.eenheid,
            record.frequentie,
        )
        assert product.einddatum == record.einddatum
        assert product.budget is record.budget is None


def test_labels_follow_the_records_line_by_line(dataset: Path) -> None:
    records, labels = rows(dataset / "toewijzingen.jsonl"), rows(dataset / "labels.jsonl")
    assert [record["id"] for record in records] == [label["id"] for label in labels]
    assert all("overdue" not in label for label in labels)


def test_somebody_is_the_same_person_in_every_message(dataset: Path) -> None:
    humans = {client(read(file.read_bytes())) for file in (dataset / "berichten").iterdir()}
    assert len(humans) == len({human.bsn for human in humans}) == CLIENTS


def test_no_bsn_outside_the_test_range_anywhere(dataset: Path) -> None:
    permitted = set(bsns_for_tests())
    found = {
        integer.decode()
        for data in content(dataset).values()
        for integer in re.findall(rb"(?<![\da-f])\d{9}(?![\da-f])", data)
    }
    assert {integer for integer in found if elfproef(integer)} <= permitted
    assert found & permitted


def test_the_manifest_counts_and_digests_what_is_there(dataset: Path) -> None:
    manifest = json.loads((dataset / "manifest.json").read_bytes())
    labels = rows(dataset / "labels.jsonl")
    assert manifest["seed"] == SEED
    assert manifest["parameters"] == {
        "clients": CLIENTS,
        "gemeenten": ["0344", "0363"],
        "domeinen": ["wmo", "jw"],
        "defecten": list(NAMES),
    }
    tally = manifest["counts"]
    assert tally["clients"] == CLIENTS
    assert tally["toewijzingen"] == len(labels) == sum(tally["defecten"].values())
    assert tally["must_migrate"] == sum(bool(label["must_migrate"]) for label in labels)
    assert tally["berichten"] == len(list((dataset / "berichten").iterdir()))
    assert list(tally["defecten"]) == list(NAMES)
    assert list(tally["reasons"]) == list(REDENEN)
    for reden in REDENEN:
        assert tally["reasons"][reden] == sum(reden in label["reasons"] for label in labels)  # type: ignore[operator]
    for name in ("toewijzingen.jsonl", "labels.jsonl"):
        assert manifest["digests"][name] == hashlib.sha256((dataset / name).read_bytes()).hexdigest()
    listing = "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted((dataset / "berichten").iterdir())
    )
    assert manifest["digests"]["berichten"] == hashlib.sha256(listing.encode()).hexdigest()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(dataset: Path, tmp_path: Path) -> None:
    once_again = write(tmp_path / "weer", clients=CLIENTS, seed=SEED, gemeenten=GEMEENTEN)
    assert content(tmp_path / "weer") == content(dataset)
    otherwise = write(tmp_path / "anders", clients=CLIENTS, seed=SEED + 1, gemeenten=GEMEENTEN)
    assert all(otherwise.digests[name] != digest for name, digest in once_again.digests.items())


@pytest.mark.parametrize("hashseed", ["1", "4242"])
def test_the_same_bytes_in_another_process_with_other_hashes(dataset: Path, tmp_path: Path, hashseed: str) -> None:
    code = (
        "import sys; from pathlib import Path; from migratietoets.generators.export.dataset import write\n"
        f"write(Path(sys.argv[1]), clients={CLIENTS}, seed={SEED}, gemeenten={GEMEENTEN})"
    )
    subprocess.run(  # our own code
        [sys.executable, "-c", code, str(tmp_path / "uit")],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": hashseed},
    )
    assert content(tmp_path / "uit") == content(dataset)


def test_the_order_in_which_choices_are_named_does_not_matter(tmp_path: Path) -> None:
    one = write(tmp_path / "a", clients=10, domeinen=[Domein.WMO, Domein.JW], defects=["schoon", "per_jaar"])
    two = write(tmp_path / "b", clients=10, domeinen={Domein.JW, Domein.WMO}, defects={"per_jaar", "schoon"})
    assert one == two


def test_groups_and_combinations_are_taken_apart(tmp_path: Path) -> None:
    manifest = write(tmp_path / "a", clients=20, defects=["dubbel_nummer", "stuks_inspanning+per_jaar"])
    assert manifest.parameters["defecten"] == list(manifest.counts["defecten"]) == [
        "dubbel_nummer_zelfde_aanbieder",
        "dubbel_nummer_andere_aanbieder",
        "dubbel_nummer_beeindigde",
        "per_jaar+stuks_inspanning",
    ]  # fmt: skip
    assert sum(manifest.counts["defecten"].values()) == manifest.counts["toewijzingen"]


def test_another_mix_is_named_in_the_manifest(tmp_path: Path) -> None:
    assert "mix" not in write(tmp_path / "a", clients=5).parameters
    assert write(tmp_path / "b", clients=5, mix="twee_domeinen").parameters["mix"] == "twee_domeinen"


@pytest.fixture(scope="module")
def with_timeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("tijdlijn") / "uit"
    write(target, clients=CLIENTS, seed=SEED, gemeenten=GEMEENTEN, timeline="te_laat")
    return target


def test_a_timeline_leaves_the_dataset_as_it_is(dataset: Path, with_timeline: Path) -> None:
    without, with_ = content(dataset), content(with_timeline)
    extra = {name for name in with_ if name not in without}
    says = {"manifest.json", "datakaart.json", "datakaart.html"}
    assert all(with_[name] == data for name, data in without.items() if name not in says)
    assert {name.split("/")[0] for name in extra} == {"tijdlijn", "tijdlijn.jsonl", "uitkomsten.jsonl"}


def test_the_messages_of_a_timeline_are_valid_and_carry_the_steps(with_timeline: Path) -> None:
    steps = rows(with_timeline / "tijdlijn.jsonl")
    assert {step["action"] for step in steps} == {
        "informeer_aanbieder", "intrekken", "wijzig_einddatum", "nieuwe_toewijzing", "stop_zorg",
    }  # fmt: skip
    per_file: dict[str, list[dict[str, object]]] = {}
    for step in steps:
        assert (step["bestand"] is None) == (step["message"] is None)
        if step["bestand"]:
            per_file.setdefault(str(step["bestand"]), []).append(step)
    files = {file.name: file.read_bytes() for file in (with_timeline / "tijdlijn").iterdir()}
    assert set(per_file) == set(files)
    identificaties = set()
    for name, data in files.items():
        assert form_errors(data) == [], name
        bericht, own = read(data), per_file[name]
        head = header(bericht)
        identificaties.add(head.identificatie)
        assert {(step["op"], step["van"], step["aan"], step["release"], step["bsn"]) for step in own} == {
            (head.dagtekening.isoformat(), head.afzender, head.ontvanger, bericht.release, bsn(bericht))
        }
        if bericht.kind == "301":
            loaded = [
                (p.toewijzingnummer, p.ingangsdatum.isoformat(), p.einddatum and p.einddatum.isoformat(), p.volume)
                for p in toegewezen_producten(bericht)
            ]
            fields = ("toewijzingnummer", "ingangsdatum", "einddatum", "volume")
            assert loaded == [tuple(step[field] for field in fields) for step in own]
    assert len(identificaties) == len(files)


def test_outcomes_are_there_for_every_toewijzing_and_counted(with_timeline: Path) -> None:
    manifest = json.loads((with_timeline / "manifest.json").read_bytes())
    outcomes = rows(with_timeline / "uitkomsten.jsonl")
    assert [out["id"] for out in outcomes] == [row["id"] for row in rows(with_timeline / "toewijzingen.jsonl")]
    tally = manifest["counts"]["tijdlijn"]
    assert tally["stappen"] == len(rows(with_timeline / "tijdlijn.jsonl"))
    assert tally["berichten"] == len(list((with_timeline / "tijdlijn").iterdir()))
    for row, totals in tally["outcomes"].items():
        for outcome, count in totals.items():
            found = sum(out["outcomes"].get(row) == outcome for out in outcomes)  # type: ignore[attr-defined]
            assert found == count
    assert manifest["parameters"]["tijdlijn"] == "te_laat"
    for name in ("tijdlijn.jsonl", "uitkomsten.jsonl"):
        assert manifest["digests"][name] == hashlib.sha256((with_timeline / name).read_bytes()).hexdigest()


def test_a_timeline_has_the_same_bytes_in_another_process_with_other_hashes(
    with_timeline: Path, tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from migratietoets.generators.export.dataset import write\n"
        f"write(Path(sys.argv[1]), clients={CLIENTS}, seed={SEED}, gemeenten={GEMEENTEN}, timeline='te_laat')"
    )
    subprocess.run(  # our own code
        [sys.executable, "-c", code, str(tmp_path / "uit")],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "77"},
    )
    assert content(tmp_path / "uit") == content(with_timeline)


def test_progress_is_told_after_every_client(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    manifest = write(
        tmp_path / "uit",
        clients=5,
        gemeenten=("0344", "0363", "0599"),
        progress=lambda done, every: seen.append((done, every)),
    )
    assert seen == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert isinstance(manifest, Manifest)
    assert {file.name[:4] for file in (tmp_path / "uit" / "berichten").iterdir()} == {"0344", "0363", "0599"}


def test_an_empty_directory_will_do_a_full_one_will_not(tmp_path: Path) -> None:
    write(tmp_path, clients=1)
    with pytest.raises(InputError, match="lege of nieuwe map; gevonden een map met inhoud"):
        write(tmp_path, clients=1)
    with pytest.raises(InputError, match="verwacht een map; gevonden: een bestand"):
        write(tmp_path / "manifest.json", clients=1)


@pytest.mark.parametrize(
    ("choices", "text"),
    [
        ({"gemeenten": ()}, "gevonden geen"),
        ({"gemeenten": ("344",)}, "vier cijfers"),
        ({"gemeenten": ("0344", "0344")}, "verschillende codes"),
        ({"clients": 9092}, "minstens 2 keer --gemeentecode"),
        ({"clients": 0}, "positief aantal"),
        ({"defects": ["per_eeuw"]}, "Onbekend defect"),
        ({"domeinen": []}, "minstens een domein"),
        ({"defects": ["zelfde_nummer_andere_gemeente"]}, "twee gemeenten"),
        ({"timeline": "gisteren"}, "Onbekende tijdlijn: gisteren"),
        ({"mix": "veel"}, "Onbekende mix: veel"),
        ({"mix": "twee_domeinen", "domeinen": [Domein.WMO]}, "wmo en jw allebei"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_written(
    tmp_path: Path, choices: dict[str, object], text: str
) -> None:
    with pytest.raises(InputError, match=text):
        write(tmp_path / "uit", **({"clients": 1} | choices))  # type: ignore[arg-type]
    assert not (tmp_path / "uit").exists()
