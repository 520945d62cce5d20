"""The deliveries of a dataset, and the 303 messages that claim them."""

import hashlib
import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conformance.opdrachten.leveringen import maak_levering
from conformance.rules.declaratieplek import plekken
from generators.dataset import schrijf
from generators.declaraties import declarant_van, periode_van
from generators.leveringen import DECLARANTEN
from generators.personen import AANBIEDERS
from generators.tarieven import half_op
from istandaard.berichten import Bericht, lees, valideer
from istandaard.berichten.declaratie import declaratiekop, prestaties
from istandaard.releases import EINDE_2020, INGANG_30, Domein, Release

CLIENTS, SEED, GEMEENTEN = 400, 11, ("0344", "0363")
Rij = dict[str, Any]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    doel = tmp_path_factory.mktemp("leveringen") / "uit"
    schrijf(doel, clients=CLIENTS, seed=SEED, gemeenten=GEMEENTEN, tijdlijn="op_tijd")
    return doel


def regels(pad: Path) -> list[Rij]:
    return [json.loads(regel) for regel in pad.read_bytes().decode().splitlines()]


@pytest.fixture(scope="module")
def rijen(dataset: Path) -> list[tuple[Rij, Rij, Rij]]:
    namen = ("leveringen.jsonl", "leveringfeiten.jsonl", "leveringlabels.jsonl")
    return list(zip(*(regels(dataset / naam) for naam in namen), strict=True))


@pytest.fixture(scope="module")
def berichten(dataset: Path) -> dict[str, Bericht]:
    return {pad.name: lees(pad.read_bytes()) for pad in sorted((dataset / "declaraties").iterdir())}


def test_the_oracle_answers_every_delivery_as_labelled(rijen: list[tuple[Rij, Rij, Rij]]) -> None:
    for levering, feiten, label in rijen:
        assert levering["id"] == feiten["id"] == label["id"]
        assert label == plekken(maak_levering(levering))
    assert len({levering["id"] for levering, _, _ in rijen}) == len(rijen)


def test_everything_that_can_happen_happens(rijen: list[tuple[Rij, Rij, Rij]]) -> None:
    regels_ = {regel for _, _, label in rijen for regel in label["rules"]}
    assert regels_ == {"DC-03", "DC-05", "DC-06", "DC-07", "DC-08", "DC-10", "DC-11", "DC-12", "DC-14"}
    assert {len(label["allowed"]) for _, _, label in rijen} == {0, 1, 2}
    assert {feiten["eenheid"] for _, feiten, _ in rijen} == {"01", "04", "14", "16", "82", "83", "84"}
    declaranten = {(levering["bericht_2020"], levering["periode_2020"]) for levering, _, _ in rijen}
    assert declaranten == {(een.bericht, een.periode) for een in DECLARANTEN}
    dagen = {levering["geleverd"] for levering, _, _ in rijen if levering["uitvoering"] == "inspanning"}
    assert dagen >= {f"2020-12-{n}" for n in range(21, 32)} | {f"2021-01-{n:02}" for n in range(1, 11)}
    assert dagen >= {"2021-01-31", "2021-02-01"}
    weken = {levering["geleverd"] for levering, _, _ in rijen if levering["uitvoering"] == "output"}
    assert weken >= {"2020-W52", "2020-W53", "2021-W01"}
    assert any("W" not in week for week in weken)
    opvolgers = {levering["opvolger"] and levering["opvolger"]["ingangsdatum"] for levering, _, _ in rijen}
    assert opvolgers >= {None, "2020-12-01", "2021-01-01"}


@pytest.mark.parametrize("seed", range(4))
def test_each_domein_has_both_kinds_of_message_and_a_gemeente_all_four_ways(seed: int) -> None:
    alle = set()
    for domein in Domein:
        eigen = {declarant_van("0344", domein, aanbieder, seed=seed) for aanbieder in AANBIEDERS}
        assert {een.bericht for een in eigen} == {"303-D", "303-F"}
        alle |= eigen
    assert alle == {*DECLARANTEN}


