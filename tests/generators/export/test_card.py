"""The data card: it counts what is in the dataset, asks nothing of a network, and escapes what it shows."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from migratietoets.generators.export.card import PICTURES
from migratietoets.generators.export.card_page import page
from migratietoets.generators.export.dataset import write
from migratietoets.generators.shares import SHARES
from migratietoets.istandaard.berichten import read
from migratietoets.istandaard.kalender import is_working_day

CLIENTS = 300


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("kaart") / "uit"
    write(target, clients=CLIENTS, seed=9, mix="twee_aanbieders")
    return target


def test_the_card_counts_what_is_there(dataset: Path) -> None:
    card = json.loads((dataset / "datakaart.json").read_bytes())
    records = [json.loads(line) for line in (dataset / "toewijzingen.jsonl").read_bytes().splitlines()]
    assert card["asked"]["clients"] == card["counts"]["clients"] == CLIENTS
    assert card["asked"]["mix"] == "twee_aanbieders"
    assert card["counts"]["onmogelijke_dagen"] == 0
    pictures = card["pictures"]
    assert {*pictures} == {*PICTURES}
    assert sum(pictures["leeftijden"].values()) == sum(pictures["geslacht"].values()) == CLIENTS
    assert sum(pictures["producten"].values()) == sum(pictures["duur"].values()) == len(records)
    assert pictures["duur"]["zonder einddatum"] == sum(record["einddatum"] is None for record in records)
    assert pictures["aanbieders"] == Counter(f"0344 {record['aanbieder']}" for record in records)
    started = next(row for row in card["shares"] if row["name"] == "gestart")
    assert started["found"] == round(sum(record["gestart"] for record in records) / len(records), 3)


def test_every_share_is_on_the_card_with_its_source(dataset: Path) -> None:
    card = json.loads((dataset / "datakaart.json").read_bytes())
    assert [row["name"] for row in card["shares"]] == [*SHARES]
    for name, row in SHARES.items():
        assert 0 <= row["is"] <= 1
        assert row.get("bron") or row["aanname"] is True, name
    text = (dataset / "datakaart.html").read_text("utf-8")
    assert all(row["zegt"] in text for row in SHARES.values())


def test_the_page_asks_nothing_and_escapes_everything(dataset: Path) -> None:
    card = json.loads((dataset / "datakaart.json").read_bytes())
    card["pictures"]["plaatsen"] = {"<script>": 1, **{f"plaats {n}": 1 for n in range(40)}}
    text = page(card)
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert not re.search(r"(src|href)=|url\(|https?:", text)
    assert "nog 12, samen" in text


def test_messages_go_out_around_the_start_and_on_working_days(dataset: Path) -> None:
    sent, ordinary = [], 0
    for file in sorted((dataset / "berichten").iterdir()):
        content = read(file.read_bytes()).content
        day = date.fromisoformat(content["Header"]["BerichtIdentificatie"]["Dagtekening"])
        beschikking = content["Client"]["Beschikking"]
        assert date.fromisoformat(beschikking["Afgiftedatum"]) < day
        sent.append((day, beschikking["BeschikkingNummer"]))
        lines = beschikking["ToegewezenProducten"]["ToegewezenProduct"]
        start = max(date.fromisoformat(line["Ingangsdatum"]) for line in lines)
        if date(2020, 5, 1) <= start <= date(2020, 8, 31):
            ordinary += 1
            assert -30 <= (day - start).days <= 95
    assert ordinary > 10
    assert len({number for _, number in sent}) == len(sent)
    assert sum(not is_working_day(day) for day, _ in sent) < 0.04 * len(sent)
