import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generators.dataset import EERSTE_DAGTEKENING, LAATSTE_DAGTEKENING, Manifest, schrijf
from generators.defecten import NAMEN
from generators.label import REDENEN
from generators.personen import test_bsns
from istandaard.berichten import lees, valideer
from istandaard.berichten.kop import bsn, client, kop
from istandaard.berichten.toewijzing import toegewezen_producten
from istandaard.bsn import elfproef
from istandaard.model import Invoerfout, Toewijzing
from istandaard.releases import Domein, Release

CLIENTS, SEED, GEMEENTEN = 240, 5, ("0344", "0363")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    doel = tmp_path_factory.mktemp("dataset") / "uit"
    schrijf(doel, clients=CLIENTS, seed=SEED, gemeenten=GEMEENTEN)
    return doel


def regels(pad: Path) -> list[dict[str, object]]:
    return [json.loads(regel) for regel in pad.read_bytes().decode().splitlines()]


def inhoud(doel: Path) -> dict[str, bytes]:
    return {str(pad.relative_to(doel)): pad.read_bytes() for pad in sorted(doel.rglob("*")) if pad.is_file()}


def test_every_message_is_valid_and_of_release_24(dataset: Path) -> None:
    bestanden = sorted((dataset / "berichten").iterdir())
    assert bestanden
    for bestand in bestanden:
        data = bestand.read_bytes()
        assert valideer(data) == [], bestand.name
        assert lees(data).release == Release.R24


def test_the_messages_carry_the_records(dataset: Path) -> None:
    records = [Toewijzing.from_json(regel) for regel in regels(dataset / "toewijzingen.jsonl")]
    gelezen = {}
    identificaties = set()
    for bestand in (dataset / "berichten").iterdir():
        bericht = lees(bestand.read_bytes())
        hoofd = kop(bericht)
        assert bestand.name == f"{hoofd.afzender}-{bericht.domein}-{hoofd.ontvanger}-{bsn(bericht)}.xml"
        assert EERSTE_DAGTEKENING <= hoofd.dagtekening <= LAATSTE_DAGTEKENING
        identificaties.add(hoofd.identificatie)
        for product in toegewezen_producten(bericht):
            assert product.toewijzingsdatum == hoofd.dagtekening
            assert product.reden_wijziging == ("01" if product.einddatum == product.ingangsdatum else None)
            velden = (hoofd.afzender, bericht.domein, hoofd.ontvanger, bsn(bericht), product.toewijzingnummer)
            delen = (*velden, product.ingangsdatum.isoformat(), product.categorie, product.code)
            gelezen[":".join(str(deel or "") for deel in delen)] = product
    assert len(identificaties) == len(list((dataset / "berichten").iterdir()))
    assert set(gelezen) == {record.id for record in records}
    for record in records:
        product = gelezen[record.id]
        assert (product.volume, product.eenheid, product.frequentie) == (
            record.volume,
            record.eenheid,
            record.frequentie,
        )
        assert product.einddatum == record.einddatum
        assert product.budget is record.budget is None


def test_labels_follow_the_records_line_by_line(dataset: Path) -> None:
    records, labels = regels(dataset / "toewijzingen.jsonl"), regels(dataset / "labels.jsonl")
    assert [record["id"] for record in records] == [label["id"] for label in labels]
    assert all("overdue" not in label for label in labels)


def test_somebody_is_the_same_person_in_every_message(dataset: Path) -> None:
    mensen = {client(lees(bestand.read_bytes())) for bestand in (dataset / "berichten").iterdir()}
    assert len(mensen) == len({mens.bsn for mens in mensen}) == CLIENTS / len(GEMEENTEN)


def test_no_bsn_outside_the_test_range_anywhere(dataset: Path) -> None:
    toegestaan = set(test_bsns())
    gevonden = {
        getal.decode() for data in inhoud(dataset).values() for getal in re.findall(rb"(?<!\d)\d{9}(?!\d)", data)
    }
    assert {getal for getal in gevonden if elfproef(getal)} <= toegestaan
    assert gevonden & toegestaan