def test_facts_are_about_a_toewijzing_that_exists(dataset: Path, rijen: list[tuple[Rij, Rij, Rij]]) -> None:
    records = {rij["id"]: rij for rij in regels(dataset / "toewijzingen.jsonl")}
    for levering, feiten, _ in rijen:
        record = records[feiten["toewijzing"]]
        assert all(feiten[veld] == record[veld] for veld in ("gemeente", "aanbieder", "bsn"))
        assert levering["domein"] == record["domein"]
        assert record["categorie"] in {None, feiten["categorie"]}
        assert record["gestart"]
        assert feiten["volume"] >= 1
        assert (feiten["tarief"] is None) == (feiten["eenheid"] == "83")
        assert record["uitvoering"] in {None, levering["uitvoering"]}
        if feiten["uurtarief"] is not None:
            assert feiten["eenheid"] == "01"
            assert feiten["tarief"] == half_op(feiten["uurtarief"], 60)


def test_a_delivery_is_in_one_303_or_in_none(dataset: Path, rijen: list[tuple[Rij, Rij, Rij]]) -> None:
    bestanden = {pad.name for pad in (dataset / "declaraties").iterdir()}
    assert {feiten["bestand"] for _, feiten, _ in rijen} == {None, *bestanden}
    for levering, feiten, label in rijen:
        plek = label["allowed"][0] if len(label["allowed"]) == 1 else None
        if plek and plek["message"] != "323":
            delen = (feiten["gemeente"], levering["domein"], feiten["aanbieder"], plek["period"])
            assert feiten["bestand"] == f"{'-'.join(delen)}.xml"
        else:
            assert feiten["bestand"] is None


def test_the_messages_are_valid_and_sent_in_the_right_release(dataset: Path, berichten: dict[str, Bericht]) -> None:
    nummers, soorten = set(), set()
    for naam, bericht in berichten.items():
        assert valideer((dataset / "declaraties" / naam).read_bytes()) == [], naam
        kop = declaratiekop(bericht)
        gemeente, domein, aanbieder, periode = re.fullmatch(r"(\d{4})-(\w+)-(\d+)-(.+)\.xml", naam).groups()  # type: ignore[union-attr]
        hoofd = bericht.inhoud["Header"]
        assert (hoofd["Gemeente"], bericht.domein, hoofd["Aanbieder"]) == (gemeente, domein, aanbieder)
        assert (kop.begindatum, kop.einddatum) == periode_van(periode)
        assert kop.einddatum <= EINDE_2020
        laatste = periode in {"2020-P13", "2020-12"}
        assert bericht.release == (Release.R30 if laatste else Release.R24)
        if laatste:
            assert date(2021, 1, 4) <= kop.dagtekening
        else:
            assert kop.einddatum < kop.dagtekening <= date(2020, 12, 30)
        nummers.add(kop.nummer)
        soorten.add((kop.soort, laatste, "P" in periode))
    assert len(nummers) == len(berichten)
    assert len(soorten) == 8


def test_prestaties_bundle_what_was_delivered_at_the_right_amount(
    berichten: dict[str, Bericht], rijen: list[tuple[Rij, Rij, Rij]]
) -> None:
    verwacht: dict[tuple[str, ...], int] = defaultdict(int)
    for _, feiten, _ in rijen:
        if feiten["bestand"]:
            verwacht[feiten["bestand"], feiten["bsn"], feiten["code"], feiten["eenheid"]] += feiten["volume"]
    gezien: dict[tuple[str, ...], int] = defaultdict(int)
    for naam, bericht in berichten.items():
        alle = prestaties(bericht)
        assert declaratiekop(bericht).totaalbedrag == sum(een.bedrag for een in alle)
        assert len({een.referentienummer for een in alle}) == len(alle)
        sleutels = [(een.bsn, een.toewijzingnummer, een.categorie, een.code, een.begindatum) for een in alle]
        assert len(set(sleutels)) == len(alle)
        for een in alle:
            gezien[naam, een.bsn, een.code, een.eenheid] += een.volume
            assert een.debet_credit == "D"
            assert (een.btw_vrijstelling == "1") == (declaratiekop(bericht).soort == "F")
    assert gezien == verwacht


