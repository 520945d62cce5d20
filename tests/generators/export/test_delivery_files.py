"""The deliveries of a dataset, and the 303 messages that claim them."""

import hashlib
import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from migratietoets.conformance.commands.deliveries import make_delivery
from migratietoets.conformance.contracts import as_json
from migratietoets.conformance.rules.questions.declare import places
from migratietoets.generators.deliveries.claims import declarant_of, period_of
from migratietoets.generators.deliveries.delivery import DECLARANTS
from migratietoets.generators.deliveries.tariffs import half_up
from migratietoets.generators.export.dataset import write
from migratietoets.generators.people.clients import AANBIEDERS
from migratietoets.istandaard.berichten import Bericht, read
from migratietoets.istandaard.berichten.declaratie import declaratie_header, prestaties
from migratietoets.istandaard.releases import END_OF_2020, START_30, Domein, Release
from migratietoets.istandaard.validation import form_errors

CLIENTS, SEED, GEMEENTEN = 400, 11, ("0344", "0363")
Row = dict[str, Any]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("leveringen") / "uit"
    write(target, clients=CLIENTS, seed=SEED, gemeenten=GEMEENTEN, timeline="op_tijd")
    return target


def records_in(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_bytes().decode().splitlines()]


@pytest.fixture(scope="module")
def rows(dataset: Path) -> list[tuple[Row, Row, Row]]:
    names = ("leveringen.jsonl", "leveringfeiten.jsonl", "leveringlabels.jsonl")
    return list(zip(*(records_in(dataset / name) for name in names), strict=True))


@pytest.fixture(scope="module")
def berichten(dataset: Path) -> dict[str, Bericht]:
    return {path.name: read(path.read_bytes()) for path in sorted((dataset / "declaraties").iterdir())}


def test_the_oracle_answers_every_delivery_as_labelled(rows: list[tuple[Row, Row, Row]]) -> None:
    for delivery, facts, label in rows:
        assert delivery["id"] == facts["id"] == label["id"]
        assert label == as_json(places(make_delivery(delivery)))
    assert len({delivery["id"] for delivery, _, _ in rows}) == len(rows)


def test_everything_that_can_happen_happens(rows: list[tuple[Row, Row, Row]]) -> None:
    rules_ = {line for _, _, label in rows for line in label["rules"]}
    assert rules_ == {"DC-03", "DC-05", "DC-06", "DC-07", "DC-08", "DC-10", "DC-11", "DC-12", "DC-14"}
    assert {len(label["allowed"]) for _, _, label in rows} == {0, 1, 2}
    assert {facts["eenheid"] for _, facts, _ in rows} == {"01", "04", "14", "16", "82", "83", "84"}
    declarants = {(delivery["bericht_2020"], delivery["periode_2020"]) for delivery, _, _ in rows}
    assert declarants == {(one.bericht, one.period) for one in DECLARANTS}
    days = {delivery["geleverd"] for delivery, _, _ in rows if delivery["uitvoering"] == "inspanning"}
    assert days >= {f"2020-12-{n}" for n in range(21, 32)} | {f"2021-01-{n:02}" for n in range(1, 11)}
    assert days >= {"2021-01-31", "2021-02-01"}
    weeks = {delivery["geleverd"] for delivery, _, _ in rows if delivery["uitvoering"] == "output"}
    assert weeks >= {"2020-W52", "2020-W53", "2021-W01"}
    assert any("W" not in week for week in weeks)
    successors = {delivery["opvolger"] and delivery["opvolger"]["ingangsdatum"] for delivery, _, _ in rows}
    assert successors >= {None, "2020-12-01", "2021-01-01"}


@pytest.mark.parametrize("seed", range(4))
def test_each_domein_has_both_kinds_of_message_and_a_gemeente_all_four_ways(seed: int) -> None:
    every = set()
    for domein in Domein:
        own = {declarant_of("0344", domein, aanbieder, seed=seed) for aanbieder in AANBIEDERS}
        assert {one.bericht for one in own} == {"303-D", "303-F"}
        every |= own
    assert every == {*DECLARANTS}