def test_the_manifest_counts_and_digests_what_is_there(dataset: Path) -> None:
    manifest = json.loads((dataset / "manifest.json").read_bytes())
    labels = regels(dataset / "labels.jsonl")
    assert manifest["seed"] == SEED
    assert manifest["parameters"] == {
        "clients": CLIENTS,
        "gemeenten": ["0344", "0363"],
        "domeinen": ["wmo", "jw"],
        "defecten": list(NAMEN),
    }
    telling = manifest["counts"]
    assert telling["clients"] == CLIENTS
    assert telling["toewijzingen"] == len(labels) == sum(telling["defecten"].values())
    assert telling["must_migrate"] == sum(bool(label["must_migrate"]) for label in labels)
    assert telling["berichten"] == len(list((dataset / "berichten").iterdir()))
    assert list(telling["defecten"]) == list(NAMEN)
    assert list(telling["reasons"]) == list(REDENEN)
    for reden in REDENEN:
        assert telling["reasons"][reden] == sum(reden in label["reasons"] for label in labels)  # type: ignore[operator]
    for naam in ("toewijzingen.jsonl", "labels.jsonl"):
        assert manifest["digests"][naam] == hashlib.sha256((dataset / naam).read_bytes()).hexdigest()
    lijst = "".join(
        f"{hashlib.sha256(bestand.read_bytes()).hexdigest()}  {bestand.name}\n"
        for bestand in sorted((dataset / "berichten").iterdir())
    )
    assert manifest["digests"]["berichten"] == hashlib.sha256(lijst.encode()).hexdigest()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(dataset: Path, tmp_path: Path) -> None:
    weer = schrijf(tmp_path / "weer", clients=CLIENTS, seed=SEED, gemeenten=GEMEENTEN)
    assert inhoud(tmp_path / "weer") == inhoud(dataset)
    anders = schrijf(tmp_path / "anders", clients=CLIENTS, seed=SEED + 1, gemeenten=GEMEENTEN)
    assert all(anders.digests[naam] != digest for naam, digest in weer.digests.items())


@pytest.mark.parametrize("hashseed", ["1", "4242"])
def test_the_same_bytes_in_another_process_with_other_hashes(dataset: Path, tmp_path: Path, hashseed: str) -> None:
    code = (
        "import sys; from pathlib import Path; from generators.dataset import schrijf\n"
        f"schrijf(Path(sys.argv[1]), clients={CLIENTS}, seed={SEED}, gemeenten={GEMEENTEN})"
    )
    subprocess.run(  # our own code
        [sys.executable, "-c", code, str(tmp_path / "uit")],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": hashseed},
    )
    assert inhoud(tmp_path / "uit") == inhoud(dataset)


def test_the_order_in_which_choices_are_named_does_not_matter(tmp_path: Path) -> None:
    een = schrijf(tmp_path / "a", clients=10, domeinen=[Domein.WMO, Domein.JW], defecten=["schoon", "per_jaar"])
    twee = schrijf(tmp_path / "b", clients=10, domeinen={Domein.JW, Domein.WMO}, defecten={"per_jaar", "schoon"})
    assert een == twee


def test_groups_and_combinations_are_taken_apart(tmp_path: Path) -> None:
    manifest = schrijf(tmp_path / "a", clients=20, defecten=["dubbel_nummer", "stuks_inspanning+per_jaar"])
    assert manifest.parameters["defecten"] == list(manifest.counts["defecten"]) == [
        "dubbel_nummer_zelfde_aanbieder",
        "dubbel_nummer_andere_aanbieder",
        "dubbel_nummer_beeindigde",
        "per_jaar+stuks_inspanning",
    ]  # fmt: skip
    assert sum(manifest.counts["defecten"].values()) == manifest.counts["toewijzingen"]


def test_another_mix_is_named_in_the_manifest(tmp_path: Path) -> None:
    assert "mix" not in schrijf(tmp_path / "a", clients=5).parameters
    assert schrijf(tmp_path / "b", clients=5, mix="twee_domeinen").parameters["mix"] == "twee_domeinen"


@pytest.fixture(scope="module")
def met_tijdlijn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    doel = tmp_path_factory.mktemp("tijdlijn") / "uit"
    schrijf(doel, clients=CLIENTS, seed=SEED, gemeenten=GEMEENTEN, tijdlijn="te_laat")
    return doel


def test_a_timeline_leaves_the_dataset_as_it_is(dataset: Path, met_tijdlijn: Path) -> None:
    zonder, met = inhoud(dataset), inhoud(met_tijdlijn)
    erbij = {naam for naam in met if naam not in zonder}
    assert all(met[naam] == data for naam, data in zonder.items() if naam != "manifest.json")
    assert {naam.split("/")[0] for naam in erbij} == {"tijdlijn", "tijdlijn.jsonl", "uitkomsten.jsonl"}


def test_the_messages_of_a_timeline_are_valid_and_carry_the_steps(met_tijdlijn: Path) -> None:
    stappen = regels(met_tijdlijn / "tijdlijn.jsonl")
    assert {stap["action"] for stap in stappen} == {
        "informeer_aanbieder", "intrekken", "wijzig_einddatum", "nieuwe_toewijzing", "stop_zorg",
    }  # fmt: skip
    per_bestand: dict[str, list[dict[str, object]]] = {}
    for stap in stappen:
        assert (stap["bestand"] is None) == (stap["message"] is None)
        if stap["bestand"]:
            per_bestand.setdefault(str(stap["bestand"]), []).append(stap)
    bestanden = {bestand.name: bestand.read_bytes() for bestand in (met_tijdlijn / "tijdlijn").iterdir()}
    assert set(per_bestand) == set(bestanden)
    identificaties = set()
    for naam, data in bestanden.items():
        assert valideer(data) == [], naam
        bericht, eigen = lees(data), per_bestand[naam]
        hoofd = kop(bericht)
        identificaties.add(hoofd.identificatie)
        assert {(stap["op"], stap["van"], stap["aan"], stap["release"], stap["bsn"]) for stap in eigen} == {
            (hoofd.dagtekening.isoformat(), hoofd.afzender, hoofd.ontvanger, bericht.release, bsn(bericht))
        }
        if bericht.soort == "301":
            gelezen = [
                (p.toewijzingnummer, p.ingangsdatum.isoformat(), p.einddatum and p.einddatum.isoformat(), p.volume)
                for p in toegewezen_producten(bericht)
            ]
            velden = ("toewijzingnummer", "ingangsdatum", "einddatum", "volume")
            assert gelezen == [tuple(stap[veld] for veld in velden) for stap in eigen]
    assert len(identificaties) == len(bestanden)


