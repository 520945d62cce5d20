"""Bulk export: 301 messages of release 2.4, the records behind them, what is delivered on them, and every label."""

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migratietoets.generators.export.card import CARD, Card
from migratietoets.generators.export.card_page import page
from migratietoets.generators.export.delivery_files import DeliveryFiles
from migratietoets.generators.export.files import BerichtFolder, JsonLines
from migratietoets.generators.export.granted import berichten
from migratietoets.generators.export.timeline_files import TimelineFiles
from migratietoets.generators.people.clients import GEMEENTEN, check_count
from migratietoets.generators.people.numbers import SharedNumbers
from migratietoets.generators.stock.defects.names import Labelled, choose_names
from migratietoets.generators.stock.label import REDENEN
from migratietoets.generators.stock.mix import ORDINARY, choose_mix
from migratietoets.generators.stock.portfolio import out_of_reach, portfolio
from migratietoets.generators.timelines.timeline import choose_timeline
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein
from migratietoets.istandaard.writing import make_folder, write_whole, writing

FORMAT = 1
Progress = Callable[[int, int], None]
"""Is told how many clients are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was written, and from what.

    Attributes:
        parameters: what to give again to get the same bytes.
        counts: how many clients, messages and toewijzingen; how many per defect and per reason.
        digests: SHA-256 per file set; of a directory of messages over the lines "digest, two spaces, file name",
            sorted by name.
    """

    seed: int
    parameters: dict[str, Any]
    counts: dict[str, Any]
    digests: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """As it stands in manifest.json."""
        return {
            "format": FORMAT,
            "seed": self.seed,
            "parameters": self.parameters,
            "counts": self.counts,
            "digests": self.digests,
        }


MANIFEST, UNFINISHED = "manifest.json", "niet-af.txt"
"""What stands in a dataset when it is finished, and until then."""


def begin(target: Path) -> None:
    """Take an empty directory, and say in it that it is not finished yet.

    Raises:
        InputError: it holds something, or cannot be written.
    """
    if (target / UNFINISHED).exists():
        raise InputError(
            f"{target}: verwacht een lege of nieuwe map; gevonden een portefeuille die nooit is afgemaakt "
            f"({UNFINISHED}). Verwijder de map en maak haar opnieuw, of kies een andere."
        )
    make_folder(target)
    if any(target.iterdir()):
        raise InputError(
            f"{target}: verwacht een lege of nieuwe map; gevonden een map met inhoud. "
            "Kies een andere map of maak hem leeg."
        )
    with writing(target), (target / UNFINISHED).open("x", encoding="utf-8") as file:
        file.write("Deze portefeuille wordt nog gemaakt, of is nooit afgemaakt: gebruik haar niet.\n")