def test_facts_are_about_a_toewijzing_that_exists(dataset: Path, rows: list[tuple[Row, Row, Row]]) -> None:
    records = {row["id"]: row for row in records_in(dataset / "toewijzingen.jsonl")}
    for delivery, facts, _ in rows:
        record = records[facts["toewijzing"]]
        assert all(facts[field] == record[field] for field in ("gemeente", "aanbieder", "bsn"))
        assert delivery["domein"] == record["domein"]
        assert record["categorie"] in {None, facts["categorie"]}
        assert record["gestart"]
        assert facts["volume"] >= 1
        assert (facts["tarief"] is None) == (facts["eenheid"] == "83")
        assert record["uitvoering"] in {None, delivery["uitvoering"]}
        if facts["uurtarief"] is not None:
            assert facts["eenheid"] == "01"
            assert facts["tarief"] == half_up(facts["uurtarief"], 60)


def test_a_delivery_is_in_one_303_or_in_none(dataset: Path, rows: list[tuple[Row, Row, Row]]) -> None:
    files = {path.name for path in (dataset / "declaraties").iterdir()}
    assert {facts["bestand"] for _, facts, _ in rows} == {None, *files}
    for delivery, facts, label in rows:
        place = label["allowed"][0] if len(label["allowed"]) == 1 else None
        if place and place["message"] != "323":
            parts = (facts["gemeente"], delivery["domein"], facts["aanbieder"], place["period"])
            assert facts["bestand"] == f"{'-'.join(parts)}.xml"
        else:
            assert facts["bestand"] is None


def test_the_messages_are_valid_and_sent_in_the_right_release(dataset: Path, berichten: dict[str, Bericht]) -> None:
    numbers, kinds = set(), set()
    for name, bericht in berichten.items():
        assert form_errors((dataset / "declaraties" / name).read_bytes()) == [], name
        header = declaratie_header(bericht)
        gemeente, domein, aanbieder, period = re.fullmatch(r"(\d{4})-(\w+)-(\d+)-(.+)\.xml", name).groups()  # type: ignore[union-attr]
        head = bericht.content["Header"]
        assert (head["Gemeente"], bericht.domein, head["Aanbieder"]) == (gemeente, domein, aanbieder)
        assert (header.begindatum, header.einddatum) == period_of(period)
        assert header.einddatum <= END_OF_2020
        last = period in {"2020-P13", "2020-12"}
        assert bericht.release == (Release.R30 if last else Release.R24)
        if last:
            assert date(2021, 1, 4) <= header.dagtekening
        else:
            assert header.einddatum < header.dagtekening <= date(2020, 12, 30)
        numbers.add(header.number)
        kinds.add((header.kind, last, "P" in period))
    assert len(numbers) == len(berichten)
    assert len(kinds) == 8


def test_prestaties_bundle_what_was_delivered_at_the_right_amount(
    berichten: dict[str, Bericht], rows: list[tuple[Row, Row, Row]]
) -> None:
    expected: dict[tuple[str, ...], int] = defaultdict(int)
    for _, facts, _ in rows:
        if facts["bestand"]:
            expected[facts["bestand"], facts["bsn"], facts["code"], facts["eenheid"]] += facts["volume"]
    seen: dict[tuple[str, ...], int] = defaultdict(int)
    for name, bericht in berichten.items():
        every = prestaties(bericht)
        assert declaratie_header(bericht).totaalbedrag == sum(one.bedrag for one in every)
        assert len({one.referentienummer for one in every}) == len(every)
        keys = [(one.bsn, one.toewijzingnummer, one.categorie, one.code, one.begindatum) for one in every]
        assert len(set(keys)) == len(every)
        for one in every:
            seen[name, one.bsn, one.code, one.eenheid] += one.volume
            assert one.debet_credit == "D"
            assert (one.btw_vrijstelling == "1") == (declaratie_header(bericht).kind == "F")
    assert seen == expected