def test_outcomes_are_there_for_every_toewijzing_and_counted(met_tijdlijn: Path) -> None:
    manifest = json.loads((met_tijdlijn / "manifest.json").read_bytes())
    uitkomsten = regels(met_tijdlijn / "uitkomsten.jsonl")
    assert [uit["id"] for uit in uitkomsten] == [regel["id"] for regel in regels(met_tijdlijn / "toewijzingen.jsonl")]
    telling = manifest["counts"]["tijdlijn"]
    assert telling["stappen"] == len(regels(met_tijdlijn / "tijdlijn.jsonl"))
    assert telling["berichten"] == len(list((met_tijdlijn / "tijdlijn").iterdir()))
    for regel, aantallen in telling["outcomes"].items():
        for uitkomst, aantal in aantallen.items():
            gevonden = sum(uit["outcomes"].get(regel) == uitkomst for uit in uitkomsten)  # type: ignore[attr-defined]
            assert gevonden == aantal
    assert manifest["parameters"]["tijdlijn"] == "te_laat"
    for naam in ("tijdlijn.jsonl", "uitkomsten.jsonl"):
        assert manifest["digests"][naam] == hashlib.sha256((met_tijdlijn / naam).read_bytes()).hexdigest()


def test_a_timeline_has_the_same_bytes_in_another_process_with_other_hashes(met_tijdlijn: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from generators.dataset import schrijf\n"
        f"schrijf(Path(sys.argv[1]), clients={CLIENTS}, seed={SEED}, gemeenten={GEMEENTEN}, tijdlijn='te_laat')"
    )
    subprocess.run(  # our own code
        [sys.executable, "-c", code, str(tmp_path / "uit")],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "77"},
    )
    assert inhoud(tmp_path / "uit") == inhoud(met_tijdlijn)


def test_progress_is_told_after_every_client(tmp_path: Path) -> None:
    gezien: list[tuple[int, int]] = []
    manifest = schrijf(
        tmp_path / "uit",
        clients=5,
        gemeenten=("0344", "0363", "0599"),
        voortgang=lambda klaar, alle: gezien.append((klaar, alle)),
    )
    assert gezien == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert isinstance(manifest, Manifest)
    assert {bestand.name[:4] for bestand in (tmp_path / "uit" / "berichten").iterdir()} == {"0344", "0363", "0599"}


def test_an_empty_directory_will_do_a_full_one_will_not(tmp_path: Path) -> None:
    schrijf(tmp_path, clients=1)
    with pytest.raises(Invoerfout, match="lege of nieuwe map; gevonden een map met inhoud"):
        schrijf(tmp_path, clients=1)
    with pytest.raises(Invoerfout, match="gevonden een bestand"):
        schrijf(tmp_path / "manifest.json", clients=1)


@pytest.mark.parametrize(
    ("keuzes", "tekst"),
    [
        ({"gemeenten": ()}, "gevonden geen"),
        ({"gemeenten": ("344",)}, "vier cijfers"),
        ({"gemeenten": ("0344", "0344")}, "verschillende codes"),
        ({"clients": 9092}, "minstens 2 keer --gemeentecode"),
        ({"clients": 0}, "positief aantal"),
        ({"defecten": ["per_eeuw"]}, "Onbekend defect"),
        ({"domeinen": []}, "minstens een domein"),
        ({"defecten": ["zelfde_nummer_andere_gemeente"]}, "twee gemeenten"),
        ({"tijdlijn": "gisteren"}, "Onbekende tijdlijn: gisteren"),
        ({"mix": "veel"}, "Onbekende mix: veel"),
        ({"mix": "twee_domeinen", "domeinen": [Domein.WMO]}, "wmo en jw allebei"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_written(
    tmp_path: Path, keuzes: dict[str, object], tekst: str
) -> None:
    with pytest.raises(Invoerfout, match=tekst):
        schrijf(tmp_path / "uit", **({"clients": 1} | keuzes))  # type: ignore[arg-type]
    assert not (tmp_path / "uit").exists()
