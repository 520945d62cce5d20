"""Deliveries are what a day and a week can hold, on several seeds; `possible.py` says how to try more."""

import json
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from migratietoets.generators.deliveries.rhythm import HOLDS, habit_of
from migratietoets.generators.export.dataset import write
from migratietoets.generators.stock.products import PRODUCTEN
from tests.generators.deliveries.possible import impossible, lines


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_delivered_fits_in_a_day_and_a_week(tmp_path: Path, seed: int) -> None:
    write(tmp_path / "uit", clients=200, seed=seed)
    assert impossible(tmp_path / "uit") == []


def test_what_does_not_fit_is_found(tmp_path: Path) -> None:
    write(tmp_path / "uit", clients=60, seed=4)
    facts = [*lines(tmp_path / "uit" / "leveringfeiten.jsonl")]
    for row in facts:
        row["volume"] = {"01": 1441, "04": 169, "14": 8, "16": 22, "83": 200_001}.get(row["eenheid"], 11)
    (tmp_path / "uit" / "leveringfeiten.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in facts))
    assert len(impossible(tmp_path / "uit")) > 0.9 * len(facts)


def test_nights_come_every_night_and_a_household_help_on_one_day_of_the_week(tmp_path: Path) -> None:
    write(tmp_path / "uit", clients=400, seed=5)
    days: dict[str, set[date]] = defaultdict(set)
    for row in lines(tmp_path / "uit" / "leveringfeiten.jsonl"):
        if row["code"] in {"44A09", "15A01", "01A01"} and "W" not in row["id"]:
            days[f"{row['code']} {row['toewijzing']}"].add(date.fromisoformat(row["id"][-10:]))
    nights = Counter(len({day.isoweekday() for day in own}) for key, own in days.items() if not key.startswith("01"))
    helps = [len({day.isoweekday() for day in own}) for key, own in days.items() if key.startswith("01")]
    assert nights.most_common(1)[0][0] == 7
    assert helps.count(1) > 0.9 * len(helps) > 10


def test_every_product_has_a_habit_that_its_day_can_hold() -> None:
    for producten in PRODUCTEN.values():
        for product in producten:
            habit = habit_of(product.code)
            assert {*habit.weekdays} <= {*range(1, 8)}
            assert max(habit.counts) <= 7
            assert 1 <= habit.most_a_day(product.eenheid) <= HOLDS[product.eenheid].day
            assert habit.most_a_week(product.eenheid) <= HOLDS[product.eenheid].week
