"""What no day or week can hold, in a dataset on disk.

python -m tests.generators.deliveries.possible MAP   says what it found, and fails when that is something.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from migratietoets.istandaard.kalender import days_of, iso_week, public_holidays

DAY = {"01": 1440, "14": 1, "16": 3, "82": 2, "84": 2}
"""The most of one client in a day, by eenheid; hours are minutes."""
WEEK_EURO = 200_000
"""Euro cents of one delivery of output in euro's: two thousand euro a week."""
DELIVERY_EURO = 500_000
"""Euro cents of any delivery, at its tarief."""
OPEN_ALWAYS = {"03", "15", "16", "17", "43", "44", "46"}
"""Categories of which care comes in weekends and on feestdagen too."""
WEEKEND_TOO = {"04", "44A12", "50"}
NIGHTS = {"54A08"}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_bytes().splitlines():
        yield json.loads(line)


def amount(facts: dict[str, Any]) -> int:
    if facts["uurtarief"]:
        return int(facts["uurtarief"] * facts["volume"] / 60 + 0.5)
    return int(facts["volume"] * (facts["tarief"] or 1))


def impossible(target: Path) -> list[str]:
    """Every delivery, or day of a client, that cannot have been; nothing when all is well."""
    found = []
    per_day: Counter[tuple[str, str, str, str]] = Counter()
    weekdays: dict[str, set[int]] = defaultdict(set)
    visits: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    deliveries = zip(lines(target / "leveringen.jsonl"), lines(target / "leveringfeiten.jsonl"), strict=True)
    for delivery, facts in deliveries:
        code, eenheid, volume = facts["code"], facts["eenheid"], facts["volume"]
        if amount(facts) > DELIVERY_EURO:
            found.append(f"{delivery['id']}: {amount(facts) / 100:.2f} euro")
        first, last = days_of(delivery["geleverd"])
        if first < last or delivery["uitvoering"] == "output":
            week = {"83": WEEK_EURO, "82": 10, "84": 10}.get(eenheid, DAY.get(eenheid, 0) * 7)
            if volume > (week if eenheid != "04" else 168):
                found.append(f"{delivery['id']}: {volume} van eenheid {eenheid} in een week")
            continue
        kind, minutes = ("01", volume * 60) if eenheid == "04" else (eenheid, volume)
        per_day[facts["gemeente"], facts["bsn"], delivery["geleverd"], kind] += minutes
        weekdays[facts["toewijzing"]].add(first.isoweekday())
        visits[facts["toewijzing"]][iso_week(first)] += 1
        found += closed(delivery["id"], code, first)
    found += [
        f"{bsn} op {day}: {volume} van eenheid {eenheid} op een dag"
        for (_, bsn, day, eenheid), volume in per_day.items()
        if eenheid in DAY and volume > DAY[eenheid]
    ]
    found += [
        f"{toewijzing}: op {len(days)} weekdagen, hoogstens {max(visits[toewijzing].values())} keer in een week"
        for toewijzing, days in weekdays.items()
        if len(days) > max(visits[toewijzing].values()) + 2
    ]
    return found


def closed(id_: str, code: str, day: date) -> Iterator[str]:
    """Care of monday to friday, on a day on which nobody comes."""
    if code[:2] in OPEN_ALWAYS | NIGHTS or code in NIGHTS | WEEKEND_TOO - {code[:2]}:
        return
    weekend = code[:2] not in WEEKEND_TOO and code not in WEEKEND_TOO
    if (weekend and day.isoweekday() > 5) or day in public_holidays(day.year):
        yield f"{id_}: product {code} op {day:%A} {day}"


if __name__ == "__main__":
    trouble = impossible(Path(sys.argv[1]))
    print(*trouble[:50], sep="\n")  # noqa: T201  # a command prints what it found
    print(f"{len(trouble)} onmogelijk")  # noqa: T201  # idem
    sys.exit(bool(trouble))
