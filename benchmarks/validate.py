"""How fast a message is judged, beside what lxml takes to parse it and hold it against its schema alone.

    python benchmarks/validate.py [seconds per measurement, default 2] [messages in a folder, default 10000]

Both are measured in turns in one run, and the best of each counts. A ratio of 2 means twice the time of lxml alone.
The last line says how many messages `validate` judges in a second, read from a folder.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree
from messages import bericht_301, bericht_323

from migratietoets.conformance.validation.documents import documents
from migratietoets.conformance.validation.judging import Question
from migratietoets.conformance.validation.workers import judge_all
from migratietoets.istandaard.berichten import Bericht, build
from migratietoets.istandaard.berichten.verzoek import NieuwProduct, OngewijzigdProduct, Wijzigingsverzoek, make_317
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.xsd_writer import XSD_FOLDER
from migratietoets.istandaard.validation import judge

ROUNDS = 25
CLIENTS = 334
"""Of three prestaties each: a 323 of 1,000."""


def bericht_317() -> Bericht:
    """A request to change what a client has: one product as it is, one new."""
    return make_317(
        domein=Domein.WMO,
        gemeente="0344",
        aanbieder="99990001",
        identificatie="1",
        dagtekening=date(2021, 2, 1),
        bsn="999900006",
        verzoek=Wijzigingsverzoek(
            "VOW-1",
            "2",
            unchanged=(OngewijzigdProduct("1001"),),
            nieuw=(NieuwProduct(date(2021, 3, 1), date(2021, 12, 31), budget=500000),),
        ),
    )


def best(these: tuple[Callable[[], object], ...], duration: float) -> list[float]:
    """The shortest time of each, in seconds, asked in turns."""
    shortest = [float("inf")] * len(these)
    for _ in range(ROUNDS):
        for place, do in enumerate(these):
            count, begin = 0, time.process_time()
            while (elapsed := time.process_time() - begin) < duration / ROUNDS / len(these):
                do()
                count += 1
            shortest[place] = min(shortest[place], elapsed / count)
    return shortest


def compare(name: str, bericht: Bericht, duration: float) -> float:
    """Print a line about one message; gives the ratio."""
    data = build(bericht)
    schema = etree.XMLSchema(etree.parse(XSD_FOLDER / bericht.release / "wmo" / f"wmo{bericht.kind}.xsd"))
    assert not judge(data).remarks, judge(data).remarks[:3]
    theirs, ours = best((lambda: schema.validate(etree.fromstring(data)), lambda: judge(data)), duration)
    print(
        f"{name:<28}{len(data) / 1000:>9,.1f} kB{theirs * 1000:>10.3f} ms{ours * 1000:>10.3f} ms{ours / theirs:>8.2f}"
    )
    return ours / theirs


def folder(count: int) -> None:
    """Print how many messages of a folder are judged in a second."""
    data = build(bericht_301(Release.R30, 1))
    with TemporaryDirectory() as name:
        for number in range(count):
            (Path(name) / f"{number:05d}.xml").write_bytes(data)
        workers = os.cpu_count() or 1
        begin = time.perf_counter()
        judged = sum(1 for _ in judge_all(documents([name]), Question(), workers))
        elapsed = time.perf_counter() - begin
    print(f"map van {judged:,} berichten, {workers} processen: {judged / elapsed:,.0f} per seconde")


def main() -> None:
    """Measure and print."""
    duration = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    print(f"{'bericht':<28}{'':>12}{'lxml':>13}{'validate':>13}{'keer':>8}")
    compare("301, 1 product", bericht_301(Release.R30, 1), duration)
    compare("317", bericht_317(), duration)
    compare("323, 1.000 prestaties", bericht_323(CLIENTS), duration)
    folder(int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)  # noqa: PLR2004  # a name and two numbers


if __name__ == "__main__":
    main()