def test_an_amount_is_volume_times_tarief_rounded_once(
    berichten: dict[str, Bericht], rijen: list[tuple[Rij, Rij, Rij]]
) -> None:
    uren = {(f["bestand"], f["code"]): f["uurtarief"] for _, f, _ in rijen if f["uurtarief"] is not None}
    gezien = set()
    for naam, bericht in berichten.items():
        for een in prestaties(bericht):
            uur = uren.get((naam, een.code)) if een.eenheid == "01" else None
            if een.eenheid == "83":
                assert (een.bedrag, een.tarief) == (een.volume, None)
            elif uur is not None:
                assert een.bedrag == int(uur * een.volume / 60 + 0.5)
            else:
                assert een.tarief is not None
                assert een.bedrag == een.volume * een.tarief
            gezien.add((een.eenheid, uur is not None))
    assert gezien >= {("01", False), ("01", True), ("04", False), ("83", False), ("82", False)}


def test_a_productperiode_lies_in_its_period_and_its_toewijzing(dataset: Path, berichten: dict[str, Bericht]) -> None:
    """The successors have the numbers and dates that the timeline op_tijd gives them."""
    bekend: dict[tuple[str, str | None, str], list[tuple[str, str | None]]] = defaultdict(list)
    for regel in regels(dataset / "toewijzingen.jsonl"):
        bekend[regel["bsn"], regel["toewijzingnummer"], regel["domein"]].append(
            (regel["ingangsdatum"], regel["einddatum"])
        )
    for stap in regels(dataset / "tijdlijn.jsonl"):
        if stap["action"] in {"nieuwe_toewijzing", "intrekken"}:
            bekend[stap["bsn"], stap["toewijzingnummer"], stap["domein"]].append(
                (stap["ingangsdatum"], stap["einddatum"])
            )
    nieuwe = 0
    for bericht in berichten.values():
        kop = declaratiekop(bericht)
        for een in prestaties(bericht):
            assert kop.begindatum <= een.begindatum <= een.einddatum <= kop.einddatum < INGANG_30
            looptijden = bekend[een.bsn, een.toewijzingnummer, str(bericht.domein)]
            begin, einde = een.begindatum.isoformat(), een.einddatum.isoformat()
            assert any(van <= begin and einde <= (tot or "9999") for van, tot in looptijden)
            nieuwe += (een.toewijzingnummer or "").startswith("80")
    assert nieuwe


def test_the_manifest_counts_and_digests_the_deliveries(
    dataset: Path, berichten: dict[str, Bericht], rijen: list[tuple[Rij, Rij, Rij]]
) -> None:
    manifest = json.loads((dataset / "manifest.json").read_bytes())
    telling = manifest["counts"]["leveringen"]
    assert telling["leveringen"] == len(rijen)
    assert telling["keus"] == sum(label["exclusive"] for _, _, label in rijen)
    assert telling["nergens"] == sum(not label["allowed"] for _, _, label in rijen)
    for regel, aantal in telling["rules"].items():
        assert aantal == sum(regel in label["rules"] for _, _, label in rijen)
    assert telling["declaraties"] == len(berichten)
    assert telling["prestaties"] == sum(len(prestaties(bericht)) for bericht in berichten.values())
    for naam in ("leveringen.jsonl", "leveringfeiten.jsonl", "leveringlabels.jsonl"):
        assert manifest["digests"][naam] == hashlib.sha256((dataset / naam).read_bytes()).hexdigest()


def test_deliveries_do_not_depend_on_the_timeline(dataset: Path, tmp_path: Path) -> None:
    schrijf(tmp_path / "uit", clients=CLIENTS, seed=SEED, gemeenten=GEMEENTEN)
    for naam in ("leveringen.jsonl", "leveringfeiten.jsonl", "leveringlabels.jsonl"):
        assert (tmp_path / "uit" / naam).read_bytes() == (dataset / naam).read_bytes()