def test_an_amount_is_volume_times_tarief_rounded_once(
    berichten: dict[str, Bericht], rows: list[tuple[Row, Row, Row]]
) -> None:
    hours = {(f["bestand"], f["code"]): f["uurtarief"] for _, f, _ in rows if f["uurtarief"] is not None}
    seen = set()
    for name, bericht in berichten.items():
        for one in prestaties(bericht):
            hour = hours.get((name, one.code)) if one.eenheid == "01" else None
            if one.eenheid == "83":
                assert (one.bedrag, one.tarief) == (one.volume, None)
            elif hour is not None:
                assert one.bedrag == int(hour * one.volume / 60 + 0.5)
            else:
                assert one.tarief is not None
                assert one.bedrag == one.volume * one.tarief
            seen.add((one.eenheid, hour is not None))
    assert seen >= {("01", False), ("01", True), ("04", False), ("83", False), ("82", False)}


def test_a_productperiode_lies_in_its_period_and_its_toewijzing(dataset: Path, berichten: dict[str, Bericht]) -> None:
    """The successors have the numbers and dates that the timeline op_tijd gives them."""
    known: dict[tuple[str, str | None, str], list[tuple[str, str | None]]] = defaultdict(list)
    for line in records_in(dataset / "toewijzingen.jsonl"):
        known[line["bsn"], line["toewijzingnummer"], line["domein"]].append((line["ingangsdatum"], line["einddatum"]))
    for step in records_in(dataset / "tijdlijn.jsonl"):
        if step["action"] in {"nieuwe_toewijzing", "intrekken"}:
            known[step["bsn"], step["toewijzingnummer"], step["domein"]].append(
                (step["ingangsdatum"], step["einddatum"])
            )
    new_one = 0
    for bericht in berichten.values():
        header = declaratie_header(bericht)
        for one in prestaties(bericht):
            assert header.begindatum <= one.begindatum <= one.einddatum <= header.einddatum < START_30
            terms = known[one.bsn, one.toewijzingnummer, str(bericht.domein)]
            begin, end = one.begindatum.isoformat(), one.einddatum.isoformat()
            assert any(from_ <= begin and end <= (until or "9999") for from_, until in terms)
            new_one += (one.toewijzingnummer or "").startswith("80")
    assert new_one


def test_the_manifest_counts_and_digests_the_deliveries(
    dataset: Path, berichten: dict[str, Bericht], rows: list[tuple[Row, Row, Row]]
) -> None:
    manifest = json.loads((dataset / "manifest.json").read_bytes())
    tally = manifest["counts"]["leveringen"]
    assert tally["leveringen"] == len(rows)
    assert tally["keus"] == sum(label["exclusive"] for _, _, label in rows)
    assert tally["nergens"] == sum(not label["allowed"] for _, _, label in rows)
    for line, count in tally["rules"].items():
        assert count == sum(line in label["rules"] for _, _, label in rows)
    assert tally["declaraties"] == len(berichten)
    assert tally["prestaties"] == sum(len(prestaties(bericht)) for bericht in berichten.values())
    for name in ("leveringen.jsonl", "leveringfeiten.jsonl", "leveringlabels.jsonl"):
        assert manifest["digests"][name] == hashlib.sha256((dataset / name).read_bytes()).hexdigest()


def test_deliveries_do_not_depend_on_the_timeline(dataset: Path, tmp_path: Path) -> None:
    write(tmp_path / "uit", clients=CLIENTS, seed=SEED, gemeenten=GEMEENTEN)
    for name in ("leveringen.jsonl", "leveringfeiten.jsonl", "leveringlabels.jsonl"):
        assert (tmp_path / "uit" / name).read_bytes() == (dataset / name).read_bytes()