def _divide(clients: int, gemeenten: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Gemeente, how many clients, and how many came before: nobody is in two gemeenten as long as there are BSNs."""
    part, rest = divmod(clients, len(gemeenten))
    before = 0
    for position, gemeente in enumerate(gemeenten):
        count = part + (position < rest)
        yield gemeente, count, before
        before += count


def _check_gemeenten(gemeenten: Sequence[str]) -> None:
    error = [code for code in gemeenten if not (len(code) == 4 and code.isascii() and code.isdigit())]  # noqa: PLR2004  # a CBS code
    if not gemeenten or error or len(set(gemeenten)) < len(gemeenten):
        raise InputError(
            f"Gemeentecodes: verwacht een of meer verschillende codes van vier cijfers; gevonden "
            f"{', '.join(gemeenten) or 'geen'}. Kies CBS-codes, bijvoorbeeld 0344."
        )


def _count(counter: Counter[str], labelled: Labelled) -> None:
    counter["toewijzingen"] += 1
    counter["must_migrate"] += labelled.label.must_migrate
    counter[f"defect:{labelled.defect}"] += 1
    counter.update(f"reden:{reden}" for reden in labelled.label.reasons)


def finish(target: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest, which says that all is there."""
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    with writing(target):
        if hasattr(os, "sync"):
            os.sync()  # what the manifest says is there, is there after a power cut too
        write_whole(target / MANIFEST, text)
        (target / UNFINISHED).unlink()


def write(  # noqa: PLR0913  # what a dataset depends on
    target: Path,
    *,
    clients: int,
    seed: int = 0,
    gemeenten: Sequence[str] = GEMEENTEN[:1],
    domeinen: Collection[Domein] = tuple(Domein),
    defects: Collection[str] | None = None,
    progress: Progress | None = None,
    timeline: str | None = None,
    mix: str = ORDINARY,
    with_credits: bool = False,
) -> Manifest:
    """Write a labelled dataset: toewijzingen, deliveries and, last, manifest.json.

    The toewijzingen are in berichten/*.xml, toewijzingen.jsonl and labels.jsonl. What is delivered on them around the
    turn of the year is in leveringen.jsonl, leveringfeiten.jsonl, leveringlabels.jsonl and declaraties/*.xml; it goes
    by a migration as the labels say, whatever the timeline.

    The same arguments give the same bytes. Until manifest.json is there, niet-af.txt says that it is unfinished.

    Args:
        target: a directory that does not exist yet, or is empty.
        clients: how many in all, shared over the gemeenten; at most 9,091 each.
        seed: any whole number.
        gemeenten: CBS codes.
        domeinen: wmo, jw or both.
        defects: names from NAMES of stock.defects, groups, or combinations of these; None or empty for all.
        progress: called after every client.
        timeline: a name from NAMES of timelines: what is sent about it, and when, is written too.
        mix: a name from MIXES.
        with_credits: write creditketens.jsonl and creditketens/*.xml too: a debit, its answer and its credit a client.

    Raises:
        InputError: the directory holds something, or an argument cannot be used; nothing has been written then.
        UnwritableError: it cannot be written, or not to the end.
    """
    _check_gemeenten(gemeenten)
    check_count(clients, len(gemeenten))
    names = choose_names(defects, out_of_reach(gemeenten=len(gemeenten), domeinen=len(set(domeinen))))
    chosen_mix = choose_mix(mix)
    if timeline is not None:
        choose_timeline(timeline)
    shared = SharedNumbers() if len(gemeenten) > 1 else None
    parts = [
        portfolio(
            gemeente,
            clients=count,
            seed=seed,
            domeinen=domeinen,
            defects=names,
            mix=chosen_mix,
            shared=shared,
            first=first,
        )
        for gemeente, count, first in _divide(clients, gemeenten)
        if count
    ]
    begin(target)
    bericht_folder = BerichtFolder(target / "berichten")
    records, labels = JsonLines(target / "toewijzingen.jsonl"), JsonLines(target / "labels.jsonl")
    delivery_files = DeliveryFiles(target, seed, with_credits=with_credits)
    timeline_files = None if timeline is None else TimelineFiles(target, timeline)
    counter: Counter[str] = Counter()
    card = Card()
    for done, dossier in enumerate((dossier for part in parts for dossier in part), start=1):
        for name, data, day in berichten(dossier, seed=seed, starting_at=len(bericht_folder) + 1):
            bericht_folder.write(name, data)
            card.add_message(day)
        records.write([labelled.toewijzing.to_json() for labelled in dossier.toewijzingen])
        labels.write([labelled.label.to_json() for labelled in dossier.toewijzingen])
        for labelled in dossier.toewijzingen:
            _count(counter, labelled)
        card.add(dossier)
        card.add_care(delivery_files.add(dossier))
        if timeline_files:
            timeline_files.add(dossier)
        if progress:
            progress(done, clients)
    manifest = Manifest(
        seed=seed,
        parameters={
            "clients": clients,
            "gemeenten": list(gemeenten),
            "domeinen": [str(domein) for domein in Domein if domein in domeinen],
            "defecten": list(names),
        },
        counts={
            "clients": clients,
            "berichten": len(bericht_folder),
            "toewijzingen": counter["toewijzingen"],
            "must_migrate": counter["must_migrate"],
            "defecten": {name: counter[f"defect:{name}"] for name in names},
            "reasons": {reden: counter[f"reden:{reden}"] for reden in REDENEN},
        },
        digests={
            "berichten": bericht_folder.digest(),
            "toewijzingen.jsonl": records.close(),
            "labels.jsonl": labels.close(),
        },
    )
    tallies, digests = delivery_files.close()
    manifest.counts.update(tallies)
    manifest.digests.update(digests)
    if mix != ORDINARY:
        manifest.parameters["mix"] = mix
    if with_credits:
        manifest.parameters["credits"] = True
    if timeline_files:
        manifest.parameters["tijdlijn"] = timeline
        manifest.counts["tijdlijn"], digests = timeline_files.close()
        manifest.digests.update(digests)
    facts = card.to_json(manifest.to_json())
    with writing(target):
        write_whole(target / f"{CARD}.json", json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
        write_whole(target / f"{CARD}.html", page(facts))
    finish(target, manifest.to_json())
    return manifest
