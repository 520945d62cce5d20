"""Deliveries on disk, client by client: leveringen, leveringfeiten and leveringlabels.jsonl, and declaraties/*.xml."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from migratietoets.generators.chance import seeded
from migratietoets.generators.deliveries.care import Care, Used, care
from migratietoets.generators.deliveries.claims import Declaraties, declarant_of
from migratietoets.generators.deliveries.successions import Link, chain
from migratietoets.generators.export.credit_files import CreditFiles
from migratietoets.generators.export.files import BerichtFolder, JsonLines
from migratietoets.generators.people.numbers import FIRST_NEW, NumberSupply
from migratietoets.generators.stock.defects.names import Labelled
from migratietoets.generators.stock.portfolio import Dossier

DELIVERIES, FACTS, LABELS, BERICHTEN = (
    "leveringen.jsonl",
    "leveringfeiten.jsonl",
    "leveringlabels.jsonl",
    "declaraties",
)


class DeliveryFiles:
    """Writes the deliveries of one client after another; the messages come at the end."""

    def __init__(self, target: Path, seed: int, *, with_credits: bool = False) -> None:
        """Begin in an existing directory, the one of the dataset; with a credit chain a client if asked."""
        self._seed = seed
        self._deliveries, self._facts = JsonLines(target / DELIVERIES), JsonLines(target / FACTS)
        self._labels, self._berichten = JsonLines(target / LABELS), BerichtFolder(target / BERICHTEN)
        self._declaraties = Declaraties()
        self._numbers = NumberSupply(FIRST_NEW)
        self._credits = CreditFiles(target, seed) if with_credits else None
        self._counter: Counter[str] = Counter()

    def add(self, dossier: Dossier) -> Sequence[Care]:
        """Write and return what is delivered to one client; successors have the numbers that a timeline gives them."""
        client = dossier.client
        first = dossier.toewijzingen[0].toewijzing
        rng = seeded("zorg", self._seed, first.gemeente, client.bsn)
        chains = [(labelled, self._succession(labelled)) for labelled in dossier.toewijzingen]
        everything: list[Care] = []
        used: Used = Counter()
        for labelled, links in chains:
            t = labelled.toewijzing
            declarant = declarant_of(t.gemeente, t.domein, t.aanbieder, seed=self._seed)
            everything += care(rng, labelled, links, declarant, used)
        if self._credits:
            self._credits.add(client, chains)
        self._deliveries.write([one.delivery.to_json() for one in everything])
        self._facts.write([one.facts(self._declaraties.add(client, one)) for one in everything])
        self._labels.write([one.delivery.label.to_json() for one in everything])
        for one in everything:
            label = one.delivery.label
            self._counter.update(("leveringen", *label.rules))
            self._counter["keus"] += label.has_choice
            self._counter["nergens"] += not label.places
        return everything

    def _succession(self, labelled: Labelled) -> tuple[Link, ...]:
        t = labelled.toewijzing
        return chain(labelled, partial(self._numbers.next_one, t.gemeente, t.domein))

    def close(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Write the messages and close the files: the counts and the digests, as they stand in the manifest."""
        for name, data in self._declaraties.berichten():
            self._berichten.write(name, data)
        tally = {
            "leveringen": self._counter["leveringen"],
            "keus": self._counter["keus"],
            "nergens": self._counter["nergens"],
            "rules": {name: self._counter[name] for name in sorted(self._counter) if name.startswith("DC-")},
            "declaraties": len(self._berichten),
            "prestaties": self._declaraties.prestaties,
        }
        digests = {
            BERICHTEN: self._berichten.digest(),
            DELIVERIES: self._deliveries.close(),
            FACTS: self._facts.close(),
            LABELS: self._labels.close(),
        }
        if self._credits is None:
            return {"leveringen": tally}, digests
        tallies, extra = self._credits.close()
        return {"leveringen": tally, "creditketens": tallies}, digests | extra
